/** Text as search compares it: lower case, no macrons or other marks, single spaces. `Māhina` and `mahina` become the same. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    // Lower case of a Greek capital depends on what follows it, and the end of a query is not the end of a word.
    .replaceAll('ς', 'σ')
    .replace(/[\s\p{Cc}\p{Cs}]+/gu, ' ')
    .trim();

/** What a query asks for: every term must appear somewhere. A query of digits and phone punctuation is one run of digits. */
export function searchTerms(query: string): string[] {
  const folded = fold(query);
  if (/^[\d\s()+./-]+$/.test(folded)) {
    const digits = folded.replace(/\D/g, '');
    return digits ? [digits] : [];
  }
  return folded.split(' ').filter(Boolean);
}

/** Everything a client can be found by, one item a line: names, numbers with and without hyphens, accounts, and what its contacts are found by. */
export function searchText(clientId: string, names: readonly string[], accountIds: readonly string[], ofContacts: readonly string[]): string {
  const number = clientId.slice(clientId.indexOf(':') + 1);
  return [...names, number, ...accountIds, ...ofContacts].map(fold).filter(Boolean).join('\n');
}
