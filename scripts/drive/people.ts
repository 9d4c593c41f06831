import type { ClientState, Control } from '../../main/sandbox/control-client.ts';

/** A client of a practice as the tests and the tour look for one. */
export interface Found {
  id: string;
  name: string;
  /** `136-410-132`, as the screens show it. */
  number: string;
  state: ClientState;
}

const written = (id: string): string => {
  const number = id.slice(id.indexOf(':') + 1);
  return id.startsWith('IRD:') ? number.replace(/(\d{3})(\d{3})(\d{3})/, '$1-$2-$3') : number;
};

/** The first clients with full access to everything that satisfy a wish. Throws when the practice has not so many: choose another seed. */
export async function findClients(control: Control, count: number, wish: (state: ClientState) => boolean): Promise<Found[]> {
  const { rows } = await control.clients(0, 500);
  const found: Found[] = [];
  for (const row of rows) {
    if (row.link?.access !== 'FULL' || !row.link.master) continue;
    const state = await control.client(row.client);
    if (state && wish(state)) found.push({ id: row.client, name: row.name, number: written(row.client), state });
    if (found.length === count) return found;
  }
  throw new Error(`only ${found.length} clients of this practice are like that`);
}

/** The first of them. */
export async function findClient(control: Control, wish: (state: ClientState) => boolean): Promise<Found> {
  const [first] = await findClients(control, 1, wish);
  if (!first) throw new Error('no client of this practice is like that');
  return first;
}

/** The accounts of a client whose contacts can be changed. */
export const openAccounts = (state: ClientState): ClientState['Accounts'] => state.Accounts.filter((account) => account.ID.slice(9, 12) !== 'KSS');
