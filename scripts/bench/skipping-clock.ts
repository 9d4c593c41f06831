import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Clock } from '../../main/engine/clock.ts';

/** The event loop has come round so often with nothing under way and nothing happening: all that is left is to wait. */
const quietRounds = 5;
const tickMs = 2;
const over = ['undici:request:trailers', 'undici:request:error'];

/**
 * A clock that goes as fast as the one on the wall while a call is under way or anything has just happened, and
 * skips what would only be waited for while it is told to: what work takes counts in full, and an hour of waiting takes a moment.
 */
export function skippingClock(): Clock & { skip: (on: boolean) => void; stop: () => void } {
  const [began, wall] = [performance.now(), Date.now()];
  const underWay = new Set<unknown>();
  let [skipped, quiet] = [0, 0];
  let skips = false;
  let timers: { at: number; callback: () => void }[] = [];
  const elapsed = (): number => performance.now() - began + skipped;
  const starts = (message: unknown): void => void (underWay.add((message as { request: unknown }).request), (quiet = 0));
  const ends = (message: unknown): void => void (underWay.delete((message as { request: unknown }).request), (quiet = 0));
  const tick = (): void => {
    const next = timers.reduce((first, one) => Math.min(first, one.at), Number.POSITIVE_INFINITY);
    if (skips && underWay.size === 0 && quiet >= quietRounds && Number.isFinite(next)) skipped += Math.max(0, next - elapsed());
    const now = elapsed();
    const due = timers.filter((one) => one.at <= now).sort((a, b) => a.at - b.at);
    timers = timers.filter((one) => one.at > now);
    for (const { callback } of due) callback();
    quiet = due.length > 0 ? 0 : quiet + 1;
  };
  subscribe('undici:request:create', starts);
  for (const channel of over) subscribe(channel, ends);
  const ticking = setInterval(tick, tickMs);
  return {
    now: () => wall + Math.floor(elapsed()),
    elapsed,
    after(ms, callback) {
      const timer = { at: elapsed() + ms, callback };
      timers.push(timer);
      return () => void (timers = timers.filter((one) => one !== timer));
    },
    skip: (on) => void (skips = on),
    stop() {
      clearInterval(ticking);
      unsubscribe('undici:request:create', starts);
      for (const channel of over) unsubscribe(channel, ends);
    },
  };
}
