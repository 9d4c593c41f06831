import type { NativeDoc, ScopeRef } from '../../../../shared/contacts.ts';
import type { Fault } from '../../../../shared/faults.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { textOf } from '../../../../shared/systems.ts';
import type { HttpCall } from '../../gateway/connector.ts';
import type { Ask, RecordScope } from '../records/record-system.ts';
import { dataIn, isNamed, notDnsimple, pageIn, recordIn, type Page } from './answers.ts';
import { anyContact, listAccounts, newestPage, readContact, whoami } from './calls.ts';
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
 * Every contact of an account, page by page, the newest first. Ids only grow (inferred), so what comes meanwhile pushes the rest towards
 * later pages, where it is met again. What goes draws them towards earlier ones, past us, and the totals need not show it: another may have
 * come. So the first page is read once more at the end. It shows who came, and the totals then say whether anybody went; if so, all is read again.
 */
export async function list(ask: Ask, scope: ScopeRef): Promise<Result<NativeDoc[], Fault>> {
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const all = await sweepOnce(ask, scope);
    if (!all.ok) return all;
    if (all.value !== null) return ok(all.value);
  }
  return err({ kind: 'unknown', detail: 'The list of contacts kept changing while it was read.' });
}

const numberOf = (doc: NativeDoc): number => Number(doc['id']);
const byNumber = (contacts: readonly NativeDoc[]): NativeDoc[] => contacts.toSorted((a, b) => numberOf(a) - numberOf(b));

/** By id; null: somebody went while it was read. */
async function sweepOnce(ask: Ask, scope: ScopeRef): Promise<Result<NativeDoc[] | null, Fault>> {
  const first = await askPage(ask, newestPage(scope, 1));
  if (!first.ok) return first;
  if (first.value.totalPages <= 1) return ok(byNumber(first.value.contacts));
  const [newest] = first.value.contacts;
  const seen = [...first.value.contacts];
  for (let page = 2, pages = first.value.totalPages; page <= pages; page += 1) {
    const read = await askPage(ask, newestPage(scope, page));
    if (!read.ok) return read;
    seen.push(...read.value.contacts);
    pages = read.value.totalPages;
  }
  const last = await askPage(ask, newestPage(scope, 1));
  if (!last.ok) return last;
  const newestWas = newest ? numberOf(newest) : 0;
  const came = last.value.contacts.filter((one) => numberOf(one) > newestWas);
  const were = new Map(seen.filter((one) => numberOf(one) <= newestWas).map((one) => [numberOf(one), one]));
  const { totalEntries } = first.value;
  const nobodyWent = came.length < last.value.contacts.length && last.value.totalEntries - came.length === totalEntries && were.size === totalEntries;
  return ok(nobodyWent ? byNumber([...were.values(), ...came]) : null);
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
  const page = await askPage(ask, newestPage(scope, 1));
  return page.ok ? ok(page.value.contacts) : page;
}
