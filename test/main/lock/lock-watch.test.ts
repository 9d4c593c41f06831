import { expect, test } from 'vitest';
import { createLockWatch } from '../../../main/lock/lock-watch.ts';
import { waitAfter } from '../../../main/lock/phrase-tries.ts';

function watched() {
  const state = { idle: 0, screen: false, minutes: 15 };
  const locked: string[] = [];
  const listeners = new Map<string, () => void>();
  const watch = createLockWatch({
    idleSeconds: () => state.idle,
    screenLocked: () => state.screen,
    lockAfterMinutes: () => state.minutes,
    on(event, listener) {
      listeners.set(event, listener);
      return () => listeners.delete(event);
    },
    lock: (reason) => locked.push(reason),
  });
  return { state, locked, listeners, watch };
}

test('idle for as many minutes as set locks; a shorter rest does not, and 0 never does', () => {
  const { state, locked, watch } = watched();
  state.idle = 15 * 60 - 1;
  watch.look();
  expect(locked).toEqual([]);
  state.idle += 1;
  watch.look();
  expect(locked).toEqual(['idle']);
  [state.minutes, state.idle] = [0, 1e6];
  watch.look();
  expect(locked).toEqual(['idle']);
  state.minutes = 1;
  watch.look();
  expect(locked).toEqual(['idle', 'idle']);
});

test('a locked screen locks whatever is set, and so do sleep and the system\'s own word', () => {
  const { state, locked, listeners, watch } = watched();
  state.minutes = 0;
  state.screen = true;
  watch.look();
  watch.start();
  listeners.get('suspend')?.();
  listeners.get('lock-screen')?.();
  expect(locked).toEqual(['screen', 'suspend', 'screen']);
  watch.stop();
  expect(listeners.size).toBe(0);
});

test('tries are free three times, then wait 1, 2, 4 … seconds, a minute at most', () => {
  expect([0, 1, 2, 3, 4, 5, 9, 40].map(waitAfter)).toEqual([0, 0, 0, 1_000, 2_000, 4_000, 60_000, 60_000]);
});
