/**
 * Tells the engine what the operating system thinks of the network: when it changes, and each time the computer wakes. Electron has
 * no event for it in this process, so it is looked at every few seconds.
 */
export interface NetworkWatch {
  start(): void;
  /** Looks once, and tells of a change. */
  look(): void;
  stop(): void;
}

interface Parts {
  /** Whether the system thinks there is a network. */
  isOnline: () => boolean;
  /** A gateway on this computer needs no network, so the system's opinion says nothing about it. */
  needsNetwork: () => boolean;
  tell: (online: boolean) => void;
  /** The computer woke, before it is told how the network is. */
  woke: () => void;
  onWake: (listener: () => void) => () => void;
  everyMs?: number;
}

export function createNetworkWatch({ isOnline, needsNetwork, tell, woke, onWake, everyMs = 3_000 }: Parts): NetworkWatch {
  let last = true;
  let timer: NodeJS.Timeout | undefined;
  let stopWaking = (): void => undefined;
  const look = (again: boolean): void => {
    const online = !needsNetwork() || isOnline();
    if (online !== last || again) tell(online);
    last = online;
  };
  return {
    look: () => look(false),
    start() {
      timer = setInterval(() => look(false), everyMs);
      stopWaking = onWake(() => {
        woke();
        look(true);
      });
      look(false);
    },
    stop() {
      clearInterval(timer);
      stopWaking();
    },
  };
}
