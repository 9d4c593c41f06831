import type { FieldIssue } from '../../shared/faults.ts';
import type { Role } from '../../shared/systems.ts';
import { newKey, queueEdit, recordsRestedOn } from '../contacts/hand-in.ts';
import type { RecordIntent } from '../../shared/edits.ts';
import { restedOn } from '../contacts/drafts.ts';
import type { Intent } from '../../shared/edits.ts';
import type { Result } from '../../shared/result.ts';
import { err, ok } from '../../shared/result.ts';
import type { AppState, Slice } from '../store.ts';
import { deskOf } from '../store.ts';
import type { Likely, Person, PersonRef } from './person.ts';
import { likelySame, personKey, readPerson } from './person.ts';
import { keepApart, keepSame, readTies } from './kept-ties.ts';
import { editOfRole } from './role-edit.ts';
import { tiedTo } from './ties.ts';

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
  /** Looks in the other connections for the same person. */
  lookTogether(origin: PersonRef): Promise<void>;
  closeTogether(): void;
  /** Belongs together, or does not after all: kept by each one's own connection. Where it cannot be, it is as before and says why. */
  setSame(key: string, same: boolean): Promise<void>;
  /** Says something of a role at each of these people, as an edit of its own in each one's own queue. Answers how many were refused. */
  setRole(role: Role, text: string, keys: readonly string[]): Promise<number>;
}

const blank = (origin: PersonRef, state: Together['state']): Together => ({ origin, state, people: [], likely: [], answers: {} });

/** Whoever was ticked before is there also when nothing else speaks for it today. */
async function looked(origin: PersonRef, state: AppState): Promise<Together> {
  const person = await readPerson(origin, state, Date.now());
  if (person === null) return blank(origin, 'failed');
  const [found, ties] = await Promise.all([likelySame(person, state, Date.now()), readTies(state.connections)]);
  const tied = tiedTo(ties, origin).filter(({ connectionId }) => connectionId !== origin.connectionId);
  const foundKeys = new Set(found.map((one) => personKey(one.person.ref)));
  const before = await Promise.all(tied.filter((ref) => !foundKeys.has(personKey(ref))).map((ref) => readPerson(ref, state, Date.now())));
  const likely = [...found, ...before.filter((one) => one !== null).map((one): Likely => ({ person: one, by: ['ticked before'] }))];
  const tiedKeys = new Set(tied.map(personKey));
  return { ...blank(origin, 'found'), people: [person, ...likely.map((one) => one.person).filter(({ ref }) => tiedKeys.has(personKey(ref)))], likely };
}

const keysOf = ({ people }: Together): string[] => people.map(({ ref }) => personKey(ref));

/** The one it began with, and of those who may be the same whoever is. A person that is shown already stays as it was last read. */
function peopleOf({ people, likely }: Together, keys: readonly string[]): Person[] {
  const same = likely.map(({ person }) => people.find(({ ref }) => personKey(ref) === personKey(person.ref)) ?? person);
  return [...people.slice(0, 1), ...same.filter(({ ref }) => keys.includes(personKey(ref)))];
}

/** Keeps it. Answers who is the same person then, by their keys: a tick brings along whoever was tied to that one before. */
async function kept(origin: PersonRef, key: string, same: boolean, { together, connections }: AppState): Promise<Result<string[], string>> {
  const ref = together?.likely.find(({ person }) => personKey(person.ref) === key)?.person.ref;
  const trouble = ref === undefined ? '' : same ? await keepSame(origin, ref, connections) : await keepApart(ref);
  if (trouble !== '') return err(trouble);
  return ok(same ? tiedTo(await readTies(connections), origin).map(personKey) : []);
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
    lookTogether: async (origin) => {
      set({ together: blank(origin, 'looking') });
      const together = await looked(origin, get());
      if (held()?.origin === origin) set({ together });
    },
    closeTogether: () => set({ together: null }),
    setSame: async (key, same) => {
      const origin = held()?.origin;
      if (origin === undefined) return;
      const show = (changed: (keys: readonly string[]) => readonly string[]): void =>
        set(({ together }) => (together?.origin === origin ? { together: { ...together, people: peopleOf(together, changed(keysOf(together))) } } : {}));
      const put = (is: boolean) => (keys: readonly string[]) => (is ? [...keys, key] : keys.filter((one) => one !== key));
      show(put(same));
      const answer = await kept(origin, key, same, get());
      if (answer.ok) return show((keys) => [...keys, ...answer.value]);
      show(put(!same));
      get().say(answer.error);
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
