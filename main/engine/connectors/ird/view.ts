import { z } from 'zod';
import { accountAddressTypes, accountStatuses, accountTypeWords, clientListTypes, customerAddressTypes, entitySubTypes, entityTypes, nameTypes, wordFor } from '../../../../shared/inland-revenue/codes.ts';
import { accountTypeOf } from '../../../../shared/inland-revenue/edits.ts';
import { formatIrdNumber } from '../../../../shared/inland-revenue/ird-number.ts';
import { lockedReason } from '../../../../shared/inland-revenue/rules.ts';
import type { LevelDetail, ShownLink } from '../../../../shared/views.ts';
import type { AccountSnapshot, ClientFacts, Connector, Link } from '../../gateway/connector.ts';
import { customerScope } from './read.ts';

const text = z.string().catch('');
const name = z.looseObject({ Type: text, Formatted: text, FirstName: text, LastName: text });
const address = z.looseObject({ Type: text, Formatted: text });
/** What the screens show of a customer; a document that lacks any of it is still shown. */
const customer = z.looseObject({ EntityType: text, EntitySubType: text, Name: z.array(name).catch([]), Address: z.array(address).catch([]) });
const account = z.looseObject({ ID: text, AccountType: text, Status: text, Commence: text, Cease: text, Address: z.array(address).catch([]) });

type Named = z.infer<typeof name>;

const formatted = (entry: Named): string => entry.Formatted || [entry.FirstName, entry.LastName].filter(Boolean).join(' ');

/** The legal name first: it is what Inland Revenue prints; else whatever name there is. */
const nameOrder = ['LGL', 'PREFER', 'PRF', 'DBACST'];
function mainName(names: readonly Named[]): Named | undefined {
  return nameOrder.map((type) => names.find((entry) => entry.Type === type)).find(Boolean) ?? names[0];
}

/** A customer document in the words of the screens. Pure. */
export function clientFacts(doc: Record<string, unknown>): ClientFacts {
  const read = customer.parse(doc);
  const main = mainName(read.Name);
  return {
    name: main ? formatted(main) : '',
    entityType: wordFor(entityTypes, read.EntityType),
    entitySubType: wordFor(entitySubTypes, read.EntitySubType),
    otherNames: read.Name.filter((entry) => entry !== main).map((entry) => ({ type: wordFor(nameTypes, entry.Type), name: formatted(entry) })),
    addresses: read.Address.map((entry) => ({ type: wordFor(customerAddressTypes, entry.Type), text: entry.Formatted })),
  };
}

/** The customer, then its accounts, each with its contacts still to be filled in. Pure. */
export function levelsOf(clientId: string, accounts: readonly AccountSnapshot[]): LevelDetail[] {
  const customerLevel: LevelDetail = { scope: customerScope(clientId), kind: 'customer', title: 'Customer', accountId: '', status: '', commenced: '', ceased: '', linkedOn: '', addresses: [], locked: '', contacts: [] };
  return [customerLevel, ...accounts.map(accountLevel)];
}

function accountLevel(snapshot: AccountSnapshot): LevelDetail {
  const read = account.parse(snapshot.doc);
  const type = read.AccountType || accountTypeOf(snapshot.scope);
  return {
    scope: snapshot.scope,
    kind: 'account',
    title: accountTypeWords(type) || 'Account',
    accountId: read.ID,
    status: wordFor(accountStatuses, read.Status),
    commenced: read.Commence,
    ceased: read.Cease === openEnd ? '' : read.Cease,
    linkedOn: '',
    addresses: read.Address.map((entry) => ({ type: wordFor(accountAddressTypes, entry.Type), text: entry.Formatted })),
    locked: lockedReason(type) || lockedWords(snapshot.unreadable),
    contacts: [],
  };
}

/** How Inland Revenue writes that nothing has ended (SPEC 6). */
const openEnd = '9999-12-31';

const lockedWords = (code: string): string => {
  if (code === '') return '';
  if (code === 'EV1022') return 'Inland Revenue does not give you access to this account.';
  return code === 'ACT100' ? 'Inland Revenue keeps contacts of this type of account closed to software.' : `Inland Revenue did not let this account be read (code ${code}).`;
};

/** One line a client list, in the order the lists came. A master link covers everything (SPEC 11). Pure. */
export function linkLines(links: readonly Link[]): ShownLink[] {
  const lists = new Map<string, Link[]>();
  for (const link of links) {
    const key = `${link.list.idType} ${link.list.id}`;
    lists.set(key, [...(lists.get(key) ?? []), link]);
  }
  return [...lists.values()].map(linkLine);
}

function linkLine(links: readonly Link[]): ShownLink {
  const [{ list } = { list: { id: '', idType: '', type: '' } }] = links;
  const pending = links.every((link) => link.state.toUpperCase() === 'PENDING');
  return {
    list: list.idType === 'CLTLID' ? list.id : formatIrdNumber(list.id),
    type: wordFor(clientListTypes, list.type),
    covers: links.some((link) => link.accountType === '') ? 'everything' : [...new Set(links.map((link) => accountTypeWords(link.accountType)))],
    state: pending ? 'Pending' : '',
  };
}

export const irdNumber: Connector['numberOf'] = (clientId) => formatIrdNumber(clientId.slice(clientId.indexOf(':') + 1));
