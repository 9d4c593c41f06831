import { z } from 'zod';
import type { SignInMethod } from '../../shared/connection-settings.ts';
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

const recordSchema = z.object({
  version: z.literal(1),
  access: z.string().min(1),
  refresh: z.string().min(1).nullable(),
  spent: z.boolean(),
  obtainedAt: z.number(),
  lifeMs: z.number().nullable(),
  logon: z.string(),
});

const signedOutText = JSON.stringify({ version: 1, signedOut: true });

export const recordText = (set: TokenSet): string => JSON.stringify({ version: 1, ...set });

/** `signedOut`: on purpose, which a machine must remember. Text that is no record of ours is a token that was pasted. */
export function readRecord(text: string, now: number): TokenSet | 'signedOut' {
  if (text === signedOutText) return 'signedOut';
  if (!text.startsWith('{')) return pasted(text, now);
  try {
    const { version: _version, ...set } = recordSchema.parse(JSON.parse(text));
    return set;
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

export function createTokenStore(vault: TokenVault, connectionId: string): TokenStore {
  const account = tokenAccount(connectionId);
  const put = async (text: string): Promise<Result<null, string>> => {
    const written = await vault.write(account, text);
    return written.ok ? written : err(written.error.text);
  };
  return {
    async read(now) {
      const held = await vault.read(account);
      if (!held.ok) return err(held.error.text);
      return ok(held.value === null ? null : readRecord(held.value, now));
    },
    write: (set) => put(recordText(set)),
    async forget(remember) {
      if (remember) return put(signedOutText);
      const removed = await vault.remove(account);
      return removed.ok ? removed : err(removed.error.text);
    },
  };
}
