import type { ContactEffect } from '../../../main/sandbox/contact-system/effects.ts';
import type { RequestLine } from '../../../main/sandbox/record.ts';
import type { RecordIntent } from '../../../shared/edits.ts';
import { claimed, type Matched as MatchedOf } from '../claims.ts';
import { carriedIn, disorder, grouped, lostOf, madeTwice, missing, outcome, shownOtherwise, unseen, type Finding, type RunHistory } from '../compare.ts';
import { differences, factsOf, type Difference } from './record-facts.ts';
import type { RecordForm } from './record-forms.ts';
import { deedsOf, differencesOf, recordLanguage, type Deed } from './record-language.ts';

export interface RecordHistory extends RunHistory<RecordIntent, ContactEffect> {
  /** Every call at the gateway, in order. */
  requests: readonly RequestLine[];
  /** What was done to records past the gateway, which leaves no effect. */
  past: readonly PastTheGateway[];
}

export interface PastTheGateway {
  scope: string;
  id: string;
  /** Epoch milliseconds of the sandbox. */
  at: number;
  /** As it was before; null: it is there still, with more on it. */
  removed: unknown;
}

type Matched = MatchedOf<RecordIntent, Deed>;

/** Compares what was promised with what happened to the records. Pure. `overtaken`: what came between a reading and the call that it was for. */
export function compareRecords(form: RecordForm, history: RecordHistory): { findings: Finding[]; overtaken: number } {
  const meanwhile = new Meanwhile(form, history);
  const deeds = history.effects.filter(({ actor }) => actor === 'caller').flatMap((effect) => deedsOf(form, meanwhile.madeAgain(effect)));
  const ledger = [...history.ledger, ...lostOf(history)];
  const language = recordLanguage(form, deeds);
  const matched = claimed(ledger, withoutOvertaken(deeds, claimed(ledger, deeds, language), meanwhile), language);
  const findings = [
    ...missing(history),
    ...madeTwice(history),
    ...matched.flatMap((one) => outcome(one, (token) => soAnyway(form, token, one, history), carriedIn(ledger))),
    ...unasked(matched, deeds, meanwhile, history),
    ...disorder(matched, () => false, false),
    ...matched.flatMap((one) => [...overwriting(form, one, meanwhile, history), ...incomplete(form, one, history)]),
    ...unseen(history),
    ...shownOtherwise(history),
  ];
  return { findings, overtaken: meanwhile.excused };
}

/**
 * A call that takes a whole record brings back what we had put there, where somebody else has changed it since the reading the call was planned
 * by. Of a place that has more effects than were asked for, those are no second effect of the edit that put it there.
 */
function withoutOvertaken(deeds: readonly Deed[], matched: readonly Matched[], meanwhile: Meanwhile): Deed[] {
  const tooMany = new Map<string, number>();
  for (const { token, effects: { length } } of matched.flatMap(({ tokens }) => tokens)) if (length > 1) tooMany.set(token, (tooMany.get(token) ?? 0) + length - 1);
  return deeds.filter(({ token, effect, change }) => {
    const left = tooMany.get(token) ?? 0;
    if (left === 0 || !change || !meanwhile.touchedPlace(effect, change.place)) return true;
    tooMany.set(token, left - 1);
    return false;
  });
}

/** It was so already, by somebody else's doing: gone, or set to the same. Of what was sent before part of the ledger was lost nobody knows what went with it. */
function soAnyway(form: RecordForm, token: string, { edit }: Matched, { effects, past, loss }: RecordHistory): boolean {
  if (loss && loss.told !== '' && edit.life?.includes('sending') === false) return true;
  if (effects.some((effect) => effect.actor === 'other' && deedsOf(form, effect).some((deed) => deed.token === token))) return true;
  if (edit.intent.type === 'remove') return past.some(({ scope, id, removed }) => removed !== null && token === `remove ${scope}/${id}`);
  return edit.life?.some((event) => event.includes('alreadySo')) === true && effects.some((effect) => deedsOf(form, effect).some((deed) => deed.token === token || deed.change?.was === token.split(' = ')[1]));
}

/**
 * Systems that take a whole record, or a field without asking what it was, cannot refuse a call that somebody else has overtaken since it was
 * planned. What happened between the last reading of a record and the call that followed it is therefore nobody's fault, and counted.
 */
class Meanwhile {
  excused = 0;
  readonly #form: RecordForm;
  readonly #history: RecordHistory;

  constructor(form: RecordForm, history: RecordHistory) {
    this.#form = form;
    this.#history = history;
  }

  /** What others did to this record since it was read for this call. */
  since({ scope, id, at, n }: ContactEffect): ContactEffect[] {
    const read = this.#readAt(id, at);
    return this.#history.effects.filter((other) => other.actor === 'other' && other.scope === scope && other.id === id && other.n < n && other.at >= read);
  }

  touchedPlace(effect: ContactEffect, place: string): boolean {
    const row = `${place.split(']')[0] ?? ''}]`;
    const touched = this.#pastSince(effect).length > 0 || this.since(effect).some((other) => deedsOf(this.#form, other).some(({ change }) => change === null || change.place === place || change.place === row || place === `${change.place.split(']')[0] ?? ''}]`));
    if (touched) this.excused += 1;
    return touched;
  }

  /** Whether somebody else put there what was there before this. */
  isTheirs({ scope, id, n }: ContactEffect, { place, was }: Difference): boolean {
    const before = this.#history.effects.filter((one) => one.scope === scope && one.id === id && one.n < n);
    const last = before.findLast((one) => deedsOf(this.#form, one).some(({ change }) => change?.place === place && change.to === was));
    return last?.actor === 'other';
  }

  /** A record that was removed past the gateway after it was read, and that a call for a change of it has made again: what that changed is told. */
  madeAgain(effect: ContactEffect): ContactEffect {
    const gone = effect.before === null ? this.#pastSince(effect).findLast(({ removed }) => removed !== null) : undefined;
    if (!gone) return effect;
    this.excused += 1;
    return { ...effect, before: gone.removed };
  }

  #pastSince({ scope, id, at }: ContactEffect): PastTheGateway[] {
    const read = this.#readAt(id, at);
    return this.#history.past.filter((one) => one.scope === scope && one.id === id && one.at >= read && one.at <= at);
  }

  /**
   * When this record was read for a call, or before. Its row may have been looked at between that reading and the call, in the same way: of two
   * readings soon after one another the first counts.
   */
  #readAt(id: string, before: number): number {
    const reads = this.#history.requests.filter((line) => line.method === 'GET' && line.at <= before && line.status === 200 && (line.fault === '' || line.fault === 'latency') && isAbout(line, id));
    const [last, first] = [reads.at(-1)?.at ?? 0, reads.at(-2)?.at ?? -Infinity];
    return last - first <= soonMs ? first : last;
  }
}

/** On the sandbox's clock, which goes twenty times as fast and more. */
const soonMs = 30_000;

const isAbout = ({ path, query }: RequestLine, id: string): boolean => path.endsWith(`/${id}`) || (new URLSearchParams(query).get('filter') ?? '').includes(`'${id}'`);

/** What is typed for a change: a row by what it is known by. Of what is emptied or goes, nothing. */
const broughtBy = ({ place, to }: Difference): string => (to === 'there' ? (/\[(.*)\]$/.exec(place)?.[1] ?? '') : to);

/** Effects that no edit asked for; a call that changed nothing is one that was sent for nothing. */
function unasked(matched: readonly Matched[], deeds: readonly Deed[], meanwhile: Meanwhile, { loss }: RecordHistory): Finding[] {
  const asked = new Set(matched.flatMap(({ tokens }) => tokens.map(({ token }) => token)));
  const forgotten = loss && loss.told !== '' ? JSON.stringify(loss.meant).toLowerCase() : '';
  const strange = deeds.filter(({ token, effect, change }) => {
    if (asked.has(token)) return false;
    if (forgotten !== '' && (change === null || forgotten.includes(JSON.stringify(broughtBy(change)).slice(1, -1)))) return false;
    return !change || !meanwhile.touchedPlace(effect, change.place);
  });
  return [...grouped(strange, ({ token }) => token)].map(([token, { length }]) => ({ wrong: 'doubled', text: `${length} effects of “${token}” that no edit asked for` }));
}

/**
 * What somebody else had made of a place, and the person had not seen, was overwritten without a question (F11). What edits that were lost with
 * part of the ledger had come to together nobody knows: whatever one of them was typed over, the person had seen.
 */
function overwriting(form: RecordForm, { edit, tokens }: Matched, meanwhile: Meanwhile, history: RecordHistory): Finding[] {
  const all = [edit.intent, ...(edit.doubtful ? lostWith(edit, history) : [])].flatMap((intent) => differencesOf(form, intent));
  return tokens.flatMap(({ effects }) => effects.slice(0, 1)).flatMap(({ effect, change }): Finding[] => {
    if (edit.intent.type === 'remove') return removedUnseen(form, edit.seq, edit.intent, effect, meanwhile);
    const seen = all.filter(({ place }) => place === change?.place).map(({ was }) => was);
    if (!change || seen.length === 0 || seen.includes(change.was) || !meanwhile.isTheirs(effect, change)) return [];
    return meanwhile.touchedPlace(effect, change.place) ? [] : [{ wrong: 'hidden', text: `edit ${edit.seq} of ${edit.clientId} overwrote “${change.was}” at ${change.place}, of which the person had only seen “${seen[0] ?? ''}”` }];
  });
}

/** Everything else that was ever to be done to the same record. */
const lostWith = ({ intent: { contact } }: { intent: RecordIntent }, { loss }: RecordHistory): RecordIntent[] => (loss?.meant ?? []).map(({ intent }) => intent).filter((one) => one.contact === contact);

/** Only a record that is still as the person saw it is removed. */
function removedUnseen(form: RecordForm, seq: number, { was }: { was: unknown }, effect: ContactEffect, meanwhile: Meanwhile): Finding[] {
  const [saw, there] = [factsOf(form, was), factsOf(form, effect.before)];
  const theirs = differences(saw, there).filter(({ place, was: seen, to }) => meanwhile.isTheirs(effect, { place, was: to, to: seen }) && !meanwhile.touchedPlace(effect, place));
  return theirs.map(({ place, to }) => ({ wrong: 'hidden', text: `edit ${seq} removed ${effect.scope}/${effect.id} with “${to}” at ${place}, which the person had not seen` }));
}

/** A record was made with all that was typed. Where its making was lost with part of the ledger, what later edits had put into the same call was lost with it. */
function incomplete(form: RecordForm, { edit, tokens }: Matched, history: RecordHistory): Finding[] {
  const [first] = tokens.flatMap(({ effects }) => effects);
  if (edit.intent.type !== 'create' || !first || first.effect.before !== null) return [];
  const after = factsOf(form, first.effect.after);
  const known = new Set([...Object.keys(form.fields), ...Object.keys(form.lists)]);
  const later = edit.doubtful ? lostWith(edit, history).flatMap((intent) => differencesOf(form, intent)) : [];
  const left = [...factsOf(form, edit.intent.doc)].filter(([place, value]) => known.has(/^\/([^[/]+)/.exec(place)?.[1] ?? '') && after.get(place) !== value);
  const unmeant = left.filter(([place]) => !later.some((change) => change.place === place && change.to === (after.get(place) ?? '')));
  return unmeant.map(([place, value]) => ({ wrong: 'lost', text: `edit ${edit.seq} of ${edit.clientId} made a record without “${value}” at ${place}` }));
}
