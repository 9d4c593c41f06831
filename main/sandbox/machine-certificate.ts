import { selfSigned } from './authority.ts';
import type { MachineCredentials } from './credentials.ts';
import type { MachineKeys } from './machine-keys.ts';

/** Makes a certificate for signing JWTs and has it registered. Valid from the day before `now`, for four years at most (SPEC 4.3). */
export async function machineCredentials(machines: MachineKeys, logon: string, now: number): Promise<MachineCredentials> {
  const dayMs = 24 * 60 * 60 * 1000;
  const identity = await selfSigned({ commonName: 'Agentbook machine', notBefore: new Date(now - dayMs), notAfter: new Date(now + 3 * 365 * dayMs) });
  const issuer = 'Agentbook_Machine';
  machines.register(issuer, identity.certificate);
  return { issuer, logon, ...identity };
}
