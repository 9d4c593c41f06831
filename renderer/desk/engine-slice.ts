import type { EngineRequests } from '../../shared/ipc-contract.ts';
import { bridge } from '../bridge.ts';

export interface EngineSlice {
  /** Of the connection whose desk this is; '' before there is any. */
  connectionId: string;
  /** Asks the engine of this desk's connection, whichever is in front by the time it is asked. */
  askEngine<C extends keyof EngineRequests>(channel: C, ask: Parameters<EngineRequests[C]>[0]): Promise<ReturnType<EngineRequests[C]>>;
}

export const engineSlice = (connectionId: string): EngineSlice => ({
  connectionId,
  askEngine: (channel, ask) => (connectionId === '' ? bridge().askEngine(channel, ask) : bridge().askEngine(channel, ask, connectionId)),
});
