import type { PlacedContact } from '../../shared/contacts.ts';
import type { PersonRef } from './person.ts';
import { personKey } from './person.ts';

/** A person with the ties that its own connection keeps for it. */
export interface TiedPerson extends PersonRef {
  ties: readonly string[];
}

/** Everybody who is the same person, over however many ties, itself included; empty where nothing ties it. */
export function tiedTo(all: readonly TiedPerson[], origin: PersonRef): TiedPerson[] {
  const found = new Set(all.filter((person) => personKey(person) === personKey(origin)));
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    const ties = new Set([...found].flatMap((person) => person.ties));
    for (const person of all) if (person.ties.some((tie) => ties.has(tie))) found.add(person);
  }
  return [...found];
}

/** What one connection has to write down. */
export interface Tying {
  connectionId: string;
  contacts: PlacedContact[];
  ties: string[];
}

/**
 * What makes two, and everybody tied to either, one person: each gets every tie that any of them has, so that one who leaves later parts no
 * others. Nothing is taken away, so those of connections that are not open stay as they are.
 */
export function tying(all: readonly TiedPerson[], one: PersonRef, other: PersonRef, newTie: () => string): Tying[] {
  const people = [{ ...one, ties: [] }, { ...other, ties: [] }, ...tiedTo(all, one), ...tiedTo(all, other)];
  const members = new Map<string, TiedPerson>(people.map((person) => [personKey(person), person]));
  const held = new Set([...members.values()].flatMap((person) => person.ties));
  const ties = held.size > 0 ? [...held] : [newTie()];
  const writing = new Map<string, Tying>();
  for (const { connectionId, clientId, contact, ties: has } of members.values()) {
    if (ties.every((tie) => has.includes(tie))) continue;
    const known = writing.get(connectionId) ?? { connectionId, contacts: [], ties };
    known.contacts.push({ clientId, contact });
    writing.set(connectionId, known);
  }
  return [...writing.values()];
}
