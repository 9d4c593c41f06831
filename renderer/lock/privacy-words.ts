import type { Keeping } from '../../shared/ipc-contract.ts';
import type { Result } from '../../shared/result.ts';
import { err, ok } from '../../shared/result.ts';

const kept: Readonly<Record<Keeping, string>> = {
  keychain: 'Tokens, certificates and the key to this connection’s files are in this computer’s keychain. Whoever is logged in to this computer can unlock the desk.',
  passPhrase: 'Tokens, certificates and the key to this connection’s files are in one encrypted file. Only the pass phrase opens it.',
  session: 'Nothing of this connection is kept: when Agentbook closes it is gone, and with it every edit that was not sent yet.',
};

/** What the secrets of a connection are kept with, and what that means. */
export const keepingWords = (keeping: Keeping): string => kept[keeping];

const longest = 24 * 60;

/** Whole minutes up to a day; 0: never. */
export function readMinutes(typed: string): Result<number, string> {
  const minutes = Number(typed.trim());
  if (/^\d{1,4}$/.test(typed.trim()) && minutes <= longest) return ok(minutes);
  return err('Enter whole minutes, at most 1440 (a day), or 0 for never.');
}
