import type { ConnectionSettings, SecretName } from '../../shared/connection-settings.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { secretAccount, type TokenVault } from '../secrets/token-vault.ts';
import { machineToken } from './machine-token.ts';
import type { OAuthClient } from './oauth.ts';
import type { RenewalEnd } from './renewal.ts';
import type { TokenSet } from './token-record.ts';

interface Parts {
  connectionId: string;
  settings: Pick<ConnectionSettings, 'signInHost' | 'signIn'>;
  vault: TokenVault;
  fetch: typeof fetch;
}

/** What a connection proves itself with, read from the keychain when it is needed. Errors are words for a person. */
export interface Credentials {
  clientSecret(): Promise<Result<string, string>>;
  /** `deadlineMs`: how long a call may take. */
  client(deadlineMs: number): Promise<Result<OAuthClient, string>>;
  /** A machine's JWT, signed now. */
  signed(now: { wall: number; steady: number }): Promise<RenewalEnd>;
}

export function createCredentials({ connectionId, settings, vault, fetch }: Parts): Credentials {
  const secret = async (name: SecretName): Promise<Result<string, string>> => {
    const held = await vault.read(secretAccount(connectionId, name));
    return held.ok ? ok(held.value ?? '') : err(held.error.text);
  };
  const { signInHost, signIn } = settings;
  return {
    clientSecret: () => secret('clientSecret'),
    async client(deadlineMs) {
      const clientSecret = await secret('clientSecret');
      return clientSecret.ok ? ok({ signInHost, clientId: signIn.clientId, clientSecret: clientSecret.value, fetch, deadlineMs }) : clientSecret;
    },
    async signed({ wall, steady }) {
      const [key, certificate] = [await secret('machineKey'), await secret('machineCertificate')];
      if (!key.ok) return blockedByKeychain(key.error);
      if (!certificate.ok) return blockedByKeychain(certificate.error);
      const token = await machineToken({ signIn, key: key.value, certificate: certificate.value, now: wall });
      if (!token.ok) return { event: { type: 'notRenewed', blocked: true }, trouble: token.error };
      const set: TokenSet = { access: token.value.authorization, refresh: null, spent: false, obtainedAt: wall, lifeMs: token.value.lifeSeconds * 1000, logon: signIn.machine.logon };
      return { event: { type: 'renewed', set, obtainedAt: steady }, trouble: null };
    },
  };
}

export const blockedByKeychain = (text: string): RenewalEnd => ({ event: { type: 'notRenewed', blocked: true }, trouble: { field: '', code: 'keychain', text } });
