import type { Json, NativeDoc } from '../../../shared/contacts.ts';
import type { RecordForm } from './record-forms.ts';

/** A record as single facts, by their place in it: `/city` → `napier`, `/emails[a@b.c]` → `there`. What is empty is no fact. Pure. */
export type Facts = ReadonlyMap<string, string>;

const isDoc = (value: unknown): value is NativeDoc => typeof value === 'object' && value !== null && !Array.isArray(value);
const isBlank = (value: unknown): boolean => value === undefined || value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0);

/** As servers may write it too: cut to size, in small letters, phone numbers as digits. */
function plain(name: string, value: Json): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return /phone|fax|mobile|land_line/.test(name) ? value.replace(/\D/g, '') : value.trim().toLowerCase();
}

/** Ids of rows mean nothing, and where a phone comes from is said by the system. */
const madeInRows = ['id', 'source'];

export function factsOf(form: RecordForm, record: unknown): Facts {
  const facts = new Map<string, string>();
  if (!isDoc(record)) return facts;
  for (const [name, value] of Object.entries(record)) {
    const list = form.lists[name];
    if (isBlank(value) || form.made.includes(name)) continue;
    if (!list || !Array.isArray(value)) facts.set(`/${name}`, plain(name, value ?? null));
    else for (const row of value.filter(isDoc)) rowFacts(facts, `/${name}[${plain(list.key, row[list.key] ?? '')}]`, row, list.key);
  }
  return facts;
}

function rowFacts(facts: Map<string, string>, at: string, row: NativeDoc, key: string): void {
  facts.set(at, 'there');
  for (const [name, value] of Object.entries(row)) if (name !== key && !madeInRows.includes(name) && !isBlank(value)) facts.set(`${at}/${name}`, plain(name, value));
}

export interface Difference {
  place: string;
  was: string;
  /** '' for nothing. */
  to: string;
}

/** A row that comes or goes is one difference, with all that is in it. */
export function differences(before: Facts, after: Facts): Difference[] {
  const places = [...new Set([...before.keys(), ...after.keys()])].sort();
  const all = places.map((place) => ({ place, was: before.get(place) ?? '', to: after.get(place) ?? '' })).filter(({ was, to }) => was !== to);
  const rows = new Set(all.filter(({ place }) => place.endsWith(']')).map(({ place }) => place));
  return all.filter(({ place }) => !rows.has(`${place.split(']')[0] ?? ''}]`) || rows.has(place));
}

/** For comparison with the screen, one line each. */
export const linesOf = (facts: Facts): string[] => [...facts].map(([place, value]) => `${place} ${value}`).sort();
