import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HistoryRow, QueueAction, QueueRow } from '../../../../../shared/views.ts';
import { files, full, roomy, sabotage, useUp } from '../../full-files.ts';
import { people } from '../example/people.ts';
import { startPeople, type PeopleServer } from '../example/people-server.ts';
import { openRecordWorld, type RecordWorld } from '../record-world.ts';

/** What is reversed, or added again, is so once; whoever takes that back may do it again. Where each contact is a row of its own. */

const scope = { level: 'people.list', key: 'all' };
let server: PeopleServer;
let world: RecordWorld;
beforeEach(async () => {
  server = await startPeople([{ id: '1', name: 'Ada Ngata', email: 'ada@example.com', phone: '+64 21 555 0123', shoeSize: 39 }, { id: '2', name: 'Wiremu Pere', email: 'w@example.com' }]);
  world = openRecordWorld({ system: 'people', address: server.address, secrets: { key: server.key } }, { systems: [people], sabotage, together: false });
  await world.engine.atRest();
});
afterEach(async () => {
  await world.close();
  await server.close();
});

const writes = (): string[] => server.calls.filter((call) => !call.startsWith('GET')).map((call) => call.split(' ')[0] ?? '');
const named = (name: string): number => [...server.people.values()].filter((one) => one['name'] === name).length;
const offline = (): void => void world.engine.requests['sync.pause']({ paused: true });
const online = async (): Promise<void> => {
  world.engine.requests['sync.pause']({ paused: false });
  await world.settle();
};
const reverse = (editId: string): ReturnType<RecordWorld['engine']['requests']['history.reverse']> => world.engine.requests['history.reverse']({ editId });
const reversed = (editId: string): string => {
  const answer = reverse(editId);
  if (!answer.ok || !answer.value.editId) throw new Error(`not reversed: ${JSON.stringify(answer)}`);
  return answer.value.editId;
};
const told = (editId: string): Pick<HistoryRow, 'reverse' | 'reverseNote'> | undefined => world.engine.requests['history.list']({ query: '', clientId: null, start: 0, count: 100 }).rows.find((row) => row.editId === editId);
const undo = (editId: string): string[] => world.engine.requests['edits.undo']({ editId }).undone;
const reopen = (...editIds: string[]): { done: boolean; trouble?: string } => world.engine.requests['edits.reopen']({ editIds });
const act = (editId: string, action: QueueAction): { done: boolean; taken: string[]; trouble?: string } => world.engine.requests['edits.act']({ editId, action });
const open = (): QueueRow[] => world.engine.requests['queue.list']({ states: ['needsYou', 'checking', 'sending', 'waiting'], start: 0, count: 100 }).rows;
const queue = (): string[] => open().map(({ state, title }) => `${state}: ${title}`);

describe('a removal that was sent', () => {
  let removal: string;
  beforeEach(async () => {
    removal = world.remove('all/1');
    await world.settle();
    offline();
  });

  test('is reversed once by a double click: the second is told what waits already', async () => {
    reversed(removal);
    expect(reverse(removal)).toMatchObject({ ok: false, error: [{ code: 'cannot-reverse', text: 'Reversed already: “Add Ada Ngata” waits to be sent.' }] });
    expect(told(removal)).toMatchObject({ reverse: '', reverseNote: 'Reversed already: “Add Ada Ngata” waits to be sent.' });
    await online();
    expect([named('Ada Ngata'), writes()]).toEqual([1, ['DELETE', 'PUT']]);
  });

  test('is not reversed again after the contact was added, nor after a restart', async () => {
    reversed(removal);
    await online();
    expect(told(removal)).toMatchObject({ reverse: '', reverseNote: 'Reversed already: “Add Ada Ngata” was sent.' });
    await world.reopen();
    expect(reverse(removal)).toMatchObject({ ok: false, error: [{ text: 'Reversed already: “Add Ada Ngata” was sent.' }] });
    await world.settle();
    expect([named('Ada Ngata'), writes()]).toEqual([1, ['DELETE', 'PUT']]);
  });

  test('is reversed again where its opposite was taken back, and that one does not come back beside the new one', async () => {
    const first = reversed(removal);
    expect(undo(first)).toEqual([first]);
    expect(told(removal)).toMatchObject({ reverse: 'compensate' });
    reversed(removal);
    expect(reopen(first)).toMatchObject({ done: false });
    await online();
    expect([named('Ada Ngata'), writes()]).toEqual([1, ['DELETE', 'PUT']]);
  });

  test('whose opposite was reversed in its turn is not reversed again: the latest of them is', async () => {
    const added = reversed(removal);
    await online();
    const removedAgain = reversed(added);
    await world.settle();
    expect(named('Ada Ngata')).toBe(0);
    expect(told(removal)).toMatchObject({ reverse: '', reverseNote: 'Reversed already: “Add Ada Ngata” was sent, and reversed in its turn. Reverse the latest of them.' });
    expect(told(added)).toMatchObject({ reverse: '', reverseNote: expect.stringContaining('Reversed already: “Remove') });
    reversed(removedAgain);
    await world.settle();
    expect([named('Ada Ngata'), writes()]).toEqual([1, ['DELETE', 'PUT', 'DELETE', 'PUT']]);
    for (const editId of [removal, added, removedAgain]) expect(reverse(editId)).toMatchObject({ ok: false });
  });

  test('is reversed and noted as such in one: with no room for it, neither is so', async () => {
    full(files.ledger);
    useUp(files.ledger);
    expect(reverse(removal)).toMatchObject({ ok: false, error: [{ code: 'disk-full' }] });
    roomy(files.ledger);
    expect(told(removal)).toMatchObject({ reverse: 'compensate' });
    reversed(removal);
    await online();
    expect(named('Ada Ngata')).toBe(1);
  });
});

describe('a contact that is gone and was changed here', () => {
  let edit: string;
  let later: string;
  beforeEach(async () => {
    offline();
    edit = world.edit('all/1', { email: 'ada@new.example' });
    later = world.edit('all/1', { phone: '04 555 0100' });
    server.people.delete('1');
    await online();
    offline();
    expect(queue()).toEqual(['needsYou: Change email to ada@new.example', expect.stringContaining('waiting: Change phone')]);
  });

  test('is added again in one: the ledger has the new contact and what was taken back for it, or neither', async () => {
    full(files.ledger);
    useUp(files.ledger);
    expect(act(edit, 'recreate')).toMatchObject({ done: false, trouble: expect.stringContaining('no room left on the disk') });
    roomy(files.ledger);
    expect(queue()).toHaveLength(2);
    expect(act(edit, 'recreate')).toEqual({ done: true, taken: [edit, later] });
    expect(queue()).toEqual(['waiting: Add Ada Ngata']);
    await online();
    expect([named('Ada Ngata'), writes()]).toEqual([1, ['PUT']]);
  });

  test('taking that back takes the new contact back too, and adding it again makes one', async () => {
    const { taken } = act(edit, 'recreate');
    const [first] = open();
    expect(reopen(...taken)).toEqual({ done: true });
    expect(queue()).toEqual(['needsYou: Change email to ada@new.example', expect.stringContaining('waiting: Change phone')]);
    expect(world.rows().map(({ id }) => id).sort()).toEqual(['all/1', 'all/2']);
    expect(act(edit, 'recreate')).toMatchObject({ done: true });
    expect(act(edit, 'recreate')).toMatchObject({ done: false });
    expect(reopen(first!.editId)).toMatchObject({ done: false });
    await online();
    expect([named('Ada Ngata'), writes()]).toEqual([1, ['PUT']]);
    expect([...server.people.values()].find(({ name }) => name === 'Ada Ngata')).toMatchObject({ email: 'ada@new.example', phone: '04 555 0100', shoeSize: 39 });
  });

  test('the first edit alone is had back also, with what was made of the new contact meanwhile taken back', async () => {
    act(edit, 'recreate');
    const [made] = open();
    world.edit(made!.clientId, { email: 'ada@newest.example' });
    expect(reopen(edit)).toEqual({ done: true });
    expect(queue()).toEqual(['needsYou: Change email to ada@new.example']);
    await world.reopen();
    expect(queue()).toEqual(['needsYou: Change email to ada@new.example']);
    act(edit, 'recreate');
    await online();
    expect([named('Ada Ngata'), writes()]).toEqual([1, ['PUT']]);
  });

  test('what was sent is not taken back: it says so, and the edit does not return', async () => {
    const { taken } = act(edit, 'recreate');
    await online();
    expect(reopen(...taken)).toEqual({ done: false, trouble: 'This cannot be brought back: the contact was added again instead, and that may have been sent already. Look at the new contact.' });
    expect(reopen(edit)).toMatchObject({ done: false });
    expect(queue()).toEqual([]);
    expect(named('Ada Ngata')).toBe(1);
  });

  test('a new contact that was undone by itself comes back only as long as the old edit has not', async () => {
    act(edit, 'recreate');
    const [made] = open();
    undo(made!.editId);
    expect(reopen(made!.editId)).toEqual({ done: true });
    undo(made!.editId);
    expect(reopen(edit, made!.editId)).toMatchObject({ done: false });
    expect(reopen(edit)).toEqual({ done: true });
    expect(reopen(made!.editId)).toMatchObject({ done: false });
    expect(queue()).toEqual(['needsYou: Change email to ada@new.example']);
  });
});

test('the file of the history heads its columns by what the rows are', () => {
  const { text } = world.engine.requests['history.export']({ query: '', clientId: null });
  expect(text).toMatch(/^\uFEFF"Made","By","Contact","Contact id","Edit"/);
  expect(scope.key).toBe('all');
});
