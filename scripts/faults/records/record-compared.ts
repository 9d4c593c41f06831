import type { ContactControl } from '../../../main/sandbox/contact-system/control.ts';
import type { RecordIntent } from '../../../shared/edits.ts';
import type { QueueRow } from '../../../shared/views.ts';
import { markStuck, mergedIn, type LedgerEdit } from '../compare.ts';
import type { Desk } from '../desk.ts';
import { readAgain } from '../read-again.ts';
import type { Compared } from '../ways.ts';
import { compareRecords, type RecordHistory } from './record-compare.ts';
import { factsOf, linesOf } from './record-facts.ts';
import type { RecordForm } from './record-forms.ts';
import { deedsOf, idsOf } from './record-language.ts';

const most = 10_000;
const open = ['waiting', 'sending', 'checking', 'needsYou'] as const;

interface Row {
  /** As the gateway names it: scope and id. */
  record: readonly [scope: string, id: string];
  /** As the desk does: by a key of its own, where it made the record. */
  clientId: string;
}

const rowOf = (clientId: string, ids: ReadonlyMap<string, string>): Row => {
  const slash = clientId.indexOf('/');
  const key = clientId.slice(slash + 1);
  return { record: [clientId.slice(0, slash), ids.get(key) ?? key], clientId };
};

/** Every row that the desk has, and every record that the gateway has and the desk should have. */
async function rowsOf(desk: Desk, control: ContactControl, scopes: ReadonlySet<string>, ids: ReadonlyMap<string, string>): Promise<Row[]> {
  const { rows } = await desk.engine.ask('clients.list', { query: '', view: 'all', start: 0, count: 1_000 });
  const held = rows.map(({ id }) => rowOf(id, ids));
  const known = new Set(held.map(({ record }) => record.join('/')));
  const others = (await control.contacts(0, 1_000)).rows.filter(({ scope, id }) => scopes.has(scope) && !known.has(`${scope}/${id}`));
  return [...held, ...others.map(({ scope, id }): Row => ({ record: [scope, id], clientId: `${scope}/${id}` }))];
}

/** What is shown of records with nothing open must be what the gateway has: all fields, those that nobody knows too. */
async function shownBeside(desk: Desk, control: ContactControl, form: RecordForm, when: string, rows: readonly Row[]): Promise<RecordHistory['shown']> {
  const queue = await desk.engine.ask('queue.list', { states: [...open], start: 0, count: most });
  const busy = new Set(queue.rows.map((row) => row.clientId));
  const shown: RecordHistory['shown'] = [];
  for (const { record: [scope, id], clientId } of rows.filter((row) => !busy.has(row.clientId))) {
    const detail = await desk.engine.ask('clients.open', { clientId });
    const stored = await control.contact(scope, id);
    shown.push({ clientId, when, desk: linesOf(factsOf(form, detail?.levels[0]?.contacts[0]?.doc)), gateway: linesOf(factsOf(form, stored)) });
  }
  return shown;
}

/** `vanished`: what was removed past the gateway. */
export async function recordsCompared(desk: Desk, control: ContactControl, form: RecordForm, scopes: ReadonlySet<string>, vanished: RecordHistory['vanished']): Promise<Compared> {
  const effects = await control.effects();
  const deeds = effects.filter(({ actor }) => actor === 'caller').flatMap((effect) => deedsOf(form, effect));
  const ids = idsOf(form, desk.meant.map(({ intent }) => intent as RecordIntent), deeds);
  const touched = new Set([...desk.touched].map((clientId) => rowOf(clientId, ids).record.join('/')));
  const confirmed = desk.clients.map((clientId) => rowOf(clientId, ids)).filter(({ record }) => !touched.has(record.join('/')));
  const before = await shownBeside(desk, control, form, 'as confirmed', confirmed);
  await readAgain(desk);
  const after = await shownBeside(desk, control, form, 'read again', await rowsOf(desk, control, scopes, ids));
  const { rows }: { rows: QueueRow[] } = await desk.engine.ask('queue.list', { states: [...open, 'sent'], start: 0, count: most });
  await desk.remember();
  await desk.engine.ask('close', {});
  const ledger = markStuck((await desk.engine.ask('ledger', desk.options)) as unknown as LedgerEdit<RecordIntent>[]);
  const { told, accepted } = desk;
  const meant = desk.meant.map((one) => ({ ...one, intent: one.intent as RecordIntent }));
  const history: RecordHistory = {
    ...{ loss: { told, meant }, accepted, takenBack: [...desk.takenBack], ledger, queue: rows, shown: [...before, ...after] },
    ...{ effects: await control.effects(), requests: await control.requests(), vanished },
  };
  return { findings: compareRecords(form, history).findings, merged: mergedIn(ledger) };
}
