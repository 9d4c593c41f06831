import type { Answer } from '../answer.ts';
import type { Contact, Field } from './contact.ts';
import { answered, plainly } from './errors.ts';

/** By query parameter (SPEC 7). Exact match is inferred. */
const filters: readonly (readonly [string, Field])[] = [['email', 'email'], ['pan_number', 'pan_number'], ['mobile_number', 'mobile_number'], ['contact_id', 'id']];

/** The wording for numbers is inferred from that for lists of values. */
const wholeNumber = (query: URLSearchParams, name: string, otherwise: number): number | Answer => {
  const text = query.get(name) ?? '';
  if (text === '') return otherwise;
  return /^\d{1,9}$/.test(text) ? Number(text) : plainly(400, `query param ${name} must be a number`);
};

/** A bare list in the order the contacts came: no total, and no next page (SPEC 7). */
export function listed(contacts: readonly Contact[], query: URLSearchParams): Answer {
  const override = query.get('override_pagination') ?? 'false';
  if (override !== 'true' && override !== 'false') return plainly(400, 'query param override_pagination must be one of [true, false]');
  const [start, limit] = [wholeNumber(query, 'start', 0), wholeNumber(query, 'limit', 20)];
  if (typeof start !== 'number') return start;
  if (typeof limit !== 'number') return limit;
  const asked = filters.filter(([name]) => (query.get(name) ?? '') !== '');
  const found = contacts.filter((one) => asked.every(([name, field]) => one[field] === query.get(name)));
  return answered(override === 'true' ? found : found.slice(start, start + limit));
}
