import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Engine, type EngineTuning } from '../../../main/engine/engine.ts';
import type { GatewayAccess } from '../../../main/engine/host-contract.ts';
import { controlOf } from '../../../main/sandbox/control-client.ts';
import type { FaultOrder } from '../../../main/sandbox/faults.ts';
import { startSandbox, type Sandbox } from '../../../main/sandbox/sandbox.ts';
import type { TlsOptions } from '../../../main/sandbox/tls.ts';
import { accessTo } from '../../../scripts/sandbox-access.ts';
import type { ClientDetail } from '../../../shared/views.ts';

export interface WorldOptions {
  clients?: number;
  seed?: number;
  tuning?: Partial<EngineTuning>;
  /** Ordered before the engine opens. */
  faults?: FaultOrder[];
  /** The shell can get a new sign-in by itself: it does as soon as it is told. */
  renewable?: boolean;
  /** false: it is told, and does not get one. */
  renews?: boolean;
  /** Instead of the agency's own client lists. */
  numbers?: string[];
  /** The sandbox listens over TLS besides. */
  tls?: TlsOptions;
  /** Another way to the sandbox than straight over plain HTTP. */
  way?: (sandbox: Sandbox) => Partial<GatewayAccess>;
  /** false: hands the world over while the first reading is still under way. */
  rest?: boolean;
}

/** A real sandbox over real HTTP, a real engine over real encrypted files: what a test needs to say what happens. */
export async function createWorld({ clients = 12, seed = 7, tuning = {}, faults = [], renewable = false, renews = renewable, numbers, tls, way, rest = true }: WorldOptions = {}) {
  const sandbox = await startSandbox({ system: 'ird', profile: 'practice', clients, seed, port: 0, ...(tls && { tls }) });
  const control = controlOf(sandbox.control);
  for (const fault of faults) await control.order(fault);
  const folder = mkdtempSync(join(tmpdir(), 'agentbook-world-'));
  const databaseKey = randomBytes(32).toString('hex');
  const options = { folder, databaseKey, sqliteBinding: '', ...accessTo(sandbox), renewable };
  Object.assign(options.gateway, way?.(sandbox));
  if (numbers) options.gateway.clients = { from: 'numbers', clientIds: numbers };
  // Most of what is tried is what becomes of a single call: coalesced.long.test.ts and the fault checker have edits come together.
  const quick = { together: false, looksApartMs: 5, deadlineMs: 2_000, random: () => 0, ...tuning };
  const notices: string[] = [];
  const signedOut: string[] = [];
  const states: string[] = [];
  const renew = async (engine: Engine): Promise<void> => engine.setAuthorization(`Bearer ${(await control.token()).token}`);

  const open = (): Engine => {
    const engine = new Engine(options, quick);
    engine.news.listen((news) => news.type === 'notice' && notices.push(news.text));
    engine.news.listen((news) => news.type === 'status' && states.push(news.status.connection.state));
    engine.onSignedOut((refused) => {
      signedOut.push(refused);
      if (renews) void renew(engine);
    });
    engine.start();
    return engine;
  };

  const world = {
    sandbox,
    control,
    folder,
    options,
    /** What the next engine is opened with. */
    tuning: quick as Partial<EngineTuning>,
    notices,
    /** `refused`: every Authorization header the engine has told of; `states`: every state of the connection the screens were told. */
    signIn: { refused: signedOut, states, again: () => renew(world.engine) },
    engine: open(),
    /** Opens the same files again with a new engine, as after a stop. The old one is not closed first when `abruptly`. */
    async reopen(): Promise<void> {
      await world.engine.close();
      world.engine = open();
      await world.engine.atRest();
    },
    detail(clientId: string): ClientDetail {
      const detail = world.engine.requests['clients.open']({ clientId });
      if (!detail) throw new Error(`no client ${clientId}`);
      return detail;
    },
    /** Clients in name order that satisfy a wish. */
    find(wish: (detail: ClientDetail) => boolean): ClientDetail {
      const { rows } = world.engine.requests['clients.list']({ query: '', view: 'all', start: 0, count: 1_000 });
      const found = rows.map((row) => world.detail(row.id)).find(wish);
      if (!found) throw new Error('no client of the practice is like that: choose another seed');
      return found;
    },
    async close(): Promise<void> {
      await world.engine.close();
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  if (rest) await world.engine.atRest();
  return world;
}

export type SignInWorld = Awaited<ReturnType<typeof createWorld>>;
/** What deeds need of a world, so that others can build one around a gateway of their own. */
export type World = Omit<SignInWorld, 'signIn'>;
