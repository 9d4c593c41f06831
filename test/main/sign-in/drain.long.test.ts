import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Engine } from '../../../main/engine/engine.ts';
import type { TokenKeeper } from '../../../main/sign-in/token-keeper.ts';
import { accessTo } from '../../../scripts/sandbox-access.ts';
import type { SignInMethod } from '../../../shared/connection-settings.ts';
import { addPhone, aimAt, changeable, comeOnline, goOffline, mobile, rename, seen, settle, type Aim } from '../engine/deeds.ts';
import type { World } from '../engine/world.ts';
import { createSignInWorld, type SignInWorld } from './sign-in-world.ts';

/** A real engine whose sign-in a real keeper holds, wired as the shell wires them. */
async function openEngine(signIn: SignInWorld, keeper: TokenKeeper, folder: string): Promise<Engine> {
  const options = { folder, databaseKey: randomBytes(32).toString('hex'), sqliteBinding: '', ...accessTo(signIn.sandbox), authorization: keeper.authorization(), renewable: true };
  // The Intermediation service does not take a machine's JWT (SPEC 4.3): the person gives the numbers.
  if (signIn.settings.signIn.method === 'machine') options.gateway.clients = { from: 'numbers', clientIds: (await signIn.control.clients()).rows.map(({ client }) => client) };
  const engine = new Engine(options, { together: false, looksApartMs: 5, deadlineMs: 2_000, random: () => 0 });
  engine.onSignedOut((authorization) => keeper.refused(authorization));
  signIn.onTold = (authorization) => engine.setAuthorization(authorization);
  engine.start();
  await engine.atRest();
  return engine;
}

/** What deeds need of a world. */
const worldOf = ({ control }: SignInWorld, engine: Engine): World =>
  ({ control, engine, detail: (clientId: string) => engine.requests['clients.open']({ clientId }) }) as unknown as World;

/** Three rounds of edits of one contact: more calls than the drain is tried at. */
function edit(world: World, aim: Aim, k: number): void {
  for (const round of ['begins', 'goes on', 'ends']) rename(world, aim, `Round ${k} ${round}`);
  if ((seen(world, aim, aim.contact.key)?.phones.length ?? 5) < 3) addPhone(world, aim, mobile(`0215550${100 + k}`));
}

test.each<SignInMethod>(['cloud', 'native', 'machine'])('a %s sign-in that ends after the k-th call of a drain: at most one prompt, everything sent in order, no attempt counted', { timeout: 120_000 }, async (method) => {
  const signIn = await createSignInWorld(method, () => undefined, 6);
  const folder = mkdtempSync(join(tmpdir(), 'agentbook-drain-'));
  const keeper = await signIn.keeper();
  await keeper.signIn({ token: '' });
  const engine = await openEngine(signIn, keeper, folder);
  const world = worldOf(signIn, engine);
  try {
    await settle(world);
    const first = (await changeable(world)).find(({ levels }) => levels.some(({ kind, contacts }) => kind === 'customer' && contacts.length > 0));
    if (first === undefined) throw new Error('no client that may be changed');
    const aim = aimAt(first, 'customer');
    for (let k = 0; k <= 7; k += 1) {
      await goOffline(world);
      edit(world, aim, k);
      const [asked, after] = [(await signIn.events('asked')).length, (await signIn.control.effects()).at(-1)?.n ?? 0];
      signIn.told.length = 0;
      await signIn.control.order({ fault: 'expireToken', skip: k, match: { path: '/gateway/' } });
      await comeOnline(world);
      await keeper.settled();
      await settle(world);
      if (method === 'native') {
        expect(engine.status().connection.state).toBe('signedOut');
        await keeper.signIn({ token: '' });
        await settle(world);
      }
      expect(await signIn.control.faults(), `call ${k + 1} was made`).toEqual([]);
      expect(signIn.told.filter((told) => told === null)).toHaveLength(method === 'native' ? 1 : 0);
      expect(await signIn.events('asked')).toHaveLength(method === 'native' ? asked + 1 : asked);
      expect(engine.status()).toMatchObject({ connection: { state: 'online' }, waiting: 0, sending: 0, checking: 0, needsYou: 0 });
      const names = (await signIn.control.effects(after)).filter(({ path }) => path.endsWith('/contact'));
      expect(names).toHaveLength(3);
      expect(seen(world, aim, aim.contact.key)?.name).toBe(`Round ${k} ends`);
      const { rows } = engine.requests['queue.list']({ states: ['sent'], start: 0, count: 4 });
      expect(rows.every(({ attempts }) => attempts === 0)).toBe(true);
      // The next refusal is a new story: a while has passed.
      signIn.clock.pass(600_000);
      await keeper.settled();
    }
    expect(await signIn.events('reused')).toEqual([]);
  } finally {
    await engine.close();
    await keeper.close();
    await signIn.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
