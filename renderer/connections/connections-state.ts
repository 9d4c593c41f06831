import type { AppInfo, ConnectionInfo, ConnectionRow } from '../../shared/ipc-contract.ts';
import type { SystemFacts } from '../../shared/systems.ts';
import type { Status } from '../../shared/views.ts';
import { bridge } from '../bridge.ts';
import type { AppState, Slice } from '../store.ts';
import { bringToFront, forgetDesk, useApp } from '../store.ts';

export interface ConnectionsSlice {
  /** null until the shell has answered. */
  info: AppInfo | null;
  /** Every system that can be connected; empty until the shell has told. */
  systems: readonly SystemFacts[];
  /** Every connection, in its order; each has an engine that runs, in front or not. */
  connections: readonly ConnectionRow[];
  loadInfo(): Promise<void>;
  loadConnections(): Promise<void>;
  /** A connection is open and in front: the first one, another one, or what it was changed to. */
  connected(connection: ConnectionInfo): void;
  /** How one of them stands, from its engine's own news. */
  takeStanding(id: string, status: Status): void;
  /** Puts another connection in front. Answers whether it is; where not, it has been said why. */
  putInFront(id: string): Promise<boolean>;
}

/** Edits that are not at their system yet. */
export const unsentIn = ({ waiting, sending, checking, needsYou }: Status): number => waiting + sending + checking + needsYou;

/** The desk of a connection that the shell has put in front. */
export function enterDesk(connection: ConnectionInfo): void {
  bringToFront(connection.id);
  useApp.setState(({ info }) => (info === null ? {} : { info: { ...info, connection } }));
}

export const connectionsSlice: Slice<ConnectionsSlice> = (set, get) => ({
  info: null,
  systems: [],
  connections: [],
  loadInfo: async () => {
    // A locked shell tells nothing of systems: the facts are asked for anew once it is open.
    const [info, systems] = await Promise.all([bridge().ask('app.info', {}), bridge().ask('app.systems', {}).catch(() => [])]);
    set({ info, systems });
    if (info.connection !== null && info.locked === '') bringToFront(info.connection.id);
  },
  connected: (connection) => (enterDesk(connection), void useApp.getState().loadConnections().catch(() => undefined)),
  loadConnections: async () => {
    const connections = await bridge().ask('app.connections', {});
    for (const { id } of get().connections) if (!connections.some((row) => row.id === id)) forgetDesk(id);
    set({ connections });
  },
  takeStanding: (id, status) => set(({ connections }) => ({ connections: connections.map((row) => (row.id === id ? { ...row, status, unsent: unsentIn(status) } : row)) })),
  putInFront: async (id) => {
    if (id === get().connectionId) return true;
    const answer = await bridge().ask('app.front', { id }).catch(() => null);
    if (answer?.ok) {
      enterDesk(answer.value);
      useApp.getState().show({ place: 'desk' });
      return true;
    }
    get().say(answer === null ? 'That connection could not be opened just now. Try again' : answer.error.map(({ text }) => text).join(' '));
    return false;
  },
});

/** The connection in front as the list of them has it; undefined until that has come. */
export const frontRow = ({ connections, connectionId }: AppState): ConnectionRow | undefined => connections.find(({ id }) => id === connectionId);

/** The system of a connection as data; null until the shell has told. */
export const factsOf = ({ systems }: Pick<AppState, 'systems'>, system: string | undefined): SystemFacts | null => systems.find(({ id }) => id === system) ?? null;

/** The facts of the system in front. */
export const frontFacts = (state: AppState): SystemFacts | null => factsOf(state, state.info?.connection?.system);
