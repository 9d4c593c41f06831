import { isObject } from '../json.ts';

export type SwitchValue = string | number | boolean;

/** Where nobody has published what the real one does, a switch offers each reading: its allowed values by its name. */
export type SwitchTable<S> = { readonly [K in keyof S]: readonly S[K][] | 'whole number' };

/** The settings after an order that names some of them. Throws a TypeError that says which one makes no sense. */
export function switched<S extends Record<keyof S, SwitchValue>>(now: S, order: unknown, table: SwitchTable<S>): S {
  if (!isObject(order)) throw new TypeError('Switches are an object: {"name": value}');
  for (const [name, value] of Object.entries(order)) {
    const allowed = Object.hasOwn(table, name) ? table[name as keyof S] : undefined;
    if (allowed === undefined) throw new TypeError(`No switch ${name} here, only ${Object.keys(table).join(', ')}`);
    if (allowed === 'whole number' ? !Number.isSafeInteger(value) || Number(value) < 0 : !allowed.includes(value as S[keyof S]))
      throw new TypeError(`${name} must be ${allowed === 'whole number' ? 'a whole number' : `one of ${allowed.join(', ')}`}`);
  }
  return { ...now, ...order };
}
