import { setTimeout as waited } from 'node:timers/promises';
import type { Desk } from './desk.ts';

/** Everything is read from the gateway once more. */
export async function readAgain(desk: Desk): Promise<void> {
  await desk.engine.ask('sync.refresh', {});
  await allRead(desk);
}

/** The list is read while whatever else is under way goes on: for a short while at most. */
export async function readWhile(desk: Desk): Promise<void> {
  await desk.engine.ask('sync.refresh', {});
  for (let looks = 25; looks > 0; looks -= 1) {
    await waited(4);
    if ((await desk.engine.ask('status.get', {})).reading === null) return;
  }
}

/** Nothing is left to read. What looks older than what was sent is not believed for a while, and read again: `reading` says so. */
export async function allRead(desk: Desk): Promise<void> {
  const until = performance.now() + 20_000;
  do {
    const { reading, connection } = await desk.engine.ask('settle', {});
    await desk.engine.ask('rest', {});
    if (reading === null || connection.state !== 'online') return;
    await waited(100);
  } while (performance.now() < until);
}
