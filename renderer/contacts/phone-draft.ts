import type { NativePhone } from '../../shared/contacts.ts';
import type { FieldIssue } from '../../shared/faults.ts';
import { displayPhone } from '../../shared/inland-revenue/phone-display.ts';
import { readPhone } from '../../shared/inland-revenue/phone-entry.ts';

/** A phone while it is typed: the line of text, and the parts it was read as, each of which may be corrected by hand. */
export interface PhoneDraft {
  type: string;
  /** The kind was chosen by a person, and no longer follows from the number. */
  typeByHand: boolean;
  text: string;
  /** The country of a number written without one: New Zealand, as numbers are shown here, or the one a person chose. */
  home: string;
  country: string;
  areaCode: string;
  number: string;
  extension: string;
  /** Where the text left something out of its place, in words. */
  note: string;
  /** Why the text cannot be read; the parts stand as they are. */
  unread: FieldIssue | null;
  /** The parts were corrected and no longer follow from the text. */
  byHand: boolean;
}

export type PhonePart = 'country' | 'areaCode' | 'number' | 'extension';

export const emptyPhone = (type = 'CELL'): PhoneDraft => ({
  type, typeByHand: false, text: '', home: 'NZ', country: 'NZ', areaCode: '', number: '', extension: '', note: '', unread: null, byHand: false,
});

export const phoneDraftOf = (phone: NativePhone): PhoneDraft => ({
  type: phone.PhoneType,
  typeByHand: true,
  text: displayPhone(phone),
  home: 'NZ',
  country: phone.Country,
  areaCode: phone.AreaCode,
  number: phone.PhoneNumber,
  extension: phone.Extension,
  note: '',
  unread: null,
  byHand: true,
});

/** Reads the whole line again. Where it cannot be read, its digits stay as the number, so that nothing typed is lost. */
export function withText(draft: PhoneDraft, text: string): PhoneDraft {
  const read = readPhone(text, draft.home);
  if (read.ok) return { ...draft, text, ...read.value, type: likelyType(draft, read.value), unread: null, byHand: false };
  const digits = text.replace(/\D/g, '');
  return { ...draft, text, country: draft.home, areaCode: '', number: digits, extension: '', note: '', unread: read.error, byHand: false };
}

/** A New Zealand number tells a mobile from a landline, and only a business phone or a fax may have an extension (SPEC 7.7). */
function likelyType(draft: PhoneDraft, read: { country: string; number: string; extension: string }): string {
  if (draft.typeByHand) return draft.type;
  if (read.extension !== '') return 'BSN';
  if (read.country !== 'NZ') return draft.type;
  return read.number.startsWith('02') ? 'CELL' : 'BSN';
}

/** A kind chosen by a person. */
export const withType = (draft: PhoneDraft, type: string): PhoneDraft => ({ ...draft, type, typeByHand: true });

/** A part corrected by hand. Another country reads the line again as a number of that country, unless its parts were corrected already. */
export function withPart(draft: PhoneDraft, part: PhonePart, value: string): PhoneDraft {
  if (part === 'country' && !draft.byHand) return withText({ ...draft, home: value, country: value }, draft.text);
  return { ...draft, [part]: value.trim(), note: '', unread: null, byHand: true };
}

/** The phone in the gateway's own fields. */
export const nativePhone = (draft: PhoneDraft): NativePhone => ({
  PhoneType: draft.type,
  Country: draft.country,
  AreaCode: draft.areaCode,
  PhoneNumber: draft.number,
  Extension: draft.extension,
});
