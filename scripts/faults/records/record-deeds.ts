import type { Random } from '../../../main/sandbox/random.ts';
import type { NativeDoc } from '../../../shared/contacts.ts';
import type { AnyIntent, FieldChange, RecordIntent } from '../../../shared/edits.ts';
import { textOf } from '../../../shared/systems.ts';
import type { ShownContact } from '../../../shared/views.ts';
import type { Contents } from '../contents.ts';
import type { Desk } from '../desk.ts';
import type { Meant, Wish } from '../ways.ts';
import { typed, type RecordForm, type RowForm } from './record-forms.ts';

/** What a person types into records, each content once only. */

const scopeKeyOf = (clientId: string): string => clientId.slice(0, clientId.indexOf('/'));

export async function meantOfRecord(form: RecordForm, desk: Desk, random: Random, clientId: string, wish: Wish | null): Promise<Meant | null> {
  const detail = await desk.engine.ask('clients.open', { clientId });
  const scope = { level: form.level, key: scopeKeyOf(clientId) };
  const contact = detail?.levels[0]?.contacts[0];
  if (wish === 'hardest' || (!wish && random.chance(0.12))) return creation(form, desk, scope);
  if (!contact?.doc || contact.removed) return null;
  if (!wish && form.canRemove && random.chance(0.08) && !desk.metOwn.has(clientId)) return { clientId, words: 'remove', intent: { type: 'remove', contact: contact.key, scope, was: contact.doc } };
  const changes = changesOf(form, random, contact, desk.contents, wish === 'several' || (!wish && random.chance(0.3)) ? random.whole(2, 4) : 1);
  if (changes.length === 0) return null;
  return { clientId, words: changes.map(({ path, to }) => `${path} ${typeof to === 'string' ? to : `${(Array.isArray(to) ? to : []).length} rows`}`).join(', '), intent: { type: 'edit', contact: contact.key, scope, changes } as RecordIntent };
}

function creation(form: RecordForm, desk: Desk, scope: RecordIntent['scope']): Meant {
  const contact = desk.newKey();
  const clientId = `${scope.key}/${contact}`;
  desk.clients.push(clientId);
  const doc = form.fresh(desk.contents);
  return { clientId, words: `add ${form.telling.map((name) => textOf(doc[name])).join(' ')}`, intent: { type: 'create', contact, scope, doc } };
}

function changesOf(form: RecordForm, random: Random, { doc = {} }: ShownContact, contents: Contents, count: number): FieldChange[] {
  const names = [...Object.keys(form.fields), ...Object.keys(form.lists), ...Object.keys(form.lists)];
  const changes = new Map<string, FieldChange>();
  for (let left = count; left > 0; left -= 1) {
    const name = random.pick(names);
    const list = form.lists[name];
    const to = list ? rowsAfter(list, random, rowsIn(doc, name), contents) : form.optional.includes(name) && random.chance(0.08) ? '' : typed(form.fields[name] ?? 'text', contents);
    if (to !== null) changes.set(name, { op: 'field', path: `/${name}`, was: doc[name] ?? null, to });
  }
  return [...changes.values()].filter(({ was, to }) => !(to === '' && (was === null || was === '')));
}

const rowsIn = (doc: NativeDoc, name: string): NativeDoc[] => (Array.isArray(doc[name]) ? doc[name].filter((row): row is NativeDoc => typeof row === 'object' && row !== null && !Array.isArray(row)) : []);

/** One row more, one less, or one that is another; null: there is nothing to do that to. */
function rowsAfter(list: RowForm, random: Random, rows: readonly NativeDoc[], contents: Contents): NativeDoc[] | null {
  const row = list.row(contents, rows.map((one) => textOf(one[list.key])));
  const at = random.whole(0, 3);
  const what = random.pick(['add', 'add', 'change', 'drop'] as const);
  const held = rows[at % Math.max(1, rows.length)];
  if (what === 'add' || !held) return row && [...rows, row];
  if (what === 'drop') return rows.filter((one) => one !== held);
  return rows.map((one) => (one === held ? { ...one, ...retyped(list, one, contents) } : one));
}

/** Of a row, what is typed anew: what it is known by, or its value. */
function retyped(list: RowForm, row: NativeDoc, contents: Contents): NativeDoc {
  const [name = list.key, fresh] = [list.value, list.row(contents, [])];
  return { [name]: fresh?.[name] ?? row[name] ?? null };
}

/** The same edit with every content typed anew. */
export function correctedRecord(form: RecordForm, given: AnyIntent, contents: Contents): AnyIntent {
  const intent = given as RecordIntent;
  if (intent.type === 'remove') return intent;
  if (intent.type === 'create') return { ...intent, doc: { ...intent.doc, ...form.fresh(contents) } };
  const changes = intent.changes.map((change): FieldChange => {
    const name = change.path.slice(1);
    const list = form.lists[name];
    if (!list) return { ...change, to: typed(form.fields[name] ?? 'text', contents) };
    const were = new Set(rowsIn({ [name]: change.was }, name).map((row) => JSON.stringify(row)));
    return { ...change, to: rowsIn({ [name]: change.to }, name).map((row) => (were.has(JSON.stringify(row)) ? row : { ...row, ...retyped(list, row, contents) })) };
  });
  return { ...intent, changes };
}
