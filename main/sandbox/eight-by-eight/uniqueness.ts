import type { Contact } from './contact.ts';
import type { Wrong } from './errors.ts';

/** "Must be unique", says the table, and not within what (SPEC 3). */
export type Uniqueness = 'contact' | 'customer' | 'none';

const unique = [['emails', 'email'], ['phones', 'phone']] as const;

const textsOf = (one: Contact, list: 'emails' | 'phones', name: string): string[] => (one[list] ?? []).map((child) => String(child[name] as string).toLowerCase());

/** What `one` has twice, or shares with one of the others. */
export function repeatsIn(one: Contact, others: () => Iterable<Contact>, scope: Uniqueness): Wrong[] {
  if (scope === 'none') return [];
  return unique.flatMap(([list, name]) => {
    const texts = textsOf(one, list, name);
    const taken = new Set<string>();
    if (scope === 'customer') for (const other of others()) if (other.id !== one.id) for (const text of textsOf(other, list, name)) taken.add(text);
    return texts.flatMap((text, n) => (texts.indexOf(text) < n || taken.has(text) ? [{ field: `${list}[${n}].${name}`, code: 'CONFLICT' as const, message: 'must be unique' }] : []));
  });
}
