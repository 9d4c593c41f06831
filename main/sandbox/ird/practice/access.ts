import type { Caller, Link } from '../profile.ts';
import type { Account, Party } from './party.ts';

const covers = (link: Link, account: Account): boolean => link.master || link.accounts.includes(account.id);

/** Reading a customer takes any link; reading an account takes a link that covers it (SPEC 5). The second actor may do anything. */
export function mayRead(party: Party, account: Account | null, caller: Caller): boolean {
  if (caller.actor === 'other') return true;
  if (party.link === null) return false;
  return account === null || covers(party.link, account);
}

/** Changing takes more than a viewing link. Whether a customer's own contacts need a master link is not published: they do not here. */
export const mayWrite = (party: Party, account: Account | null, caller: Caller): boolean =>
  mayRead(party, account, caller) && (caller.actor === 'other' || party.link?.access === 'FULL');
