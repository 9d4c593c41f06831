import { z } from 'zod';
import { err, ok, type Result } from '../../../../shared/result.ts';
import type { ClientId } from '../../../../shared/contacts.ts';
import type { Fault } from '../../../../shared/faults.ts';
import type { EventQuery, HttpCall, HttpReply, LinkEvent, Send } from '../../gateway/connector.ts';
import { notificationList } from './calls.ts';
import { parseJson } from './documents.ts';
import { errorCode, faultOf } from './interpret.ts';
import { clientIdOf, isAccountNumber } from './intermediation/linked-clients.ts';

/**
 * Link events from the Notifications service (SPEC 11): they only shorten the wait for the next client list, so whatever cannot be
 * understood here costs nothing. Whose number stands in `ID` and whose in `SubjectID` for these types is not published: both are looked at.
 */
const text = z.string().catch('');
const notification = z.looseObject({ NotificationKey: z.union([z.number(), z.string()]).transform(String), Type: text, EventDate: text, IDType: text, ID: text, SubjectIDType: text, SubjectID: text });
const reply = z.looseObject({ Notifications: z.array(notification).nullish() });
type Notification = z.infer<typeof notification>;

/** An account was linked to, or delinked from, an intermediary. */
const linkTypes = new Set(['ACCLNK', 'ACCDLK']);

/** Kinds of client lists that can be asked by (Notifications 20230331.yaml). */
const queryTypes = new Set(['LSTID', 'CLTLID', 'IRD', 'CST']);

/** Events since `since`; null where the gateway has no such service for us. */
export async function linkEvents(send: Send, { since, lists }: EventQuery, now: number): Promise<Result<LinkEvent[] | null, Fault>> {
  const whole = await ask(send, notificationList(since, null), now);
  if (!whole.ok || whole.value !== 'byList') return whole as Result<LinkEvent[] | null, Fault>;
  const events: LinkEvent[] = [];
  for (const list of lists.filter(({ idType }) => queryTypes.has(idType))) {
    const answer = await ask(send, notificationList(since, list), now);
    if (!answer.ok) return answer;
    if (answer.value === null || answer.value === 'byList') return ok(null);
    events.push(...answer.value);
  }
  return ok(events);
}

async function ask(send: Send, call: HttpCall, now: number): Promise<Result<LinkEvent[] | 'byList' | null, Fault>> {
  const answer = await send(call);
  return answer.ok ? eventsOf(answer.value, now) : answer;
}

/**
 * What an answer says, by status and code. NOT002 wants a recipient named. NOT001: more than it hands out, which is an event in itself. KS0113 and
 * EV2302: our clock is ahead of theirs, so there is nothing new yet. Any other refusal: not for us.
 */
export function eventsOf(answer: HttpReply, now: number): Result<LinkEvent[] | 'byList' | null, Fault> {
  const fault = faultOf(answer, now);
  const code = errorCode(answer);
  if (code === 'NOT002') return ok('byList');
  if (code === 'NOT001') return ok([{ key: `NOT001 ${now}`, clientIds: [], linked: null }]);
  if (code === 'KS0113' || code === 'EV2302') return ok([]);
  if (answer.status === 404 || fault?.kind === 'forbidden' || fault?.kind === 'refused') return ok(null);
  if (fault) return err(fault);
  const parsed = reply.safeParse(parseJson(answer.text));
  if (!parsed.success) return err({ kind: 'unknown', detail: 'The answer was not one the gateway gives.' });
  return ok((parsed.data.Notifications ?? []).filter(({ Type }) => linkTypes.has(Type)).map(eventOf));
}

function eventOf(one: Notification): LinkEvent {
  const numbers = [[one.SubjectIDType, one.SubjectID], [one.IDType, one.ID]] as const;
  const account = numbers.map(([, id]) => id).find(isAccountNumber);
  const clientIds = [...new Set(numbers.flatMap(([type, id]) => clientOf(type, id) ?? []))];
  const scope = account ? `ACC:${account}` : clientIds[0];
  const on = one.EventDate.slice(0, 10);
  return { key: one.NotificationKey, clientIds, linked: scope && one.Type === 'ACCLNK' && /^\d{4}-\d\d-\d\d$/.test(on) ? { scope, on } : null };
}

/** Whatever kind it is called: an account is known by its form. */
const clientOf = (type: string, id: string): ClientId | null => clientIdOf(isAccountNumber(id) ? 'ACC' : type, id);
