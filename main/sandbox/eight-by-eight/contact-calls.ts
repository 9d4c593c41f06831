import type { Answer } from '../answer.ts';
import type { ContactEffect } from '../contact-system/effects.ts';
import type { Call } from '../contact-system/system.ts';
import { isObject, parsedJson } from '../json.ts';
import { wrongsIn } from './checks.ts';
import { isCompany } from './contact.ts';
import type { Contact } from './contact.ts';
import type { Directory } from './directory.ts';
import { answered, refuse } from './errors.ts';
import type { ErrorShape, Refused } from './errors.ts';
import type { Search } from './listing.ts';
import { storedFrom } from './storing.ts';
import { repeatsIn } from './uniqueness.ts';
import type { Uniqueness } from './uniqueness.ts';
import { writtenView } from './views.ts';

/** Where nothing is published, or the sources disagree. */
export interface Switches {
  errorShape: ErrorShape;
  /** How writing to a corporate or service contact is refused. */
  locked: 403 | 400;
  uniqueness: Uniqueness;
  /** The table says read only, the samples write it (SPEC 3). */
  jobTitle: 'written' | 'ignored';
  /** Requests in any 60 seconds. */
  limit: number;
  rateHeaders: boolean;
  /** Rows of a page where `size` is left out: not published. */
  defaultSize: number;
}

export interface Desk {
  contacts: Directory;
  search: Search;
  customerId: string;
  switches: Switches;
  now: number;
  newId: () => string;
  childId: () => number;
  applied: (effect: Pick<ContactEffect, 'body' | 'id' | 'before' | 'after'>) => void;
}

const locked = (desk: Desk): Refused => refuse(desk.switches.locked, desk.switches.locked === 403 ? 'FORBIDDEN' : 'VALIDATION_ERROR', 'Only contacts of the type company can be changed', 'contactType');
const notFound = (id: string): Refused => refuse(404, 'NOT_FOUND', `Contact ${id} not found`);

const lastJobTitle = (before: Contact | null): object => (before?.['jobTitle'] === undefined ? {} : { jobTitle: before['jobTitle'] });

/** What is wrong with a write that everybody may make; null for nothing. */
function objection(desk: Desk, body: unknown, id: string): Refused | null {
  if (!isObject(body)) return refuse(400, 'BAD_REQUEST', 'The body is not a JSON object');
  if (body['contactType'] === undefined || body['contactType'] === null) return refuse(400, 'VALIDATION_ERROR', 'must not be empty', 'contactType');
  if (body['contactType'] !== 'company') return locked(desk);
  const wrongs = wrongsIn(body);
  if (typeof body['customerId'] === 'string' && body['customerId'] !== '' && body['customerId'] !== desk.customerId) wrongs.push({ field: 'customerId', code: 'VALIDATION_ERROR', message: 'is not the customer of this key' });
  if (id !== '' && body['id'] !== undefined && body['id'] !== null && body['id'] !== id) wrongs.push({ field: 'id', code: 'VALIDATION_ERROR', message: 'is not the id of the address' });
  return wrongs.length === 0 ? null : { status: 400, wrongs };
}

/** Makes or replaces; nothing is applied where it is refused. */
function written(desk: Desk, call: Call, before: Contact | null): Answer | Refused {
  const body = parsedJson(call.body);
  const refused = objection(desk, body, before?.id ?? '');
  if (refused !== null || !isObject(body)) return refused ?? refuse(400, 'BAD_REQUEST', 'The body is not a JSON object');
  const { jobTitle: _ignored, ...rest } = body;
  const sent = desk.switches.jobTitle === 'ignored' ? { ...rest, ...lastJobTitle(before) } : body;
  const [id, createdTimestamp] = [before?.id ?? desk.newId(), before?.createdTimestamp ?? desk.now];
  const after = storedFrom(sent, { id, createdTimestamp, updatedTimestamp: desk.now, childId: desk.childId });
  const repeats = repeatsIn(after, () => desk.contacts.all(), desk.switches.uniqueness);
  if (repeats.length > 0) return { status: 400, wrongs: repeats };
  desk.contacts.put(after);
  desk.applied({ body, id, before, after });
  return answered(writtenView(after));
}

function removed(desk: Desk, before: Contact): Answer {
  desk.contacts.remove(before.id);
  desk.applied({ body: null, id: before.id, before, after: null });
  return { status: 200, body: '', headers: {} };
}

/** From the right key onwards: the same for the caller and for somebody else. `id` is '' for the whole list. */
export function perform(desk: Desk, call: Call, id: string): Answer | Refused {
  if (call.method === 'GET' && id === '') {
    const page = desk.search.page(call.query, desk.switches.defaultSize);
    return 'wrongs' in page ? (page) : answered(page);
  }
  if (call.method === 'POST' && id === '') return written(desk, call, null);
  const before = desk.contacts.find(id);
  if (before === undefined || (call.method !== 'PUT' && call.method !== 'DELETE')) return notFound(id);
  if (!isCompany(before)) return locked(desk);
  return call.method === 'PUT' ? written(desk, call, before) : removed(desk, before);
}
