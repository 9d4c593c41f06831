import type { LocalKey, NativeDoc, ScopeRef } from '../../../../shared/contacts.ts';
import type { Fault, FieldIssue } from '../../../../shared/faults.ts';
import type { Result } from '../../../../shared/result.ts';
import type { SystemFacts } from '../../../../shared/systems.ts';
import type { HttpCall, HttpReply } from '../../gateway/connector.ts';

/**
 * What is special about one system whose contacts are records written as a whole: its calls, its answers and its fields. Everything else
 * (three-way comparison, planning, judging lost answers, history) is the same for all of them and lies beside this file. Pure, but for the
 * four that are handed `ask`; none keeps state.
 */
export interface RecordSystem {
  facts: SystemFacts;
  /** Secrets by name (`ConnectFacts.secrets`) as the headers of a call. null: nothing given has the right to make it. */
  headers(secrets: Readonly<Record<string, string>>, call: HttpCall): Record<string, string> | null;
  /** For *Test connection*, where changes take a secret of their own: its name, and a call that needs it and changes nothing whatever becomes of it. */
  writing?: { secret: string; call: HttpCall };
  /** A cheap call that proves the system and our right. */
  statusCall(chosen: string): HttpCall;
  isStatusAnswer(reply: HttpReply): boolean;
  /**
   * By status and code (its own error shapes); field errors with the path of their field. null: a success. That the record is not there is
   * `conflict` with `gone`. `call`: what was asked, where one status means different things by that; left out, the words are vaguer.
   */
  faultOf(reply: HttpReply, now: number, call?: HttpCall): Fault | null;

  /** The places contacts are in: asked for, or what the person typed (`ConnectFacts.scope`). */
  scopes(ask: Ask, chosen: string): Promise<Result<RecordScope[], Fault>>;
  /** For *Test connection*: why the contacts of a place that was typed cannot be worked with, in words; '' where they can, or where nothing tells. Left out: places are asked for. */
  whyNot?(ask: Ask, scope: ScopeRef): Promise<Result<string, Fault>>;
  /** Every record of a scope, whole. A listing that may be incomplete is a fault: what is missing from this counts as gone. */
  list(ask: Ask, scope: ScopeRef): Promise<Result<NativeDoc[], Fault>>;
  /** One record, whole, as fresh as can be; null: it is not there. */
  read(ask: Ask, scope: ScopeRef, id: string): Promise<Result<NativeDoc | null, Fault>>;
  /** Where the record would be found that a lost call was to make: the newest, or those that share what it can be searched by. */
  candidates(ask: Ask, scope: ScopeRef, doc: NativeDoc, key: LocalKey): Promise<Result<NativeDoc[], Fault>>;

  idOf(doc: NativeDoc): string;
  /** The id under which a contact made here is created, where the caller chooses it: a creation that is repeated makes the same one. Left out: the system gives ids. */
  idFor?(scope: ScopeRef, key: LocalKey): string;
  /** Epoch ms; null where the system does not say. */
  updatedAt(doc: NativeDoc): number | null;
  createCall(scope: ScopeRef, doc: NativeDoc, key: LocalKey): HttpCall;
  /** `merged`: the freshest record with the changes laid over it; `paths`: the fields that change. A system that takes parts sends those only. */
  changeCall(scope: ScopeRef, id: string, merged: NativeDoc, paths: readonly string[]): HttpCall;
  /** Never asked for where `facts.cannot.remove` says why not. */
  removeCall(scope: ScopeRef, id: string): HttpCall;
  /** The record in a success answer to one of these; null where there is none. */
  recordIn(reply: HttpReply): NativeDoc | null;

  /** What the system would refuse, field by field; `field` is the pointer of a `FieldSpec`, with the row's place in a list: `/emails/0/email`. `warning` does not stop anybody. */
  check(doc: NativeDoc, mode: 'create' | 'edit'): RecordIssue[];
  /**
   * Paths of lists that a copy, as it came, is without although they were asked for, so that nobody knows what is in them: such a copy is never a base.
   * `seen`: the record as a person saw it, where there is one; a list that had rows there and is not told now is one of them. Left out: copies are always whole.
   */
  unread?(doc: NativeDoc, seen: NativeDoc | null): string[];
  /** Why this record cannot be changed at all, in words (a corporate row of 8x8); '' where it can. */
  locked(doc: NativeDoc): string;
  /** `Ada Ngata`; never '': falls back to what there is. */
  title(doc: NativeDoc): string;
  /** In words, beside the name in the list: `Company`, `Person`; '' where there is none. */
  kind(doc: NativeDoc): string;
}

/** Makes one call and answers successes only: what `faultOf` takes for a fault is an error here. */
export type Ask = (call: HttpCall) => Promise<Result<HttpReply, Fault>>;

export interface RecordScope {
  scope: ScopeRef;
  /** `Account 1010`, or a name where the system tells one. */
  title: string;
  /** The key reaches the place and may not see its contacts just now: nothing of it is listed, and nothing of it counts as gone. */
  denied?: true;
}

export type RecordIssue = FieldIssue & { severity: 'error' | 'warning' };
