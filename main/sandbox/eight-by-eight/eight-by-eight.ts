import type { Answer } from '../answer.ts';
import { ApiKeys } from '../contact-system/api-keys.ts';
import { ContactEffects } from '../contact-system/effects.ts';
import { switched } from '../contact-system/switches.ts';
import type { SwitchTable } from '../contact-system/switches.ts';
import { callOf } from '../contact-system/system.ts';
import type { Call, ContactSystem, ContactSystemOptions, OtherCall } from '../contact-system/system.ts';
import { isObject } from '../json.ts';
import { outagePage } from '../pages.ts';
import { randomFrom } from '../random.ts';
import type { Actor } from '../record.ts';
import { perform } from './contact-calls.ts';
import type { Desk, Switches } from './contact-calls.ts';
import { fullName } from './contact.ts';
import type { Contact } from './contact.ts';
import { Directory } from './directory.ts';
import { refusal, refuse } from './errors.ts';
import type { Refused } from './errors.ts';
import { inventedContact, inventedCustomer, uuidFrom } from './invent.ts';
import { Search } from './listing.ts';
import { Quota } from './quota.ts';

const atStart: Switches = { errorShape: 'problem', locked: 403, uniqueness: 'contact', jobTitle: 'written', limit: 60, rateHeaders: false, defaultSize: 100 };
const table: SwitchTable<Switches> = {
  errorShape: ['problem', 'gateway'], locked: [403, 400], uniqueness: ['contact', 'customer', 'none'], jobTitle: ['written', 'ignored'], limit: 'whole number', rateHeaders: [false, true],
  defaultSize: 'whole number',
};

/** The older spelling stands in one example only (SPEC 1). */
const pathOf = /^\/directory-contacts\/api\/v3\/contacts(?:\/([^/]+))?$/;

export interface EightByEightCredentials {
  customerId: string;
  /** For contact search. */
  readKey: string;
  /** For contact management. */
  writeKey: string;
  bothKey: string;
}

type Rights = { read: boolean; write: boolean };

/** 8x8's contact search and contact management v3: SPEC in the order path, method, key, limit, right, body. */
export class EightByEight implements ContactSystem<EightByEightCredentials> {
  readonly base = '/directory-contacts/api/v3';
  readonly #options: ContactSystemOptions;
  readonly #keys = new ApiKeys<Rights>();
  readonly #quota = new Quota();
  readonly #effects = new ContactEffects();
  readonly #customerId: string;
  readonly #contacts = new Directory();
  readonly #search = new Search(this.#contacts);
  #switches = atStart;
  #made = 0;
  #children = 0;

  constructor(options: ContactSystemOptions) {
    this.#options = options;
    this.#customerId = inventedCustomer(options.seed);
    this.#invent();
  }

  answer(call: Call): Answer {
    const now = this.#options.clock();
    const result = this.#admitted(call, now);
    const answer = 'wrongs' in result ? refusal(result, this.#switches.errorShape, call.path, now) : result;
    return this.#switches.rateHeaders ? { ...answer, headers: { ...answer.headers, ...this.#rateHeaders(now) } } : answer;
  }

  act(order: OtherCall): Answer {
    const [call, now] = [callOf(order), this.#options.clock()];
    const match = pathOf.exec(call.path);
    const result = match === null ? refuse(404, 'NOT_FOUND', 'No such path') : perform(this.#desk(call, 'other', now), call, match[1] ?? '');
    return 'wrongs' in result ? refusal(result, this.#switches.errorShape, call.path, now) : result;
  }

  effects(): ContactEffects['list'] {
    return this.#effects.list;
  }

  contacts(start: number, count: number): ReturnType<ContactSystem['contacts']> {
    const rows = this.#contacts.all().slice(start, start + count);
    return { total: this.#contacts.size, rows: rows.map((one) => ({ scope: this.#customerId, id: one.id, name: fullName(one) || String((one['companyName'] ?? '') as string) })) };
  }

  contact(scope: string, id: string): Contact | null {
    return scope === this.#customerId ? (this.#contacts.find(id) ?? null) : null;
  }

  readonly orders: ContactSystem['orders'] = {
    switches: (body) => (this.#switches = switched(this.#switches, body, table)),
    plant: (body) => this.#plant(body),
    traffic: (body) => this.#traffic(body),
  };

  /** A key for searching, one for managing, and one of an app that was given both (the last is inferred: SPEC 1). */
  credentials(): EightByEightCredentials {
    const key = (read: boolean, write: boolean): string => this.#keys.issue({ read, write });
    return { customerId: this.#customerId, readKey: key(true, false), writeKey: key(false, true), bothKey: key(true, true) };
  }

  expireCredentials(): void {
    this.#keys.expireAll();
  }

  outage(status: number): Answer {
    return { status, body: outagePage, headers: { 'content-type': 'text/html; charset=utf-8' } };
  }

  broken(): Answer {
    return refusal(refuse(500, 'UNKNOWN', 'Unexpected error'), this.#switches.errorShape, '', this.#options.clock());
  }

  reset(): void {
    this.#invent();
    this.#quota.clear();
    this.#effects.clear();
    this.#switches = atStart;
  }

  #invent(): void {
    const { contacts, seed } = this.#options;
    this.#contacts.clear();
    [this.#made, this.#children] = [0, 0];
    for (let n = 0; n < contacts; n += 1) {
      const one = inventedContact(seed, n, this.#customerId, () => this.#childId());
      this.#contacts.put(one);
    }
  }

  /** Never twice, and not in the order of time: nobody should think that these mean something (SPEC 2). */
  #childId(): number {
    this.#children += 1;
    return 3_000_000 + ((this.#children * 7919) % 4_000_037);
  }

  #admitted(call: Call, now: number): Answer | Refused {
    const match = pathOf.exec(call.path);
    if (match === null) return refuse(404, 'NOT_FOUND', 'No such path');
    const [id, reading] = [match[1] ?? '', call.method === 'GET'];
    // Reading one by its id is not documented (SPEC 2): refused, so that nobody comes to rely on it.
    const allow = id === '' ? ['GET', 'POST'] : ['PUT', 'DELETE'];
    if (!allow.includes(call.method)) return { status: 405, body: '', headers: { allow: allow.join(', ') } };
    const rights = this.#keys.rightsOf(call.headers['x-api-key'] ?? '');
    if (rights === null) return refuse(401, 'UNKNOWN', 'Invalid access token');
    if (!this.#quota.take(this.#switches.limit, now)) return refuse(429, 'TOO_MANY_REQUESTS', 'Too many requests');
    if (reading ? !rights.read : !rights.write) return refuse(403, 'FORBIDDEN', `This key is not for contact ${reading ? 'search' : 'management'}`);
    return perform(this.#desk(call, 'caller', now), call, id);
  }

  #desk({ method, path }: Call, actor: Actor, now: number): Desk {
    return {
      contacts: this.#contacts, search: this.#search, customerId: this.#customerId, switches: this.#switches, now,
      newId: () => this.#newId(), childId: () => this.#childId(),
      applied: (effect) => this.#effects.add({ at: now, actor, method, path, scope: this.#customerId, ...effect }),
    };
  }

  #newId(): string {
    this.#made += 1;
    return uuidFrom(randomFrom(this.#options.seed, 0x1d, this.#made));
  }

  /** As the sibling sends them, by a switch: these pages have none (SPEC 6). */
  #rateHeaders(now: number): Record<string, string> {
    const { limit, inWindow } = this.#quota.traffic(this.#switches.limit, now);
    return { 'x-ratelimit-limit': String(limit), 'x-ratelimit-remaining': String(Math.max(0, limit - inWindow)), 'x-ratelimit-reset': String(Math.ceil(this.#quota.freeAt(now) / 1000)) };
  }

  /** Puts fields on a contact that no call could. No effect: nobody called. */
  #plant(body: unknown): object {
    const one = isObject(body) ? this.#contacts.find(String(body['contact'])) : undefined;
    if (one === undefined || !isObject(body)) throw new TypeError('Name a contact that is there: {"contact": "…"}');
    const { fields } = body;
    if (!isObject(fields)) throw new TypeError('fields must be an object');
    this.#contacts.put({ ...one, ...fields, id: one.id });
    return {};
  }

  /** Other programs of the same customer: a burst now, a steady pace, or neither and only tell. */
  #traffic(body: unknown): object {
    const [now, { limit }] = [this.#options.clock(), this.#switches];
    const { calls = 0, perMinute } = isObject(body) ? body : {};
    if (!Number.isSafeInteger(calls) || Number(calls) < 0) throw new TypeError('calls must be a whole number');
    if (perMinute !== undefined && (typeof perMinute !== 'number' || !(perMinute >= 0 && perMinute <= 6000))) throw new TypeError('perMinute must be a number from 0 to 6000');
    if (perMinute !== undefined) this.#quota.steady(perMinute, limit, now);
    this.#quota.burst(Number(calls), limit, now);
    return this.#quota.traffic(limit, now);
  }
}
