import { useEffect, useState } from 'react';
import type { ConnectionInfo } from '../../shared/ipc-contract.ts';
import { useApp } from '../store.ts';

/** What the shell holds of the connection in front: asked again when its state changes, and on `look`. null: practice data, or not answered yet. `ask` stays the same function. */
export function useHeld<T>(connection: ConnectionInfo, ask: () => Promise<T | null>): { held: T | null; look: () => void } {
  const [held, setHeld] = useState<T | null>(null);
  const [looks, setLooks] = useState(0);
  const state = useApp((app) => app.status?.connection.state);
  useEffect(() => {
    let gone = false;
    void ask().then((answer) => gone || setHeld(answer), () => undefined);
    return () => {
      gone = true;
    };
  }, [connection, state, looks, ask]);
  return { held, look: () => setLooks((count) => count + 1) };
}
