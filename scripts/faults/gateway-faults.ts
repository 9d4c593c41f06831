import type { FaultOrder } from '../../main/sandbox/faults.ts';
import type { Random } from '../../main/sandbox/random.ts';

const answer = (code: string, type = 'validation'): string => JSON.stringify({ errors: [{ code, type, message: 'As it is worded.' }] });
const eu6001 = answer('EU6001', 'server');
const changing = { path: '/gateway/contact/' };

/** Faults of the line and of the gateway; those that may leave an edit in doubt come more often. */
const faults: readonly FaultOrder[] = [
  { fault: 'dropReply' },
  { fault: 'dropReply' },
  { fault: 'halfBody' },
  { fault: 'cutBefore' },
  { fault: 'answer', status: 504, body: 'late', applied: true },
  { fault: 'answer', status: 500, body: eu6001 },
  { fault: 'answer', status: 500, body: eu6001, applied: true },
  { fault: 'answer', status: 429, headers: { 'retry-after': '0' } },
  { fault: 'answer', status: 429, headers: { 'retry-after': '1' } },
  { fault: 'answer', status: 503, headers: { 'retry-after': '1' } },
  { fault: 'outage', status: 503, count: 2 },
  { fault: 'portal', count: 2 },
  { fault: 'portal', redirect: true, count: 1 },
  { fault: 'expireToken' },
];
const stalls: readonly FaultOrder[] = [{ fault: 'stall' }, { fault: 'stall', applied: true }];

/** The gateway refuses outright what the rules, as we know them, would have let through. */
const refusals: readonly FaultOrder[] = [
  ...['CNT102', 'CNT103', 'ACT100', 'EV1100', 'ZZZ999'].map((code): FaultOrder => ({ fault: 'answer', status: 400, body: answer(code) })),
  { fault: 'answer', status: 403, body: answer('EV1022', 'security') },
];

export function randomFault(random: Random): FaultOrder {
  const order = random.chance(0.015) ? random.pick(stalls) : random.pick(faults);
  return { ...order, skip: random.whole(0, 4), ...(random.chance(0.75) ? { match: changing } : {}) };
}

export const randomRefusal = (random: Random): FaultOrder => ({ ...random.pick(refusals), skip: random.whole(0, 2), match: { path: random.pick(['/gateway/contact/contact', '/gateway/contact/phone']) } });

/** One kind of call fails for ever, or until somebody clears it. */
export const randomPoison = (random: Random): FaultOrder => ({ fault: 'answer', status: 500, body: eu6001, count: null, match: { method: random.pick(['POST', 'PUT', 'DELETE']), path: random.pick(['/gateway/contact/contact', '/gateway/contact/phone']) } });

const hostile = ['<html>fine</html>', 'null', '[]', '{"PhoneID":{}}', '{"ContactID":[]}', '{"Customer":null,"Account":7}', '{"Customer":{"Contact":{"length":9}}}', '{"__proto__":{"PhoneID":1}}', `${'['.repeat(3_000)}${']'.repeat(3_000)}`, '\u0000\uFFFF'];

/** Malformed, or meant to harm: nothing of it may be taken for an answer. A 200 without a body is one, so that is not among them. */
export const randomHostility = (random: Random): FaultOrder => ({ fault: 'answer', status: random.pick([200, 200, 200, 201, 404, 418]), body: random.pick(hostile), applied: random.chance(0.5), skip: random.whole(0, 3), match: { path: random.pick(['/gateway/contact/contact', '/gateway/contact/phone', '/gateway/customer', '/gateway/account/account']) } });

/** One direction only: what is sent arrives and nothing comes back, or it never arrives and nobody says so. */
export const oneWay = (random: Random): FaultOrder => ({ fault: 'stall', applied: random.chance(0.5), count: null });

export const hangingCall = (random: Random): FaultOrder => ({ fault: 'stall', applied: random.chance(0.6), match: { method: random.pick(['POST', 'PUT', 'DELETE', 'POST']), path: random.pick(['/gateway/contact/contact', '/gateway/contact/phone']) } });

/** Readings that do not show yet what has been written. Fewer than the engine looks, or it could not know. */
export const randomLag = (random: Random, longestMs: number): FaultOrder => ({ fault: 'lag', longestMs, match: { path: random.pick(['/gateway/customer', '/gateway/account/account']) }, skip: random.whole(0, 1), count: random.whole(1, 3) });

/** `504 applied POST /gateway/contact/phone, after 3`: an order in one line. */
export function wordsOf(order: FaultOrder): string {
  const what = order.fault === 'answer' ? `${order.status}${order.applied ? ' applied' : ''}${order.body?.includes('"code"') ? ` ${/"code":"(\w+)"/.exec(order.body)?.[1] ?? ''}` : ''}` : `${order.fault}${'applied' in order && order.applied ? ' applied' : ''}`;
  const where = [order.match?.method, order.match?.path].filter((part) => part !== undefined).join(' ');
  return [what, where, order.skip ? `after ${order.skip}` : '', order.count === null ? 'for ever' : ''].filter((part) => part !== '').join(', ');
}
