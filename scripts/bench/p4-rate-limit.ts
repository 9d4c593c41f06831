import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ulid } from 'ulid';
import { eightByEightFacts } from '../../main/engine/connectors/eight-by-eight/facts.ts';
import { Engine } from '../../main/engine/engine.ts';
import { startContactSandbox } from '../../main/sandbox/contact-sandbox.ts';
import { contactControlOf } from '../../main/sandbox/contact-system/control.ts';
import { directly } from '../../main/transport/access.ts';
import type { RatePolicy } from '../../shared/systems.ts';
import { round, type Bench, type Figures } from './bench.ts';
import { mostInWindow, shareUsed } from './rate-share.ts';
import { skippingClock } from './skipping-clock.ts';

interface Traffic {
  ours: { counted: number; refused: number };
  others: { counted: number; refused: number };
}

/**
 * P4, bound by a rate: one edit each of `size` contacts at 8x8, whose 60 calls in any minute other programs share; they make all the calls
 * that are left to them. The real engine and the real sandbox on one clock, which skips what is only waited for: about 45 minutes.
 */
export const rateLimit: Bench = {
  id: 'P4R',
  title: "draining edits at 8x8 under its limit of calls, beside other programs' traffic",
  size: 1_000,
  async run(size) {
    const [policy] = eightByEightFacts.pacing;
    if (!policy) throw new Error('8x8 has a limit');
    const clock = skippingClock();
    const sandbox = await startContactSandbox({ system: '8x8', contacts: Math.ceil(size * 1.4), seed: 7, port: 0, clock: () => clock.now() });
    const control = contactControlOf(sandbox.control);
    const folder = mkdtempSync(join(tmpdir(), 'agentbook-bench-'));
    const { customerId, readKey, writeKey } = sandbox.credentials;
    const engine = new Engine(
      {
        folder, databaseKey: randomBytes(32).toString('hex'), sqliteBinding: '', renewable: false,
        authorization: JSON.stringify({ read: readKey, write: writeKey }),
        gateway: { baseUrl: sandbox.address, network: directly, clients: { from: 'numbers', clientIds: [] }, system: { id: '8x8', scope: customerId, reserve: null }, callsAtOnce: 5 },
      },
      { clock },
    );
    engine.start();
    await engine.atRest();
    engine.requests['sync.pause']({ paused: true });
    const edits = queueEdits(engine, size);
    await control.tell('traffic', { perMinute: policy.reserve });
    const before = (await control.requests()).length;
    engine.requests['sync.pause']({ paused: false });
    clock.skip(true);
    await engine.atRest();
    clock.skip(false);
    const lines = (await control.requests()).slice(before);
    const { ours, others } = await control.tell<Traffic>('traffic', { calls: 0 });
    const { needsYou, waiting } = engine.status();
    const effects = (await control.effects()).length;
    await engine.close();
    await sandbox.close();
    clock.stop();
    rmSync(folder, { recursive: true, force: true });
    return {
      edits, effects, needsYou, waiting,
      'ours refused': ours.refused, "others' calls": others.counted, "others' refused": others.refused,
      ...figuresOf(lines.map(({ at }) => at), policy),
    };
  },
};

function figuresOf(arrivals: readonly number[], { limit, reserve, windowMs }: RatePolicy): Figures {
  const allowed = limit - reserve;
  return {
    calls: arrivals.length,
    'minutes on that clock': round(((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)) / 60_000, 1),
    'most calls in any minute': `${mostInWindow(arrivals, windowMs)} of ${allowed}`,
    'share of the allowed rate': round(shareUsed(arrivals, allowed, windowMs), 4),
    target: '≥ 0.99, none refused',
  };
}

/** Gives one contact after another another department. */
function queueEdits(engine: Engine, size: number): number {
  const { total } = engine.requests['clients.list']({ query: '', view: 'all', start: 0, count: 1 });
  let queued = 0;
  for (let start = 0; start < total && queued < size; start += 1_000) {
    for (const { id } of engine.requests['clients.list']({ query: '', view: 'all', start, count: 1_000 }).rows) {
      const level = engine.requests['clients.open']({ clientId: id })?.levels[0];
      const contact = level?.contacts[0];
      if (!level || !contact?.doc || contact.locked || queued >= size) continue;
      const change = { op: 'field' as const, path: '/department', was: contact.doc['department'] ?? null, to: `Bench ${queued}` };
      const answer = engine.requests['edits.queue']({ editId: ulid(), clientId: id, intent: { type: 'edit', contact: contact.key, scope: level.scope, changes: [change] } });
      if (answer.ok) queued += 1;
    }
  }
  return queued;
}
