import type { Random } from '../../main/sandbox/random.ts';
import type { Desk } from './desk.ts';
import type { Wish } from './ways.ts';

/** Somebody types an edit of one client as they see it. */
export async function edit(desk: Desk, random: Random, clientId = random.pick(desk.clients), wish: Wish | null = null): Promise<void> {
  const meant = await desk.ways.meant(desk, random, clientId, wish);
  if (!meant) return;
  desk.note(`${meant.clientId} ${meant.words}`);
  await desk.queue(meant.clientId, meant.intent);
}

/** Several edits in a row. */
export async function edits(desk: Desk, random: Random): Promise<void> {
  for (let left = random.whole(1, 3); left > 0; left -= 1) await edit(desk, random);
}

/** The form is saved twice: a key that sticks, or a screen that asks again. */
export async function editTwice(desk: Desk, random: Random): Promise<void> {
  const meant = await desk.ways.meant(desk, random, random.pick(desk.clients), null);
  if (!meant) return;
  desk.note(`${meant.clientId} ${meant.words}`);
  desk.plays('F4');
  await desk.queue(meant.clientId, meant.intent, true);
}
