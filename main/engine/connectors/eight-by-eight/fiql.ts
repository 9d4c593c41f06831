/** Filters in 8x8's dialect of FIQL (SPEC 4): `;` is and, `,` is or. They go into an address, so they are encoded there. Pure. */

/**
 * A field that is equal to a text. How a quote inside a quoted value is written is not published, and a star at the start or the end stands
 * for anything: such a value is asked for by the longest part of it before or after those, which finds more than was meant. '' where
 * there is no such part.
 */
export function equal(field: string, text: string): string {
  if (!special.test(text)) return text === '' ? '' : `${field}=='${text}'`;
  const [start, end] = [text.split(special)[0] ?? '', text.split(special).at(-1) ?? ''];
  if (start === '' && end === '') return '';
  return start.length >= end.length ? `${field}=='${start}*'` : `${field}=='*${end}'`;
}

const special = /['"\\*]/;

/** Leaves out what is ''. */
export const allOf = (...parts: readonly string[]): string => joined(parts, ';');
export const anyOf = (...parts: readonly string[]): string => joined(parts, ',');

function joined(parts: readonly string[], by: ';' | ','): string {
  const some = parts.filter((part) => part !== '');
  return some.length < 2 ? (some[0] ?? '') : `(${some.join(by)})`;
}
