import type { NativeDoc, ScopeRef } from '../../../../shared/contacts.ts';
import type { Fault } from '../../../../shared/faults.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { textOf } from '../../../../shared/systems.ts';
import type { HttpCall } from '../../gateway/connector.ts';
import type { Ask, RecordScope } from '../records/record-system.ts';
import { dataIn, isNamed, notDnsimple, pageIn, recordIn, type Page } from './answers.ts';
import { anyContact, listAccounts, listPage, newest, readContact, whoami } from './calls.ts';
import { accountLevel } from './facts.ts';

/** The accounts of a token: one of an account names it, one of a user has all of theirs (SPEC 2). */
export async function scopes(ask: Ask): Promise<Result<RecordScope[], Fault>> {
  const who = await ask(whoami);
  if (!who.ok) return who;
  const data = dataIn(who.value);
  if (isNamed(data) && isNamed(data['account'])) return ok(scopesIn([data['account']]));
  const all = await ask(listAccounts);
  if (!all.ok) return all;
  const accounts = dataIn(all.value);
  return Array.isArray(accounts) ? ok(scopesIn(accounts)) : err(notDnsimple);
}

const scopesIn = (accounts: Parameters<typeof isNamed>[0][]): RecordScope[] =>
  accounts.flatMap((one) => {
    if (!isNamed(one) || !Number.isSafeInteger(one['id'])) return [];
    const key = textOf(one['id']);
    return [{ scope: { level: accountLevel, key }, title: textOf(one['name']) || `Account ${key}` }];
  });

const sweeps = 3;

/**
 * Every contact of an account, page by page. Pages move up when a contact on an earlier one is deleted meanwhile, which hides another, and the
 * totals need not show it. So the last page is read twice: it begins with the same contact as before only when nothing before it went,
 * because ids only grow (inferred), so nothing can have come there. Otherwise all pages are read again.
 */
export async function list(ask: Ask, scope: ScopeRef): Promise<Result<NativeDoc[], Fault>> {
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const all = await sweepOnce(ask, scope);
    if (!all.ok) return all;
    if (all.value !== null) return ok(all.value);
  }
  return err({ kind: 'unknown', detail: 'The list of contacts kept changing while it was read.' });
}

/** null: it has changed meanwhile. */
async function sweepOnce(ask: Ask, scope: ScopeRef): Promise<Result<NativeDoc[] | null, Fault>> {
  const before: NativeDoc[] = [];
  for (let page = 1; ; page += 1) {
    const read = await askPage(ask, listPage(scope, page));
    if (!read.ok) return read;
    if (page < read.value.totalPages) {
      before.push(...read.value.contacts);
      continue;
    }
    const last = page === 1 ? read : await askPage(ask, listPage(scope, page));
    if (!last.ok) return last;
    const all = [...before, ...last.value.contacts];
    const [first] = last.value.contacts;
    const same = first ? first['id'] === read.value.contacts[0]?.['id'] : page === 1;
    return ok(same && last.value.totalEntries === all.length && new Set(all.map((one) => one['id'])).size === all.length ? all : null);
  }
}

async function askPage(ask: Ask, call: HttpCall): Promise<Result<Page, Fault>> {
  const reply = await ask(call);
  if (!reply.ok) return reply;
  const page = pageIn(reply.value);
  return page === null ? err(notDnsimple) : ok(page);
}

/**
 * One contact; null: it is gone. An account that may not be seen any more answers the same (SPEC 6), so that is asked before anything is
 * taken for gone.
 */
export async function read(ask: Ask, scope: ScopeRef, id: string): Promise<Result<NativeDoc | null, Fault>> {
  const reply = await ask(readContact(scope, id));
  if (reply.ok) {
    const doc = recordIn(reply.value);
    return doc === null ? err(notDnsimple) : ok(doc);
  }
  if (reply.error.kind !== 'conflict' || !reply.error.gone) return reply;
  const seen = await askPage(ask, anyContact(scope));
  return seen.ok ? ok(null) : seen;
}

/** The newest: there is no search (SPEC 3, 8). */
export async function candidates(ask: Ask, scope: ScopeRef): Promise<Result<NativeDoc[], Fault>> {
  const page = await askPage(ask, newest(scope));
  return page.ok ? ok(page.value.contacts) : page;
}
