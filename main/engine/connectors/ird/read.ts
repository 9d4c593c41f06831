import { err, ok, type Result } from '../../../../shared/result.ts';
import type { ClientId, KeyedContact, ScopeRef } from '../../../../shared/contacts.ts';
import type { Fault } from '../../../../shared/faults.ts';
import { accountTypeOf } from '../../../../shared/inland-revenue/edits.ts';
import { lockedReason } from '../../../../shared/inland-revenue/rules.ts';
import type { AccountSnapshot, ClientSnapshot, HttpCall, Names, Send } from '../../gateway/connector.ts';
import * as calls from './calls.ts';
import { accountListReply, accountReply, contactsOf, customerReply, parseJson } from './documents.ts';
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

export const customerScope = (clientId: ClientId): ScopeRef => ({ level: 'ird.customer', key: clientId });

export async function readContacts(send: Send, scope: ScopeRef, names: Names, now: number): Promise<Result<KeyedContact[], Fault>> {
  if (scope.level === 'ird.customer') {
    const reply = await read(send, calls.readCustomer(scope.key), customerReply, now);
    return reply.ok ? ok(contactsOf(reply.value.Customer, scope, names).contacts) : reply;
  }
  const reply = await read(send, calls.readAccount(scope.key), accountReply, now);
  return reply.ok ? ok(contactsOf(reply.value.Account, scope, names).contacts) : reply;
}

/** The customer, its accounts, and the contacts of both: the Contact API itself cannot read (SPEC 1). */
export async function readClient(send: Send, clientId: ClientId, names: Names, now: number): Promise<Result<ClientSnapshot, Fault>> {
  const [customer, list] = await Promise.all([
    read(send, calls.readCustomer(clientId), customerReply, now),
    read(send, calls.listAccounts(clientId), accountListReply, now),
  ]);
  if (!customer.ok) return customer;
  if (!list.ok) return list;
  const { rest, contacts } = contactsOf(customer.value.Customer, customerScope(clientId), names);
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
  const reply = await read(send, calls.readAccount(scope.key), accountReply, now);
  if (reply.ok) {
    const { rest, contacts } = contactsOf(reply.value.Account, scope, names);
    return ok({ account: { scope, doc: rest, unreadable: '' }, contacts });
  }
  if (reply.error.kind === 'forbidden') return unreadable('EV1022');
  if (reply.error.kind === 'refused') return unreadable(reply.error.code);
  return reply;
}
