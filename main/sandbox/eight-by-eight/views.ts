import { fullName, lists } from './contact.ts';
import type { Child, Contact, ListName } from './contact.ts';

/** Ids first, then by name, as the samples have it; what is null is left out. */
function ordered(record: Record<string, unknown>): Record<string, unknown> {
  const names = Object.keys(record).filter((name) => name !== 'id' && record[name] !== null && record[name] !== undefined).sort();
  return Object.fromEntries(['id', ...names].map((name) => [name, record[name]]));
}

const shown = (list: ListName, child: Child, reading: boolean): object => {
  const row = ordered(child);
  if (!reading || list !== 'addresses') return row;
  const { id, ...rest } = row;
  // Reads have this field even when there is nothing in it; replies to writes do not (samples).
  return { id, apartmentNumber: null, ...rest };
};

const plainOf = (one: Contact): Record<string, unknown> => Object.fromEntries(Object.entries(one).filter(([name]) => !(lists as readonly string[]).includes(name)));

const listsOf = (one: Contact, which: readonly ListName[], reading: boolean): object =>
  Object.fromEntries(which.map((list) => [list, (one[list] ?? []).map((child) => shown(list, child, reading))]));

/** As a search shows it: only those lists that were asked for (SPEC 2). */
export function readView(one: Contact, details: readonly ListName[]): object {
  const name = fullName(one);
  return { ...ordered({ ...plainOf(one), ...(name === '' ? {} : { name }) }), ...listsOf(one, lists.filter((list) => details.includes(list)), true) };
}

/** As the reply to a write shows it: without times and the whole name, with the lists that can be written (samples). */
export function writtenView(one: Contact): object {
  const { createdTimestamp: _created, updatedTimestamp: _updated, ...rest } = plainOf(one);
  return { ...ordered(rest), ...listsOf(one, ['addresses', 'emails', 'phones', 'tags'], false) };
}
