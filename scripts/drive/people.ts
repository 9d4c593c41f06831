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

/** The first client with full access to everything that satisfies a wish. Throws when the practice has none: choose another seed. */
export async function findClient(control: Control, wish: (state: ClientState) => boolean): Promise<Found> {
  const { rows } = await control.clients(0, 500);
  for (const row of rows) {
    if (row.link?.access !== 'FULL' || !row.link.master) continue;
    const state = await control.client(row.client);
    if (state && wish(state)) return { id: row.client, name: row.name, number: written(row.client), state };
  }
  throw new Error('no client of this practice is like that');
}

/** The accounts of a client whose contacts can be changed. */
export const openAccounts = (state: ClientState): ClientState['Accounts'] => state.Accounts.filter((account) => account.ID.slice(9, 12) !== 'KSS');
