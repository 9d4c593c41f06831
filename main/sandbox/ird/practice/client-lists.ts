import type { Principal } from '../../tokens.ts';
import type { ListedClients } from '../intermediation/directory.ts';

/** One of the agency's client lists, without who is on it. */
export type ListHead = Omit<ListedClients, 'clients'>;

/** Access levels of SPEC 5. VIEW reads; FILE and FULL also write (SPEC 5, inferred). */
export type Level = 'NONE' | 'VIEW' | 'FILE' | 'FULL';

/**
 * Two lists of a tax agent, the first under the agency's own number, and one of another representative, whose links carry a status.
 * `numbers`: two IRD numbers of the agency. How Inland Revenue numbers lists is not published (SPEC 11, inferred).
 */
export const listHeads = ([own, second]: readonly [string, string]): readonly ListHead[] => [
  { id: own, idType: 'LSTID', type: 'TAXCLI', hasRefundAccount: true },
  { id: second, idType: 'LSTID', type: 'TAXCLI', hasRefundAccount: false },
  { id: '1039040', idType: 'CLTLID', type: 'OTHCLI', hasRefundAccount: false },
];

/** What the users were given, list by list. Any other user has the first list, for filing. */
const levelsOfUsers: Readonly<Record<string, readonly Level[]>> = {
  'ngata.user': ['NONE', 'FULL', 'FILE'],
  'ngata.viewer': ['VIEW', 'NONE', 'NONE'],
  'ngata.nolists': ['NONE', 'NONE', 'NONE'],
};
const anyUser: readonly Level[] = ['FILE', 'NONE', 'NONE'];

/** The level of a logon on a list, by its place. Owners and administrators have them all; restricted users see what is listed, and no more. */
export function levelOn(list: number, { logon, role }: Principal): Level {
  if (role === 'owner' || role === 'administrator') return 'FULL';
  if (role === 'restricted') return 'VIEW';
  return (levelsOfUsers[logon] ?? anyUser)[list] ?? 'NONE';
}

/** Restricted users may only retrieve client lists (SPEC 11). */
export const isRestricted = (principal: Principal): boolean => principal.role === 'restricted';
