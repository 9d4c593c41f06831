import type { NativeDoc } from '../../../../shared/contacts.ts';
import { textOf } from '../../../../shared/systems.ts';
import type { RecordIssue } from '../records/record-system.ts';

const textIn = (doc: NativeDoc, name: string): string => textOf(doc[name]).trim();

/**
 * What goes beyond single fields, or is known in part only. That a job title is needed beside an organisation is published (SPEC 4); what
 * exactly DNSimple takes for an email address or a phone number is not, so that only warns.
 */
export function check(doc: NativeDoc): RecordIssue[] {
  const issues: RecordIssue[] = [];
  if (textIn(doc, 'organization_name') !== '' && textIn(doc, 'job_title') === '')
    issues.push({ field: '/job_title', code: 'required', text: 'DNSimple wants a job title where there is an organisation.', severity: 'error' });
  const [email, phone, fax] = [textIn(doc, 'email'), textIn(doc, 'phone'), textIn(doc, 'fax')];
  if (email !== '' && !/^[^\s@]+@[^\s@]+$/.test(email)) issues.push(doubtful('/email', 'This does not look like an email address.'));
  if (phone !== '' && !looksLikePhone(phone)) issues.push(doubtful('/phone', phoneWords));
  if (fax !== '' && !looksLikePhone(fax)) issues.push(doubtful('/fax', phoneWords));
  return issues;
}

const doubtful = (field: string, text: string): RecordIssue => ({ field, code: 'doubtful', text, severity: 'warning' });
const phoneWords = 'DNSimple wants a plus and the country first, as in +64 21 555 0123.';
/** E.164: a plus and at most 15 digits (SPEC 4), with whatever stands between them. */
const looksLikePhone = (text: string): boolean => /^\+[\d\s().-]+$/.test(text) && text.replace(/\D/g, '').length <= 15;

/** The person rather than DNSimple's label: people are looked for by name. */
export function title(doc: NativeDoc): string {
  const person = `${textIn(doc, 'first_name')} ${textIn(doc, 'last_name')}`.trim();
  return person || textIn(doc, 'label') || textIn(doc, 'organization_name') || textIn(doc, 'email') || `Contact ${textOf(doc['id'])}`.trim();
}

export const kind = (doc: NativeDoc): string => (textIn(doc, 'organization_name') === '' ? 'Person' : 'Organisation');
