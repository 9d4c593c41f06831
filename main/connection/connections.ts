import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ConnectionSettings, RecordSettings } from '../../shared/connection-settings.ts';
import type { ConnectionInfo } from '../../shared/ipc-contract.ts';
import { err, type Result } from '../../shared/result.ts';
import { createOneAtATime } from '../one-at-a-time.ts';
import { isSession } from '../secrets/secret-places.ts';
import { readWhole, writeWhole } from '../whole-file.ts';
import { parseConnections, type ConnectionsFile } from './connections-file.ts';

/** One contact system this installation talks to. In `connections.json`; no secret in it. */
export interface Connection extends Omit<ConnectionInfo, 'signIn'> {
  /** Inland Revenue's, or those of a system whose contacts are records; null for practice data, whose address is new at each start. */
  settings: ConnectionSettings | RecordSettings | null;
  /** Ids of the accounts that its keys showed when they were given, in order; left out where the person types them, or nobody has told yet. */
  places?: string[] | undefined;
}

/**
 * Which system `ConnectionSettings` are of, the one whose form is its own (`ConnectFacts` describes those of all others), and the one that is
 * practised where nobody says which. Its name stands in connections.json.
 */
export const gatewaySystem = 'ird';

export const isRecords = (settings: Connection['settings']): settings is RecordSettings => settings !== null && 'system' in settings;
export const isGateway = (settings: Connection['settings']): settings is ConnectionSettings => settings !== null && !('system' in settings);

export interface Connections {
  /** All of them in their order, and which is in front. An unreadable file is an error in words, never a first start. */
  list(): Promise<Result<Pick<ConnectionsFile, 'front' | 'connections'>, string>>;
  makeFolder(id: string): Promise<void>;
  /** Adds a connection with its folder, or changes it where it stands. One that is kept for the session only is never listed. */
  keep(connection: Connection): Promise<void>;
  /** Which one is in front at the next start. */
  putInFront(id: string): Promise<void>;
  /** Off the list, then its folder with everything in it: a folder left behind is in nobody's way, a connection without one is. */
  remove(id: string): Promise<void>;
  /** Removes what connections of a session left: nobody has the key to it any more. Only while none is open. */
  sweepSessions(): Promise<void>;
  /** Where the ledger and the cache of a connection live. */
  folderOf(id: string): string;
}

/** One of eight that none has yet, else one that the fewest have. */
export function freeColour(taken: readonly number[]): number {
  const counts = Array.from({ length: 8 }, (_none, colour) => taken.filter((one) => one === colour).length);
  return counts.indexOf(Math.min(...counts));
}

export function createConnections(userData: string, file: string): Connections {
  const folderOf = (id: string): string => path.join(userData, 'connections', id);
  // Several connections change the one file.
  const inTurn = createOneAtATime();
  const read = async (): Promise<Result<ConnectionsFile, string>> => {
    try {
      return parseConnections(await readWhole(file));
    } catch (error) {
      return err((error as Error).message);
    }
  };
  const change = (changed: (held: ConnectionsFile) => Pick<ConnectionsFile, 'front' | 'connections'>, first: () => Promise<void> = async () => undefined): Promise<void> =>
    inTurn(async () => {
      await first();
      const held = await read();
      // Overwriting a list that cannot be read would orphan the work of every connection in it.
      if (!held.ok) throw new Error(`connections.json cannot be read: ${held.error}`);
      await writeWhole(file, `${JSON.stringify({ version: 3, ...changed(held.value) }, null, 2)}\n`);
    });
  const makeFolder = async (id: string): Promise<void> => void (await mkdir(folderOf(id), { recursive: true, mode: 0o700 }));
  return {
    folderOf,
    makeFolder,
    list: () => inTurn(async () => {
      const held = await read();
      return held.ok ? held : err(unreadable(held.error, file));
    }),
    async keep(connection) {
      const folder = (): Promise<void> => makeFolder(connection.id);
      await (isSession(connection.id) ? folder() : change(({ front, connections }) => ({ front, connections: placed(connections, connection) }), folder));
    },
    async putInFront(id) {
      if (!isSession(id)) await change((held) => ({ ...held, front: id }));
    },
    async remove(id) {
      if (!isSession(id)) await change(({ front, connections }) => without(connections, front, id));
      // Held by somebody for a moment (a virus scanner), or for good: nobody has the key to it any more.
      await rm(folderOf(id), { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(() => undefined);
    },
    sweepSessions: () => sweep(path.join(userData, 'connections')),
  };
}

async function sweep(folder: string): Promise<void> {
  const folders = await readdir(folder).catch(() => []);
  for (const id of folders.filter(isSession)) await rm(path.join(folder, id), { recursive: true, force: true }).catch(() => undefined);
}

const unreadable = (why: string, file: string): string =>
  `The list of connections cannot be read: ${why}. Nothing was changed. Put back the file connections.json from a backup, ` +
  `or move it away to start afresh; your work stays in the folder connections. The file is ${file}.`;

const placed = (all: readonly Connection[], one: Connection): Connection[] => (all.some(({ id }) => id === one.id) ? all.map((other) => (other.id === one.id ? one : other)) : [...all, one]);

function without(all: readonly Connection[], front: string | null, gone: string): Pick<ConnectionsFile, 'front' | 'connections'> {
  const connections = all.filter(({ id }) => id !== gone);
  return { front: front === gone ? (connections[0]?.id ?? null) : front, connections };
}

export const infoOf = ({ id, name, system, colour, practice, settings }: Connection): ConnectionInfo => ({
  id, name, system, colour, practice, signIn: isRecords(settings) ? 'keys' : (settings?.signIn.method ?? 'token'),
});
