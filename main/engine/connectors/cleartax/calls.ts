import type { NativeDoc, ScopeRef } from '../../../../shared/contacts.ts';
import { textOf } from '../../../../shared/systems.ts';
import type { HttpCall } from '../../gateway/connector.ts';
import { stateKey } from './states.ts';

/** The calls of ClearTax's GST contacts v0.1 (SPEC 3, 7). Paths come after `/api`. */

/** In the order in which the published samples have them (SPEC 4). */
const written = [
  'id', 'business_name', 'nick_name', 'gstin', 'organization_type', 'contact_person_name', 'email', 'pan_number', 'mobile_number', 'land_line_number', 'address', 'city', 'state',
  'zip_code', 'country',
] as const;

/** Where no limit is given (SPEC 7). */
export const usualPage = 20;

const contacts = (business: string): string => `/v0.1/businesses/${encodeURIComponent(business)}/contacts`;
const contact = ({ key }: ScopeRef, id: string): string => `${contacts(key)}/${encodeURIComponent(id)}`;

/** Whether contacts of this business can be seen at all, at the least cost. */
export const anyContact = (business: string): HttpCall => ({ method: 'GET', path: `${contacts(business)}?start=0&limit=1` });
export const allContacts = ({ key }: ScopeRef): HttpCall => ({ method: 'GET', path: `${contacts(key)}?override_pagination=true` });
export const pageFrom = ({ key }: ScopeRef, start: number): HttpCall => ({ method: 'GET', path: `${contacts(key)}?start=${start}&limit=${usualPage}` });
export const readContact = (scope: ScopeRef, id: string): HttpCall => ({ method: 'GET', path: contact(scope, id) });

/**
 * One verb makes and changes (SPEC 3). It replaces the whole contact (inferred), so all fields go, those that nobody here knows too; what
 * is not there goes as ''. The vendor's own flag is read only.
 */
export function putContact(scope: ScopeRef, id: string, doc: NativeDoc): HttpCall {
  const { system_generated: _flag, ...rest } = doc;
  const known = written.map((name) => [name, name === 'id' ? id : name === 'state' ? (stateKey(textOf(doc[name])) ?? textOf(doc[name])) : textOf(doc[name])]);
  return { method: 'PUT', path: contact(scope, id), body: { ...rest, ...Object.fromEntries(known) as NativeDoc } };
}

/** Whether a call is about one contact, or about what is in a business. */
export const isAboutOne = ({ path }: HttpCall): boolean => /\/contacts\/[^/?]+$/.test(path);
