import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ulid } from 'ulid';
import { Engine } from '../../main/engine/engine.ts';
import { controlOf } from '../../main/sandbox/control-client.ts';
import { startSandbox } from '../../main/sandbox/sandbox.ts';
import { accessTo } from '../sandbox-access.ts';
import { keyedContact, renameContact } from '../../shared/inland-revenue/edits.ts';
import { round, type Bench } from './bench.ts';

const rttMs = 50;
const atOnce = 5;

/**
 * P4: draining one edit each of `size` clients over a line of 50 ms. The bound counts every call the engine makes (it reads before it
 * sends and reads back afterwards); the second figure counts sending calls only, as if reading cost nothing.
 */
export const drain: Bench = {
  id: 'P4',
  title: `draining edits over a line of ${rttMs} ms, ${atOnce} calls at once`,
  size: 300,
  async run(size) {
    const sandbox = await startSandbox({ system: 'ird', profile: 'practice', clients: size * 2, seed: 7, port: 0 });
    const control = controlOf(sandbox.control);
    const folder = mkdtempSync(join(tmpdir(), 'agentbook-bench-'));
    const engine = new Engine({ folder, databaseKey: randomBytes(32).toString('hex'), sqliteBinding: '', ...accessTo(sandbox) }, { callsAtOnce: atOnce });
    engine.start();
    await engine.atRest();
    engine.requests['sync.pause']({ paused: true });
    const edits = queueRenames(engine, size);
    await control.order({ fault: 'latency', ms: rttMs });
    const before = (await control.requests()).length;
    const began = performance.now();
    engine.requests['sync.pause']({ paused: false });
    await engine.atRest();
    const ms = performance.now() - began;
    const calls = (await control.requests()).length - before;
    const effects = (await control.effects()).length;
    // Clients that may be looked at but not changed are part of a practice: their edits are refused and wait for the person.
    const { needsYou } = engine.status();
    await engine.close();
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
    return {
      edits,
      effects,
      needsYou,
      calls,
      seconds: round(ms / 1000, 2),
      'η over all calls': round((Math.ceil(calls / atOnce) * rttMs) / ms),
      'η over sending calls': round((Math.ceil(edits / atOnce) * rttMs) / ms),
      target: '≥ 0.99 at 50 ms',
    };
  },
};

function queueRenames(engine: Engine, size: number): number {
  const { rows } = engine.requests['clients.list']({ query: '', view: 'all', start: 0, count: 1_000 });
  let queued = 0;
  for (const row of rows) {
    const level = engine.requests['clients.open']({ clientId: row.id })?.levels[0];
    const contact = level?.contacts[0];
    if (!level || !contact || row.mark !== 'upToDate' || queued >= size) continue;
    const answer = engine.requests['edits.queue']({ editId: ulid(), clientId: row.id, intent: renameContact(keyedContact(contact, level.scope), `Bench ${queued}`) });
    if (answer.ok) queued += 1;
  }
  return queued;
}
