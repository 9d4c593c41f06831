import type { ConnectionRow } from '../../shared/ipc-contract.ts';
import type { ClientList, ClientRow } from '../../shared/views.ts';
import type { AppState } from '../store.ts';
import { deskOf } from '../store.ts';

/** What one connection found: its first rows, and how many there are. */
export interface FoundIn {
  /** null: there is one connection only, and nothing to tell apart. */
  connection: Pick<ConnectionRow, 'id' | 'name' | 'colour' | 'system'> | null;
  rows: ClientRow[];
  matched: number;
}

export type AskList = (connectionId: string, ask: { query: string; view: 'all'; start: number; count: number }) => Promise<ClientList>;

const askDesk: AskList = (connectionId, ask) => deskOf(connectionId).getState().askEngine('clients.list', ask);

/** Rows of each connection where there are several, and of the only one. */
const shown = { several: 4, one: 8 };

/** The connections that can be asked, the one in front first: one whose files are not open has nothing to say. */
function asked({ connections, connectionId }: Pick<AppState, 'connections' | 'connectionId'>): (ConnectionRow | null)[] {
  const open = connections.filter(({ id, trouble, status }) => id === connectionId || (trouble === '' && status !== null));
  return open.length < 2 ? [null] : [...open].sort((a, b) => Number(b.id === connectionId) - Number(a.id === connectionId));
}

/** What comes first: the answer, or that nobody waits for it any more. Milliseconds. */
const patience = 1_500;
const tooLong = (): Promise<null> => new Promise((give) => setTimeout(() => give(null), patience));

/**
 * Searches every connection at once. Where one cannot answer, the others are found all the same; one that finds nothing is left out, and so is
 * one behind the front whose engine starts anew just now.
 */
export async function findEverywhere(query: string, state: Pick<AppState, 'connections' | 'connectionId'>, ask: AskList = askDesk, long = tooLong): Promise<FoundIn[]> {
  if (query.trim() === '') return [];
  const among = asked(state);
  const count = among.length > 1 ? shown.several : shown.one;
  const found = await Promise.all(
    among.map(async (connection) => {
      const id = connection?.id ?? state.connectionId;
      const answer = ask(id, { query, view: 'all', start: 0, count }).catch(() => null);
      const list = await (id === state.connectionId ? answer : Promise.race([answer, long()]));
      return { connection, rows: list?.rows.slice(0, count) ?? [], matched: list?.matched ?? 0 };
    }),
  );
  return found.filter(({ rows }) => rows.length > 0);
}
