import type { NativeDoc, ScopeRef } from '../../../../shared/contacts.ts';
import type { Fault } from '../../../../shared/faults.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { textOf } from '../../../../shared/systems.ts';
import type { Ask, RecordScope } from '../records/record-system.ts';
import { firstRowsIn, not8x8, pageIn, type Page } from './answers.ts';
import { anyContact, newest, pageSize, searchPage } from './calls.ts';
import { customerLevel } from './facts.ts';
import { allOf, anyOf, equal } from './fiql.ts';
import { rowsIn } from './rules.ts';

/** A key belongs to one customer, whose id the person types (SPEC 3). */
export async function scopes(_ask: Ask, chosen: string): Promise<Result<RecordScope[], Fault>> {
  const key = chosen.trim();
  return ok(key === '' ? [] : [{ scope: { level: customerLevel, key }, title: `Customer ${key}` }]);
}

/** A key reads the contacts of its own customer, and each of them says whose it is (samples). Where there is none yet, nothing tells. */
export async function whyNot(ask: Ask, { key }: ScopeRef): Promise<Result<string, Fault>> {
  const reply = await ask(anyContact);
  if (!reply.ok) return reply;
  const theirs = (firstRowsIn(reply.value) ?? []).map((doc) => textOf(doc['customerId'])).filter((id) => id !== '');
  return ok(theirs.length === 0 || theirs.includes(key) ? '' : 'The contacts that this key can read belong to another 8x8 customer. Check the id in the 8x8 Admin Console, and that the key was made there.');
}

/** Everybody, whole, in the order of their ids: what changes meanwhile shifts nothing (SPEC 4). */
export const list = (ask: Ask): Promise<Result<NativeDoc[], Fault>> => scroll(ask, '');

/** One contact by search: reading by id is not documented (SPEC 2). null: it is not there. */
export async function read(ask: Ask, _scope: ScopeRef, id: string): Promise<Result<NativeDoc | null, Fault>> {
  const filter = equal('id', id);
  if (filter === '') return ok(null);
  const found = await scroll(ask, filter);
  return found.ok ? ok(found.value.find((doc) => doc['id'] === id) ?? null) : found;
}

/**
 * Those that share an email or a phone with the contact, or its name; the last made where it has none of these. Not everything about
 * searching is published (SPEC 4): where one is refused, everybody is looked at.
 */
export async function candidates(ask: Ask, _scope: ScopeRef, doc: NativeDoc): Promise<Result<NativeDoc[], Fault>> {
  const filter = likeness(doc);
  const found = filter === '' ? await lastMade(ask) : await scroll(ask, filter);
  return !found.ok && found.error.kind === 'refused' ? scroll(ask, '') : found;
}

async function lastMade(ask: Ask): Promise<Result<NativeDoc[], Fault>> {
  const reply = await ask(newest);
  if (!reply.ok) return reply;
  const rows = firstRowsIn(reply.value);
  return rows === null ? err(not8x8) : ok(rows);
}

function likeness(doc: NativeDoc): string {
  const of = (name: string): string => equal(name, textOf(doc[name]));
  const reached = [...rowsIn(doc, 'emails').map((row) => equal('email.email', textOf(row['email']))), ...rowsIn(doc, 'phones').map((row) => equal('phone.phone', textOf(row['phone'])))];
  const name = allOf(of('firstName'), of('middleName'), of('lastName'));
  return anyOf(...reached, name) || allOf(of('companyName'), of('department'), of('jobTitle'), of('nickName'));
}

/** Goes on after the last row's own id until there is no more. */
async function scroll(ask: Ask, filter: string): Promise<Result<NativeDoc[], Fault>> {
  const all = new Map<string, NativeDoc>();
  let size = pageSize;
  for (let [scrollId, pages] = ['', new Set<string>()]; ; ) {
    const page = await askPage(ask, filter, scrollId, size);
    // The largest size is not published: it may be smaller than ours (SPEC 4).
    if (!page.ok && page.error.kind === 'refused' && size > 0 && pages.size === 0) {
      size = 0;
      continue;
    }
    if (!page.ok) return page;
    for (const doc of page.value.contacts) all.set(textOf(doc['id']), doc);
    scrollId = page.value.scrollId;
    if (scrollId === '') return ok([...all.values()]);
    if (pages.has(scrollId)) return err({ kind: 'unknown', detail: 'The search did not get any further.' });
    pages.add(scrollId);
  }
}

async function askPage(ask: Ask, filter: string, scrollId: string, size: number): Promise<Result<Page, Fault>> {
  const reply = await ask(searchPage(filter, scrollId, size));
  if (!reply.ok) return reply;
  const page = pageIn(reply.value);
  return page === null ? err(not8x8) : ok(page);
}
