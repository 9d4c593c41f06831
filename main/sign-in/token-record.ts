import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ConnectionSettings, SignInMethod } from '../../shared/connection-settings.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { tokenAccount, type TokenVault } from '../secrets/token-vault.ts';

/** What one sign-in gave, as the keychain keeps it. */
export interface TokenSet {
  /** The access token, or a machine's JWT. */
  access: string;
  /** null: there is none, or it must not be used any more. */
  refresh: string | null;
  /** Set in the keychain before the refresh token is sent, so that no later start can send it a second time. */
  spent: boolean;
  /** Epoch milliseconds, just before the sign-in server was asked. */
  obtainedAt: number;
  /** null: nobody said. */
  lifeMs: number | null;
  /** '' where unknown. */
  logon: string;
}

/** The whole value of the Authorization header; a machine's JWT stands bare (SPEC 3). */
export const headerOf = (method: SignInMethod, { access }: TokenSet): string => (method === 'machine' ? access : `Bearer ${access}`);

export const pasted = (token: string, now: number): TokenSet => ({ access: token, refresh: null, spent: false, obtainedAt: now, lifeMs: null, logon: '' });

/**
 * What a sign-in holds for, as a fingerprint that is kept with it. Settings and sign-in are kept in two places and change one after the other;
 * whatever happens in between, a sign-in must not go to a gateway or a sign-in server that it was not made for.
 */
export function bondOf({ gateway, signInHost, signIn }: Pick<ConnectionSettings, 'gateway' | 'signInHost' | 'signIn'>): string {
  return createHash('sha256').update(JSON.stringify([gateway, signInHost, signIn.method, signIn.clientId])).digest('base64url');
}

const recordSchema = z.object({
  version: z.literal(1),
  bond: z.string(),
  access: z.string().min(1),
  refresh: z.string().min(1).nullable(),
  spent: z.boolean(),
  obtainedAt: z.number(),
  lifeMs: z.number().nullable(),
  logon: z.string(),
});

const signedOutText = JSON.stringify({ version: 1, signedOut: true });

export const recordText = (set: TokenSet, bond: string): string => JSON.stringify({ version: 1, bond, ...set });

/**
 * `signedOut`: on purpose, which a machine must remember; null: the sign-in of other settings than these. Text that is no record of ours is a
 * token that was pasted.
 */
export function readRecord(text: string, now: number, expected: string): TokenSet | 'signedOut' | null {
  if (text === signedOutText) return 'signedOut';
  if (!text.startsWith('{')) return pasted(text, now);
  try {
    const { version: _version, bond, ...set } = recordSchema.parse(JSON.parse(text));
    return bond === expected ? set : null;
  } catch {
    return 'signedOut';
  }
}

/** The one place in the keychain where a connection's sign-in is kept. Errors are words for a person. */
export interface TokenStore {
  read(now: number): Promise<Result<TokenSet | 'signedOut' | null, string>>;
  write(set: TokenSet): Promise<Result<null, string>>;
  /** `remember`: that it was on purpose. */
  forget(remember: boolean): Promise<Result<null, string>>;
}

/** `bond`: what a sign-in that is written here holds for, and one that is read must. */
export function createTokenStore(vault: TokenVault, connectionId: string, bond: string): TokenStore {
  const account = tokenAccount(connectionId);
  const put = async (text: string): Promise<Result<null, string>> => {
    const written = await vault.write(account, text);
    return written.ok ? written : err(written.error.text);
  };
  return {
    async read(now) {
      const held = await vault.read(account);
      if (!held.ok) return err(held.error.text);
      return ok(held.value === null ? null : readRecord(held.value, now, bond));
    },
    write: (set) => put(recordText(set, bond)),
    async forget(remember) {
      if (remember) return put(signedOutText);
      const removed = await vault.remove(account);
      return removed.ok ? removed : err(removed.error.text);
    },
  };
}
