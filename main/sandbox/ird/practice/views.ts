import type { ContactRecord } from '../wire.ts';
import type { Account, Party } from './party.ts';

/** KSS is the one type of ours that the services refuse (ACT100). */
export const isEligible = (account: Account | null): boolean => account?.type !== 'KSS';

/** Arrays are optional and may be missing (SPEC 8): half of those without a contact leave it out. */
const contactList = (contacts: readonly ContactRecord[], party: Party): object => (contacts.length === 0 && party.index % 2 === 0 ? {} : { Contact: contacts });

/** As the Customer API shows it. */
export const customerView = (party: Party): object => ({ ...party.document, ...contactList(party.contacts, party) });
/** As the Account API shows it. */
export const accountView = (party: Party, account: Account): object => ({ ...account.document, ...contactList(account.contacts, party) });
