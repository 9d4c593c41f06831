import type { Answer } from '../answer.ts';
import { ContactEffects } from '../contact-system/effects.ts';
import { switched } from '../contact-system/switches.ts';
import type { SwitchTable } from '../contact-system/switches.ts';
import { callOf } from '../contact-system/system.ts';
import type { Call, ContactSystem, ContactSystemOptions, OtherCall } from '../contact-system/system.ts';
import { isObject } from '../json.ts';
import type { Actor } from '../record.ts';
import { Access } from './access.ts';
import type { Authenticated, Caller, DnsimpleCredentials } from './access.ts';
import { accountOf, accounts, users } from './accounts.ts';
import { AddressBook } from './address-book.ts';
import { perform } from './contact-calls.ts';
import type { Desk, Switches } from './contact-calls.ts';
import { displayName } from './contact.ts';
import type { Contact } from './contact.ts';
import { Quota } from './quota.ts';
import { answered, refused, webServerPage, withRate, wrongMethod } from './replies.ts';
import { routeOf } from './routes.ts';
import type { Route } from './routes.ts';
import { webhookOf } from './webhooks.ts';

const atStart: Switches = { phoneForm: 'e164', inUse: 'fixture', limit: 2400, unauthenticatedLimit: 30, rateHeaders: true };
const table: SwitchTable<Switches> = {
  phoneForm: ['e164', 'epp', 'asGiven'], inUse: ['fixture', 'guide'], limit: 'whole number', unauthenticatedLimit: 'whole number', rateHeaders: [true, false],
};

const reads = new Set(['GET', 'HEAD']);
const nobody = 'nobody';

/** Whose hour a call counts in: the account's, whichever token it came by, or the user's own where no account is named (SPEC 7). */
const bucketOf = (caller: Caller, account: number | null): string =>
  account !== null ? `account ${account}` : caller.as === 'account' ? `account ${caller.account}` : `user ${caller.user}`;

const reaches = (caller: Caller, account: number): boolean => (caller.as === 'account' ? caller.account === account : caller.accounts.includes(account));

function whoami(caller: Caller): Answer {
  if (caller.as === 'account') return answered(200, { data: { user: null, account: accountOf(caller.account) } });
  const { accounts: _theirs, ...user } = users.find((one) => one.id === caller.user) ?? users[0];
  return answered(200, { data: { user, account: null } });
}

/** DNSimple's contacts API v2: SPEC in the order path, method, credentials, limit, account, scope, body. */
export class Dnsimple implements ContactSystem<DnsimpleCredentials> {
  readonly base = '/v2';
  readonly #book: AddressBook;
  readonly #clock: () => number;
  readonly #access = new Access();
  readonly #quota = new Quota();
  readonly #effects = new ContactEffects();
  #switches = atStart;

  constructor({ contacts, seed, clock }: ContactSystemOptions) {
    this.#book = new AddressBook(contacts, seed);
    this.#clock = clock;
  }

  answer(call: Call): Answer {
    if (call.method !== 'HEAD') return this.#answer(call);
    const { status, headers } = this.#answer({ ...call, method: 'GET' });
    return { status, headers, body: '' };
  }

  act(order: OtherCall): Answer {
    const call = callOf(order);
    const route = routeOf(call.method, call.path);
    return route.found === 'operation' ? perform(this.#desk(call, 'other'), call, route) : refused(404, 'Not Found');
  }

  effects(): ContactEffects['list'] {
    return this.#effects.list;
  }

  contacts(start: number, count: number): ReturnType<ContactSystem['contacts']> {
    const all = this.#book.all();
    return { total: all.length, rows: all.slice(start, start + count).map((one) => ({ scope: String(one.account_id), id: String(one.id), name: displayName(one) })) };
  }

  contact(scope: string, id: string): Contact | null {
    return this.#book.find(Number(scope), Number(id)) ?? null;
  }

  readonly orders: ContactSystem['orders'] = {
    switches: (body) => (this.#switches = switched(this.#switches, body, table)),
    inUse: (body) => this.#setInUse(body),
    plant: (body) => this.#plant(body),
    traffic: (body) => this.#traffic(body),
    webhooks: () => this.#effects.list.map((effect) => webhookOf(effect)),
  };

  credentials(): DnsimpleCredentials {
    return this.#access.credentials();
  }

  expireCredentials(): void {
    this.#access.expireAll();
  }

  outage(status: number): Answer {
    return webServerPage(status);
  }

  broken(): Answer {
    return refused(500, 'Internal Server Error');
  }

  reset(): void {
    this.#book.reset();
    this.#quota.clear();
    this.#effects.clear();
    this.#switches = atStart;
  }

  #answer(call: Call): Answer {
    const route = routeOf(call.method, call.path);
    if (route.found === 'nothing') return refused(404, 'Not Found');
    if (route.found === 'otherMethods') return wrongMethod(route.allow);
    const who = this.#access.authenticate(call.headers['authorization'] ?? '', call.headers['x-dnsimple-otp'] ?? '');
    const known = typeof who === 'object';
    const { limit, unauthenticatedLimit, rateHeaders } = this.#switches;
    const { allowed, rate } = this.#quota.take(known ? bucketOf(who, route.account) : nobody, known ? limit : unauthenticatedLimit, this.#clock());
    const answer = allowed ? this.#allowed(call, route, who) : refused(429, 'quota exceeded');
    return rateHeaders ? withRate(answer, rate) : answer;
  }

  #allowed(call: Call, route: Route & { found: 'operation' }, who: Authenticated): Answer {
    if (typeof who === 'string') {
      const answer = refused(401, 'Authentication failed');
      return who === 'unknown' ? answer : { ...answer, headers: { ...answer.headers, 'x-dnsimple-otp': 'required' } };
    }
    if (route.operation === 'whoami') return whoami(who);
    if (route.operation === 'listAccounts') return answered(200, { data: accounts.filter((one) => reaches(who, one.id)) });
    if (route.account === null || !reaches(who, route.account)) return refused(404, 'Not Found');
    // The name of the scope is not published (inferred).
    if (!who.mayWrite && !reads.has(call.method)) return refused(403, 'Permission Denied. Required Scope: contacts:*:write');
    return perform(this.#desk(call, 'caller'), call, route);
  }

  #desk({ method, path }: Call, actor: Actor): Desk {
    const now = this.#clock();
    return { book: this.#book, switches: this.#switches, now, applied: (effect) => this.#effects.add({ at: now, actor, method, path, ...effect }) };
  }

  #named(body: unknown): Contact {
    const [account, contact] = isObject(body) ? [Number(body['account']), Number(body['contact'])] : [NaN, NaN];
    const one = this.#book.find(account, contact);
    if (one === undefined) throw new TypeError('Name a contact that is there: {"account": 1010, "contact": 1}');
    return one;
  }

  #setInUse(body: unknown): object {
    const one = this.#named(body);
    const because = (body as Record<string, unknown>)['because'];
    if (because !== null && because !== 'registrant' && because !== 'registrantChange') throw new TypeError('because must be registrant, registrantChange or null');
    this.#book.setInUse(one, because);
    return {};
  }

  /** Puts fields on a contact that no call could, such as ones that nobody knows yet. No effect: nobody called. */
  #plant(body: unknown): object {
    const one = this.#named(body);
    const fields = (body as Record<string, unknown>)['fields'];
    if (!isObject(fields)) throw new TypeError('fields must be an object');
    this.#book.put({ ...one, ...fields, id: one.id, account_id: one.account_id });
    return {};
  }

  #traffic(body: unknown): object {
    const [account, calls] = isObject(body) ? [body['account'], body['calls']] : [];
    if (!Number.isSafeInteger(account) || !Number.isSafeInteger(calls)) throw new TypeError('Traffic is {"account": 1010, "calls": 100}');
    return this.#quota.takeForOthers(`account ${String(account)}`, Number(calls), this.#switches.limit, this.#clock());
  }
}
