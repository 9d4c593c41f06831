import type { Json } from '../../shared/contacts.ts';
import type { FieldSpec, SystemFacts } from '../../shared/systems.ts';
import { labelAt, rowWords, rowsOf, specAt, valueWords } from './field-values.ts';

/** Fields of records are named by JSON pointers; those of Inland Revenue's contacts by paths of words. */
export const isPointer = (field: string): boolean => field.startsWith('/');

const specOf = (facts: SystemFacts | null, field: string): FieldSpec | null => (facts === null ? null : (specAt(facts.fields, field)?.spec ?? null));

export const pointerWord = (facts: SystemFacts | null, field: string): string => labelAt(facts?.fields ?? [], field);

/** A value as it comes in text, read as its field means it: `true`, a list as JSON. */
function readValue(spec: FieldSpec, text: string): Json {
  if (spec.kind === 'yesNo') return text === 'true' ? true : text === 'false' ? false : text;
  if (spec.kind !== 'list') return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** One side of a conflict or a change, in words; '' for nothing. Times are not among them. */
export function pointerSide(facts: SystemFacts | null, field: string, text: string): string {
  const spec = specOf(facts, field);
  if (spec === null || text === '') return text;
  const value = readValue(spec, text);
  if (spec.kind !== 'list') return valueWords(spec, value, 0);
  return Array.isArray(value) ? rowsOf(value).map((row) => rowWords(spec, row, 0)).join('; ') : text;
}

/** Whether a person can type a value of their own: for one field, not for a list. */
export const pointerCanBeTyped = (facts: SystemFacts | null, field: string): boolean => {
  const spec = specOf(facts, field);
  return spec !== null && spec.kind !== 'list' && spec.kind !== 'time';
};

/** The choices of a field that has some; null where anything may be typed. */
export function pointerChoices(facts: SystemFacts | null, field: string): { id: string; word: string }[] | null {
  const spec = specOf(facts, field);
  if (spec?.kind === 'yesNo') return [{ id: 'true', word: 'Yes' }, { id: 'false', word: 'No' }];
  return spec?.kind === 'choice' ? (spec.options ?? []).map(({ value, label }) => ({ id: value, word: label })) : null;
}
