import type { Answer } from '../answer.ts';
import { ApiKeys } from '../contact-system/api-keys.ts';
import { ContactEffects } from '../contact-system/effects.ts';
import { switched } from '../contact-system/switches.ts';
import type { SwitchTable } from '../contact-system/switches.ts';
import { callOf } from '../contact-system/system.ts';
import type { Call, ContactSystem, ContactSystemOptions, OtherCall } from '../contact-system/system.ts';
import { isObject, parsedJson } from '../json.ts';
import { outagePage } from '../pages.ts';
import type { Actor } from '../record.ts';
import { contactFrom, firstUnreadable, wrongsIn } from './checks.ts';
import type { Contact } from './contact.ts';
import { answered, plainly, refused, wrongMethod } from './errors.ts';
import { inventedBusinesses, inventedContact } from './invent.ts';
import { listed } from './listing.ts';

/** Where nothing is published, or a heading and its text disagree. */
interface Switches {
  /** A contact that is not there: the page says 400, its body says 404 (SPEC 8). */
  notFound: 400 | 404;
  gstin: 'notChecked' | 'format';
}

export interface CleartaxCredentials {
  token: string;
  /** Ids, which a person would read from the portal. */
  businesses: string[];
}

const atStart: Switches = { notFound: 400, gstin: 'notChecked' };
const table: SwitchTable<Switches> = { notFound: [400, 404], gstin: ['notChecked', 'format'] };

const pathOf = /^(?:\/gst)?\/api\/v0\.1\/businesses\/([^/]+)\/contacts(?:\/([^/]+))?$/;

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

/** ClearTax's GST contacts v0.1, as published before it was retired: SPEC in the order path, method, token, business, body. */
export class Cleartax implements ContactSystem<CleartaxCredentials> {
  readonly base = '/api';
  readonly #options: ContactSystemOptions;
  readonly #keys = new ApiKeys<true>();
  readonly #effects = new ContactEffects();
  /** By business, then by id, in the order they came. */
  #businesses = new Map<string, Map<string, Contact>>();
  #switches = atStart;

  constructor(options: ContactSystemOptions) {
    this.#options = options;
    this.#invent();
  }

  answer(call: Call): Answer {
    const match = pathOf.exec(call.path);
    if (match === null) return plainly(404, 'Not Found');
    const one = match[2] !== undefined;
    if (call.method !== 'GET' && !(one && call.method === 'PUT')) return wrongMethod(one ? 'GET, PUT' : 'GET');
    // The status is published for a sibling only, the body nowhere (SPEC 2).
    if (this.#keys.rightsOf(call.headers['x-cleartax-auth-token'] ?? '') === null) return plainly(401, 'Unauthorized');
    return this.#perform(call, 'caller', decoded(match[1] ?? ''), one ? decoded(match[2] ?? '') : null);
  }

  act(order: OtherCall): Answer {
    const call = callOf(order);
    const match = pathOf.exec(call.path);
    if (match === null || call.method !== 'PUT' || match[2] === undefined) return plainly(404, 'Not Found');
    return this.#perform(call, 'other', decoded(match[1] ?? ''), decoded(match[2]));
  }

  effects(): ContactEffects['list'] {
    return this.#effects.list;
  }

  contacts(start: number, count: number): ReturnType<ContactSystem['contacts']> {
    const all = [...this.#businesses].flatMap(([scope, contacts]) => [...contacts.values()].map((one) => ({ scope, id: one.id, name: one.business_name ?? '' })));
    return { total: all.length, rows: all.slice(start, start + count) };
  }

  contact(scope: string, id: string): Contact | null {
    return this.#businesses.get(scope)?.get(id) ?? null;
  }

  readonly orders: ContactSystem['orders'] = {
    switches: (body) => (this.#switches = switched(this.#switches, body, table)),
    plant: (body) => this.#plant(body),
    remove: (body) => this.#remove(body),
  };

  credentials(): CleartaxCredentials {
    return { token: this.#keys.issue(true), businesses: [...this.#businesses.keys()] };
  }

  expireCredentials(): void {
    this.#keys.expireAll();
  }

  outage(status: number): Answer {
    return { status, body: outagePage, headers: { 'content-type': 'text/html; charset=utf-8' } };
  }

  broken(): Answer {
    return refused(500, [{ field: '', code: '500', message: 'Internal server error' }]);
  }

  reset(): void {
    this.#invent();
    this.#effects.clear();
    this.#switches = atStart;
  }

  /** Two in three belong to the first business, the others to the second. */
  #invent(): void {
    const { contacts, seed } = this.#options;
    const businesses = inventedBusinesses(seed);
    this.#businesses = new Map(businesses.map((id) => [id, new Map<string, Contact>()]));
    for (let n = 0; n < contacts; n += 1) {
      const one = inventedContact(seed, n);
      this.#businesses.get(n % 3 === 2 ? businesses[1] : businesses[0])?.set(one.id, one);
    }
  }

  #perform(call: Call, actor: Actor, business: string, id: string | null): Answer {
    const contacts = this.#businesses.get(business);
    // What becomes of a business that is not there is not published (inferred).
    if (contacts === undefined) return refused(this.#switches.notFound, [{ field: '', code: '404', message: "Business doesn't exist" }]);
    if (id === null) return listed([...contacts.values()], call.query);
    if (call.method === 'PUT') return this.#upsert(call, actor, business, contacts, id);
    const one = contacts.get(id);
    return one === undefined ? refused(this.#switches.notFound, [{ field: '', code: '404', message: "Customer doesn't exist" }]) : answered(one);
  }

  #upsert(call: Call, actor: Actor, scope: string, contacts: Map<string, Contact>, id: string): Answer {
    const body = parsedJson(call.body);
    if (!isObject(body)) return refused(400, [{ field: '', code: 'BAD_REQUEST', message: 'Request body could not be read' }]);
    const unreadable = firstUnreadable(body);
    if (unreadable !== null) return refused(400, [unreadable]);
    const before = contacts.get(id) ?? null;
    const after = contactFrom(body, before?.system_generated === true);
    const wrongs = wrongsIn(after, this.#switches.gstin);
    if (wrongs.length > 0) return refused(400, wrongs);
    // Known of a sibling, where the text is about its own kind of record (SPEC 3, inferred).
    if (after.id !== id) return refused(400, [{ field: 'id', code: 'BAD_REQUEST', message: 'Contact id in url did not match with payload id', severity: 'ERROR' }]);
    contacts.set(id, after);
    this.#effects.add({ at: this.#options.clock(), actor, method: call.method, path: call.path, body, scope, id, before, after });
    // `system_generated` is seen in reads only (SPEC 4).
    const { system_generated: _flag, ...told } = after;
    return answered(told);
  }

  #named(body: unknown): { contacts: Map<string, Contact>; one: Contact } {
    const [business, contact] = isObject(body) ? [String(body['business']), String(body['contact'])] : ['', ''];
    const contacts = this.#businesses.get(business);
    const one = contacts?.get(contact);
    if (contacts === undefined || one === undefined) throw new TypeError('Name a contact that is there: {"business": "…", "contact": "…"}');
    return { contacts, one };
  }

  /** Puts fields on a contact that no call could. No effect: nobody called. */
  #plant(body: unknown): object {
    const { contacts, one } = this.#named(body);
    const fields = (body as Record<string, unknown>)['fields'];
    if (!isObject(fields)) throw new TypeError('fields must be an object');
    contacts.set(one.id, { ...one, ...fields, id: one.id });
    return {};
  }

  /** As in the vendor's portal: no call can (SPEC 3). No effect: nobody called. */
  #remove(body: unknown): object {
    const { contacts, one } = this.#named(body);
    contacts.delete(one.id);
    return {};
  }
}
