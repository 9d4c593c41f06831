import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Sqlite } from '../../../main/engine/database.ts';
import { appliedTo, atGateway, comeOnline, goOffline, rename, rowOf, settle, type Aim } from './deeds.ts';
import { aims } from './faults/aims.ts';
import { files, full, roomy, sabotage, useUp } from './full-files.ts';
import { createWorld, type World } from './world.ts';

/** F7: whatever a person does with edits while the disk is full is refused in words, leaves all as it was, and works once there is room. */

let world: World;
let waiting: Aim;
let conflicting: Aim;
let sent: Aim;
const ids = { first: '', second: '', conflict: '', takenBack: '', sent: '' };
/** Whether files are filled as they are opened. */
const filling = { on: false };
const filled = {
  ledgerFile(file: Sqlite) {
    sabotage.ledgerFile(file);
    if (filling.on) full(file);
    if (filling.on) useUp(file);
    return file;
  },
  cacheFile(file: Sqlite) {
    sabotage.cacheFile(file);
    if (filling.on) full(file);
    return file;
  },
};
const unhandled: unknown[] = [];
const noteUnhandled = (error: unknown): void => void unhandled.push(error);

beforeAll(async () => {
  process.on('unhandledRejection', noteUnhandled);
  world = await createWorld({ clients: 60, tuning: { sabotage: filled } });
  [waiting, conflicting, sent] = (await aims(world, 3)) as [Aim, Aim, Aim];
  ids.sent = rename(world, sent, 'Sent');
  await settle(world);
  await goOffline(world);
  ids.conflict = rename(world, conflicting, 'Mine');
  const ContactID = (await atGateway(world, conflicting, conflicting.contact.type))?.ContactID;
  await world.control.act({ method: 'PUT', on: 'contact', body: { ContactID, Contact: { Name: 'Theirs' } } });
  await comeOnline(world);
  await settle(world);
  await goOffline(world);
  ids.first = rename(world, waiting, 'One');
  ids.second = rename(world, waiting, 'Two');
  ids.takenBack = rename(world, waiting, 'Three');
  expect(world.engine.requests['edits.undo']({ editId: ids.takenBack }).undone).toEqual([ids.takenBack]);
});
afterAll(async () => {
  process.off('unhandledRejection', noteUnhandled);
  await world.close();
});
beforeEach(() => void roomy(files.ledger));

const ask = (): World['engine']['requests'] => world.engine.requests;
const asItStands = () => ({
  queue: ask()['queue.list']({ states: ['needsYou', 'checking', 'sending', 'waiting', 'sent'], start: 0, count: 100 }),
  history: ask()['history.list']({ query: '', clientId: null, start: 0, count: 100 }),
  clients: [waiting, conflicting, sent].map(({ clientId }) => world.detail(clientId)),
});

const words = expect.stringMatching(/no room left on the disk.*nothing has been changed\. Free some space/);
const issue = { ok: false, error: [{ field: '', code: 'disk-full', text: words }] };
const renamed = (to: string) => ({ clientId: waiting.clientId, intent: { type: 'edit' as const, contact: waiting.contact.key, scope: waiting.scope, changes: [{ op: 'set' as const, field: 'Name' as const, was: waiting.contact.name, to }] } });
const take = { field: 'name', take: 'other' as const, value: 'Both' };

/** Each as it is refused, then done and, last, undone where that leaves the next one what it needs. */
const deeds: [string, () => unknown, unknown, () => void][] = [
  ['undoing', () => ask()['edits.undo']({ editId: ids.first }), { undone: [], trouble: words }, () => expect(ask()['edits.reopen']({ editIds: [ids.first, ids.second] })).toEqual({ done: true })],
  ['discarding what needs somebody', () => ask()['edits.act']({ editId: ids.conflict, action: 'discard' }), { done: false, taken: [], trouble: words }, () => expect(ask()['edits.reopen']({ editIds: [ids.conflict] })).toEqual({ done: true })],
  ['keeping one’s own', () => ask()['edits.act']({ editId: ids.conflict, action: 'keepMine' }), { done: false, taken: [], trouble: words }, () => expect(ask()['edits.reopen']({ editIds: [ids.conflict] })).toEqual({ done: true })],
  ['answering a conflict', () => ask()['edits.resolve']({ editId: ids.conflict, choices: [take] }), issue, () => expect(ask()['edits.reopen']({ editIds: [ids.conflict] })).toEqual({ done: true })],
  ['correcting', () => ask()['edits.replace']({ editId: ids.first, with: { editId: ids.first, ...renamed('Won') } }), issue, () => undefined],
  ['discarding everything of a client', () => ask()['edits.discardAll']({ clientId: waiting.clientId }), { taken: [], trouble: words }, () => expect(ask()['edits.reopen']({ editIds: [ids.first, ids.second] })).toEqual({ done: true })],
  ['undoing from the history', () => ask()['history.reverse']({ editId: ids.first }), issue, () => undefined],
  ['bringing back', () => ask()['edits.reopen']({ editIds: [ids.first, ids.second] }), { done: false, trouble: words }, () => undefined],
  ['reversing what was sent', () => ask()['history.reverse']({ editId: ids.sent }), { ok: false, error: [{ code: 'disk-full', text: expect.stringContaining('no room left on the disk') }] }, () => undefined],
];

test.each(deeds)('%s is refused in words, changes nothing, and can be done once there is room', async (_, deed, refusal, back) => {
  const before = asItStands();
  full(files.ledger);
  useUp(files.ledger);
  expect(deed()).toMatchObject(refusal as object);
  await world.engine.atRest();
  expect(asItStands()).toEqual(before);
  roomy(files.ledger);
  const done = deed() as { trouble?: string; ok?: boolean };
  expect(done.trouble).toBeUndefined();
  expect(done.ok).not.toBe(false);
  expect(asItStands()).not.toEqual(before);
  back();
  expect(unhandled).toEqual([]);
});

test('working offline works while nothing can be kept, and says for how long', async () => {
  full(files.cache);
  for (const size of [2_000, 200, 20, 0])
    expect(() => {
      for (let at = 0; ; at += 1) files.cache?.prepare('INSERT INTO meta (name, value) VALUES (?, ?)').run(`${size}${at}`, 'x'.repeat(size));
    }).toThrow(/full/);
  world.notices.length = 0;
  expect(ask()['sync.pause']({ paused: true })).toBeNull();
  expect(world.engine.status().connection.state).toBe('paused');
  expect(world.notices).toEqual([expect.stringMatching(/^Offline until Agentbook is closed: there is no room/)]);
  ask()['sync.pause']({ paused: false });
  await world.engine.atRest();
  expect(rowOf(world, ids.first).state).toBe('waiting');
  roomy(files.cache);
});

test('what was being sent when the app stopped, and a cache that is behind, keep the desk from nothing when it starts on a full disk', async () => {
  await comeOnline(world);
  await settle(world);
  const applied = await appliedTo(world, waiting.clientId);
  full(files.cache);
  const behind = rename(world, sent, `Behind ${'x'.repeat(200)}`);
  await settle(world);
  expect(rowOf(world, behind).state).toBe('sent');
  await world.control.order({ fault: 'latency', ms: 150, match: { method: 'PUT' }, count: 1 });
  const editId = rename(world, waiting, 'On its way');
  while (rowOf(world, editId).state !== 'sending') await new Promise((resolve) => setImmediate(resolve));
  full(files.ledger);
  useUp(files.ledger);
  // How many pages a file may have is forgotten when it is closed.
  filling.on = true;
  await world.reopen();
  filling.on = false;
  expect(world.engine.status()).toMatchObject({ loss: '' });
  expect(asItStands().clients).toHaveLength(3);
  expect(ask()['edits.queue']({ editId: 'no room', ...renamed('Not kept') })).toMatchObject({ ok: false });
  expect(unhandled).toEqual([]);
  roomy(files.ledger);
  roomy(files.cache);
  await settle(world);
  expect([rowOf(world, behind).state, rowOf(world, editId).state]).toEqual(['sent', 'sent']);
  expect(await appliedTo(world, waiting.clientId)).toEqual([...applied, 'PUT contact']);
  expect(unhandled).toEqual([]);
});
