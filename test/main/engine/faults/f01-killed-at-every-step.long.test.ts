import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ulid } from 'ulid';
import type { FaultOrder } from '../../../../main/sandbox/faults.ts';
import type { Death } from '../../../../scripts/faults/conversation.ts';
import { EngineHandle, Killed } from '../../../../scripts/faults/engine-handle.ts';
import { addPhone as addingPhone, renameContact } from '../../../../shared/inland-revenue/edits.ts';
import type { EditRequest, Intent } from '../../../../shared/edits.ts';
import type { QueueAction } from '../../../../shared/views.ts';
import { appliedTo, keyed, mobile, rowOf, settle, type Aim } from '../deeds.ts';
import { createWorld, type World } from '../world.ts';
import { aims, errorBody } from './aims.ts';

/** F1: kill -9 at every step of an edit's life, inside the transaction that notes it and just after. The edit adds a phone: no guard at the gateway. */

let world: World;
let compiled: string;
let free: Aim[];
beforeAll(async () => {
  world = await createWorld({ clients: 160 });
  free = await aims(world, 28);
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
    await engine.ask('open', { options: world.options, sabotage: null, pace: null });
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

type Kept = Omit<EditRequest, 'intent'> & { intent: Intent };

/** What somebody does about an edit that is kept, and which names have arrived in the end when that was lost with the kill, or was not. */
interface Deed {
  kind: Death['kind'];
  /** The edit is refused first. */
  refused?: boolean;
  first?: (engine: EngineHandle, editId: string) => Promise<unknown>;
  deed: (engine: EngineHandle, request: Kept) => Promise<unknown>;
  written: string[];
  committed: string[];
}
const act = (action: QueueAction) => (engine: EngineHandle, { editId }: Kept) => engine.ask('edits.act', { editId, action });
const renaming = (request: Kept, to: string): Kept => ({ ...request, intent: request.intent.type === 'edit' ? { ...request.intent, changes: request.intent.changes.map((change) => (change.op === 'set' ? { ...change, to } : change)) } : request.intent });
const deeds: Deed[] = [
  { kind: 'amended', deed: (engine, request) => engine.ask('edits.replace', { editId: request.editId, with: renaming(request, 'Corrected') }), written: ['First'], committed: ['Corrected'] },
  { kind: 'undone', deed: (engine, { editId }) => engine.ask('edits.undo', { editId }), written: ['First'], committed: [] },
  { kind: 'reopened', first: (engine, editId) => engine.ask('edits.undo', { editId }), deed: (engine, { editId }) => engine.ask('edits.reopen', { editIds: [editId] }), written: [], committed: ['First'] },
  { kind: 'retried', refused: true, deed: act('retry'), written: [], committed: ['First'] },
  { kind: 'discarded', refused: true, deed: act('discard'), written: [], committed: [] },
];

async function offline(engine: EngineHandle): Promise<void> {
  await world.control.offline();
  await engine.ask('settle', {});
}

describe.each(deeds)('killed while the person does what makes an edit $kind', ({ kind, refused, first, deed, ...ends }) => {
  test.each(['written', 'committed'] as const)('(%s), it has been done or it has not, and the gateway has what the ledger says', async (moment) => {
    const aim = free.pop()!;
    await world.engine.close();
    const engine = new EngineHandle(compiled);
    await engine.ask('open', { options: world.options, sabotage: null, pace: null });
    await engine.ask('rest', {});
    if (!refused) await offline(engine);
    if (refused) await world.control.order({ fault: 'answer', status: 400, body: errorBody('CNT102'), match: { method: 'PUT' }, count: 1 });
    const request = { editId: ulid(), clientId: aim.clientId, intent: renameContact({ key: aim.contact.key, scope: aim.scope, doc: { ContactType: aim.contact.type, Name: aim.contact.name, Phone: aim.contact.phones } }, 'First') };
    await engine.ask('edits.queue', request);
    await engine.ask('settle', {});
    await first?.(engine, request.editId);
    engine.mayDie();
    await engine.ask('die', { kind, moment, skip: 0 });
    await expect(deed(engine, request)).rejects.toBeInstanceOf(Killed);

    await world.control.online();
    await world.reopen();
    await settle(world);
    const names = (await world.control.effects()).filter(({ client }) => client === aim.clientId).map(({ body }) => (body as { Contact: { Name: string } }).Contact.Name);
    expect(names).toEqual(ends[moment]);
    if (refused && moment === 'written') expect(rowOf(world, request.editId).state).toBe('needsYou');
    world.engine.requests['edits.act']({ editId: request.editId, action: 'discard' });
  });
});

test.each(['written', 'committed'] as const)('killed as an edit is carried in the call of another (%s), the next start sends each name once at most, and the last one last', async (moment) => {
  const aim = free.pop()!;
  await world.engine.close();
  const engine = new EngineHandle(compiled);
  await engine.ask('open', { options: world.options, sabotage: null, pace: null });
  await engine.ask('rest', {});
  await offline(engine);
  for (const [was, to] of [[aim.contact.name, 'First'], ['First', 'Second']] as const)
    await engine.ask('edits.queue', { editId: ulid(), clientId: aim.clientId, intent: renameContact({ key: aim.contact.key, scope: aim.scope, doc: { ContactType: aim.contact.type, Name: was, Phone: aim.contact.phones } }, to) });
  engine.mayDie();
  await engine.ask('die', { kind: 'carried', moment, skip: 0 });
  await world.control.online();
  await expect(engine.ask('settle', {})).rejects.toBeInstanceOf(Killed);
  await world.reopen();
  await settle(world);
  const names = (await world.control.effects()).filter(({ client }) => client === aim.clientId).map(({ body }) => (body as { Contact: { Name: string } }).Contact.Name);
  // An edit that may have been sent never goes together with others again.
  expect(names.at(-1)).toBe('Second');
  expect(new Set(names).size).toBe(names.length);
  expect(world.engine.status()).toMatchObject({ waiting: 0, sending: 0, checking: 0, needsYou: 0 });
});

test.each(['written', 'committed'] as const)('killed as what was sent is reversed (%s), it is reversed once, or not yet', async (moment) => {
  const aim = free.pop()!;
  await world.engine.close();
  const engine = new EngineHandle(compiled);
  await engine.ask('open', { options: world.options, sabotage: null, pace: null });
  await engine.ask('rest', {});
  const editId = ulid();
  await engine.ask('edits.queue', { editId, clientId: aim.clientId, intent: renameContact({ key: aim.contact.key, scope: aim.scope, doc: { ContactType: aim.contact.type, Name: aim.contact.name, Phone: aim.contact.phones } }, 'First') });
  await engine.ask('settle', {});
  await offline(engine);
  engine.mayDie();
  await engine.ask('die', { kind: 'reversed', moment, skip: 0 });
  await expect(engine.ask('history.reverse', { editId })).rejects.toBeInstanceOf(Killed);
  await world.control.online();
  await world.reopen();
  const again = world.engine.requests['history.reverse']({ editId });
  expect(again.ok).toBe(moment === 'written');
  await settle(world);
  const names = (await world.control.effects()).filter(({ client }) => client === aim.clientId).map(({ body }) => (body as { Contact: { Name: string } }).Contact.Name);
  expect(names).toEqual(['First', aim.contact.name]);
});
