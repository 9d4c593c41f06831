import { accountTypes } from '../../../../shared/inland-revenue/codes.ts';
import type { Principal } from '../../tokens.ts';
import type { ClientLink, Directory, ListedClient, ListedClients, Refused } from '../intermediation/directory.ts';
import type { ClientAsk, Identified, ListAsk } from '../intermediation/request.ts';
import type { Link } from '../profile.ts';
import { isRestricted, levelOn } from './client-lists.ts';
import type { Identity } from './identities.ts';
import type { Office } from './office.ts';
import type { Party } from './party.ts';

/** CSP is known to this service and not to the Account API (SPEC 6). */
const isAccountType = (type: string): boolean => Object.hasOwn(accountTypes, type) || type === 'KSS' || type === 'CSP';

/** Account links are under `ACCIRD`, as in the sample; a link to the whole customer under `IRD`, and a customer id under `CST` (SPEC 11, inferred). */
const numberOf = (identity: Identity, accountType: string): Identified => ({
  id: identity.id,
  idType: identity.idType === 'CST' ? 'CST' : accountType === '' ? 'IRD' : 'ACCIRD',
});

/** One element for a link to the whole customer, one for each linked account (SPEC 11). */
const accountTypesOf = (link: Link): string[] => [...(link.master ? [''] : []), ...link.accounts.map((id) => id.slice(9, 12))];

const mostLinks = 20;

/** The Intermediation service's view of a practice office. */
export class ClientDirectory implements Directory {
  readonly #office: () => Office;

  /** `office`: the one of the moment, which a reset replaces. */
  constructor(office: () => Office) {
    this.#office = office;
  }

  /**
   * The agency's own number is let in; a customer that is no intermediary is 101, any other number nobody's delegation (4);
   * a logon without a list is 102. Which code each gets is partly inferred (SPEC 11).
   */
  #refusalFor(agency: Identified, principal: Principal): Refused | null {
    const office = this.#office();
    if (agency.idType !== 'IRD' || agency.id !== office.agency) return { status: office.find(`${agency.idType}:${agency.id}`) === null ? 4 : 101 };
    return office.lists.every((_list, place) => levelOn(place, principal) === 'NONE') ? { status: 102 } : null;
  }

  lists(ask: ListAsk, principal: Principal): Refused | { agency: Identified; lists: readonly ListedClients[] } {
    const office = this.#office();
    const refused = this.#refusalFor(ask.agency, principal);
    if (refused !== null) return refused;
    if (ask.accountType !== '' && !isAccountType(ask.accountType)) return { status: 7 };
    const only = office.lists.findIndex((head) => head.id === ask.list);
    if (ask.list !== '' && only < 0) return { status: 105 };
    if (only >= 0 && levelOn(only, principal) === 'NONE') return { status: 108 };
    const clients = this.#clients((place) => (only < 0 || place === only) && levelOn(place, principal) !== 'NONE', ask.accountType);
    const lists = office.lists.flatMap((head, place) => {
      const listed = clients.get(place) ?? [];
      return listed.length === 0 ? [] : [{ ...head, clients: listed }];
    });
    return lists.length === 0 ? { status: 103 } : { agency: ask.agency, lists };
  }

  /** Who is on each list, by the list's place. `accountType`: '' for all links. */
  #clients(isWanted: (place: number) => boolean, accountType: string): Map<number, ListedClient[]> {
    const office = this.#office();
    const listed = new Map<number, ListedClient[]>(office.lists.map((_head, place) => [place, []]));
    for (const { identity, links } of office.links())
      for (const link of links) {
        const place = link.list ?? 0;
        if (!isWanted(place)) continue;
        const status = office.lists[place]?.type !== 'OTHCLI' ? '' : link.pending === true ? 'PENDING' : 'APPROVED';
        for (const type of accountTypesOf(link))
          if (accountType === '' || type === accountType) listed.get(place)?.push({ ...numberOf(identity, type), accountType: type, status });
      }
    return listed;
  }

  links(ask: ClientAsk, principal: Principal): Refused | { links: readonly ClientLink[] } {
    const refused = this.#refusalFor(ask.agency, principal);
    if (refused !== null) return refused;
    // Restricted users may only retrieve client lists (SPEC 11); which code says so is inferred.
    if (isRestricted(principal)) return { status: 3 };
    if (ask.accountType !== '' && !isAccountType(ask.accountType)) return { status: 7 };
    const party = this.#partyOf(ask.client);
    const only = ask.client.idType === 'ACC' ? ask.client.id.slice(9, 12) : ask.accountType;
    const found = party?.links.flatMap((link) => this.#linksOf(link, principal)).filter((link) => only === '' || link.accountType === only) ?? [];
    return found.length === 0 ? { status: 103 } : { links: found.slice(0, mostLinks) };
  }

  #partyOf({ id, idType }: Identified): Party | null {
    const office = this.#office();
    if (idType === 'ACC') return office.findAccount(id)?.party ?? null;
    return office.find(`${idType === 'CST' ? 'CST' : 'IRD'}:${id}`);
  }

  #linksOf(link: Link, principal: Principal): ClientLink[] {
    const place = link.list ?? 0;
    const head = this.#office().lists[place];
    if (head === undefined || levelOn(place, principal) === 'NONE') return [];
    const list = { id: head.id, idType: head.idType };
    return accountTypesOf(link).map((accountType) => ({ list, accountType, redirectMail: place === 0, redirectDisbursements: false }));
  }
}
