import { setTimeout as waited } from 'node:timers/promises';
import type { Random } from '../../main/sandbox/random.ts';
import type { Death } from './conversation.ts';
import type { Desk } from './desk.ts';
import { Killed } from './engine-handle.ts';
import { hangingCall } from './gateway-faults.ts';
import { edit, edits, undo } from './person.ts';

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
  const wish = random.chance(0.6) ? 'addPhone' : null;
  await desk.order(wish ? { fault: 'stall', applied: true, match: { method: 'POST', path: '/gateway/contact/phone' } } : hangingCall(random));
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

export const stepsOfAnEdit: readonly Death['kind'][] = ['queued', 'sending', 'answered', 'done', 'requeued', 'unknown', 'parked', 'undone'];

/** kill -9 at a named step: as something of an edit's life is written down, before or after that is on the disk. */
export async function killAtStep(desk: Desk, random: Random): Promise<void> {
  const death: Death = { kind: random.pick([...stepsOfAnEdit, 'done', 'sending']), moment: random.pick(['written', 'committed']), skip: random.whole(0, 2) };
  desk.note(`at ${death.kind}, ${death.moment}, after ${death.skip}`);
  desk.engine.mayDie();
  await whileItLives(desk.engine.ask('die', death));
  await whileItLives(edits(desk, random));
  if (death.kind === 'undone') await whileItLives(undo(desk, random));
  await whileItLives(desk.engine.ask('sync.now', {}));
  for (let looks = 20; looks > 0 && !desk.engine.isGone; looks -= 1) await waited(2);
  await desk.killAndReopen();
}
