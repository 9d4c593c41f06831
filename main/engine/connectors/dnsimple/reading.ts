import { decodeTime } from 'ulid';
import type { LocalKey, NativeDoc, ScopeRef } from '../../../../shared/contacts.ts';
import type { Fault } from '../../../../shared/faults.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { textOf } from '../../../../shared/systems.ts';
import type { HttpCall } from '../../gateway/connector.ts';
import type { Ask, RecordScope } from '../records/record-system.ts';
import { dataIn, isNamed, notDnsimple, pageIn, recordIn, type Page } from './answers.ts';
import { anyContact, listAccounts, newestPage, readContact, whoami } from './calls.ts';
import { accountLevel } from './facts.ts';

/**
 * The accounts of a token: one of an account names it, one of a user has all of theirs (SPEC 2). Of several, those whose contacts this user may
 * not see are marked, so that they do not stand in the way of the others.
 */
export async function scopes(ask: Ask): Promise<Result<RecordScope[], Fault>> {
  const who = await ask(whoami);
  if (!who.ok) return who;
  const data = dataIn(who.value);
  if (isNamed(data) && isNamed(data['account'])) return ok(scopesIn([data['account']]));
  const all = await ask(listAccounts);
  if (!all.ok) return all;
  const accounts = dataIn(all.value);
  if (!Array.isArray(accounts)) return err(notDnsimple);
  const places = scopesIn(accounts);
  return places.length > 1 ? lookedAt(ask, places) : ok(places);
}

async function lookedAt(ask: Ask, places: readonly RecordScope[]): Promise<Result<RecordScope[], Fault>> {
  const looked: RecordScope[] = [];
  let denied: Fault | null = null;
  for (const place of places) {
    const any = await ask(anyContact(place.scope));
    if (any.ok) looked.push(place);
    else if (any.error.kind === 'forbidden') {
      denied = any.error;
      looked.push({ ...place, denied: true });
    } else return any;
  }
  return denied && looked.every((place) => place.denied) ? err(denied) : ok(looked);
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
export const list = (ask: Ask, scope: ScopeRef): Promise<Result<NativeDoc[], Fault>> => sweep(ask, scope, Number.NEGATIVE_INFINITY);

/** By id: every contact made at or after a moment (epoch ms), and some of the older ones. */
async function sweep(ask: Ask, scope: ScopeRef, since: number): Promise<Result<NativeDoc[], Fault>> {
  for (let tried = 0; tried < sweeps; tried += 1) {
    const all = await sweepOnce(ask, scope, since);
    if (!all.ok) return all;
    if (all.value !== null) return ok(all.value);
  }
  return err({ kind: 'unknown', detail: 'The list of contacts kept changing while it was read.' });
}

const numberOf = (doc: NativeDoc): number => Number(doc['id']);
const byNumber = (contacts: readonly NativeDoc[]): NativeDoc[] => contacts.toSorted((a, b) => numberOf(a) - numberOf(b));
const isBefore = (since: number, [oldest]: readonly NativeDoc[]): boolean => oldest !== undefined && Date.parse(textOf(oldest['created_at'])) < since;

/** null: somebody went while it was read. */
async function sweepOnce(ask: Ask, scope: ScopeRef, since: number): Promise<Result<NativeDoc[] | null, Fault>> {
  const first = await askPage(ask, newestPage(scope, 1));
  if (!first.ok) return first;
  const seen = [...first.value.contacts];
  let [page, pages] = [1, first.value.totalPages];
  for (; page < pages && !isBefore(since, seen.slice(-1)); page += 1) {
    const read = await askPage(ask, newestPage(scope, page + 1));
    if (!read.ok) return read;
    seen.push(...read.value.contacts);
    pages = read.value.totalPages;
  }
  if (page === 1) return ok(byNumber(seen));
  const last = await askPage(ask, newestPage(scope, 1));
  return last.ok ? ok(together(first.value, seen, last.value, page >= pages)) : last;
}

/** All that were seen and all that came; null where somebody went. */
function together(first: Page, seen: readonly NativeDoc[], last: Page, whole: boolean): NativeDoc[] | null {
  const [newest] = first.contacts;
  const newestWas = newest ? numberOf(newest) : 0;
  const came = last.contacts.filter((one) => numberOf(one) > newestWas);
  const were = new Map(seen.filter((one) => numberOf(one) <= newestWas).map((one) => [numberOf(one), one]));
  const nobodyWent = came.length < last.contacts.length && last.totalEntries - came.length === first.totalEntries;
  return nobodyWent && (!whole || were.size === first.totalEntries) ? byNumber([...were.values(), ...came]) : null;
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

/** Another clock than ours stamps them, and ours may be wrong: looking further back costs a page for a hundred contacts. */
const clockDifferenceMs = 7 * 24 * 3_600_000;

/**
 * Every contact that may have been made by a call for this key: those made since, as there is no search (SPEC 3, 8). The key tells when a
 * person made it, which is before anything was sent.
 */
export const candidates = (ask: Ask, scope: ScopeRef, _doc: NativeDoc, key: LocalKey): Promise<Result<NativeDoc[], Fault>> => sweep(ask, scope, madeAt(key) - clockDifferenceMs);

/** Epoch ms; as far back as can be where the key is no ULID. */
function madeAt(key: LocalKey): number {
  try {
    return decodeTime(key.slice('new:'.length));
  } catch {
    return Number.NEGATIVE_INFINITY;
  }
}
