import type { ConnectionSettings } from '../../shared/connection-settings.ts';
import type { ClientSource } from '../engine/host-contract.ts';
import { readClientNumbers } from './filled-form.ts';

/** Where the linked clients come from: a machine's JWT is not taken by the Intermediation service, so there the numbers are the person's (SPEC 4.3). */
export function clientSource({ signIn, intermediation, agency, softwarePlatform }: ConnectionSettings, release: string): ClientSource {
  if (signIn.method === 'machine') {
    const numbers = readClientNumbers(signIn.clientNumbers);
    return { from: 'numbers', clientIds: numbers.ok ? numbers.value : [] };
  }
  return { from: 'intermediation', address: intermediation, agency, software: { provider: 'Agentbook', platform: softwarePlatform === '' ? 'Agentbook' : softwarePlatform, release } };
}
