import { fields } from './contact.ts';
import type { Contact, Field } from './contact.ts';
import type { Wrong } from './errors.ts';
import { stateKey } from './states.ts';
import { looksLikeGstin } from './tax-numbers.ts';

const required: readonly Field[] = ['id', 'business_name', 'organization_type', 'state'];

/** Texts but for the state's are inferred: what a wrong kind of value is told is not published. */
function unreadable(field: Field, value: unknown): Wrong | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return { field, code: '400', message: `Cannot deserialize ${field} from an object` };
  const text = String(value);
  if (field === 'state' && stateKey(text) === null) return { field, code: '400', message: `Cannot deserialize indian state from key ${text}` };
  if (field === 'organization_type' && text !== 'COMPANY' && text !== 'INDIVIDUAL') return { field, code: '400', message: `Cannot deserialize organization type from key ${text}` };
  return null;
}

/** A body that cannot be read as a contact is told its first fault only, as the published one is; null when it can (SPEC 5 and 8). */
export function firstUnreadable(body: Record<string, unknown>): Wrong | null {
  for (const field of fields) {
    const wrong = unreadable(field, body[field]);
    if (wrong !== null) return wrong;
  }
  return null;
}

const empty = (field: Field): Wrong => ({ field, code: 'BAD_REQUEST_ATTR', message: 'This field cannot be empty', severity: 'ERROR' });

/** All that is wrong with a contact that could be read (SPEC 4 and 8). Whether a GSTIN is looked at is not known: see the switch. */
export function wrongsIn(contact: Contact, gstin: 'notChecked' | 'format'): Wrong[] {
  const wrongs = required.filter((field) => (contact[field] ?? '').trim() === '').map(empty);
  const number = contact.gstin ?? '';
  if (gstin === 'format' && number !== '' && !looksLikeGstin(number))
    wrongs.push({ field: 'gstin', code: 'BAD_REQUEST_ATTR', message: 'Invalid GSTIN format. Please enter a valid Format', severity: 'ERROR' });
  return wrongs;
}

/** A full replace (SPEC 3, inferred): what is not sent is gone. Null is as if not sent; the state becomes its key. */
export function contactFrom(body: Record<string, unknown>, generated: boolean): Contact {
  const known: Partial<Record<Field, string>> = {};
  for (const field of fields) {
    const value = body[field];
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') known[field] = String(value);
  }
  if (known.state !== undefined && known.state !== '') known.state = stateKey(known.state) ?? known.state;
  const unknown = Object.entries(body).filter(([name, value]) => !(fields as readonly string[]).includes(name) && name !== 'system_generated' && value !== null);
  // Written by the vendor's own documents only: what a caller says of it does not count (SPEC 4).
  return { ...known, id: known.id ?? '', ...Object.fromEntries(unknown), ...(generated ? { system_generated: true as const } : {}) };
}
