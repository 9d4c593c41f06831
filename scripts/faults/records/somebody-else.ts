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
  const order: OtherCall = { method: system === 'dnsimple' ? 'PATCH' : 'PUT', path, body: whole(system, record, fields) };
  await control.act(order);
  return null;
}

function rowsAfter(random: Random, held: unknown, row: object): unknown[] {
  const rows = Array.isArray(held) ? (held as unknown[]) : [];
  return random.chance(0.3) && rows.length > 0 ? rows.slice(1) : [...rows, row];
}
