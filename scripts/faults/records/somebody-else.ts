import type { ContactSystemName } from '../../../main/sandbox/contact-sandbox.ts';
import type { ContactControl } from '../../../main/sandbox/contact-system/control.ts';
import type { OtherCall } from '../../../main/sandbox/contact-system/system.ts';
import type { Random } from '../../../main/sandbox/random.ts';
import type { Contents } from '../contents.ts';
import { recordForms, typed } from './record-forms.ts';

type Stored = Record<string, unknown>;

const base: Record<ContactSystemName, (scope: string) => string> = {
  dnsimple: (scope) => `/v2/${scope}/contacts`,
  cleartax: (scope) => `/api/v0.1/businesses/${scope}/contacts`,
  '8x8': () => '/directory-contacts/api/v3/contacts',
};

/** What the whole contact is written with, where it is replaced. */
function whole(system: ContactSystemName, { createdTimestamp: _made, updatedTimestamp: _changed, name: _name, extensions: _rows, system_generated: _flag, ...record }: Stored, fields: Stored): Stored {
  return system === 'dnsimple' ? fields : { ...record, ...fields };
}

/** Somebody else gives one contact other values. */
export async function changeOf(control: ContactControl, system: ContactSystemName, { scope, id }: { scope: string; id: string }, fields: Stored): Promise<void> {
  const record = await control.contact(scope, id);
  if (record) await control.act({ method: system === 'dnsimple' ? 'PATCH' : 'PUT', path: `${base[system](scope)}/${id}`, body: whole(system, record, fields) });
}

/** Somebody else makes a contact. Answers its id; '' where the rules refused them. */
export async function makeByAnother(control: ContactControl, system: ContactSystemName, random: Random, scope: string, contents: Contents): Promise<string> {
  const doc = recordForms[system].fresh(contents);
  const id = [8, 4, 4, 4, 12].map((length) => Array.from({ length }, () => random.whole(0, 15).toString(16)).join('')).join('-');
  const path = base[system](scope);
  const order: Record<ContactSystemName, OtherCall> = {
    dnsimple: { method: 'POST', path, body: doc },
    cleartax: { method: 'PUT', path: `${path}/${id}`, body: { ...doc, id } },
    '8x8': { method: 'POST', path, body: { ...doc, contactType: 'company', customerId: scope } },
  };
  const before = (await control.effects()).at(-1)?.n ?? 0;
  await control.act(order[system]);
  return (await control.effects(before)).find((effect) => effect.actor === 'other' && effect.before === null)?.id ?? '';
}

/**
 * Somebody else changes one contact with every right, or removes it: only what was there before the run, never what the desk has just made
 * and may still be in doubt about. What the rules refuse them is no matter. Answers the record as it was, where it was removed past the gateway.
 */
export async function changeByAnother(control: ContactControl, system: ContactSystemName, random: Random, [scope, id]: readonly [string, string], contents: Contents, mayRemove: boolean): Promise<Stored | null> {
  const record = await control.contact(scope, id);
  const path = `${base[system](scope)}/${id}`;
  if (!record) return null;
  if (mayRemove && random.chance(0.1)) {
    if (system !== 'cleartax') return control.act({ method: 'DELETE', path }).then(() => null);
    await control.tell('remove', { business: scope, contact: id });
    return record;
  }
  const form = recordForms[system];
  const [field, list] = [random.pick(Object.keys(form.fields)), random.pick([...Object.keys(form.lists), ''])];
  const row = form.lists[list]?.row(contents, (Array.isArray(record[list]) ? (record[list] as Stored[]) : []).map((one) => String(one['name'])));
  const fields = row && random.chance(0.6) ? { [list]: rowsAfter(random, record[list], row) } : { [field]: typed(form.fields[field] ?? 'text', contents) };
  await changeOf(control, system, { scope, id }, fields);
  return null;
}

function rowsAfter(random: Random, held: unknown, row: object): unknown[] {
  const rows = Array.isArray(held) ? (held as unknown[]) : [];
  return random.chance(0.3) && rows.length > 0 ? rows.slice(1) : [...rows, row];
}
