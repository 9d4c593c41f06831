import type { NativeDoc } from '../../../../shared/contacts.ts';
import { textOf } from '../../../../shared/systems.ts';
import type { RecordIssue } from '../records/record-system.ts';
import { stateCodes, stateKey } from './states.ts';
import { gstinCheck, isPan, looksLikeGstin } from './tax-numbers.ts';

const textIn = (doc: NativeDoc, name: string): string => textOf(doc[name]).trim();

/**
 * What goes beyond single fields being there. Whether ClearTax looks at tax numbers is not known, and its own practice numbers fail the check
 * character (SPEC 6); states may come that no list had. So nothing here stops anybody.
 */
export function check(doc: NativeDoc): RecordIssue[] {
  const [state, gstin, pan, email] = ['state', 'gstin', 'pan_number', 'email'].map((name) => textIn(doc, name)) as [string, string, string, string];
  const issues: RecordIssue[] = [];
  if (state !== '' && stateKey(state) === null) issues.push(...doubtful('/state', 'No state of the published list is called this. ClearTax may refuse it.'));
  if (gstin !== '') issues.push(...doubtful('/gstin', gstinWords(gstin)));
  if (pan !== '' && !isPan(pan)) issues.push(...doubtful('/pan_number', 'A PAN is five letters, four digits and a letter, as in AAAPA1234A. Check it for typing mistakes.'));
  if (email !== '' && !/^[^\s@]+@[^\s@]+$/.test(email)) issues.push(...doubtful('/email', 'This does not look like an email address.'));
  return issues;
}

const doubtful = (field: string, text: string): RecordIssue[] => (text === '' ? [] : [{ field, code: 'doubtful', text, severity: 'warning' }]);

function gstinWords(gstin: string): string {
  if (!looksLikeGstin(gstin)) return 'A GSTIN is two digits, a PAN and three characters, 15 in all. Check it for typing mistakes.';
  if (!stateCodes.has(gstin.slice(0, 2))) return 'No state has the two digits this GSTIN begins with. Check it for typing mistakes.';
  return gstinCheck(gstin.slice(0, 14)) === gstin[14] ? '' : 'The last character does not fit the others. Check this GSTIN for typing mistakes.';
}

/** The business, since that is what the contact is there. */
export const title = (doc: NativeDoc): string =>
  ['business_name', 'contact_person_name', 'nick_name', 'email', 'gstin'].map((name) => textIn(doc, name)).find((text) => text !== '') ?? `Contact ${textIn(doc, 'id')}`.trim();

/** As ClearTax has it, also where it is a kind we do not know. */
export function kind(doc: NativeDoc): string {
  const type = textIn(doc, 'organization_type');
  return type === 'COMPANY' ? 'Company' : type === 'INDIVIDUAL' ? 'Individual' : type;
}
