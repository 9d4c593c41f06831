import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { newSettings, type ConnectionSettings } from '../../shared/connection-settings.ts';
import type { ConnectionInfo } from '../../shared/ipc-contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { isSession } from '../secrets/secret-places.ts';
import { readWhole, writeWhole } from '../whole-file.ts';
import { settingsSchema } from './settings-schema.ts';

/**
 * Which gateways this installation talks to: `connections.json`, no secret in it. A list from the start, though only one
 * connection is open at a time and this version makes only one.
 */
export interface Connection extends Omit<ConnectionInfo, 'signIn'> {
  /** null for practice data, whose address is new at each start. */
  settings: ConnectionSettings | null;
}

/** A gateway known only by its origin: everything else lies where a relay or a sandbox has it. */
function settingsOf(name: string, gateway: string): ConnectionSettings {
  const blank = newSettings('other');
  return { ...blank, name, gateway, signInHost: gateway, intermediation: `${gateway}/gateway/gws/intermediation/`, signIn: { ...blank.signIn, method: 'token' } };
}

const idSchema = z.string().regex(/^[A-Za-z0-9-]{8,64}$/);

const connectionSchema = z.object({
  id: idSchema,
  name: z.string(),
  system: z.literal('ird'),
  practice: z.boolean(),
  settings: settingsSchema.nullable(),
});

/** As version 0.1 wrote it: an address and a pasted token. */
const oldConnectionSchema = z.object({ id: idSchema, name: z.string(), system: z.literal('ird'), practice: z.boolean(), baseUrl: z.string() })
  .transform(({ baseUrl, ...rest }) => ({ ...rest, settings: rest.practice ? null : settingsOf(rest.name, baseUrl) }));

const fileSchema = z.object({
  version: z.literal(2),
  open: z.string().nullable(),
  connections: z.array(connectionSchema),
});

const anyFileSchema = z.union([
  fileSchema,
  z.object({ version: z.literal(1), open: z.string().nullable(), connections: z.array(oldConnectionSchema) }).transform((old) => ({ ...old, version: 2 as const })),
]);

type ConnectionsFile = z.infer<typeof fileSchema>;

export interface Connections {
  /** The connection to open at start, null on a first start. An unreadable file is an error in words, never a first start. */
  opening(): Promise<Result<Connection | null, string>>;
  makeFolder(id: string): Promise<void>;
  /** Adds a connection, makes its folder and marks it as the one to open. One that is kept for the session only is never listed. */
  add(connection: Connection): Promise<void>;
  /** Removes what connections of a session left: nobody has the key to it any more. Only while none is open. */
  sweepSessions(): Promise<void>;
  /** Where the ledger and the cache of a connection live. */
  folderOf(id: string): string;
}

/** Reads the text of `connections.json`; null means the file does not exist. */
export function parseConnections(text: string | null): Result<ConnectionsFile, string> {
  if (text === null) return ok({ version: 2, open: null, connections: [] });
  try {
    return ok(anyFileSchema.parse(JSON.parse(text)));
  } catch {
    return err('its content is not what Agentbook wrote');
  }
}

export function createConnections(userData: string, file: string): Connections {
  const folderOf = (id: string): string => path.join(userData, 'connections', id);
  const read = async (): Promise<Result<ConnectionsFile, string>> => {
    try {
      return parseConnections(await readWhole(file));
    } catch (error) {
      return err((error as Error).message);
    }
  };

  const makeFolder = async (id: string): Promise<void> => {
    await mkdir(folderOf(id), { recursive: true, mode: 0o700 });
  };

  return {
    folderOf,
    makeFolder,
    async opening() {
      const held = await read();
      if (!held.ok)
        return err(
          `The list of connections cannot be read: ${held.error}. Nothing was changed. Put back the file connections.json from a backup, ` +
            `or move it away to start afresh; your work stays in the folder connections. The file is ${file}.`,
        );
      return ok(held.value.connections.find(({ id }) => id === held.value.open) ?? null);
    },
    async sweepSessions() {
      const folders = await readdir(path.join(userData, 'connections')).catch(() => []);
      for (const id of folders.filter(isSession)) await rm(folderOf(id), { recursive: true, force: true }).catch(() => undefined);
    },
    async add(connection) {
      if (isSession(connection.id)) return makeFolder(connection.id);
      const held = await read();
      // Overwriting a list that cannot be read would orphan the work of every connection in it.
      if (!held.ok) throw new Error(`connections.json cannot be read: ${held.error}`);
      await makeFolder(connection.id);
      const others = held.value.connections.filter(({ id }) => id !== connection.id);
      const next: ConnectionsFile = { version: 2, open: connection.id, connections: [...others, connection] };
      await writeWhole(file, `${JSON.stringify(next, null, 2)}\n`);
    },
  };
}

export const infoOf = ({ id, name, system, practice, settings }: Connection): ConnectionInfo => ({ id, name, system, practice, signIn: settings?.signIn.method ?? 'token' });
