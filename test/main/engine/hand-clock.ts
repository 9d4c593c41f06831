import type { Clock } from '../../../main/engine/clock.ts';

/** A clock that a test moves. Short waits pass by themselves, so that looks a moment apart and gathered news need no hand. */
export function handClock(start = 1_780_000_000_000, shortMs = 100): Clock & { pass(ms: number): void } {
  let passed = 0;
  const timers = new Set<{ at: number; callback: () => void }>();
  return {
    now: () => start + passed,
    elapsed: () => passed,
    after(ms, callback) {
      if (ms <= shortMs) {
        const soon = setTimeout(callback, 0);
        return () => clearTimeout(soon);
      }
      const timer = { at: passed + ms, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    pass(ms) {
      passed += ms;
      const due = [...timers].filter((timer) => timer.at <= passed).sort((a, b) => a.at - b.at);
      for (const timer of due) if (timers.delete(timer)) timer.callback();
    },
  };
}
