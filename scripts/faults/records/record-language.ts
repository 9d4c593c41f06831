import type { ContactEffect } from '../../../main/sandbox/contact-system/effects.ts';
import type { NativeDoc } from '../../../shared/contacts.ts';
import type { RecordIntent } from '../../../shared/edits.ts';
import type { Language } from '../claims.ts';
import { differences, factsOf, type Difference } from './record-facts.ts';
import type { RecordForm } from './record-forms.ts';

/** One thing that one call did: a record made, changed at one place, or removed. */
export interface Deed {
  n: number;
  token: string;
  effect: ContactEffect;
  /** null: the record was made or removed. */
  change: Difference | null;
}

const isOf = (form: RecordForm, place: string): boolean => form.telling.some((name) => place === `/${name}` || place.startsWith(`/${name}[`));

const makes = (form: RecordForm, scope: string, doc: unknown): string => `make in ${scope} ${[...factsOf(form, doc)].filter(([place]) => isOf(form, place)).map(([, value]) => value).sort().join(' ')}`;
const changes = (record: string, { place, to }: Difference): string => `${record} ${place} = ${to}`;
const removes = (record: string): string => `remove ${record}`;
/** A call that came a second time, or for nothing. */
const nothing = (record: string): string => `${record} as it was`;

/** What one call did, from what the record was before and after it. */
export function deedsOf(form: RecordForm, effect: ContactEffect): Deed[] {
  const { n, scope, id, before, after } = effect;
  const record = `${scope}/${id}`;
  if (before === null) return [{ n, effect, change: null, token: makes(form, scope, after) }];
  if (after === null) return [{ n, effect, change: null, token: removes(record) }];
  const found = differences(factsOf(form, before), factsOf(form, after));
  return found.length === 0 ? [{ n, effect, change: null, token: nothing(record) }] : found.map((change) => ({ n, effect, change, token: changes(record, change) }));
}

/** What an edit is to change, place by place; empty for what makes or removes. */
export function differencesOf(form: RecordForm, intent: RecordIntent): Difference[] {
  if (intent.type !== 'edit') return [];
  const side = (which: 'was' | 'to'): NativeDoc => Object.fromEntries(intent.changes.map((change) => [change.path.slice(1), change[which]]));
  return differences(factsOf(form, side('was')), factsOf(form, side('to')));
}

/** Which record each of our own keys stands for, learnt from what was done and from nothing the engine says. */
export function idsOf(form: RecordForm, intents: readonly RecordIntent[], deeds: readonly Deed[]): ReadonlyMap<string, string> {
  const made = new Map<string, string[]>();
  for (const { token, effect } of deeds) if (effect.before === null) made.set(token, [...(made.get(token) ?? []), effect.id]);
  const ids = new Map<string, string>();
  for (const intent of intents) {
    const id = intent.type === 'create' ? made.get(makes(form, intent.scope.key, intent.doc))?.shift() : undefined;
    if (id !== undefined) ids.set(intent.contact, id);
  }
  return ids;
}

/** `deeds`: everything that our own calls did. */
export const recordLanguage = (form: RecordForm, deeds: readonly Deed[]): Language<RecordIntent, Deed> => ({
  ofEdits: (edits) => {
    const ids = idsOf(form, edits.map(({ intent }) => intent), deeds);
    return ({ intent }) => tokensOf(form, intent, ids).map((token) => ({ token, place: token }));
  },
  placeOf: ({ token }) => token,
});

function tokensOf(form: RecordForm, intent: RecordIntent, ids: ReadonlyMap<string, string>): string[] {
  const { key } = intent.scope;
  const record = `${key}/${ids.get(intent.contact) ?? intent.contact}`;
  if (intent.type === 'create') return [makes(form, key, intent.doc)];
  return intent.type === 'remove' ? [removes(record)] : differencesOf(form, intent).map((change) => changes(record, change));
}
