import type { LocalKey, NativeDoc, ScopeRef } from '../../../../shared/contacts.ts';
import type { Fault } from '../../../../shared/faults.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { textOf } from '../../../../shared/systems.ts';
import type { HttpCall } from '../../gateway/connector.ts';
import type { Ask, RecordScope } from '../records/record-system.ts';
import { notCleartax, recordIn, recordsIn } from './answers.ts';
import { allContacts, anyContact, pageFrom, readContact, usualPage } from './calls.ts';
import { contactIdOf } from './contact-id.ts';
import { businessLevel } from './facts.ts';

/** The businesses that were typed, one a line. */
export const businessesIn = (chosen: string): string[] => [...new Set(chosen.split(/[\s,;]+/).filter((one) => one !== ''))];

/** No call lists the businesses of a user (SPEC 2): they are as typed. */
export const scopes = async (_ask: Ask, chosen: string): Promise<Result<RecordScope[], Fault>> =>
  ok(businessesIn(chosen).map((key) => ({ scope: { level: businessLevel, key }, title: `Business ${key.length > 12 ? `${key.slice(0, 8)}…` : key}` })));

/** Where a listing is told that there is nothing, it is the business that is not there (SPEC 8, inferred). */
export async function whyNot(ask: Ask, { key }: ScopeRef): Promise<Result<string, Fault>> {
  const reply = await ask(anyContact(key));
  if (reply.ok) return ok('');
  const { error } = reply;
  return error.kind === 'forbidden' && error.answer?.code === '404' ? ok(`There is no business with the id ${key} that this token can see. Copy the id again from the address of the business in the portal.`) : reply;
}

async function askMany(ask: Ask, call: HttpCall): Promise<Result<NativeDoc[], Fault>> {
  const reply = await ask(call);
  if (!reply.ok) return reply;
  const records = recordsIn(reply.value);
  return records === null ? err(notCleartax) : ok(records);
}

/**
 * Every contact of a business in one call. The parameter for that is described by a sibling's words only (SPEC 7): where exactly as many
 * come as a page usually holds, the next page is asked for, and whether it brings more.
 */
export async function list(ask: Ask, scope: ScopeRef): Promise<Result<NativeDoc[], Fault>> {
  const all = await askMany(ask, allContacts(scope));
  if (!all.ok || all.value.length !== usualPage) return all;
  return pagesAfter(ask, scope, all.value);
}

/** Nothing can be deleted, so pages do not shift (SPEC 3); one that does all the same makes the listing unsure. */
async function pagesAfter(ask: Ask, scope: ScopeRef, first: readonly NativeDoc[]): Promise<Result<NativeDoc[], Fault>> {
  const seen = new Map(first.map((doc) => [textOf(doc['id']), doc]));
  for (let start = usualPage; ; start += usualPage) {
    const page = await askMany(ask, pageFrom(scope, start));
    if (!page.ok) return page;
    const fresh = page.value.filter((doc) => !seen.has(textOf(doc['id'])));
    if (fresh.length < page.value.length) return err({ kind: 'unknown', detail: 'The list of contacts changed while it was read.' });
    for (const doc of fresh) seen.set(textOf(doc['id']), doc);
    if (page.value.length < usualPage) return ok([...seen.values()]);
  }
}

/** One contact; null: it is gone. That the business is gone looks the same, so that is asked before anything is taken for gone (SPEC 8). */
export async function read(ask: Ask, scope: ScopeRef, id: string): Promise<Result<NativeDoc | null, Fault>> {
  const reply = await ask(readContact(scope, id));
  if (reply.ok) {
    const doc = recordIn(reply.value);
    return doc === null || doc['id'] !== id ? err(notCleartax) : ok(doc);
  }
  if (reply.error.kind !== 'conflict' || !reply.error.gone) return reply;
  const seen = await askMany(ask, anyContact(scope.key));
  return seen.ok ? ok(null) : seen;
}

/** A contact made here can only be where its own id says (SPEC 3). */
export async function candidates(ask: Ask, scope: ScopeRef, _doc: NativeDoc, key: LocalKey): Promise<Result<NativeDoc[], Fault>> {
  const found = await read(ask, scope, contactIdOf(scope.key, key));
  return found.ok ? ok(found.value === null ? [] : [found.value]) : found;
}
