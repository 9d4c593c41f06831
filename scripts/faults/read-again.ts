import type { Desk } from './desk.ts';

/** Everything is read from the gateway once more. */
export async function readAgain(desk: Desk): Promise<void> {
  await desk.engine.ask('sync.refresh', {});
  for (let left = 20; left > 0; left -= 1) {
    const { reading } = await desk.engine.ask('settle', {});
    await desk.engine.ask('rest', {});
    if (reading === null) return;
  }
}
