import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Engine } from '../../../main/engine/engine.ts';
import { controlOf } from '../../../main/sandbox/control-client.ts';
import { startSandbox } from '../../../main/sandbox/sandbox.ts';
import { accessTo } from '../../../scripts/sandbox-access.ts';
import { handClock } from '../../main/engine/hand-clock.ts';
import type { World } from '../../main/engine/world.ts';
import { recordingGateway } from './recording-gateway.ts';
import type { RecordingGateway } from './recording-gateway.ts';

/** What the deeds of the engine's tests need of their world. */
type Held = Pick<World, 'control' | 'engine' | 'detail'>;

export interface WatchedDesk {
  world: World;
  gateway: RecordingGateway;
  clock: ReturnType<typeof handClock>;
  close(): Promise<void>;
}

/** A real engine at a real sandbox, with the recording gateway between them: the desk of the engine's own tests, watched. */
export async function watchedDesk(profile: 'practice' | 'ird-pack', clients: number): Promise<WatchedDesk> {
  const sandbox = await startSandbox({ system: 'ird', profile, clients, seed: 7, port: 0 });
  const gateway = await recordingGateway(sandbox.url);
  const folder = mkdtempSync(join(tmpdir(), 'agentbook-watched-'));
  const access = accessTo({ ...sandbox, url: gateway.url, intermediation: `${gateway.url}/gateway/gws/intermediation/` });
  const options = { folder, databaseKey: randomBytes(32).toString('hex'), sqliteBinding: '', ...access };
  const clock = handClock();
  const engine = new Engine(options, { clock, looksApartMs: 5, deadlineMs: 5_000, random: () => 0 });
  engine.start();
  await engine.atRest();
  const held: Held = {
    control: controlOf(sandbox.control),
    engine,
    detail: (clientId) => {
      const detail = engine.requests['clients.open']({ clientId });
      if (!detail) throw new Error(`no client ${clientId}`);
      return detail;
    },
  };
  const close = async (): Promise<void> => {
    await engine.close();
    await gateway.close();
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { world: held as World, gateway, clock, close };
}
