import { z } from 'zod';
import type { FieldSpec } from '../../../../shared/systems.ts';
import type { Schemas } from '../../gateway/connector.ts';

/** What the page may say of records: any document of a reasonable size, and changes of the fields there are. */
const key = z.string().min(1).max(200);
/** Keys of what is made here: a system's own are never taken for new ones. */
const newKey = z.string().regex(/^new:.{1,60}$/);
const clientId = z.string().max(300).regex(/^[^/\s]+\/\S+$/);
const scope = z.object({ level: z.string().min(1).max(60), key: z.string().min(1).max(100) });
const longest = 200_000;
const doc = z.record(z.string().max(200), z.json()).refine((value) => JSON.stringify(value).length <= longest);

export function recordSchemas(fields: readonly FieldSpec[]): Schemas {
  const paths = new Set(fields.filter(({ readOnly }) => readOnly !== true).map(({ path }) => path));
  const value = z.json().refine((given) => JSON.stringify(given).length <= longest);
  const change = z.object({ op: z.literal('field'), path: z.string().refine((path) => paths.has(path)), was: value, to: value });
  const intent = z.discriminatedUnion('type', [
    z.object({ type: z.literal('create'), contact: newKey, scope, doc }),
    z.object({ type: z.literal('edit'), contact: key, scope, changes: z.array(change).min(1).max(100) }),
    z.object({ type: z.literal('remove'), contact: key, scope, was: doc }),
  ]);
  return { clientId, intent };
}
