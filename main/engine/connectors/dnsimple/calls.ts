import type { NativeDoc, ScopeRef } from '../../../../shared/contacts.ts';
import type { HttpCall } from '../../gateway/connector.ts';

/** The calls of DNSimple's contacts API v2 (SPEC 3, 5). Paths come after `/v2`. */

/** Everything a person may write (SPEC 4). */
const writable = [
  'label', 'first_name', 'last_name', 'job_title', 'organization_name', 'email', 'phone', 'fax', 'address1', 'address2', 'city', 'state_province', 'postal_code', 'country',
] as const;

/** The most a page holds (SPEC 5). */
const perPage = 100;

export const whoami: HttpCall = { method: 'GET', path: '/whoami' };
export const listAccounts: HttpCall = { method: 'GET', path: '/accounts' };

const contacts = (scope: ScopeRef): string => `/${encodeURIComponent(scope.key)}/contacts`;
const contact = (scope: ScopeRef, id: string): string => `${contacts(scope)}/${encodeURIComponent(id)}`;

/** The newest first: a lost creation is looked for on the first page. */
export const newestPage = (scope: ScopeRef, page: number): HttpCall => ({ method: 'GET', path: `${contacts(scope)}?sort=id:desc&per_page=${perPage}&page=${page}` });
/** Whether contacts of this account can be seen at all, at the least cost. */
export const anyContact = (scope: ScopeRef): HttpCall => ({ method: 'GET', path: `${contacts(scope)}?per_page=1` });

export const readContact = (scope: ScopeRef, id: string): HttpCall => ({ method: 'GET', path: contact(scope, id) });
export const removeContact = (scope: ScopeRef, id: string): HttpCall => ({ method: 'DELETE', path: contact(scope, id) });

/** What is empty is left out: it is empty there too then. */
export const createContact = (scope: ScopeRef, doc: NativeDoc): HttpCall => ({
  method: 'POST',
  path: contacts(scope),
  body: Object.fromEntries(writable.map((name) => [name, written(doc, name)]).filter(([, value]) => value !== '')),
});

/** What is left out stays as it is; '' clears (SPEC 3). Null is taken for two fields only, and is never sent. */
export const changeContact = (scope: ScopeRef, id: string, merged: NativeDoc, paths: readonly string[]): HttpCall => ({
  method: 'PATCH',
  path: contact(scope, id),
  body: Object.fromEntries(paths.map((path) => path.slice(1)).map((name) => [name, written(merged, name)])),
});

const written = (doc: NativeDoc, name: string): NonNullable<NativeDoc[string]> => doc[name] ?? '';

/** Whether a call is about one contact, or about what is in an account. */
export const isAboutOne = ({ path }: HttpCall): boolean => /^\/[^/]+\/contacts\/[^/?]+$/.test(path);
