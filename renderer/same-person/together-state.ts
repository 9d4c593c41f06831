import type { FieldIssue } from '../../shared/faults.ts';
import type { Role } from '../../shared/systems.ts';
import { newKey, queueEdit, recordsRestedOn } from '../contacts/hand-in.ts';
import type { RecordIntent } from '../../shared/edits.ts';
import { restedOn } from '../contacts/drafts.ts';
import type { Intent } from '../../shared/edits.ts';
import type { AppState, Slice } from '../store.ts';
import { deskOf } from '../store.ts';
import type { Likely, Person, PersonRef } from './person.ts';
import { likelySame, personKey, readPerson } from './person.ts';
import { editOfRole } from './role-edit.ts';

/** One person over several connections, laid side by side. */
export interface Together {
  origin: PersonRef;
  state: 'looking' | 'found' | 'failed';
  /** The one it began with, then those that belong to it. */
  people: readonly Person[];
  /** May be the same person; the agent says. */
  likely: readonly Likely[];
  /** What was answered to the last edit, by person: '' for queued. */
  answers: Readonly<Record<string, string>>;
}

export interface TogetherSlice {
  together: Together | null;
  /** Who belongs together, as agents have confirmed: kept until the app ends. Groups of persons by their keys. */
  samePeople: readonly (readonly string[])[];
  /** Looks in the other connections for the same person. */
  lookTogether(origin: PersonRef): Promise<void>;
  closeTogether(): void;
  /** Belongs together, or does not after all. */
  setSame(key: string, same: boolean): void;
  /** Says something of a role at each of these people, as an edit of its own in each one's own queue. Answers how many were refused. */
  setRole(role: Role, text: string, keys: readonly string[]): Promise<number>;
}

const groupWith = (groups: TogetherSlice['samePeople'], key: string): readonly string[] => groups.find((group) => group.includes(key)) ?? [];

/** Two groups become one, or one person leaves its group. */
export function regrouped(groups: TogetherSlice['samePeople'], origin: string, key: string, same: boolean): string[][] {
  const others = groups.filter((group) => !group.includes(origin) && !group.includes(key)).map((group) => [...group]);
  const mine = new Set([origin, ...groupWith(groups, origin), ...(same ? [key, ...groupWith(groups, key)] : [])]);
  if (!same) mine.delete(key);
  return mine.size < 2 ? others : [...others, [...mine]];
}

const words = (issues: readonly FieldIssue[]): string => issues.map(({ text }) => text).join(' ');

/** Queues one person's edit by its own connection's engine. Answers what was wrong, in words; '' when it waits, or said so already. */
async function queueRole(person: Person, role: Role, text: string): Promise<string> {
  const edit = editOfRole(person, role, text, newKey);
  if (!edit.ok) return words(edit.error);
  const intent = edit.value;
  if (intent === null) return '';
  const desk = deskOf(person.ref.connectionId);
  const answer = await queueEdit(desk.getState(), person.ref.clientId, intent);
  if (!answer.ok) return words(answer.error);
  const records = person.contact.doc !== undefined;
  desk.setState(({ drafts }) => ({ drafts: records ? recordsRestedOn(drafts, intent as RecordIntent) : restedOn(drafts, intent as Intent) }));
  return '';
}

export const togetherSlice: Slice<TogetherSlice> = (set, get) => {
  const held = (): Together | null => get().together;
  const reread = async (people: readonly Person[], state: AppState): Promise<Person[]> => (await Promise.all(people.map(({ ref }) => readPerson(ref, state, Date.now())))).filter((person) => person !== null);
  return {
    together: null,
    samePeople: [],
    lookTogether: async (origin) => {
      set({ together: { origin, state: 'looking', people: [], likely: [], answers: {} } });
      const person = await readPerson(origin, get(), Date.now());
      if (held()?.origin !== origin) return;
      if (person === null) return set({ together: { origin, state: 'failed', people: [], likely: [], answers: {} } });
      const likely = await likelySame(person, get(), Date.now());
      if (held()?.origin !== origin) return;
      const group = groupWith(get().samePeople, personKey(origin));
      const people = [person, ...likely.map((one) => one.person).filter(({ ref }) => group.includes(personKey(ref)))];
      set({ together: { origin, state: 'found', people, likely, answers: {} } });
    },
    closeTogether: () => set({ together: null }),
    setSame: (key, same) => {
      const together = held();
      if (together === null) return;
      const found = together.likely.find(({ person }) => personKey(person.ref) === key)?.person;
      const without = together.people.filter(({ ref }) => personKey(ref) !== key);
      set({ together: { ...together, people: same && found ? [...without, found] : without }, samePeople: regrouped(get().samePeople, personKey(together.origin), key, same) });
    },
    setRole: async (role, text, keys) => {
      const together = held();
      if (together === null) return 0;
      const chosen = together.people.filter(({ ref }) => keys.includes(personKey(ref)));
      const answers = Object.fromEntries(await Promise.all(chosen.map(async (person) => [personKey(person.ref), await queueRole(person, role, text)] as const)));
      const people = await reread(together.people, get());
      if (held()?.origin === together.origin) set({ together: { ...together, people, answers } });
      get().refreshList();
      get().loadQueue();
      await get().reloadClient().catch(() => undefined);
      return Object.values(answers).filter((answer) => answer !== '').length;
    },
  };
};
