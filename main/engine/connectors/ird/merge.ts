import { err, ok, type Result } from '../../../../shared/result.ts';
import type { NativePhone } from '../../../../shared/contacts.ts';
import type { Conflict } from '../../../../shared/faults.ts';
import { fieldsOf } from '../../../../shared/inland-revenue/edits.ts';

/** The field of the form for each field of a phone. */
export const formField: Record<keyof NativePhone, string> = {
  PhoneType: 'phone.type',
  Country: 'phone.country',
  AreaCode: 'phone.areaCode',
  PhoneNumber: 'phone.number',
  Extension: 'phone.extension',
};

/** Compared as one: a number read under another country is another number. */
const groups: readonly (readonly (keyof NativePhone)[])[] = [['Country', 'AreaCode', 'PhoneNumber'], ['PhoneType'], ['Extension']];

/**
 * Three-way merge of a phone, field by field: what only one side changed is taken from that side; what both changed differently is
 * a conflict, or mine when the person chose so. Country, area code and number count as one field. Pure.
 */
export function mergePhone(was: NativePhone, mine: NativePhone, theirs: NativePhone, keepMine: boolean): Result<NativePhone, Conflict[]> {
  const merged: NativePhone = { ...theirs };
  const conflicts: Conflict[] = [];
  for (const group of groups) {
    const changedBy = (side: NativePhone): boolean => group.some((field) => side[field] !== was[field]);
    const differ = group.some((field) => mine[field] !== theirs[field]);
    if (!changedBy(mine)) continue;
    if (changedBy(theirs) && differ && !keepMine)
      for (const field of group) if (mine[field] !== theirs[field]) conflicts.push({ field: formField[field], was: was[field], mine: mine[field], theirs: theirs[field] });
    for (const field of group) merged[field] = mine[field];
  }
  return conflicts.length > 0 ? err(conflicts) : ok(fieldsOf(merged));
}
