import { err, ok, type Result } from '../../../../shared/result.ts';
import type { ClientId, KeyedContact, ScopeRef } from '../../../../shared/contacts.ts';
import type { Fault } from '../../../../shared/faults.ts';
import { accountTypeOf } from '../../../../shared/inland-revenue/edits.ts';
import { lockedReason } from '../../../../shared/inland-revenue/rules.ts';
import type { AccountSnapshot, ClientSnapshot, HttpCall, Names, Send } from '../../gateway/connector.ts';
import * as calls from './calls.ts';
import { accountListReply, accountReply, contactsOf, customerReply, parseJson, type Holder } from './documents.ts';
import { faultOf } from './interpret.ts';

interface Shape<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false };
}

/** Sends a reading call and checks its shape; an answer of another shape is not the gateway's. */
async function read<T>(send: Send, call: HttpCall, shape: Shape<T>, now: number): Promise<Result<T, Fault>> {
  const reply = await send(call);
  if (!reply.ok) return reply;
  const fault = faultOf(reply.value, now);
  if (fault) return err(fault);
  const parsed = shape.safeParse(parseJson(reply.value.text));
  return parsed.success ? ok(parsed.data) : err({ kind: 'unknown', detail: 'The answer was not one the gateway gives.' });
}

interface Named {
  ID: string;
  IDType: string;
}

const zeros = /^0+/;

/**
 * Whether a document is about somebody else than was asked for, as when a proxy or a cache mixes up its answers. `asked`: a scope's key. A
 * number of another kind is no sign of it: whether a customer asked for by its customer id is answered under its IRD number is not published.
 */
export function isAboutAnother(asked: string, { ID, IDType }: Named): boolean {
  const [type = '', id = ''] = asked.split(':');
  return ID !== '' && IDType === type && ID.replace(zeros, '') !== id.replace(zeros, '');
}

const mixedUp: Fault = { kind: 'broken', incident: 'The answer was about somebody else than was asked for, so nothing of it was taken in. A proxy or a cache on the way may mix up answers: tell whoever looks after your network.' };

const customerOf = async (send: Send, clientId: ClientId, now: number): Promise<Result<Holder, Fault>> => holderOf(clientId, await read(send, calls.readCustomer(clientId), customerReply, now), 'Customer');
const accountOf = async (send: Send, key: string, now: number): Promise<Result<Holder, Fault>> => holderOf(key, await read(send, calls.readAccount(key), accountReply, now), 'Account');

function holderOf<N extends string>(asked: string, reply: Result<Record<N, Holder>, Fault>, name: N): Result<Holder, Fault> {
  if (!reply.ok) return reply;
  const holder = reply.value[name];
  return isAboutAnother(asked, holder) ? err(mixedUp) : ok(holder);
}

export const customerScope = (clientId: ClientId): ScopeRef => ({ level: 'ird.customer', key: clientId });

export async function readContacts(send: Send, scope: ScopeRef, names: Names, now: number): Promise<Result<KeyedContact[], Fault>> {
  const reply = await (scope.level === 'ird.customer' ? customerOf : accountOf)(send, scope.key, now);
  return reply.ok ? ok(contactsOf(reply.value, scope, names).contacts) : reply;
}

/** The customer, its accounts, and the contacts of both: the Contact API itself cannot read (SPEC 1). */
export async function readClient(send: Send, clientId: ClientId, names: Names, now: number): Promise<Result<ClientSnapshot, Fault>> {
  const [customer, list] = await Promise.all([
    customerOf(send, clientId, now),
    read(send, calls.listAccounts(clientId), accountListReply, now),
  ]);
  if (!customer.ok) return customer;
  if (!list.ok) return list;
  const { rest, contacts } = contactsOf(customer.value, customerScope(clientId), names);
  const accounts: AccountSnapshot[] = [];
  for (const account of list.value.Accounts ?? []) {
    const scope: ScopeRef = { level: 'ird.account', key: `${account.IDType || 'ACC'}:${account.ID}` };
    const one = await readOneAccount(send, scope, names, now);
    if (!one.ok) return one;
    accounts.push(one.value.account);
    contacts.push(...one.value.contacts);
  }
  return ok({ clientId, customer: rest, accounts, contacts });
}

/** An account that may not be read (KSS, or not ours) is listed with the reason; anything else stops the client's reading. */
async function readOneAccount(send: Send, scope: ScopeRef, names: Names, now: number): Promise<Result<{ account: AccountSnapshot; contacts: KeyedContact[] }, Fault>> {
  const id = scope.key.slice(scope.key.indexOf(':') + 1);
  const unreadable = (code: string): Result<{ account: AccountSnapshot; contacts: KeyedContact[] }, Fault> =>
    ok({ account: { scope, doc: { ID: id, AccountType: accountTypeOf(scope) }, unreadable: code }, contacts: [] });
  // Known to be refused before it is asked: one request saved per such account.
  if (lockedReason(accountTypeOf(scope))) return unreadable('ACT100');
  const reply = await accountOf(send, scope.key, now);
  if (reply.ok) {
    const { rest, contacts } = contactsOf(reply.value, scope, names);
    return ok({ account: { scope, doc: rest, unreadable: '' }, contacts });
  }
  if (reply.error.kind === 'forbidden') return unreadable('EV1022');
  if (reply.error.kind === 'refused') return unreadable(reply.error.code);
  return reply;
}
