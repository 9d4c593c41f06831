import type { Json, NativeDoc } from '../../shared/contacts.ts';
import { displayPhone } from '../../shared/inland-revenue/phone-display.ts';
import type { FieldSpec, Role, SystemFacts } from '../../shared/systems.ts';
import { textOf } from '../../shared/systems.ts';
import type { ShownContact, ShownPhone } from '../../shared/views.ts';
import { rowsOf, valueWords } from '../records/field-values.ts';
import { valueAt } from '../records/pointer.ts';

/**
 * What records of several systems have in common, by the roles of their fields: derived, one-way, and only for looking at. What is written
 * goes back into the field it came from, in its own system's terms.
 */
export type RoleView = ReadonlyMap<Role, Cell>;

export interface Cell {
  /** As it is shown. */
  text: string;
  /** As it is typed; that of a choice is its key. */
  value: string;
  slot: Slot;
}

/** Where a cell's value lives. `none`: it cannot be written here, and why. */
export type Slot =
  | { in: 'record'; field: FieldSpec; /** Of a list: its row, -1 for one to be added, and the part of it. */ row: number; part: FieldSpec | null }
  | { in: 'name' }
  | { in: 'phone'; type: string; phone: ShownPhone | null }
  | { in: 'none'; why: string };

/** In the order of the comparison. */
export const roleWords: Readonly<Record<Role, string>> = {
  name: 'Name', givenName: 'First name', familyName: 'Last name', organisation: 'Organisation', jobTitle: 'Job title', email: 'Email', phone: 'Phone', mobile: 'Mobile', fax: 'Fax',
  address: 'Address', city: 'City', region: 'State or region', postcode: 'Postcode', country: 'Country', taxId: 'Tax number', kind: 'Kind', updatedAt: 'Changed',
};

export const roles = Object.keys(roleWords) as Role[];

/** The row of a list that stands for it: the primary one, otherwise the first; -1 when there is none. */
function standsFor(field: FieldSpec, rows: readonly Json[]): number {
  const only = field.item?.find((part) => part.only === true);
  const primary = only === undefined ? -1 : rows.findIndex((row) => valueAt(row, only.path) === true);
  return primary >= 0 ? primary : rows.length > 0 ? 0 : -1;
}

function cellsOf(field: FieldSpec, doc: NativeDoc, now: number): [Role, Cell][] {
  const value = valueAt(doc, field.path);
  const why = field.readOnly === true || field.kind === 'time' ? 'Set by the system itself.' : '';
  if (field.kind !== 'list') {
    if (field.role === undefined) return [];
    return [[field.role, { text: valueWords(field, value, now), value: textOf(value), slot: why === '' ? { in: 'record', field, row: -1, part: null } : { in: 'none', why } }]];
  }
  const rows = rowsOf(value);
  const row = standsFor(field, rows);
  return (field.item ?? []).flatMap((part): [Role, Cell][] => {
    if (part.role === undefined) return [];
    const held = row < 0 ? undefined : valueAt(rows[row], part.path);
    return [[part.role, { text: valueWords(part, held, now), value: textOf(held), slot: why === '' ? { in: 'record', field, row, part } : { in: 'none', why } }]];
  });
}

/** Of two fields with one role the first that holds something. */
const firstFilled = (cells: readonly [Role, Cell][]): RoleView => {
  const view = new Map<Role, Cell>();
  for (const [role, cell] of cells) if ((view.get(role)?.text ?? '') === '') view.set(role, cell);
  return view;
};

/** A record by the roles of its fields. Where a name is kept in two parts, the whole of it is shown and the parts are what is changed. */
export function recordView({ fields }: SystemFacts, doc: NativeDoc, now: number): RoleView {
  const view = firstFilled(fields.flatMap((field) => cellsOf(field, doc, now)));
  const whole = [view.get('givenName'), view.get('familyName')].map((cell) => cell?.text ?? '').filter((text) => text !== '').join(' ');
  if (view.has('name') || !view.has('givenName')) return view;
  return new Map([...view, ['name', { text: whole, value: whole, slot: { in: 'none', why: 'Kept in two parts here: change the first or the last name.' } }]]);
}

const phoneRoles: readonly (readonly [Role, readonly string[]])[] = [['mobile', ['CELL']], ['phone', ['BSN', 'HOM']], ['fax', ['BSNFAX']]];

/** A contact of a client at Inland Revenue, whose phones are things of their own. `number`: the client's. */
export function clientContactView(contact: ShownContact, number: string): RoleView {
  const phones = contact.phones.filter(({ removed }) => !removed);
  const numbers = phoneRoles.map(([role, types]): [Role, Cell] => {
    const phone = phones.find(({ PhoneType }) => types.includes(PhoneType)) ?? null;
    const text = phone === null ? '' : displayPhone(phone);
    return [role, { text, value: text, slot: { in: 'phone', type: types[0] ?? 'CELL', phone } }];
  });
  const taxId: Cell = { text: number, value: number, slot: { in: 'none', why: 'The number of the client.' } };
  return new Map<Role, Cell>([['name', { text: contact.name, value: contact.name, slot: { in: 'name' } }], ...numbers, ['taxId', taxId]]);
}
