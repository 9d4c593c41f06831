import { childFields, fullName, plainFields } from './contact.ts';
import type { Contact, ListName } from './contact.ts';
import { FilterError } from './fiql.ts';
import type { Comparison, Filter } from './fiql.ts';

/** Prefixes are singular (SPEC 4). */
const prefixes: Readonly<Record<string, ListName>> = { address: 'addresses', email: 'emails', extension: 'extensions', phone: 'phones', tag: 'tags' };

/** Every value that a field has in a contact: one, or one for each row of its list. Throws a FilterError for a field that is none. */
function valuesOf(one: Contact, field: string): unknown[] {
  const [prefix = '', name = '', ...more] = field.split('.');
  if (name === '' && plainFields.includes(field)) return [field === 'name' ? fullName(one) : one[field]];
  const list = Object.hasOwn(prefixes, prefix) ? prefixes[prefix] : undefined;
  if (list === undefined || more.length > 0 || !childFields[list].includes(name)) throw new FilterError(`Unknown field ${field}`);
  return (one[list] ?? []).map((child) => child[name]);
}

/** `*` at the start or the end stands for anything; anywhere else it is itself. */
function fits(text: string, pattern: string): boolean {
  const [open, close] = [pattern.startsWith('*'), pattern.length > 1 && pattern.endsWith('*')];
  const core = pattern.slice(open ? 1 : 0, close ? -1 : undefined);
  if (open && close) return text.includes(core);
  if (open) return text.endsWith(core);
  return close ? text.startsWith(core) : text === core;
}

/** Letter case counts (inferred). */
function equals(held: unknown, value: string): boolean {
  if (typeof held === 'string') return fits(held, value);
  return (typeof held === 'number' || typeof held === 'boolean') && String(held) === value;
}

function ordered(held: unknown, value: string): number | null {
  if (typeof held === 'number') return Number.isFinite(Number(value)) ? held - Number(value) : null;
  return typeof held === 'string' ? (held < value ? -1 : held > value ? 1 : 0) : null;
}

const within = (held: unknown, value: string, test: (order: number) => boolean): boolean => {
  const order = ordered(held, value);
  return order !== null && test(order);
};

/** Any row of a list will do; for `!=` and `=out=` none may be equal (inferred). */
function holds(one: Contact, { field, operator, values }: Comparison): boolean {
  const held = valuesOf(one, field);
  const [value = ''] = values;
  const equal = held.some((each) => values.some((wanted) => equals(each, wanted)));
  switch (operator) {
    case '==':
    case '=in=':
      return equal;
    case '!=':
    case '=out=':
      return !equal;
    case '>':
      return held.some((each) => within(each, value, (order) => order > 0));
    case '>=':
      return held.some((each) => within(each, value, (order) => order >= 0));
    case '<':
      return held.some((each) => within(each, value, (order) => order < 0));
    case '<=':
      return held.some((each) => within(each, value, (order) => order <= 0));
  }
}

/** Throws a FilterError for a field that is none. */
export function matches(one: Contact, filter: Filter): boolean {
  if ('all' in filter) return filter.all.every((part) => matches(one, part));
  return 'any' in filter ? filter.any.some((part) => matches(one, part)) : holds(one, filter);
}

const nobody: Contact = { id: '', contactType: '', customerId: '', createdTimestamp: 0, updatedTimestamp: 0 };

/** Throws a FilterError for any field in it that is none, whether or not somebody would be looked at. */
export function checkFields(filter: Filter): void {
  if ('field' in filter) valuesOf(nobody, filter.field);
  else for (const part of 'all' in filter ? filter.all : filter.any) checkFields(part);
}
