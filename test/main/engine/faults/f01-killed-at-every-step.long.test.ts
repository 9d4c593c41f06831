import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ulid } from 'ulid';
import type { FaultOrder } from '../../../../main/sandbox/faults.ts';
import type { Death } from '../../../../scripts/faults/conversation.ts';
import { EngineHandle, Killed } from '../../../../scripts/faults/engine-handle.ts';
import { addPhone as addingPhone } from '../../../../shared/inland-revenue/edits.ts';
import { appliedTo, keyed, mobile, rowOf, settle, type Aim } from '../deeds.ts';
import { createWorld, type World } from '../world.ts';
import { aims, errorBody } from './aims.ts';

/** F1: kill -9 at every step of an edit's life, inside the transaction that notes it and just after. The edit adds a phone: no guard at the gateway. */

let world: World;
let compiled: string;
let free: Aim[];
beforeAll(async () => {
  world = await createWorld({ clients: 80 });
  free = await aims(world, 16);
  await world.engine.close();
  compiled = mkdtempSync(join(tmpdir(), 'agentbook-compiled-'));
});
afterAll(async () => {
  await world.close();
  rmSync(compiled, { recursive: true, force: true });
});

const phoneCall = { method: 'POST', path: '/gateway/contact/phone' };
/** What makes an edit come to each step; how many phones there are at the gateway in the end, and where the edit is. */
const steps: { kind: Death['kind']; fault?: FaultOrder; several?: boolean; effects?: string[]; state?: string }[] = [
  { kind: 'queued' },
  { kind: 'sending' },
  { kind: 'answered', several: true, effects: ['POST phone', 'PUT contact'] },
  { kind: 'done' },
  { kind: 'requeued', fault: { fault: 'cutBefore', match: phoneCall } },
  { kind: 'unknown', fault: { fault: 'dropReply', match: phoneCall } },
  { kind: 'parked', fault: { fault: 'answer', status: 400, body: errorBody('CNT102'), match: phoneCall, count: null }, effects: [], state: 'needsYou' },
];

describe.each(steps)('killed as an edit becomes $kind', ({ kind, fault, several = false, effects = ['POST phone'], state = 'sent' }) => {
  test.each(['written', 'committed'] as const)('(%s), the next start finishes it: one effect, nothing lost, handed in twice or not', async (moment) => {
    const aim = free.pop()!;
    const contact = { key: aim.contact.key, scope: aim.scope, doc: { ContactType: aim.contact.type, Name: aim.contact.name, Phone: aim.contact.phones } };
    const adding = addingPhone(contact, keyed(mobile('0215550101')));
    if (several && adding.type === 'edit') adding.changes.push({ op: 'set', field: 'Name', was: aim.contact.name, to: 'Several' });
    const request = { editId: ulid(), clientId: aim.clientId, intent: adding };
    if (fault) await world.control.order(fault);

    const engine = new EngineHandle(compiled);
    await engine.ask('open', { options: world.options, sabotage: null });
    engine.mayDie();
    await engine.ask('die', { kind, moment, skip: 0 });
    await expect(engine.ask('edits.queue', request).then(() => engine.ask('settle', {}))).rejects.toBeInstanceOf(Killed);

    await world.reopen();
    expect(world.engine.requests['edits.queue'](request)).toEqual({ ok: true, value: { editId: request.editId } });
    await settle(world);
    expect(rowOf(world, request.editId).state).toBe(state);
    if (state === 'needsYou') world.engine.requests['edits.act']({ editId: request.editId, action: 'discard' });
    await world.engine.close();
    await world.control.calm();
    expect(await appliedTo(world, aim.clientId)).toEqual(effects);
  });
});
