import { z } from 'zod';
import { newSettings, type ConnectionSettings } from '../../shared/connection-settings.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Connection } from './connections.ts';
import { recordSettingsSchema, settingsSchema, systemSchema } from './settings-schema.ts';

/** What stands in connections.json, in the versions it has had. */
export interface ConnectionsFile {
  version: 3;
  /** The one in front at a start; null: there is none. */
  front: string | null;
  connections: Connection[];
}

const newest = 3;

const idSchema = z.string().regex(/^[A-Za-z0-9-]{8,64}$/);
export const colourSchema = z.number().int().min(0).max(7);
const common = { id: idSchema, name: z.string(), practice: z.boolean() };

const connectionSchema = z.object({ ...common, system: systemSchema, colour: colourSchema, settings: z.union([settingsSchema, recordSettingsSchema]).nullable(), places: z.array(z.string().max(200)).max(10_000).optional() });

/** Version 2 knew Inland Revenue only, and no colours. */
const secondSchema = z.object({ ...common, system: z.literal('ird'), settings: settingsSchema.nullable() });

/** As version 0.1 wrote it: an address and a pasted token. */
const firstSchema = z.object({ ...common, system: z.literal('ird'), baseUrl: z.string() }).transform(({ baseUrl, ...rest }) => ({ ...rest, settings: rest.practice ? null : settingsOf(rest.name, baseUrl) }));

/** A gateway known only by its origin: everything else lies where a relay or a sandbox has it. */
function settingsOf(name: string, gateway: string): ConnectionSettings {
  const blank = newSettings('other');
  return { ...blank, name, gateway, signInHost: gateway, intermediation: `${gateway}/gateway/gws/intermediation/`, signIn: { ...blank.signIn, method: 'token' } };
}

const older = <V extends 1 | 2, S extends typeof firstSchema | typeof secondSchema>(version: V, schema: S) =>
  z.object({ version: z.literal(version), open: z.string().nullable(), connections: z.array(schema) });

const fileSchema = z.object({ version: z.literal(newest), front: z.string().nullable(), connections: z.array(connectionSchema) });
const olderSchema = z.union([older(2, secondSchema), older(1, firstSchema)]);
const anyVersionSchema = z.object({ version: z.number().int() });

/** Reads the text of `connections.json`; null means the file does not exist. The error says in words what is the matter with it. */
export function parseConnections(text: string | null): Result<ConnectionsFile, string> {
  if (text === null) return ok({ version: newest, front: null, connections: [] });
  let held: unknown;
  try {
    held = JSON.parse(text);
  } catch {
    return err('its content is not what Agentbook wrote');
  }
  const now = fileSchema.safeParse(held);
  if (now.success) return ok(now.data);
  const old = olderSchema.safeParse(held);
  if (old.success) return ok({ version: newest, front: old.data.open, connections: old.data.connections.map((one, place) => ({ ...one, colour: place % 8 })) });
  const version = anyVersionSchema.safeParse(held);
  return err(version.success && version.data.version > newest ? 'a newer version of Agentbook wrote it; open it with that version' : 'its content is not what Agentbook wrote');
}
