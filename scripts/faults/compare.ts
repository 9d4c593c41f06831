import type { NativeContact } from '../../shared/contacts.ts';
import type { AnyIntent, Intent } from '../../shared/edits.ts';
import type { QueueState } from '../../shared/views.ts';
import type { Effect } from '../../main/sandbox/record.ts';
import { claimed, type Matched as MatchedOf } from './claims.ts';
import { contentOf, contentsOf, languageOf, placeOf, tokenOfEffect } from './tokens.ts';

export type Wrong = 'lost' | 'doubled' | 'reordered' | 'hidden';

export interface Finding {
  wrong: Wrong;
  text: string;
}

/** An edit as the ledger tells of it, once nothing happens any more. */
export interface LedgerEdit<Meant extends AnyIntent = Intent, Doc = NativeContact> {
  editId: string;
  seq: number;
  clientId: string;
  intent: Meant;
  state: 'queued' | 'sending' | 'unknown' | 'parked' | 'done' | 'undone' | 'discarded';
  /** Of which kind the last trouble was that the person was shown; '' for none. */
  lastFault: string;
  /** What the ledger says happened to it, in order: `queued`, `sending`, `done answered 200`. */
  life?: readonly string[];
  /** The person was told that part of the ledger is lost, and that this may have been sent already. */
  doubtful?: boolean;
  /** Unfinished after everything has healed, with nothing before it that needs the person. */
  stuck?: boolean;
  /** The contact as the engine read it just before it sent. */
  read?: Doc | null;
  /** Changes that were done by an earlier call: what was read afterwards says nothing of them. */
  settled?: readonly number[];
  /** Nothing of its own was sent: with others it came to nothing, or it went in another's call. */
  merged?: boolean;
  /** The edits that went in this one's call; its `intent` is what they came to together. */
  group?: readonly string[];
  /** Positions in the ledger at which it last came back from having been taken back, and at which the sending began of which something may have arrived. */
  reopenedAt?: number;
  beganAt?: number;
  /** The edit that it was made from: reversed by it, or made anew. */
  predecessor?: string;
}

/** Everything a run leaves behind: what the person was promised, what the ledger says, what is shown, and what the gateway did. */
export interface RunHistory<Meant extends AnyIntent = Intent, Done = Effect> {
  /** Ids of edits that `edits.queue` accepted: the engine's promise. */
  accepted: string[];
  /** Ids of edits whose taking back was answered, by undo or discard. */
  takenBack: string[];
  ledger: LedgerEdit<Meant>[];
  /** The queue as the person sees it, sent ones included. */
  queue: { editId: string; state: QueueState }[];
  effects: Done[];
  /** What was lost of the ledger and told in these words, '' for nothing; and everything that any edit was ever to do, corrected or not. */
  loss?: { told: string; meant: { editId: string; clientId: string; intent: Meant }[] };
  /** Contacts of each client in plain words, sorted, by place: what the desk shows, and what the gateway has. */
  shown: { clientId: string; when: string; desk: string[]; gateway: string[] }[];
}

type Matched = MatchedOf<Intent, Effect>;

const visibleAs: Partial<Record<LedgerEdit['state'], QueueState>> = { queued: 'waiting', sending: 'sending', unknown: 'checking', parked: 'needsYou', done: 'sent' };
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

const saysNothingHappened = (fault: string): boolean => fault !== '' && fault !== 'unknown';

/** Compares what was promised with what happened. Pure: the same history gives the same findings. */
export function compare(history: RunHistory): Finding[] {
  const { effects } = history;
  const ledger = [...history.ledger, ...lostOf(history)];
  const matched = claimed(ledger, effects.filter(({ actor }) => actor === 'caller'), languageOf(effects));
  const carried = carriedIn(ledger);
  return [
    ...missing(history),
    ...madeTwice(history),
    ...matched.flatMap((one) => outcome(one, (token) => alreadyGone(token, one.edit, effects), carried)),
    ...unasked(history, matched),
    ...disorder(matched, makesRoom),
    ...matched.flatMap(overwriting),
    ...unseen(history),
    ...shownOtherwise(history),
  ];
}

/** Edits that went in another's call, whose effect is told of once, by that one. */
export const carriedIn = (ledger: readonly Pick<LedgerEdit, 'editId' | 'group'>[]): ReadonlySet<string> => new Set(ledger.flatMap(({ editId, group = [] }) => group.filter((id) => id !== editId)));

/** Edits that went in one call with others, or came to nothing with them. */
export const mergedIn = (ledger: readonly Pick<LedgerEdit, 'state' | 'merged' | 'group'>[]): number => ledger.filter((edit) => edit.state === 'done' && (edit.merged || (edit.group?.length ?? 0) > 1)).length;

/** What is shown must be what the gateway has. */
export const shownOtherwise = ({ shown }: Pick<RunHistory, 'shown'>): Finding[] =>
  shown.flatMap(({ clientId, when, desk, gateway }) => (same(desk, gateway) ? [] : [{ wrong: 'hidden', text: `${clientId} is shown as ${only(desk, gateway)} and is ${only(gateway, desk)} at the gateway (${when})` }]));

/** Lines that the other side has not; all of them where that would be none. */
function only(lines: readonly string[], others: readonly string[]): string {
  const own = lines.filter((line) => !others.includes(line));
  return JSON.stringify(own.length > 0 ? own : lines.length === 0 || others.length === 0 ? lines : ['all else']);
}

/** What was lost with part of the ledger, and told: it may have been carried out or not, but no more than once. So may what an edit was before it was corrected. */
export function lostOf<Meant extends AnyIntent>({ loss, ledger }: Pick<RunHistory<Meant>, 'loss' | 'ledger'>): LedgerEdit<Meant>[] {
  if (!loss || loss.told === '') return [];
  const kept = new Set(ledger.map(({ editId, intent }) => `${editId} ${JSON.stringify(intent)}`));
  const lost = loss.meant.filter(({ editId, intent }) => !kept.has(`${editId} ${JSON.stringify(intent)}`));
  return lost.map((one) => ({ ...one, seq: Number.MAX_SAFE_INTEGER, state: 'parked', lastFault: 'unknown', doubtful: true }));
}

const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((line, index) => line === b[index]);

export function missing({ accepted, ledger, loss }: Pick<RunHistory<AnyIntent>, 'accepted' | 'ledger' | 'loss'>): Finding[] {
  if (loss && loss.told !== '') return [];
  const kept = new Set(ledger.map((edit) => edit.editId));
  return accepted.filter((id) => !kept.has(id)).map((id) => ({ wrong: 'lost', text: `edit ${id} was accepted and is not in the ledger` }));
}

/** Of what was reversed, or made anew, one opposite or new record stands, and no edit beside what was made instead of it. What was lost nobody can know of. */
export function madeTwice({ ledger, loss }: Pick<RunHistory<AnyIntent>, 'ledger' | 'loss'>): Finding[] {
  if (loss && loss.told !== '') return [];
  const standing = ledger.filter(({ state }) => state !== 'undone' && state !== 'discarded');
  return [...grouped(standing.filter(({ predecessor }) => predecessor !== undefined), ({ predecessor }) => predecessor ?? '')].flatMap(([from, made]) => {
    const told = made.map(({ seq, state }) => `${seq} (${state})`).join(' and ');
    const still = standing.find(({ editId, state }) => editId === from && state !== 'done');
    const twice: Finding[] = made.length > 1 ? [{ wrong: 'doubled', text: `edits ${told} were both made from one` }] : [];
    return still ? [...twice, { wrong: 'doubled', text: `edit ${told} was made instead of ${still.seq}, which is ${still.state}` }] : twice;
  });
}

/** A removal finds its target gone already: somebody else's removal of it, or of the contact it hung on, is as good. */
function alreadyGone(token: string, edit: LedgerEdit, effects: readonly Effect[]): boolean {
  const id = /^remove (?:phone|contact) (.+)$/.exec(token)?.[1];
  if (id === undefined) return false;
  return effects.some((effect) => effect.method === 'DELETE' && effect.client === edit.clientId && (tokenOfEffect(effect) === token || effect.ids.phoneIds?.map(String).includes(id)));
}

/** `isSoAnyway`: whether what a call was to bring about is so without it. */
export function outcome({ edit, tokens }: MatchedOf<AnyIntent, { n: number }>, isSoAnyway: (token: string) => boolean, carried: ReadonlySet<string>): Finding[] {
  const found: Finding[] = [];
  const say = (wrong: Wrong, text: string): number => found.push({ wrong, text: `edit ${edit.seq} of ${edit.clientId} (${edit.life?.join(', ') ?? edit.state}): ${text}` });
  for (const { token, effects: own } of tokens) {
    if (own.length > 1) say('doubled', `${own.length} effects of “${token}”`);
    if (edit.state === 'done' && own.length === 0 && !carried.has(edit.editId) && !isSoAnyway(token)) say('lost', `said to be sent, and no effect of “${token}”`);
    if (edit.state === 'undone' && own.length > 0) say('doubled', `taken back before it was sent, and yet an effect of “${token}”`);
    // Of several calls the first may have been carried out before the next was refused.
    const told = !edit.doubtful && (edit.state === 'parked' || edit.state === 'discarded') && saysNothingHappened(edit.lastFault) && tokens.length === 1;
    if (told && own.length > 0) say('hidden', `the person was told “${edit.lastFault}”, and there is an effect of “${token}”`);
  }
  if (edit.stuck) say('lost', 'unfinished for ever, with nothing before it that needs the person');
  return found;
}

/** What the engine read was not what the person had seen, nobody was asked, and it was sent all the same (F11). */
function overwriting({ edit, tokens }: Matched): Finding[] {
  const { intent, read } = edit;
  if (edit.state !== 'done' || !read || tokens.every(({ effects }) => effects.length === 0)) return [];
  const pairs = intent.type === 'create' ? [] : intent.type === 'remove' ? [[intent.was.Name, '', read.Name]] : intent.changes.map((change, index) => {
    if (change.op === 'addPhone' || edit.settled?.includes(index)) return [];
    if (change.op === 'set') return [change.was, change.to, read.Name];
    return [change.was.PhoneNumber, change.op === 'setPhone' ? change.to.PhoneNumber : '', read.Phone.find((phone) => phone.key === change.key)?.PhoneNumber ?? change.was.PhoneNumber];
  });
  return pairs.filter(([was, to, there]) => there !== was && there !== to).map(([was, , there]) => ({ wrong: 'hidden', text: `edit ${edit.seq} of ${edit.clientId} overwrote “${there}”, of which the person had only seen “${was}”` }));
}

/** Of what went together before part of the ledger was lost, only the contents are known. */
function unasked({ effects, loss }: RunHistory, matched: readonly Matched[]): Finding[] {
  const asked = new Set(matched.flatMap(({ edit, tokens }) => tokens.map(({ token }) => placeOf(edit.clientId, token))));
  const forgotten = new Set(loss && loss.told !== '' ? loss.meant.flatMap(({ intent }) => contentsOf(intent)) : []);
  const ours = grouped(effects.filter(({ actor }) => actor === 'caller'), (effect) => placeOf(effect.client, tokenOfEffect(effect)));
  const strange = [...ours].filter(([place, [first, ...more]]) => !asked.has(place) && !(first && more.length === 0 && forgotten.has(contentOf(first))));
  return strange.map(([place, { length }]) => ({ wrong: 'doubled', text: `${length} effects of “${place}” that no edit asked for` }));
}

/** A phone is added before the only one is removed, and removed before a sixth is added, whichever was queued first (F21). */
const makesRoom = (first: string, second: string): boolean => (first.startsWith('add phone') && second.startsWith('remove phone')) || (first.startsWith('remove phone') && second.startsWith('add phone'));

interface Place {
  edit: LedgerEdit<AnyIntent>;
  n: number;
  index: number;
  token: string;
}

/** Per client, first effects follow the order in which the edits were queued, and an edit's own calls their order in it. `areCalls`: false where all that an edit changes goes in one. */
export function disorder(matched: readonly MatchedOf<AnyIntent, { n: number }>[], mayTurn: (first: string, second: string) => boolean, areCalls = true): Finding[] {
  // Of what was lost nobody knows its place any more, nor which effect is its own where another edit brought the same.
  const lost = new Set(matched.flatMap(({ edit, tokens }) => (edit.doubtful ? tokens.map(({ token }) => placeOf(edit.clientId, token)) : [])));
  const places = matched.filter(({ edit }) => !edit.doubtful).flatMap(({ edit, tokens }) => tokens.flatMap(({ token, effects: [first] }, index): Place[] => (first && !lost.has(placeOf(edit.clientId, token)) ? [{ edit, n: first.n, index: areCalls ? index : 0, token }] : [])));
  const found: Finding[] = [];
  for (const [clientId, ofClient] of grouped(places, (place) => place.edit.clientId)) {
    // What one call did has no order.
    ofClient.sort((a, b) => a.n - b.n || a.edit.seq - b.edit.seq || a.index - b.index);
    ofClient.forEach((place, at) => {
      const before = ofClient[at - 1];
      if (before && !mayTurn(before.token, place.token) && isBehind(before, place)) found.push({ wrong: 'reordered', text: `${clientId}: “${before.token}” (edit ${before.edit.seq}) came before “${place.token}” (edit ${place.edit.seq})` });
    });
  }
  return found;
}

/** What was being sent by then, or had been, did not wait for what was had back later. */
function isBehind(before: Place, place: Place): boolean {
  if ((before.edit.beganAt ?? Infinity) < (place.edit.reopenedAt ?? 0)) return false;
  return before.edit.seq > place.edit.seq || (before.edit.seq === place.edit.seq && before.index > place.index);
}

/** What is unfinished stands in the queue in its own state; what is done stands under sent; what was taken back is in neither. */
export function unseen({ ledger, queue, takenBack }: Pick<RunHistory<AnyIntent>, 'ledger' | 'queue' | 'takenBack'>): Finding[] {
  const rows = new Map(queue.map((row) => [row.editId, row.state]));
  const gone = new Set(takenBack);
  return ledger.flatMap((edit): Finding[] => {
    const wanted = visibleAs[edit.state];
    if (rows.get(edit.editId) !== wanted) return [{ wrong: 'hidden', text: `edit ${edit.seq} is ${edit.state} and the queue shows it as ${rows.get(edit.editId) ?? 'nothing'}` }];
    if (gone.has(edit.editId) && wanted !== undefined && !edit.doubtful) return [{ wrong: 'hidden', text: `edit ${edit.seq} was taken back and is ${edit.state}` }];
    return [];
  });
}

/** Edits that wait although nothing before them, of the same client, needs the person: after heal and rest there may be none. */
export function markStuck<Meant extends AnyIntent>(ledger: readonly LedgerEdit<Meant>[]): LedgerEdit<Meant>[] {
  return ledger.map((edit) => {
    const unfinished = edit.state === 'queued' || edit.state === 'sending' || edit.state === 'unknown';
    const held = ledger.some((other) => other.clientId === edit.clientId && other.seq < edit.seq && other.state === 'parked');
    return unfinished && !held ? { ...edit, stuck: true } : edit;
  });
}
