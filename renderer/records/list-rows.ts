import type { Json } from '../../shared/contacts.ts';
import type { FieldSpec } from '../../shared/systems.ts';
import { valueAt, withValue } from './pointer.ts';

export const asDoc = (row: Json | undefined): { [name: string]: Json } => (typeof row === 'object' && row !== null && !Array.isArray(row) ? row : {});

/** A new row: yes or no is said from the start, a choice that is needed begins with the first of its words. What one row is to be (`FieldSpec.only`) is the first of them. */
export const newRow = (spec: FieldSpec, rows: readonly Json[]): Json =>
  spec.item === undefined
    ? ''
    : spec.item.reduce<{ [name: string]: Json }>((row, { path, kind, options, required, only }) => (kind === 'yesNo' ? withValue(row, path, only === true && rows.length === 0) : required === true && kind === 'choice' ? withValue(row, path, options?.[0]?.value ?? '') : row), {});

/** Changes one part of one row. What only one row may be (`FieldSpec.only`) moves there from the others. */
export function withPart(rows: readonly Json[], at: number, part: FieldSpec, value: Json): Json[] {
  const moved = part.only === true && value === true;
  return rows.map((row, place) => (place === at ? withValue(asDoc(row), part.path, value) : moved && valueAt(row, part.path) === true ? withValue(asDoc(row), part.path, false) : row));
}

export const withoutRow = (rows: readonly Json[], at: number): Json[] => rows.filter((_, place) => place !== at);
