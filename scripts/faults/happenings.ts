import { setTimeout as waited } from 'node:timers/promises';
import type { FaultOrder } from '../../main/sandbox/faults.ts';
import { randomFrom, type Random } from '../../main/sandbox/random.ts';
import { randomIntent } from './person.ts';
import type { Desk } from './desk.ts';

const eu6001 = '{"errors":[{"code":"EU6001","type":"server","message":"Unexpected error occurred"}]}';
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
  { fault: 'outage', status: 503, count: 2 },
  { fault: 'portal', count: 2 },
  { fault: 'portal', redirect: true, count: 1 },
  { fault: 'expireToken' },
];
const stalls: readonly FaultOrder[] = [{ fault: 'stall' }, { fault: 'stall', applied: true }];

function randomFault(random: Random): FaultOrder {
  const order = random.chance(0.02) ? random.pick(stalls) : random.pick(faults);
  return { ...order, skip: random.whole(0, 4), ...(random.chance(0.75) ? { match: changing } : {}) };
}

type Happening = (desk: Desk, random: Random) => Promise<void>;

async function edit(desk: Desk, random: Random, clientId = random.pick(desk.clients)): Promise<void> {
  const detail = await desk.engine.ask('clients.open', { clientId });
  const intent = detail && randomIntent(random, detail, desk.contents, () => desk.newKey());
  if (detail && intent) await desk.queue(detail.id, intent);
}

/** Somebody types several edits of one client in a row. */
async function edits(desk: Desk, random: Random): Promise<void> {
  for (let left = random.whole(1, 3); left > 0; left -= 1) await edit(desk, random);
}

/** Away from the line, somebody here and somebody there change the same client. */
async function collide(desk: Desk, random: Random): Promise<void> {
  await desk.control.offline();
  desk.faults += 1;
  await desk.engine.ask('sync.now', {});
  const clientId = random.pick(desk.clients);
  for (let left = 3; left > 0; left -= 1) await edit(desk, random, clientId);
  for (let left = 3; left > 0; left -= 1) await desk.another(random, clientId);
  await desk.control.online();
  await desk.engine.ask('sync.now', {});
}

async function undo(desk: Desk, random: Random): Promise<void> {
  const { rows } = await desk.engine.ask('queue.list', { states: ['waiting'], start: 0, count: 100 });
  const row = rows.length > 0 ? random.pick(rows) : null;
  if (row) desk.takenBack.push(...(await desk.engine.ask('edits.undo', { editId: row.editId })).undone);
}

async function flap(desk: Desk, random: Random): Promise<void> {
  await desk.control.offline();
  desk.faults += 1;
  await desk.engine.ask('sync.now', {});
  if (random.chance(0.5)) await edits(desk, random);
  await waited(random.whole(0, 6));
  await desk.control.online();
  await desk.engine.ask('sync.now', {});
}

async function expire(desk: Desk): Promise<void> {
  await desk.control.expireTokens();
  desk.faults += 1;
}

async function delink(desk: Desk, random: Random): Promise<void> {
  const clientId = random.pick(desk.clients);
  await desk.control.unlink(clientId);
  desk.touched.add(clientId);
  desk.faults += 1;
}

/** kill -9 some milliseconds from now, while it works. */
async function killSomeTime(desk: Desk, random: Random): Promise<void> {
  await desk.engine.ask('sync.now', {});
  await waited(random.whole(0, 25));
  await desk.killAndReopen();
}

/** kill -9 while a changing call hangs that has, or has not, been carried out. */
async function killInCall(desk: Desk, random: Random): Promise<void> {
  const before = (await desk.control.requests()).at(-1)?.n ?? 0;
  await desk.control.order({ fault: 'stall', applied: random.chance(0.6), match: { method: random.pick(['POST', 'PUT', 'DELETE', 'POST']), path: random.pick(['/gateway/contact/contact', '/gateway/contact/phone']) } });
  await edits(desk, random);
  await desk.engine.ask('sync.now', {});
  for (let looks = 15; looks > 0; looks -= 1) {
    await waited(2);
    if ((await desk.control.requests(before)).some((line) => line.fault === 'stall')) break;
  }
  await desk.killAndReopen();
}

/** kill -9 while an edit is being taken in: the person was not answered, and it may be there or not. */
async function killWhileQueueing(desk: Desk, random: Random): Promise<void> {
  const work = edit(desk, random);
  const settled = work.catch(() => undefined);
  await waited(random.whole(0, 3));
  await desk.killAndReopen();
  await settled;
}

const deck: readonly (readonly [weight: number, happening: Happening])[] = [
  [34, edits],
  [34, async (desk, random) => void (await desk.control.order(randomFault(random)))],
  [9, async (desk, random) => desk.another(random)],
  [3, undo],
  [4, (desk, random) => desk.decide(random)],
  [5, async (desk) => void (await desk.engine.ask('sync.now', {}))],
  [6, (_, random) => waited(random.whole(0, 8))],
  [6, (desk) => desk.signIn()],
  [4, flap],
  [4, collide],
  [1, expire],
  [1, delink],
  [0.7, killSomeTime],
  [0.8, killInCall],
  [0.4, killWhileQueueing],
  [0.6, (desk) => desk.restart()],
];

const whole = deck.reduce((sum, [weight]) => sum + weight, 0);

function drawn(random: Random): Happening {
  let left = random.next() * whole;
  for (const [weight, happening] of deck) if ((left -= weight) < 0) return happening;
  return edits;
}

/** Lets so many things happen, each from numbers of its own, so that what one of them meets does not change what the next will be. */
export async function happen(desk: Desk, seed: number): Promise<void> {
  const count = randomFrom(seed, 1).whole(20, 45);
  for (let index = 0; index < count; index += 1) {
    const random = randomFrom(seed, 2, index);
    await drawn(random)(desk, random);
  }
}

