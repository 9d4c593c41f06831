import { setTimeout as waited } from 'node:timers/promises';
import { randomFrom, type Random } from '../../main/sandbox/random.ts';
import type { Desk } from './desk.ts';
import { correct, decide, discardAll, reopen, reverse, undo } from './decisions.ts';
import { oneWay } from './gateway-faults.ts';
import { killAtStep, killInCall, killSomeTime, killWhileQueueing } from './kills.ts';
import { edit, edits, editTwice } from './person.ts';
import { damageCache, damageLedger, fillDisk, moveClock, newerFile, secondEngine } from './storage-troubles.ts';
import type { RunWish } from './run.ts';
import type { Deck, Happening } from './ways.ts';

/** Away from the line, somebody here and somebody there change the same client. */
async function collide(desk: Desk, random: Random): Promise<void> {
  await desk.control.offline();
  desk.plays('F18');
  await desk.engine.ask('sync.now', {});
  const clientId = random.pick(desk.clients);
  for (let left = 3; left > 0; left -= 1) await edit(desk, random, clientId);
  for (let left = 3; left > 0; left -= 1) await desk.another(random, clientId);
  await desk.control.online();
  await desk.engine.ask('sync.now', {});
}

async function flap(desk: Desk, random: Random): Promise<void> {
  await desk.control.offline();
  desk.plays('F18');
  await desk.engine.ask('sync.now', {});
  if (random.chance(0.5)) await edits(desk, random);
  await waited(random.whole(0, 6));
  await desk.control.online();
  await desk.engine.ask('sync.now', {});
}

/** Reads lag writes for a while; half the time the answer to something new is lost as well. Not on top of another lag. */
async function lag(desk: Desk, random: Random): Promise<void> {
  if ((await desk.control.faults()).some(({ order }) => order.fault === 'lag')) return;
  for (const clientId of desk.clients) desk.touched.add(clientId);
  if (random.chance(0.5)) await desk.order({ fault: 'dropReply', match: desk.ways.faults.hardest });
  await desk.order(desk.ways.faults.lag(random, Math.floor(desk.longestLagMs / 3)));
  await edit(desk, random, random.pick(desk.clients), 'hardest');
}

async function expire(desk: Desk): Promise<void> {
  await desk.ways.expire();
  desk.plays('F10');
}

/** The keychain does not open: there is no token, until somebody signs in. */
async function noToken(desk: Desk, random: Random): Promise<void> {
  await desk.engine.ask('authorization', { authorization: null });
  desk.plays('F9');
  if (random.chance(0.7)) await edits(desk, random);
}

/** Calls hang in one direction until the line is cut. */
async function halfOpen(desk: Desk, random: Random): Promise<void> {
  await desk.order(oneWay(random));
  await edits(desk, random);
  await desk.engine.ask('sync.now', {});
  await waited(random.whole(0, 12));
  await desk.control.calm();
}

async function forEver(desk: Desk, random: Random): Promise<void> {
  desk.plays('F15');
  await desk.order(desk.ways.faults.poison(random));
}

const fault: Happening = async (desk, random) => desk.order(desk.ways.faults.random(random));
const another: Happening = (desk, random) => desk.another(random);
const sendNow: Happening = async (desk) => void (await desk.engine.ask('sync.now', {}));
const signIn: Happening = (desk) => desk.signIn();

const everywhere: Deck = {
  edits: [36, edits],
  fault: [30, fault],
  refusal: [5, async (desk, random) => desk.order(desk.ways.faults.refusal(random))],
  hostility: [3, async (desk, random) => desk.order(desk.ways.faults.hostility(random))],
  'for ever': [1, forEver],
  calm: [1.5, async (desk) => desk.control.calm()],
  another: [9, another],
  'edit twice': [1, editTwice],
  undo: [3, undo],
  decide: [6, decide],
  correct: [4, correct],
  'have back': [3, reopen],
  reverse: [4, reverse],
  'discard all': [0.7, discardAll],
  'send now': [5, sendNow],
  wait: [6, (_, random) => waited(random.whole(0, 8))],
  'sign in': [6, signIn],
  flap: [4, flap],
  'half open': [0.6, halfOpen],
  collide: [4, collide],
  'no token': [0.8, noToken],
  'tokens expire': [1, expire],
  lag: [2, lag],
  'kill some time': [0.7, killSomeTime],
  'kill in a call': [1.6, killInCall],
  'kill while queueing': [0.4, killWhileQueueing],
  'kill at a step': [2.5, killAtStep],
  restart: [0.6, (desk) => desk.restart()],
  'disk full': [1, fillDisk],
  'cache damaged': [0.5, damageCache],
  'ledger damaged': [0.5, damageLedger],
  'newer file': [0.3, newerFile],
  'second engine': [0.4, (desk) => secondEngine(desk)],
  'clock moves': [1, moveClock],
};

/** Something to lose, and the process that dies of it. */
const nothingButKills: Deck = {
  edits: [30, edits],
  fault: [4, fault],
  another: [3, another],
  decide: [4, decide],
  'send now': [6, sendNow],
  'sign in': [3, signIn],
  'kill some time': [16, killSomeTime],
  'kill in a call': [10, killInCall],
  'kill while queueing': [10, killWhileQueueing],
  'kill at a step': [22, killAtStep],
};

function drawn(random: Random, deck: Deck): [name: string, happening: Happening] {
  let left = random.next() * Object.values(deck).reduce((sum, [weight]) => sum + weight, 0);
  for (const [name, [weight, happening]] of Object.entries(deck)) if ((left -= weight) < 0) return [name, happening];
  return ['edits', edits];
}

/** How many things happen in the run of this seed. */
export const lengthOf = (seed: number): number => randomFrom(seed, 1).whole(20, 45);

/**
 * Lets things happen, each from numbers of its own, so that what one of them meets does not change what the next will be. `only`: no others
 * than these, by their place in the run.
 */
export async function happen(desk: Desk, { seed, only, deck: name }: Pick<RunWish, 'seed' | 'only' | 'deck'>): Promise<void> {
  const count = lengthOf(seed);
  const deck = name === 'kills' ? nothingButKills : { ...everywhere, ...desk.ways.deck };
  for (let index = 0; index < count; index += 1) {
    if (only && !only.includes(index)) continue;
    const random = randomFrom(seed, 2, index);
    const [title, happening] = drawn(random, deck);
    desk.begin(index, title);
    await happening(desk, random);
  }
}
