import type { Principal } from '../../tokens.ts';
import type { Mailbox, Notice, Numbered } from '../notifications/mailbox.ts';
import type { Link } from '../profile.ts';
import { isRestricted, levelOn } from './client-lists.ts';
import type { Office } from './office.ts';
import type { Party } from './party.ts';

interface Filed {
  notice: Notice;
  /** Whose account it is, and the place of the list it was linked on. */
  party: Numbered;
  list: number;
}

/** A link as its parts: the whole customer, and each account. */
const partsOf = (links: readonly Link[]): { list: number; account: string }[] =>
  links.flatMap((link) => [...(link.master ? [''] : []), ...link.accounts].map((account) => ({ list: link.list ?? 0, account })));

const firstKey = 5_400_000_001;

/**
 * ACCLNK, ACCDLK, ACCREG and ACCCLS of a practice office. The recipient is the client list, and the subject the account, or the customer where
 * the link is to the whole of it: which is which is not published for these (SPEC 11, inferred).
 */
export class LinkNotices implements Mailbox {
  readonly #office: () => Office;
  #filed: Filed[] = [];

  readonly now: () => number;

  constructor(office: () => Office, clock: () => number) {
    this.#office = office;
    this.now = clock;
  }

  /** One notice for each part of a link that went and for each that came. `at`: epoch milliseconds. */
  note(party: Party, before: readonly Link[], after: readonly Link[], at: number): void {
    const same = (one: { list: number; account: string }) => (other: { list: number; account: string }) => other.list === one.list && other.account === one.account;
    const [was, is] = [partsOf(before), partsOf(after)];
    for (const part of was.filter((one) => !is.some(same(one)))) this.#file('ACCDLK', party, part, at);
    for (const part of is.filter((one) => !was.some(same(one)))) this.#file('ACCLNK', party, part, at);
  }

  /** To every list that the client is on. */
  noteAccount(party: Party, account: string, type: 'ACCREG' | 'ACCCLS', at: number): void {
    for (const list of new Set(party.links.map((link) => link.list ?? 0))) this.#file(type, party, { list, account }, at);
  }

  #file(type: Notice['type'], party: Party, part: { list: number; account: string }, at: number): void {
    const head = this.#office().lists[part.list];
    if (head === undefined) return;
    const customer = { id: party.id, idType: party.idType };
    const subject = part.account === '' ? customer : { id: part.account, idType: 'ACC' };
    this.#filed.push({ notice: { key: firstKey + this.#filed.length, at, type, recipient: { id: head.id, idType: head.idType }, subject }, party: customer, list: part.list });
  }

  clear(): void {
    this.#filed = [];
  }

  notices(asked: Numbered | null, principal: Principal): readonly Notice[] | null {
    const office = this.#office();
    const open = (place: number): boolean => !isRestricted(principal) && levelOn(place, principal) !== 'NONE';
    const take = (wanted: (filed: Filed) => boolean): Notice[] => this.#filed.filter((filed) => open(filed.list) && wanted(filed)).map((filed) => filed.notice);
    const any = office.lists.some((_head, place) => open(place));
    if (asked === null || (asked.idType === 'IRD' && asked.id === office.agency)) return any ? take(() => true) : null;
    const place = office.lists.findIndex((head) => head.idType === asked.idType && head.id === asked.id);
    if (place >= 0) return open(place) ? take((filed) => filed.list === place) : null;
    const party = asked.idType === 'IRD' || asked.idType === 'CST' ? office.find(`${asked.idType}:${asked.id}`) : null;
    if (party === null || !any) return null;
    const filed = take((one) => one.party.id === party.id && one.party.idType === party.idType);
    // Whoever is linked may ask, and whoever was: a delinking is news for those who can no longer see the client.
    return filed.length > 0 || party.links.some((link) => open(link.list ?? 0)) ? filed : null;
  }
}
