import type { NativeDoc } from '../../../../shared/contacts.ts';
import { textOf } from '../../../../shared/systems.ts';
import type { RecordIssue } from '../records/record-system.ts';
import { writtenLists } from './calls.ts';

const textIn = (doc: NativeDoc, name: string): string => textOf(doc[name]).trim();

/** The rows of a list inside a contact; of anything that is no row an empty one, so that places stay. */
export const rowsIn = (doc: NativeDoc, list: string): NativeDoc[] => {
  const rows = doc[list];
  return Array.isArray(rows) ? rows.map((row) => (typeof row === 'object' && row !== null && !Array.isArray(row) ? row : {})) : [];
};

/** What goes beyond single fields being there and short enough (SPEC 3). What 8x8 takes for a valid email, number or zone is not published, so that only warns. */
export function check(doc: NativeDoc): RecordIssue[] {
  const [locale, zone] = [textIn(doc, 'locale'), textIn(doc, 'timeZone')];
  return [
    ...onePrimary(doc, 'emails', 'email address'), ...onePrimary(doc, 'phones', 'phone'),
    ...noneTwice(doc, 'emails', 'email', 'address'), ...noneTwice(doc, 'phones', 'phone', 'number'), ...noneTwice(doc, 'tags', 'name', 'field'),
    ...rowsIn(doc, 'emails').flatMap((row, n) => doubtful(`/emails/${n}/email`, textIn(row, 'email'), /^[^\s@]+@[^\s@]+$/, 'This does not look like an email address.')),
    ...rowsIn(doc, 'phones').flatMap((row, n) => doubtful(`/phones/${n}/phone`, textIn(row, 'phone'), /^\+?[\d\s().-]{3,}$/, '8x8 wants digits, best with a plus and the country first.')),
    ...doubtful('/locale', locale, /^[a-z]{2}[-_][A-Z]{2}$/, '8x8 wants a language and a country, as in en_NZ.'),
    ...doubtful('/timeZone', zone, /^[A-Za-z_]+\/[A-Za-z_+\-0-9/]+$/, '8x8 wants a region, as in Pacific/Auckland.'),
  ];
}

function onePrimary(doc: NativeDoc, list: string, what: string): RecordIssue[] {
  const primaries = rowsIn(doc, list).flatMap((row, n) => (row['primary'] === true ? [n] : []));
  return primaries.slice(1).map((n) => ({ field: `/${list}/${n}/primary`, code: 'onePrimary', text: `Only one ${what} can be the primary one.`, severity: 'error' }));
}

/** "Must be unique": within one contact at least (SPEC 3). Letter case does not make another address. */
function noneTwice(doc: NativeDoc, list: string, name: string, what: string): RecordIssue[] {
  const texts = rowsIn(doc, list).map((row) => textIn(row, name).toLowerCase());
  return texts.flatMap((text, n) => (text !== '' && texts.indexOf(text) < n ? [{ field: `/${list}/${n}/${name}`, code: 'twice', text: `This ${what} is on the contact twice.`, severity: 'error' as const }] : []));
}

const doubtful = (field: string, text: string, form: RegExp, words: string): RecordIssue[] => (text === '' || form.test(text) ? [] : [{ field, code: 'doubtful', text: words, severity: 'warning' }]);

const listsMissingIn = (doc: NativeDoc): string[] => writtenLists.filter((list) => !Array.isArray(doc[list]));

/** A copy that came without any of its lists: nobody knows what is in them, and a change would write them empty (SPEC 2). */
export const isThin = (doc: NativeDoc): boolean => listsMissingIn(doc).length === writtenLists.length;

/**
 * The same of single lists, of a copy as it came. Whether 8x8 leaves out what is empty is not published (the samples have no empty list). So one
 * that is missing is unread where none came at all, where another came empty and was told all the same, and where it had rows when it was `seen`.
 */
export function unread(doc: NativeDoc, seen: NativeDoc | null): string[] {
  const missing = listsMissingIn(doc);
  const tellsEmpty = writtenLists.some((list) => Array.isArray(doc[list]) && rowsIn(doc, list).length === 0);
  const known = isThin(doc) || tellsEmpty ? missing : missing.filter((list) => seen !== null && rowsIn(seen, list).length > 0);
  return known.map((list) => `/${list}`);
}

/** Only contacts of the type company can be written (SPEC 2). */
export function locked(doc: NativeDoc): string {
  const type = textIn(doc, 'contactType');
  if (type === 'corporate') return 'This is a user of the phone system. 8x8 lets them be changed in its Admin Console only.';
  if (type === 'service') return 'This is a queue or a menu of the phone system. 8x8 lets it be changed in its Admin Console only.';
  if (type !== 'company') return 'This is not a company contact, and 8x8 lets no other kind be changed from outside.';
  return isThin(doc) ? '8x8 sent this contact without its addresses, emails, phones and tags. Changing it now would lose them: read it again first.' : '';
}

export function title(doc: NativeDoc): string {
  const person = ['firstName', 'middleName', 'lastName'].map((name) => textIn(doc, name)).filter((text) => text !== '').join(' ');
  const others = [textIn(doc, 'companyName'), textIn(doc, 'nickName'), ...rowsIn(doc, 'emails').map((row) => textIn(row, 'email')), ...rowsIn(doc, 'phones').map((row) => textIn(row, 'phone'))];
  return person || (others.find((text) => text !== '') ?? `Contact ${textIn(doc, 'id')}`.trim());
}

const kinds: Readonly<Record<string, string>> = { company: '', corporate: 'User of the phone system', service: 'Queue or menu' };

/** '' for the ordinary ones. As 8x8 has it where it is a kind we do not know. */
export const kind = (doc: NativeDoc): string => kinds[textIn(doc, 'contactType')] ?? textIn(doc, 'contactType');
