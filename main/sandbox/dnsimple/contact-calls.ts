import type { Answer } from '../answer.ts';
import type { ContactEffect } from '../contact-system/effects.ts';
import type { Call } from '../contact-system/system.ts';
import { isObject, parsedJson } from '../json.ts';
import type { AddressBook } from './address-book.ts';
import { errorsIn } from './checks.ts';
import { textFields, wireTime } from './contact.ts';
import type { Contact, TextFields } from './contact.ts';
import { pageOf } from './listing.ts';
import { answered, deleted, refused } from './replies.ts';
import { writtenFields } from './rewriting.ts';
import type { PhoneForm } from './rewriting.ts';
import type { Operation, Route } from './routes.ts';

/** Where the sources disagree, or nothing is published. */
export interface Switches {
  phoneForm: PhoneForm;
  /** The two published refusals to delete a contact in use. */
  inUse: 'fixture' | 'guide';
  /** Requests an hour for each account, and for whoever is not signed in. */
  limit: number;
  unauthenticatedLimit: number;
  /** The oldest published replies have no rate headers (SPEC 7). */
  rateHeaders: boolean;
}

export interface Desk {
  book: AddressBook;
  switches: Switches;
  now: number;
  /** Writes down what was applied. */
  applied: (effect: Pick<ContactEffect, 'body' | 'scope' | 'id' | 'before' | 'after'>) => void;
}

type Found = Route & { found: 'operation' };
type Handler = (desk: Desk, call: Call, account: number, contact: string) => Answer;

const inUseTexts = {
  fixture: (): Answer => refused(400, "The contact cannot be deleted because it's currently in use"),
  guide: (): Answer => refused(400, 'The contact cannot be deleted: contact is in use', {}),
} as const;

const notFound = (contact: string): Answer => refused(404, `Contact \`${contact}\` not found`);

const find = (desk: Desk, account: number, contact: string): Contact | undefined => (/^\d{1,15}$/.test(contact) ? desk.book.find(account, Number(contact)) : undefined);

const noFields = Object.fromEntries(textFields.map((field) => [field, ''])) as TextFields;

/** How bodies that are no JSON object are refused is not published (inferred). */
function bodyOf(call: Call): Record<string, unknown> | Answer {
  if (!/^application\/json\b/i.test(call.headers['content-type'] ?? '')) return refused(415, 'Content-Type must be application/json');
  const body = parsedJson(call.body);
  return isObject(body) ? body : refused(400, 'Problems parsing JSON');
}

const isAnswer = (value: Record<string, unknown> | Answer): value is Answer => typeof value['status'] === 'number' && isObject(value['headers']);

const list: Handler = (desk, call, account) => {
  const page = pageOf(desk.book.in(account), call.query);
  // The text is inferred.
  return page === null ? refused(400, `Invalid sort \`${call.query.get('sort') ?? ''}\``) : answered(200, page);
};

const create: Handler = (desk, call, account) => {
  const body = bodyOf(call);
  if (isAnswer(body)) return body;
  const fields = { ...noFields, ...writtenFields(body, desk.switches.phoneForm) };
  const errors = errorsIn(fields);
  if (errors !== null) return refused(400, 'Validation failed', errors);
  const at = wireTime(desk.now);
  const after: Contact = { id: desk.book.nextId(), account_id: account, ...fields, created_at: at, updated_at: at };
  desk.book.put(after);
  desk.applied({ body, scope: String(account), id: String(after.id), before: null, after });
  return answered(201, { data: after });
};

const read: Handler = (desk, _call, account, contact) => {
  const one = find(desk, account, contact);
  return one === undefined ? notFound(contact) : answered(200, { data: one });
};

/** Partial: what is left out stays (SPEC 3). `updated_at` moves only when something did change (inferred: as Rails does). */
const update: Handler = (desk, call, account, contact) => {
  const body = bodyOf(call);
  if (isAnswer(body)) return body;
  const before = find(desk, account, contact);
  if (before === undefined) return notFound(contact);
  const after = { ...before, ...writtenFields(body, desk.switches.phoneForm) };
  const errors = errorsIn(after);
  if (errors !== null) return refused(400, 'Validation failed', errors);
  if (textFields.some((field) => after[field] !== before[field])) after.updated_at = wireTime(desk.now);
  desk.book.put(after);
  desk.applied({ body, scope: String(account), id: contact, before, after });
  return answered(200, { data: after });
};

const remove: Handler = (desk, _call, account, contact) => {
  const before = find(desk, account, contact);
  if (before === undefined) return notFound(contact);
  if (desk.book.inUse(before.id) !== null) return inUseTexts[desk.switches.inUse]();
  desk.book.remove(before.id);
  desk.applied({ body: null, scope: String(account), id: contact, before, after: null });
  return deleted();
};

/** Only what the published fixtures show: whether the registry would see another owner. */
const check: Handler = (desk, call, account) => {
  const body = bodyOf(call);
  if (isAnswer(body)) return body;
  const [domainId, contactId] = [body['domain_id'], body['contact_id']].map((one) => (typeof one === 'number' || typeof one === 'string' ? one : ''));
  const domain = desk.book.domain(account, domainId ?? '');
  if (domain === undefined) return refused(404, `Domain \`${String(domainId)}\` not found`);
  const one = find(desk, account, String(contactId));
  if (one === undefined) return notFound(String(contactId));
  return answered(200, { data: { domain_id: domain.id, contact_id: one.id, extended_attributes: [], registry_owner_change: one.id !== domain.registrant_id } });
};

const handlers: Readonly<Partial<Record<Operation, Handler>>> = {
  listContacts: list, createContact: create, getContact: read, updateContact: update, deleteContact: remove, checkRegistrantChange: check,
};

/** From the account onwards: the same for the caller and for somebody else. */
export function perform(desk: Desk, call: Call, route: Found): Answer {
  const handler = handlers[route.operation];
  return handler === undefined || route.account === null ? refused(404, 'Not Found') : handler(desk, call, route.account, route.contact);
}
