import type { Json, NativeDoc } from '../../shared/contacts.ts';

/** JSON pointers (RFC 6901) as the fields of a record use them: `/first_name`, `/emails/0/email`. */

const partsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

/** What stands at a pointer; undefined where nothing does. */
export function valueAt(doc: Json | undefined, pointer: string): Json | undefined {
  let at: Json | undefined = doc;
  for (const part of partsOf(pointer)) {
    if (Array.isArray(at)) at = at[Number(part)];
    else if (typeof at === 'object' && at !== null) at = Object.hasOwn(at, part) ? at[part] : undefined;
    else return undefined;
  }
  return at;
}

const put = (at: Json | undefined, parts: readonly string[], value: Json): Json => {
  const [part, ...rest] = parts;
  if (part === undefined) return value;
  if (Array.isArray(at)) return at.map((held, place) => (place === Number(part) ? put(held, rest, value) : held));
  const held = typeof at === 'object' && at !== null ? at : {};
  return { ...held, [part]: put(held[part], rest, value) };
};

/** The same document with another value at a pointer; everything else in it is left as it is. */
export const withValue = <Doc extends NativeDoc>(doc: Doc, pointer: string, value: Json): Doc => put(doc, partsOf(pointer), value) as Doc;

/** The name at the top of a document that a pointer leads through: `emails` of `/emails/0/email`. */
export const topOf = (pointer: string): string => partsOf(pointer)[0] ?? '';
