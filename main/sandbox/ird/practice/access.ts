import type { Caller, Link } from '../profile.ts';
import { isRestricted, levelOn } from './client-lists.ts';
import type { Level } from './client-lists.ts';
import type { Account, Party } from './party.ts';

/** Reading a customer takes any link; reading an account takes a link that covers it (SPEC 5). */
const covers = (link: Link, account: Account | null): boolean => account === null || link.master || link.accounts.includes(account.id);

/** Whether one of the client's links will do: it covers what is asked, and the logon's level on its list, and the link itself, allow it. */
function allowed(party: Party, account: Account | null, caller: Caller, levels: readonly Level[], viewing: boolean): boolean {
  const { principal } = caller;
  if (principal === null) return true;
  if (isRestricted(principal)) return false;
  return party.links.some((link) => link.pending !== true && covers(link, account) && (viewing || link.access === 'FULL') && levels.includes(levelOn(link.list ?? 0, principal)));
}

/** Anybody with a level on a list that the client is on. The second actor may do anything. */
export const mayRead = (party: Party, account: Account | null, caller: Caller): boolean => allowed(party, account, caller, ['VIEW', 'FILE', 'FULL'], true);

/** Changing takes more than viewing. Whether a customer's own contacts need a master link is not published: they do not here. */
export const mayWrite = (party: Party, account: Account | null, caller: Caller): boolean => allowed(party, account, caller, ['FILE', 'FULL'], false);
