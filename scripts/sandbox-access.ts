import type { EngineOptions } from '../main/engine/host-contract.ts';
import type { Sandbox } from '../main/sandbox/sandbox.ts';
import { directly } from '../main/transport/access.ts';

/** What an engine needs to work at a sandbox that has just started: straight, over plain HTTP, with its first token. */
export const accessTo = ({ url, intermediation, credentials }: Pick<Sandbox, 'url' | 'intermediation' | 'credentials'>): Pick<EngineOptions, 'gateway' | 'authorization' | 'renewable'> => ({
  gateway: {
    baseUrl: url,
    network: directly,
    clients: { from: 'intermediation', address: intermediation, agency: credentials.agency, software: { provider: 'Agentbook', platform: 'Agentbook', release: '0' } },
    callsAtOnce: 5,
  },
  authorization: `Bearer ${credentials.token}`,
  renewable: false,
});
