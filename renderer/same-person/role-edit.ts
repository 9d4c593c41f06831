import type { AnyIntent } from '../../shared/edits.ts';
import type { FieldIssue } from '../../shared/faults.ts';
import { addPhone, changePhone, keyedContact, renameContact } from '../../shared/inland-revenue/edits.ts';
import type { Result } from '../../shared/result.ts';
import { err, ok } from '../../shared/result.ts';
import type { Role } from '../../shared/systems.ts';
import { emptyPhone, nativePhone, phoneDraftOf, withText } from '../contacts/phone-draft.ts';
import type { Json } from '../../shared/contacts.ts';
import { isSame, rowsOf } from '../records/field-values.ts';
import { valueAt, withValue } from '../records/pointer.ts';
import { asDoc, newRow, withPart } from '../records/list-rows.ts';
import type { Cell, Slot } from './role-view.ts';
import type { Person } from './person.ts';

type Edit = Result<AnyIntent | null, FieldIssue[]>;

const rowWith = ({ field, part }: Extract<Slot, { in: 'record' }>, rows: readonly Json[], text: string): Json => (part === null ? text : withValue(asDoc(newRow(field, rows)), part.path, text));

function recordEdit({ level, contact }: Person, slot: Extract<Slot, { in: 'record' }>, text: string): Edit {
  const { field, row, part } = slot;
  const was = valueAt(contact.doc ?? {}, field.path) ?? null;
  const rows = rowsOf(was);
  const to = part === null ? text : row < 0 ? [...rows, rowWith(slot, rows, text)] : withPart(rows, row, part, text);
  return ok(isSame(was, to) ? null : { type: 'edit', contact: contact.key, scope: level.scope, changes: [{ op: 'field', path: field.path, was, to }] });
}

function phoneEdit({ level, contact }: Person, slot: Extract<Slot, { in: 'phone' }>, text: string, newKey: () => string): Edit {
  const draft = withText(slot.phone === null ? { ...emptyPhone(slot.type), typeByHand: true } : phoneDraftOf(slot.phone), text);
  if (draft.unread !== null) return err([draft.unread]);
  const keyed = keyedContact(contact, level.scope);
  const held = keyed.doc.Phone.find(({ key }) => key === slot.phone?.key);
  return ok(held === undefined ? addPhone(keyed, { key: newKey(), ...nativePhone(draft) }) : changePhone(keyed, held, nativePhone(draft)));
}

const whySlot = (cell: Cell | undefined): string => (cell === undefined ? 'Not kept there.' : cell.slot.in === 'none' ? cell.slot.why : '');

/** Why a role cannot be changed at this person, in words; '' when it can. */
export const cannotSet = ({ view, contact, level }: Person, role: Role): string => contact.locked || level.locked || (contact.removed ? 'Waiting to be removed.' : whySlot(view.get(role)));

/** The edit by which one person says something else of a role, in its own system's terms; null: it says so already. */
export function editOfRole(person: Person, role: Role, text: string, newKey: () => string): Edit {
  const why = cannotSet(person, role);
  const slot = person.view.get(role)?.slot;
  if (why !== '' || slot === undefined) return err([{ field: role, code: 'notHere', text: why }]);
  if (slot.in === 'record') return recordEdit(person, slot, text);
  if (slot.in === 'phone') return phoneEdit(person, slot, text, newKey);
  return ok(person.contact.name === text ? null : renameContact(keyedContact(person.contact, person.level.scope), text));
}
