import type { Json, NativeDoc, ScopeRef } from '../../../../shared/contacts.ts';
import type { HttpCall } from '../../gateway/connector.ts';

/** The calls of 8x8's contact search and contact management v3 (SPEC 2, 4). Paths come after `/directory-contacts/api/v3`. */

/** What nobody may write, or must not be sent (SPEC 2, 3). */
const readOnly: ReadonlySet<string> = new Set([
  'createdTimestamp', 'updatedTimestamp', 'assignedUserId', 'displayWhenNoExtension', 'extensions', 'hideInAA', 'name', 'pictureHash', 'subscriptionId', 'subscriptionName',
  'subscriptionType', 'subscriptionUserId',
]);

/** Lists inside a contact that are written with it, and are there only where they were asked for (SPEC 2). */
export const writtenLists = ['addresses', 'emails', 'phones', 'tags'] as const;

/** Always all of them: a copy without them looks like a contact without them, and would wipe them when it was written back (SPEC 2). */
const details = 'details=TAG,ADDRESS,PHONE,EMAIL,EXTENSION';

/** Neither the usual number of rows nor the largest is published (SPEC 4). */
export const pageSize = 200;

export const anyContact: HttpCall = { method: 'GET', path: '/contacts?size=1' };

/** One page of what a filter finds, '' for everybody, after the page that gave `scrollId`, '' for the first. `size` 0: as many as is usual there. */
export const searchPage = (filter: string, scrollId: string, size: number): HttpCall => ({
  method: 'GET',
  path:
    `/contacts?${details}&useScrollId=true&sort=id,ASC${size > 0 ? `&size=${size}` : ''}` +
    (filter === '' ? '' : `&filter=${encodeURIComponent(filter)}`) +
    (scrollId === '' ? '' : `&page=0&scrollId=${encodeURIComponent(scrollId)}`),
});

/** The last made, where there is nothing to search by. That contacts can be put in this order is inferred (SPEC 4). */
export const newest: HttpCall = { method: 'GET', path: `/contacts?${details}&sort=createdTimestamp,DESC&size=${pageSize}` };

export const createContact = ({ key }: ScopeRef, doc: NativeDoc): HttpCall => ({
  method: 'POST',
  path: '/contacts',
  body: { ...writable(doc), contactType: 'company', customerId: key },
});

/** Replaces the whole contact: what is not sent is gone (SPEC 2). The sample sends the id, too. */
export const replaceContact = ({ key }: ScopeRef, id: string, doc: NativeDoc): HttpCall => ({
  method: 'PUT',
  path: `/contacts/${encodeURIComponent(id)}`,
  body: { ...writable(doc), id, contactType: 'company', customerId: doc['customerId'] ?? key },
});

export const removeContact = (id: string): HttpCall => ({ method: 'DELETE', path: `/contacts/${encodeURIComponent(id)}` });

/** Everything but what nobody may write, with what nobody here knows. An id belongs to one contact. */
const writable = ({ id: _id, ...doc }: NativeDoc): NativeDoc =>
  Object.fromEntries(
    Object.entries(doc)
      .filter(([name, value]) => !readOnly.has(name) && value !== null && value !== '')
      .map(([name, value]) => [name, isWrittenList(name) && Array.isArray(value) ? value.map((row) => writableRow(name, row)) : value]),
  );

const isWrittenList = (name: string): boolean => (writtenLists as readonly string[]).includes(name);

/**
 * A row without its id, which means nothing after any write (SPEC 2). Of an email or phone it has to be said whether it is the primary
 * one (SPEC 3). An empty choice is none.
 */
function writableRow(list: string, row: Json): Json {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return row;
  const kept = Object.entries(row).filter(([name, value]) => name !== 'id' && value !== null && !((name === 'purposeType' || name === 'source') && value === ''));
  const said = list === 'emails' || list === 'phones' ? { primary: row['primary'] === true } : {};
  return { ...Object.fromEntries(kept), ...said };
}

/** An id that 8x8 gives to no contact: both forms of its ids are random (SPEC 3). */
export const nobody = '00000000-0000-0000-0000-000000000000';

/** Whether a call is about one contact by its id. */
export const isAboutOne = ({ path }: HttpCall): boolean => /^\/contacts\/[^/?]+$/.test(path);
