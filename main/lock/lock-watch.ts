/** What makes the desk lock without anybody asking for it. */
export type LockReason = 'asked' | 'idle' | 'suspend' | 'screen';

interface Parts {
  /** Seconds since a key or the mouse was last used, anywhere on this computer. */
  idleSeconds: () => number;
  /** Whether the system's own screen is locked, as far as it can be asked (Windows, macOS, X11). */
  screenLocked: () => boolean;
  /** Minutes; 0: never. */
  lockAfterMinutes: () => number;
  /** The system says so by itself: on every system before it sleeps, on Windows and macOS when the screen is locked. Answers how to stop listening. */
  on: (event: 'suspend' | 'lock-screen', listener: () => void) => () => void;
  lock: (reason: LockReason) => void;
  everyMs?: number;
}

export interface LockWatch {
  start(): void;
  /** Looks once. */
  look(): void;
  stop(): void;
}

export function createLockWatch({ idleSeconds, screenLocked, lockAfterMinutes, on, lock, everyMs = 5_000 }: Parts): LockWatch {
  let timer: NodeJS.Timeout | undefined;
  let stops: (() => void)[] = [];
  const look = (): void => {
    const minutes = lockAfterMinutes();
    if (screenLocked()) lock('screen');
    else if (minutes > 0 && idleSeconds() >= minutes * 60) lock('idle');
  };
  return {
    look,
    start() {
      timer = setInterval(look, everyMs);
      stops = [on('suspend', () => lock('suspend')), on('lock-screen', () => lock('screen'))];
    },
    stop() {
      clearInterval(timer);
      for (const stop of stops) stop();
      stops = [];
    },
  };
}
