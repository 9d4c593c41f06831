import type { Random } from '../../main/sandbox/random.ts';
import type { ConflictChoice } from '../../shared/faults.ts';
import type { EngineRequests } from '../../shared/ipc-contract.ts';
import type { HistoryRow, QueueAction, QueueRow, QueueState } from '../../shared/views.ts';
import type { Desk } from './desk.ts';

/** What a person does about edits that are kept already. Each belongs to somebody who sees the queue or the history as they are now. */

const most = 200;

type EngineAnswer = ReturnType<EngineRequests['history.reverse']>;

async function rowsIn(desk: Desk, states: QueueState[]): Promise<QueueRow[]> {
  return (await desk.engine.ask('queue.list', { states, start: 0, count: most })).rows;
}

const anyOf = <T>(random: Random, list: readonly T[]): T | null => (list.length > 0 ? random.pick(list) : null);

/** Takes back something that waits, with what rests on it. */
export async function undo(desk: Desk, random: Random): Promise<void> {
  const row = anyOf(random, await rowsIn(desk, ['waiting']));
  if (row) desk.took((await desk.withoutRoom(desk.engine.ask('edits.undo', { editId: row.editId })))?.undone ?? []);
}

function offeredFor({ actions, reason }: QueueRow): QueueAction[] {
  const mayBeSent = actions.includes('checkAgain') || reason.includes('may have been sent already');
  return actions.filter((one) => one !== 'retry' || !mayBeSent);
}

/** Decides about something that needs the person, or only as wished. Never *send again* for what could not be confirmed: that may double it, and says so. */
export async function decide(desk: Desk, random: Random, wish: QueueAction | null = null): Promise<void> {
  const rows = await rowsIn(desk, ['needsYou']);
  const row = anyOf(random, wish ? rows.filter((one) => offeredFor(one).includes(wish)) : rows);
  if (!row) return;
  const offered = wish ? [wish] : offeredFor(row);
  if (!wish && row.conflicts.length > 0 && random.chance(0.6)) return resolve(desk, random, row);
  if (offered.length === 0) return;
  const action = offered.includes('recreate') && random.chance(0.5) ? 'recreate' : random.pick(offered);
  desk.note(`${action} ${row.title}`);
  if (action === 'fix') return correctRow(desk, row);
  const taken = (await desk.withoutRoom(desk.engine.ask('edits.act', { editId: row.editId, action })))?.taken ?? [];
  desk.took(taken);
  await desk.remember();
  if (action === 'recreate' && taken.length > 0 && random.chance(0.7)) await thinkAgain(desk, random, row, taken);
  if (action === 'keepMine' && random.chance(0.3)) await askAgain(desk, row);
}

/** A conflict answered field by field: theirs, mine, or something else. */
async function resolve(desk: Desk, random: Random, row: QueueRow): Promise<void> {
  const choices = row.conflicts.map(({ field }): ConflictChoice => {
    const other = desk.ways.other(field, desk.contents);
    const take = random.pick(other === null ? (['mine', 'theirs'] as const) : (['mine', 'theirs', 'other', 'other'] as const));
    return { field, take, value: take === 'other' ? (other ?? '') : '' };
  });
  desk.note(`answers ${choices.map(({ field, take }) => `${field} ${take}`).join(', ')} of ${row.title}`);
  const answer = await desk.withoutRoom(desk.engine.ask('edits.resolve', { editId: row.editId, choices }));
  if (answer?.ok) desk.took(answer.value.taken);
  await desk.remember();
  if (answer?.ok && answer.value.taken.length === 0 && random.chance(0.3)) await askAgain(desk, row);
}

/** The answer to a conflict is undone, if nothing has been sent meanwhile. */
async function askAgain(desk: Desk, row: QueueRow): Promise<void> {
  desk.note('and takes the answer back');
  await desk.withoutRoom(desk.engine.ask('edits.reopen', { editIds: [row.editId] }));
}

/** What was made anew goes again for the edit it was made of; then, at times, it is made anew once more, and the first new one is asked for back. */
async function thinkAgain(desk: Desk, random: Random, row: QueueRow, taken: readonly string[]): Promise<void> {
  const made = (await rowsIn(desk, ['waiting'])).find(({ doc, at }) => doc.type === 'create' && at >= row.at);
  if (random.chance(0.3)) await desk.engine.ask('sync.now', {});
  await haveBack(desk, taken);
  await desk.remember();
  if (random.chance(0.3)) return;
  desk.note('and makes it anew once more');
  desk.took((await desk.withoutRoom(desk.engine.ask('edits.act', { editId: row.editId, action: 'recreate' })))?.taken ?? []);
  await desk.remember();
  if (made) await desk.withoutRoom(desk.engine.ask('edits.reopen', { editIds: [made.editId] }));
}

/** Corrects, in its form, an edit that waits or was refused. */
export async function correct(desk: Desk, random: Random): Promise<void> {
  const row = anyOf(random, (await rowsIn(desk, ['waiting', 'needsYou'])).filter(({ actions }) => actions.includes('fix')));
  if (row) await correctRow(desk, row);
}

async function correctRow(desk: Desk, row: QueueRow): Promise<void> {
  const { editId, clientId } = row;
  const intent = desk.ways.corrected(row.doc, desk.contents);
  desk.note(`corrects ${row.title}`);
  desk.mean(editId, clientId, intent);
  await desk.withoutRoom(desk.engine.ask('edits.replace', { editId, with: { editId, clientId, intent } }));
  await desk.remember();
}

/** Has back what was taken back, all of it or nothing. */
export async function reopen(desk: Desk, random: Random): Promise<void> {
  const editIds = anyOf(random, desk.takenTogether);
  if (editIds) await haveBack(desk, editIds);
}

async function haveBack(desk: Desk, editIds: readonly string[]): Promise<void> {
  desk.note(`has back ${editIds.length}`);
  const at = desk.takenTogether.findIndex((together) => together.join() === editIds.join());
  if (at >= 0) desk.takenTogether.splice(at, 1);
  // Should the answer be lost in a kill, they may be there or not.
  for (const id of editIds) desk.takenBack.delete(id);
  const answer = await desk.withoutRoom(desk.engine.ask('edits.reopen', { editIds: [...editIds] }));
  if (!answer?.done) for (const id of editIds) desk.takenBack.add(id);
}

/** Everything of one client that has not been sent. */
export async function discardAll(desk: Desk, random: Random): Promise<void> {
  const clientId = random.pick(desk.clients);
  desk.note(clientId);
  desk.took((await desk.withoutRoom(desk.engine.ask('edits.discardAll', { clientId })))?.taken ?? []);
}

/**
 * Which edit of the history is to be had back. A removal half the time: that it stands nothing at the gateway contradicts. One in five whatever is
 * offered, so also what was reversed already.
 */
function toReverse(random: Random, rows: readonly HistoryRow[]): HistoryRow | null {
  if (random.chance(0.2)) return anyOf(random, rows.filter(({ outcome }) => outcome === 'sent'));
  const offered = rows.filter((one) => one.reverse === 'compensate' || (one.reverse === 'undo' && random.chance(0.1)));
  const removals = offered.filter(({ reverse, title }) => reverse === 'compensate' && title.startsWith('Remove'));
  return anyOf(random, removals.length > 0 && random.chance(0.5) ? removals : offered);
}

/** Has something back from the history: what was sent by its opposite, what was not by undoing it. Often asked for twice at once, as by a double click. */
export async function reverse(desk: Desk, random: Random): Promise<void> {
  const { rows } = await desk.engine.ask('history.list', { query: '', clientId: null, start: 0, count: 40 });
  const row = toReverse(random, rows);
  if (!row) return;
  const twice = random.chance(0.4);
  desk.note(`${row.reverse} ${row.title}${twice ? ' twice' : ''}`);
  const ask = (): Promise<EngineAnswer | null> => desk.withoutRoom(desk.engine.ask('history.reverse', { editId: row.editId }));
  const answers = await Promise.all(twice ? [ask(), ask()] : [ask()]);
  const made = answers.flatMap((answer) => (answer?.ok && answer.value.editId ? [answer.value.editId] : []));
  desk.accepted.push(...made);
  if (made.length > 1) desk.findings.push({ wrong: 'doubled', text: `“${row.title}” of ${row.clientId} was reversed twice` });
  if (answers.some((answer) => answer?.ok && answer.value.editId === null)) desk.took([row.editId]);
  await desk.remember();
}
