import type { PlacedContact } from '../../shared/contacts.ts';
import type { ConnectionRow } from '../../shared/ipc-contract.ts';
import type { ClientDetail, ClientList, LevelDetail, ShownContact } from '../../shared/views.ts';
import type { AppState } from '../store.ts';
import { deskOf } from '../store.ts';
import { factsOf } from '../connections/connections-state.ts';
import type { RoleView } from './role-view.ts';
import { clientContactView, recordView } from './role-view.ts';
import { sameBy, soughtBy } from './same.ts';

/** One contact of one connection, wherever it is. */
export interface PersonRef extends PlacedContact {
  connectionId: string;
}

export interface Person {
  ref: PersonRef;
  connection: ConnectionRow;
  /** `Account 1010`; of a client, its name and level. */
  place: string;
  level: LevelDetail;
  contact: ShownContact;
  view: RoleView;
}

export const personKey = ({ connectionId, clientId, contact }: PersonRef): string => `${connectionId} ${clientId} ${contact}`;

export interface Likely {
  person: Person;
  /** Why it may be the same person: `same email`. */
  by: string[];
}

type Known = Pick<AppState, 'connections' | 'systems'>;

/** How the engines are asked; by a desk's own connection. */
export interface Ask {
  list(connectionId: string, query: string, count: number): Promise<ClientList>;
  open(connectionId: string, clientId: string): Promise<ClientDetail | null>;
}

const engines: Ask = {
  list: (connectionId, query, count) => deskOf(connectionId).getState().askEngine('clients.list', { query, view: 'all', start: 0, count }),
  open: (connectionId, clientId) => deskOf(connectionId).getState().askEngine('clients.open', { clientId }),
};

/** The contacts of one row, each as a person. */
export function personsOf(detail: ClientDetail, connection: ConnectionRow, { systems }: Known, now: number): Person[] {
  const facts = factsOf({ systems }, connection.system);
  const records = facts?.rows === 'contacts';
  return detail.levels.flatMap((level) =>
    level.contacts.map((contact): Person => ({
      ref: { connectionId: connection.id, clientId: detail.id, contact: contact.key },
      connection,
      place: records ? level.title : [detail.name, level.kind === 'account' ? level.title : ''].filter((part) => part !== '').join(' · '),
      level,
      contact,
      view: records && facts !== null ? recordView(facts, contact.doc ?? {}, now) : clientContactView(contact, detail.number),
    })),
  );
}

/** Reads one person again; null: no longer there. */
export async function readPerson(ref: PersonRef, known: Known, now: number, ask: Ask = engines): Promise<Person | null> {
  const connection = known.connections.find(({ id }) => id === ref.connectionId);
  if (connection === undefined) return null;
  const detail = await ask.open(ref.connectionId, ref.clientId).catch(() => null);
  return detail === null ? null : (personsOf(detail, connection, known, now).find(({ ref: { contact } }) => contact === ref.contact) ?? null);
}

/** Rows looked at for each thing sought, and rows opened in each connection: what is opened is read again there, which uses its limit. */
const most = { rows: 3, opened: 4 };

async function likelyIn(connection: ConnectionRow, origin: Person, known: Known, now: number, ask: Ask): Promise<Likely[]> {
  const ids = new Set<string>();
  for (const query of soughtBy(origin.view)) {
    if (ids.size >= most.opened) break;
    const list = await ask.list(connection.id, query, most.rows).catch(() => null);
    for (const { id } of list?.rows ?? []) if (ids.size < most.opened) ids.add(id);
  }
  const details = await Promise.all([...ids].map((id) => ask.open(connection.id, id).catch(() => null)));
  const persons = details.flatMap((detail) => (detail === null ? [] : personsOf(detail, connection, known, now)));
  return persons.map((person) => ({ person, by: sameBy(origin.view, person.view) })).filter(({ by }) => by.length > 0);
}

/** Who may be the same person in the other connections, each with why; those that most speaks for first. */
export async function likelySame(origin: Person, known: Known, now: number, ask: Ask = engines): Promise<Likely[]> {
  const others = known.connections.filter(({ id, trouble, status }) => id !== origin.ref.connectionId && trouble === '' && status !== null);
  const found = await Promise.all(others.map((connection) => likelyIn(connection, origin, known, now, ask)));
  return found.flat().sort((a, b) => b.by.length - a.by.length);
}
