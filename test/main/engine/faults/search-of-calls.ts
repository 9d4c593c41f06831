import type { KeyedContact } from '../../../../shared/contacts.ts';

/**
 * Every way to change the contacts of one place, call by call: what a planner is measured against. A record that was there is known by its
 * key; one that is made on the way is as good as another with the same content, and never as one that was there (an id that ended is not
 * had back by another's).
 */
interface Phone {
  /** '' for one made on the way. */
  id: string;
  number: string;
}
interface Contact {
  id: string;
  type: string;
  name: string;
  phones: Phone[];
}
export type State = readonly Contact[];

/** `kept`: what was there before; anything else was made on the way. */
export function stateOf(contacts: readonly KeyedContact[], kept: readonly KeyedContact[]): State {
  const [held, phones] = [new Set(kept.map(({ key }) => key)), new Set(kept.flatMap(({ doc }) => doc.Phone.map(({ key }) => key)))];
  return contacts.map(({ key, doc }) => ({ id: held.has(key) ? key : '', type: doc.ContactType, name: doc.Name, phones: doc.Phone.map((phone) => ({ id: phones.has(phone.key) ? phone.key : '', number: phone.PhoneNumber })) }));
}

const wordsOf = ({ id, type, name, phones }: Contact): string => `${id}|${type}|${name}|${phones.map((phone) => `${phone.id}=${phone.number}`).sort().join(',')}`;
const nameOf = (state: State): string => state.map(wordsOf).sort().join(';');

/** The rules of SPEC 7.8: one to five phones, one contact of a type. */
const isLegal = (state: State): boolean => state.every(({ phones }) => phones.length >= 1 && phones.length <= 5) && new Set(state.map(({ type }) => type)).size === state.length;

interface Contents {
  types: string[];
  names: string[];
  numbers: string[];
  /** Sets of numbers that a new contact may come with. */
  sets: string[][];
}

/** Contents that are in neither end cannot shorten the way: whatever carries one has to be changed again or ended. */
function contentsOf(ends: readonly Contact[]): Contents {
  const some = <T>(list: readonly T[]): T[] => [...new Set(list)];
  const numbers = some(ends.flatMap(({ phones }) => phones.map(({ number }) => number)));
  const sets = some(ends.map(({ phones }) => JSON.stringify(phones.map(({ number }) => number).sort()))).map((text) => JSON.parse(text) as string[]);
  return { types: some(ends.map(({ type }) => type)), names: some(ends.map(({ name }) => name)), numbers, sets: [...sets, ...numbers.map((number) => [number])] };
}

function* changesOf(contact: Contact, { names, numbers }: Contents): Generator<Contact> {
  for (const name of names) if (name !== contact.name) yield { ...contact, name };
  for (const number of numbers) yield { ...contact, phones: [...contact.phones, { id: '', number }] };
  for (const [index, phone] of contact.phones.entries()) {
    yield { ...contact, phones: contact.phones.toSpliced(index, 1) };
    for (const number of numbers) if (number !== phone.number) yield { ...contact, phones: contact.phones.with(index, { ...phone, number }) };
  }
}

function* next(state: State, contents: Contents): Generator<State> {
  for (const [index, contact] of state.entries()) {
    yield state.toSpliced(index, 1);
    for (const changed of changesOf(contact, contents)) yield state.with(index, changed);
  }
  for (const type of contents.types) for (const name of contents.names) for (const numbers of contents.sets) yield [...state, { id: '', type, name, phones: numbers.map((number) => ({ id: '', number })) }];
}

/** How many calls the shortest legal way takes, looked for up to so many; more than that where there is none. */
export function fewestCalls(from: State, to: State, most: number): number {
  const goal = nameOf(to);
  const contents = contentsOf([...from, ...to]);
  let reached = new Map([[nameOf(from), from]]);
  const seen = new Set(reached.keys());
  for (let calls = 0; calls <= most; calls += 1) {
    if (reached.has(goal)) return calls;
    if (calls === most) break;
    const after = new Map<string, State>();
    for (const state of reached.values())
      for (const one of next(state, contents)) {
        const name = nameOf(one);
        if (!seen.has(name) && isLegal(one)) after.set(name, one);
        seen.add(name);
      }
    reached = after;
  }
  return most + 1;
}
