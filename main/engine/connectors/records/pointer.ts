import type { Json, NativeDoc } from '../../../../shared/contacts.ts';

/** JSON pointers (RFC 6901) through objects: a record's fields, and the fields of a row of its lists. Pure. */

const stepsOf = (path: string): string[] => path.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

export const isDoc = (value: Json | undefined): value is NativeDoc => typeof value === 'object' && value !== null && !Array.isArray(value);

/** undefined: nothing is there. */
export function valueAt(doc: NativeDoc, path: string): Json | undefined {
  let at: Json | undefined = doc;
  for (const step of stepsOf(path)) at = isDoc(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  return at;
}

/** The same document with another value there; everything else is what it was. */
export function withValue(doc: NativeDoc, path: string, value: Json): NativeDoc {
  const [step, ...rest] = stepsOf(path);
  if (step === undefined) return doc;
  if (rest.length === 0) return { ...doc, [step]: value };
  const inner = Object.hasOwn(doc, step) ? doc[step] : undefined;
  return { ...doc, [step]: withValue(isDoc(inner) ? inner : {}, `/${path.split('/').slice(2).join('/')}`, value) };
}
