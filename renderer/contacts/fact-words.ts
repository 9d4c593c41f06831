import type { ClientDetail, LevelDetail, ShownLink } from '../../shared/views.ts';

export interface Fact {
  term: string;
  text: string;
}

export const addressFacts = (addresses: readonly { type: string; text: string }[]): Fact[] =>
  addresses.map(({ type, text }) => ({ term: /address/i.test(type) ? type : `${type} address`, text }));

const day = new Intl.DateTimeFormat('en-NZ', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** `2019-04-01` → `1 Apr 2019`; anything else as it is. */
export function dateWords(text: string): string {
  const at = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(`${text.slice(0, 10)}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(at) ? text : day.format(at);
}

/** `a, b and c`. */
const listed = (words: readonly string[]): string => (words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`);

/** One client list by which a client is linked, and what it covers. */
export function linkWords({ list, type, covers, state }: ShownLink): string {
  const what = covers === 'everything' ? 'covers everything' : covers.length === 0 ? 'covers no account' : `covers ${listed(covers)}`;
  return [`${type} ${list}`.trim(), what, state.toLowerCase()].filter((part) => part !== '').join(' · ');
}

const linkFacts = (links: readonly ShownLink[]): Fact[] => links.map((link) => ({ term: 'Linked by', text: linkWords(link) }));

/** What is known of a client and cannot be changed here: other names, addresses, how it is linked. */
export const clientFacts = ({ otherNames, addresses, links }: Pick<ClientDetail, 'otherNames' | 'addresses' | 'links'>): Fact[] => [
  ...otherNames.map(({ type, name }) => ({ term: type, text: name })), ...addressFacts(addresses), ...linkFacts(links),
];

/** What is known of an account: its status, since when, and its addresses. Nothing of it can be changed here. */
export function accountFacts({ kind, status, commenced, ceased, linkedOn, addresses }: LevelDetail): Fact[] {
  if (kind === 'customer') return addressFacts(addresses);
  const facts = [
    { term: 'Status', text: status },
    { term: 'Commenced', text: dateWords(commenced) },
    { term: 'Ceased', text: dateWords(ceased) },
    { term: 'Linked', text: dateWords(linkedOn) },
  ];
  return [...facts.filter(({ text }) => text !== ''), ...addressFacts(addresses)];
}
