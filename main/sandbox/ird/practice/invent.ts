import { randomFrom } from '../../random.ts';
import type { Random } from '../../random.ts';
import type { Link } from '../profile.ts';
import type { ContactRecord } from '../wire.ts';
import { accountDocument, accountTypesFor, addressesFor, stamp } from './documents.ts';
import type { Identity, Kind } from './identities.ts';
import { inFull, inventedFirm, inventedPerson } from './names.ts';
import type { PersonName } from './names.ts';
import { accountRoot, seededContactId, seededPhoneId } from './party.ts';
import type { Account, Party } from './party.ts';
import { inventedPhone } from './phones.ts';
import { firmWords } from './words.ts';

/** Entity type and the sub types that go with it (Customer 2021-09-14.yaml). */
const entities: Readonly<Record<Kind, readonly [string, readonly string[]]>> = {
  person: ['INDVDL', ['SW', 'SW', 'SE', 'EM']],
  company: ['COMPNY', ['CC', 'CC', 'LT', 'WH', 'QC']],
  trust: ['TRUST', ['QL', 'ES', 'OT']],
  partnership: ['PTNRSP', ['OP', 'LP']],
  society: ['SOCITY', ['IS', 'UN']],
};

interface Name {
  formatted: string;
  person: PersonName | null;
}

const nameOf = (kind: Kind, random: Random): Name => {
  if (kind !== 'person') return { formatted: inventedFirm(kind, random), person: null };
  const person = inventedPerson(random);
  return { formatted: inFull(person), person };
};

function nameList(index: number, name: Name, kind: Kind, random: Random): unknown[] {
  const entry = (place: number, type: string, formatted: string, person: PersonName | null): unknown => ({
    NameID: 1_016_000_000_000 + index * 4 + place, Type: type, LastName: person?.last ?? '', FirstName: person?.first ?? '', MiddleName: person?.middle ?? '',
    Title: '', Suffix: '', Formatted: formatted, Updated: stamp(random),
  });
  const names = [entry(0, 'LGL', name.formatted, name.person)];
  if (name.person !== null && random.chance(0.1)) names.push(entry(1, 'PREFER', `${name.person.first} ${name.person.last}`, { ...name.person, middle: '' }));
  if (kind === 'company' && random.chance(0.15)) names.push(entry(2, 'DBACST', `${random.pick(firmWords)} Co`, null));
  return names;
}

/** How many phones: mostly one or two, now and then five. */
const phoneCount = (random: Random): number => random.pick([1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5]);

function contactName(random: Random): string {
  if (random.chance(0.01)) return '';
  if (random.chance(0.02)) return `${inFull(inventedPerson(random))} and ${inFull(inventedPerson(random))} (Accounts Payable, attention of the Administrator)`;
  return inFull({ ...inventedPerson(random), middle: '' });
}

/** Contacts of one level. `level`: 0 for the customer, then its accounts. `odds`: none below the first, primary only below the second, both below the third, else secondary only. */
function contactsOf(index: number, level: number, odds: readonly [number, number, number], random: Random): ContactRecord[] {
  const draw = random.next();
  const types = draw < odds[0] ? [] : draw < odds[1] ? ['PRIMRY'] : draw < odds[2] ? ['PRIMRY', 'SCNDRY'] : ['SCNDRY'];
  return types.map((type) => {
    const slot = level * 2 + (type === 'PRIMRY' ? 0 : 1);
    const phones = Array.from({ length: phoneCount(random) }, (_, place) => ({ PhoneID: seededPhoneId(index, slot * 5 + place), ...inventedPhone(random) }));
    return { ContactID: seededContactId(index, slot), ContactType: type, Name: contactName(random), Updated: stamp(random), Phone: phones };
  });
}

/** What of a client the agent's client list needs: little enough to make 100,000 of them at once. */
export interface Outline {
  accounts: { id: string; type: string }[];
  /** As they would be if the client were ours. */
  links: Link[];
}

/** Most clients are linked as a whole; a few only by some accounts, a few for viewing only (SPEC 5). */
function linkOf(accounts: Outline['accounts'], random: Random): Link {
  const eligible = accounts.filter((account) => account.type !== 'KSS').map((account) => account.id);
  const access = random.chance(0.01) ? 'VIEW' : 'FULL';
  if (random.chance(0.04)) return { access, master: false, accounts: eligible.slice(0, random.whole(1, eligible.length)) };
  return { access, master: true, accounts: random.chance(0.5) ? eligible.slice(0, 2) : [] };
}

/** Most are on the first list, some on the second, a few on the third; and a few are on one more, by one account (SPEC 11). */
function linksOf(accounts: Outline['accounts'], random: Random): Link[] {
  const link = linkOf(accounts, random);
  const share = random.next();
  const list = share < 0.8 ? 0 : share < 0.95 ? 1 : 2;
  const [account] = accounts;
  if (account === undefined || !random.chance(0.03)) return [{ ...link, list }];
  return [{ ...link, list }, { access: link.access, master: false, accounts: [account.id], list: (list + 1) % 3 }];
}

/** Drawn from a stream of its own, so that it can be had without the rest. */
export function inventedOutline(seed: number, index: number, identity: Identity): Outline {
  const random = randomFrom(seed, 4, index);
  const accounts = accountTypesFor(identity.idType === 'CST' ? 'overseas' : identity.kind, random).map((type) => ({
    id: `${accountRoot(identity)}${type}${String(random.whole(1, 9)).padStart(3, '0')}`,
    type,
  }));
  return { accounts, links: linksOf(accounts, random) };
}

/** An account in full. `level`: 1 for the client's first. */
const accountInFull = (index: number, level: number, { id, type }: { id: string; type: string }, random: Random): Account => ({
  id,
  type,
  document: accountDocument(id, type, index * 8 + level, random),
  contacts: type === 'KSS' ? [] : contactsOf(index, level, [0.6, 0.9, 0.98], random),
});

/** Client number `index` of a seed, in full. `ours`: whether it is linked at the start. */
export function inventedParty(seed: number, index: number, identity: Identity, ours: boolean): Party {
  const random = randomFrom(seed, 3, index);
  const outline = inventedOutline(seed, index, identity);
  const [entityType, subTypes] = entities[identity.kind];
  const name = nameOf(identity.kind, random);
  const accounts = outline.accounts.map((account, at) => accountInFull(index, at + 1, account, random));
  const document = {
    ID: identity.id, IDType: identity.idType, EntityType: entityType, EntitySubType: random.pick(subTypes),
    Commence: `${random.whole(1985, 2024)}-04-01`, Cease: '9999-12-31', NZBN: identity.kind === 'company' ? `94290${String(random.whole(0, 99_999_999)).padStart(8, '0')}` : '',
    Address: addressesFor(['LOC', 'MAL'], index * 16, random), Name: nameList(index, name, identity.kind, random),
  };
  const contacts = contactsOf(index, 0, [0.12, 0.68, 0.95], random);
  return { ...identity, index, name: name.formatted, entityType, document, contacts, accounts, links: ours ? outline.links : [] };
}
