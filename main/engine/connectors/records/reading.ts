import { isNewKey, type ClientId } from '../../../../shared/contacts.ts';
import type { RecordIntent } from '../../../../shared/edits.ts';
import type { Fault } from '../../../../shared/faults.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import type { AccountSnapshot, ClientSnapshot, LinkedClients, Names, Send } from '../../gateway/connector.ts';
import type { Ask, RecordScope, RecordSystem } from './record-system.ts';
import { idKind, keyInRow, rowIdOf, type RecordContact } from './records.ts';

/** What is asked of a system: its places, all its records, one of them, or those among which a new one would be. */

/** Only successes come back; everything else is a fault by the system's own lights. */
export const askOver = (system: RecordSystem, send: Send, now: () => number): Ask => async (call) => {
  const reply = await send(call);
  if (!reply.ok) return reply;
  const fault = system.faultOf(reply.value, now(), call);
  return fault ? err(fault) : reply;
};

/** Every record of every place, whole; places that are denied are named. One that cannot be read otherwise fails them all: what is missing would count as gone. */
export async function listRecords(system: RecordSystem, ask: Ask, chosen: string, names: Names): Promise<Result<LinkedClients, Fault>> {
  const places = await system.scopes(ask, chosen);
  if (!places.ok) return places;
  const [scopes, denied] = byRight(places.value);
  const rows: ClientSnapshot[] = [];
  for (const place of scopes) {
    const all = await system.list(ask, place.scope);
    if (!all.ok) return all;
    for (const doc of all.value) rows.push(rowOf(system, place, { key: names.local(idKind(place.scope), system.idOf(doc)), scope: place.scope, doc }));
  }
  return ok({ clients: rows.map(({ clientId }) => ({ clientId, links: [] })), strange: [], rows, scopes, denied });
}

/** Places whose contacts can be seen, and those whose contacts cannot. */
export const byRight = (places: readonly RecordScope[]): [seen: RecordScope[], denied: RecordScope[]] => [places.filter(({ denied }) => !denied), places.filter(({ denied }) => denied).map(({ scope, title }) => ({ scope, title }))];

/** A row of the list: one place, one record in it. */
export const rowOf = (system: RecordSystem, place: RecordScope, record: RecordContact): ClientSnapshot => ({
  clientId: rowIdOf(place.scope, record.key),
  customer: { name: system.title(record.doc), kind: system.kind(record.doc) },
  accounts: [placeOf(place)],
  contacts: [record],
});

export const placeOf = ({ scope, title }: RecordScope): AccountSnapshot => ({ scope, doc: { title }, unreadable: '' });

/** Of an account that stands for a place. */
export const titleOf = ({ scope, doc: { title } }: AccountSnapshot): string => (typeof title === 'string' && title !== '' ? title : scope.key);

const gone: Fault = { kind: 'conflict', conflicts: [], gone: true };

export async function readRow(system: RecordSystem, ask: Ask, clientId: ClientId, places: readonly AccountSnapshot[], names: Names): Promise<Result<ClientSnapshot, Fault>> {
  const [place] = places;
  const key = keyInRow(clientId);
  const id = place && names.remote(idKind(place.scope), key);
  if (!place || id === null || id === undefined) return err(gone);
  const doc = await system.read(ask, place.scope, id);
  if (!doc.ok) return doc;
  return doc.value === null ? err(gone) : ok(rowOf(system, { scope: place.scope, title: titleOf(place) }, { key, scope: place.scope, doc: doc.value }));
}

/** What an edit has to be planned against or judged by. */
export async function readFor(system: RecordSystem, ask: Ask, intent: RecordIntent, names: Names): Promise<Result<RecordContact[], Fault>> {
  const { contact, scope } = intent;
  const id = names.remote(idKind(scope), contact);
  if (id === null && intent.type === 'create' && isNewKey(contact)) {
    const found = await system.candidates(ask, scope, intent.doc, contact);
    return found.ok ? ok(found.value.map((doc) => ({ key: names.local(idKind(scope), system.idOf(doc)), scope, doc }))) : found;
  }
  // Never made, as far as anybody knows: it is not there.
  if (id === null) return ok([]);
  const doc = await system.read(ask, scope, id);
  // Under the key it was asked for by, whatever it has been named meanwhile.
  return doc.ok ? ok(doc.value === null ? [] : [{ key: contact, scope, doc: doc.value }]) : doc;
}
