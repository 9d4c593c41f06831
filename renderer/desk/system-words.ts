import type { SystemFacts } from '../../shared/systems.ts';
import type { ClientRow } from '../../shared/views.ts';
import { frontFacts } from '../connections/connections-state.ts';
import { useApp } from '../store.ts';

/** What the things on the desk are called: the words of the system whose desk it is. */
export interface DeskWords {
  /** `Inland Revenue`. */
  system: string;
  /** What a row of the list is. */
  one: 'client' | 'contact';
  many: 'clients' | 'contacts';
  Many: 'Clients' | 'Contacts';
}

export function wordsFor(facts: SystemFacts | null): DeskWords {
  const system = facts?.name ?? 'the system';
  return facts?.rows === 'contacts' ? { system, one: 'contact', many: 'contacts', Many: 'Contacts' } : { system, one: 'client', many: 'clients', Many: 'Clients' };
}

/** What tells rows apart beside their names: a client’s number, a record’s kind. A record’s id says nothing to a person. */
export const besideName = ({ number, entityType }: Pick<ClientRow, 'number' | 'entityType'>, facts: SystemFacts | null): string => (facts?.rows === 'contacts' ? entityType : number);

export const useFacts = (): SystemFacts | null => useApp(frontFacts);

export const useWords = (): DeskWords => wordsFor(useFacts());

/** A title made for clients, on a desk whose rows are contacts: `Next client` → `Next contact`. */
export const inWords = (title: string, { one, many }: DeskWords): string => title.replace(/\bclients\b/g, many).replace(/\bclient\b/g, one);
