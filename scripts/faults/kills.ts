import { setTimeout as waited } from 'node:timers/promises';
import type { EditEvent } from '../../main/engine/outbox/transitions.ts';
import type { FaultOrder } from '../../main/sandbox/faults.ts';
import type { Random } from '../../main/sandbox/random.ts';
import type { Death } from './conversation.ts';
import { correct, decide, reopen, reverse, undo } from './decisions.ts';
import type { Desk } from './desk.ts';
import { Killed } from './engine-handle.ts';
import { edit, edits } from './person.ts';

/** An engine that dies in the middle answers nothing more; anything else that goes wrong is for the checker. */
async function whileItLives(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
  }
}

/** kill -9 some milliseconds from now, while it works. */
export async function killSomeTime(desk: Desk, random: Random): Promise<void> {
  await desk.engine.ask('sync.now', {});
  await waited(random.whole(0, 25));
  await desk.killAndReopen();
}

/** kill -9 while a changing call hangs that has, or has not, been carried out. */
export async function killInCall(desk: Desk, random: Random): Promise<void> {
  const before = (await desk.control.requests()).at(-1)?.n ?? 0;
  const { faults } = desk.ways;
  const wish = random.chance(0.6) ? 'hardest' : null;
  await desk.order(wish ? { fault: 'stall', applied: true, match: faults.hardest } : faults.hanging(random));
  await edit(desk, random, random.pick(desk.clients), wish);
  await edit(desk, random);
  await desk.engine.ask('sync.now', {});
  for (let looks = 15; looks > 0; looks -= 1) {
    await waited(2);
    if ((await desk.control.requests(before)).some((line) => line.fault === 'stall')) break;
  }
  await desk.killAndReopen();
}

/** kill -9 while an edit is being taken in: the person was not answered, and it may be there or not. */
export async function killWhileQueueing(desk: Desk, random: Random): Promise<void> {
  const work = whileItLives(edit(desk, random));
  await waited(random.whole(0, 3));
  await desk.killAndReopen();
  await work;
}

/** As many edits of one contact as can come together, made away from the line. */
async function pile(desk: Desk, random: Random): Promise<void> {
  await desk.control.offline();
  const clientId = random.pick(desk.clients);
  for (let left = 4; left > 0; left -= 1) await edit(desk, random, clientId, 'simple');
  await desk.control.online();
}

/** Edits that wait, and somebody who does something about them. */
const thoughtBetter = (then: (desk: Desk, random: Random) => Promise<void>) => async (desk: Desk, random: Random): Promise<void> => {
  await desk.control.offline();
  await edits(desk, random);
  await then(desk, random);
};

/** Something goes wrong with edits, and somebody decides about what came of it. */
const troubled = (fault: (desk: Desk, random: Random) => FaultOrder, then: ((desk: Desk, random: Random) => Promise<void>) | null) => async (desk: Desk, random: Random): Promise<void> => {
  await desk.order(fault(desk, random));
  await edits(desk, random);
  await desk.engine.ask('sync.now', {});
  if (!then) return;
  for (let left = 3; left > 0; left -= 1) {
    await waited(10);
    await then(desk, random);
  }
};

const refused = ({ ways }: Desk, random: Random): FaultOrder => ways.faults.refusal(random);
const onChanges = (fault: 'cutBefore' | 'dropReply') => ({ ways }: Desk, random: Random): FaultOrder => ({ fault, match: ways.faults.changing(random) });

/** For every kind of event that the ledger writes: what makes it come. The compiler names the kind that is forgotten. */
const waysTo: Record<EditEvent['kind'], (desk: Desk, random: Random) => Promise<void>> = {
  queued: edits,
  sending: edits,
  carried: pile,
  answered: (desk, random) => edit(desk, random, random.pick(desk.clients), 'several'),
  done: edits,
  requeued: troubled(onChanges('cutBefore'), null),
  unknown: troubled(onChanges('dropReply'), null),
  parked: troubled(refused, null),
  retried: troubled(refused, (desk, random) => decide(desk, random, 'retry')),
  recheck: (desk, random) => decide(desk, random, 'checkAgain'),
  amended: thoughtBetter(correct),
  undone: thoughtBetter(undo),
  discarded: troubled(refused, (desk, random) => decide(desk, random, 'discard')),
  reversed: async (desk, random) => {
    for (let left = 3; left > 0; left -= 1) await reverse(desk, random);
  },
  reopened: thoughtBetter(async (desk, random) => {
    await undo(desk, random);
    await reopen(desk, random);
  }),
  // Where a contact was met before it was known to be one made here: seldom, whatever is done.
  joined: (desk, random) => edit(desk, random, random.pick(desk.clients), 'hardest'),
};

export const stepsOfAnEdit = Object.keys(waysTo) as EditEvent['kind'][];

/** kill -9 at a named step: as something of an edit's life is written down, before or after that is on the disk. */
export async function killAtStep(desk: Desk, random: Random): Promise<void> {
  const death: Death = { kind: random.pick([...stepsOfAnEdit, 'done', 'sending', 'carried']), moment: random.pick(['written', 'committed']), skip: random.pick([0, 0, 1]) };
  desk.note(`at ${death.kind}, ${death.moment}, after ${death.skip}`);
  // Where nothing is in the way it is sure to come to that.
  if (random.chance(0.7)) {
    await desk.control.calm();
    await desk.signIn();
  }
  desk.engine.mayDie();
  await whileItLives(desk.engine.ask('die', death));
  await whileItLives(waysTo[death.kind](desk, random));
  await desk.control.online();
  await whileItLives(desk.engine.ask('sync.now', {}));
  for (let looks = 40; looks > 0 && !desk.engine.isGone; looks -= 1) await waited(4);
  if (desk.engine.isGone) desk.killedAt.set(death.kind, (desk.killedAt.get(death.kind) ?? 0) + 1);
  await desk.killAndReopen();
}
