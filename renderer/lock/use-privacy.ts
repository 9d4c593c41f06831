import { useEffect, useState } from 'react';
import type { ConnectionInfo, Privacy } from '../../shared/ipc-contract.ts';
import { bridge } from '../bridge.ts';

/** When the desk locks, and where the secrets of a connection are. null: not answered yet. `look`: asks again, after they have moved. */
export function usePrivacy(connection: ConnectionInfo): { privacy: Privacy | null; look: () => void } {
  const [privacy, setPrivacy] = useState<Privacy | null>(null);
  const [looks, setLooks] = useState(0);
  useEffect(() => {
    let gone = false;
    void bridge().ask('app.privacy', {}).then((answer) => gone || setPrivacy(answer), () => undefined);
    return () => {
      gone = true;
    };
  }, [connection, looks]);
  return { privacy, look: () => setLooks((count) => count + 1) };
}
