import { useEffect, useState } from 'react';
import { bridge } from '../bridge.ts';

/** How often the shell is asked whether the browser has been opened, milliseconds. */
const lookEvery = 300;

export interface Attempt {
  busy: boolean;
  /** The address the browser was sent to; '' while it has not been, or none is. */
  address: string;
  /** Asks for something that may sign in on the way. null: the shell could not answer at all. */
  run<T>(ask: () => Promise<T>): Promise<T | null>;
  cancel(): void;
}

/** One attempt that may take a person to their browser and wait for them there. */
export function useAttempt(): Attempt {
  const [busy, setBusy] = useState(false);
  const [address, setAddress] = useState('');
  useEffect(() => {
    if (!busy) return;
    const look = (): void => void bridge().ask('app.signInAddress', {}).then(setAddress, () => undefined);
    const timer = setInterval(look, lookEvery);
    return () => {
      clearInterval(timer);
      setAddress('');
    };
  }, [busy]);
  return {
    busy,
    address: busy ? address : '',
    run: async (ask) => {
      setBusy(true);
      try {
        return await ask();
      } catch {
        return null;
      } finally {
        setBusy(false);
      }
    },
    cancel: () => void bridge().ask('app.cancelSignIn', {}).catch(() => undefined),
  };
}
