import { setTimeout as waited } from 'node:timers/promises';
import type { ContactEffect } from '../../../main/sandbox/contact-system/effects.ts';
import type { ContactControl } from '../../../main/sandbox/contact-system/control.ts';
import type { RecordIntent } from '../../../shared/edits.ts';
import type { QueueRow } from '../../../shared/views.ts';
import { markStuck, mergedIn, type LedgerEdit } from '../compare.ts';
import { longestLagMs } from '../conversation.ts';
import type { Desk } from '../desk.ts';
import { readAgain } from '../read-again.ts';
import type { Compared } from '../ways.ts';
import { compareRecords, type RecordHistory } from './record-compare.ts';
import { factsOf, linesOf } from './record-facts.ts';
import type { RecordForm } from './record-forms.ts';
import { deedsOf, idsOf } from './record-language.ts';

const most = 10_000;
const unfinished = ['waiting', 'sending', 'checking', 'needsYou'] as const;

/** What the desk shows by its own names, and what the gateway has by its own; `open`: rows with something open. */
interface Picture {
  desk: Map<string, string[]>;
  gateway: Map<string, string[]>;
  open: Set<string>;
}

/** All fields, those that nobody knows too. */
async function pictureOf(desk: Desk, control: ContactControl, form: RecordForm, scopes: ReadonlySet<string>): Promise<Picture> {
  const picture: Picture = { desk: new Map(), gateway: new Map(), open: new Set() };
  const { rows } = await desk.engine.ask('clients.list', { query: '', view: 'all', start: 0, count: 1_000 });
  for (const { id } of rows) {
    const detail = await desk.engine.ask('clients.open', { clientId: id });
    picture.desk.set(id, linesOf(factsOf(form, detail?.levels[0]?.contacts[0]?.doc)));
  }
  for (const { scope, id } of (await control.contacts(0, 1_000)).rows)
    if (scopes.has(scope)) picture.gateway.set(`${scope}/${id}`, linesOf(factsOf(form, await control.contact(scope, id))));
  const queue = await desk.engine.ask('queue.list', { states: [...unfinished], start: 0, count: most });
  for (const row of queue.rows) picture.open.add(row.clientId);
  return picture;
}

/** Readings that show what we have replaced are not believed for a while: who has set that back is seen after it. */
async function pictureReadAgain(desk: Desk, control: ContactControl, form: RecordForm, scopes: ReadonlySet<string>): Promise<Picture> {
  await readAgain(desk);
  const first = await pictureOf(desk, control, form, scopes);
  const isLike = [...first.desk].every(([id, lines]) => first.open.has(id) || JSON.stringify(lines) === JSON.stringify(first.gateway.get(id) ?? lines));
  if (isLike) return first;
  // On the clock on the wall.
  await waited(longestLagMs(null));
  await readAgain(desk);
  return pictureOf(desk, control, form, scopes);
}

/** What is shown of records with nothing open must be what the gateway has. `keys`: our own key of each record that the desk made. */
function shownBeside({ desk, gateway, open }: Picture, keys: ReadonlyMap<string, string>, when: string, isMeant: (record: string) => boolean): RecordHistory['shown'] {
  const records = new Map([...keys].map(([record, clientId]) => [clientId, record]));
  const all = new Set([...gateway.keys(), ...[...desk.keys()].map((clientId) => records.get(clientId) ?? clientId)]);
  return [...all].flatMap((record) => {
    const own = keys.get(record) ?? record;
    const clientId = desk.has(own) || open.has(own) ? own : record;
    return open.has(clientId) || !isMeant(record) ? [] : [{ clientId, when, desk: desk.get(clientId) ?? [], gateway: gateway.get(record) ?? [] }];
  });
}

/** `past`: what was done past the gateway. */
export async function recordsCompared(desk: Desk, control: ContactControl, form: RecordForm, scopes: ReadonlySet<string>, past: RecordHistory['past']): Promise<Compared> {
  const confirmed = await pictureOf(desk, control, form, scopes);
  const again = await pictureReadAgain(desk, control, form, scopes);
  const { rows }: { rows: QueueRow[] } = await desk.engine.ask('queue.list', { states: [...unfinished, 'sent'], start: 0, count: most });
  await desk.remember();
  await desk.engine.ask('close', {});
  const ledger = markStuck((await desk.engine.ask('ledger', desk.options)) as unknown as LedgerEdit<RecordIntent>[]);
  const [effects, requests] = [await control.effects(), await control.requests()];
  const { told, accepted } = desk;
  const meant = desk.meant.map((one) => ({ ...one, intent: one.intent as RecordIntent }));
  const keys = keysOf(form, ledger, meant, effects);
  const touched = new Set([...desk.touched].map((clientId) => [...keys].find(([, own]) => own === clientId)?.[0] ?? clientId));
  const shown = [...shownBeside(confirmed, keys, 'as confirmed', (record) => !touched.has(record)), ...shownBeside(again, keys, 'read again', () => true)];
  const history: RecordHistory = { loss: { told, meant }, accepted, takenBack: [...desk.takenBack], ledger, queue: rows, effects, shown, requests, past };
  return { findings: compareRecords(form, history).findings, merged: mergedIn(ledger) };
}

/** By record: the row that the desk has it in, where it made it; also where the ledger has lost that it did, for the names of what was made are kept apart. */
function keysOf(form: RecordForm, ledger: readonly LedgerEdit<RecordIntent>[], meant: readonly { editId: string; intent: RecordIntent }[], effects: readonly ContactEffect[]): ReadonlyMap<string, string> {
  const deeds = effects.filter(({ actor }) => actor === 'caller').flatMap((effect) => deedsOf(form, effect));
  const inTurn = [...ledger.filter(({ state }) => state === 'done'), ...ledger.filter(({ state }) => state !== 'done')].filter(({ merged }) => !merged);
  const kept = new Set(ledger.map(({ editId }) => editId));
  const all = [...inTurn, ...meant.filter(({ editId }) => !kept.has(editId))];
  const ids = idsOf(form, all.map(({ intent }) => intent), deeds);
  return new Map(all.flatMap(({ intent: { scope, contact } }) => (ids.has(contact) ? [[`${scope.key}/${ids.get(contact)}`, `${scope.key}/${contact}`] as const] : [])));
}
