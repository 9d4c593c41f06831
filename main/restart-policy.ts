/**
 * When to start a process again after it died by itself: quickly at first, then slower, and not for ever, because a process that
 * keeps dying would burn the battery and hide the reason.
 */
const delays = [250, 1_000, 4_000, 15_000, 60_000];
const memoryMs = 10 * 60_000;

/**
 * Decides after a death. `deaths`: epoch milliseconds of each, the newest last.
 * Answers the milliseconds to wait before starting again, or null to give up.
 */
export function restartDelay(deaths: readonly number[]): number | null {
  const newest = deaths.at(-1);
  if (newest === undefined) return 0;
  const recent = deaths.filter((at) => newest - at < memoryMs).length;
  return delays[recent - 1] ?? null;
}
