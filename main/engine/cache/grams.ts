/**
 * Substring search through an index of words: a client is filed under every distinct run of one to three characters of its words. A
 * term of up to three characters is such a run itself; a longer one is looked for by the runs it is made of, and whoever asks has to
 * look into the text for the term itself. Terms hold no white space, so no run crosses from one word into the next. Characters are
 * Unicode code points.
 */
export const longestGram = 3;

const asciiMarks = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index))
  .filter((character) => !/[A-Za-z0-9]/.test(character))
  .join('');

/** FTS5's `ascii` tokenizer, told that every mark belongs to a word, so that only white space ends one. As a quoted option value. */
export const gramTokenizer = `"ascii tokenchars '${asciiMarks.replaceAll("'", "''").replaceAll('"', '""')}'"`;

/** Indexable without pairs of surrogates in the middle of which a slice could end. */
const characters = (word: string): string | string[] => (/[\uD800-\uDFFF]/.test(word) ? [...word] : word);

const run = (of: string | string[], start: number, end: number): string => (typeof of === 'string' ? of.slice(start, end) : of.slice(start, end).join(''));

/** The distinct runs of a folded text, as the words of one text to be indexed. */
export function gramsOf(folded: string): string {
  const grams = new Set<string>();
  for (const word of new Set(folded.split(/[ \n]/))) {
    const from = characters(word);
    for (let start = 0; start < from.length; start += 1) {
      for (let end = start + 1; end <= Math.min(start + longestGram, from.length); end += 1) grams.add(run(from, start, end));
    }
  }
  return [...grams].join(' ');
}

/** A term of more characters than a run has: clients found by its runs need not contain it. */
export const isLong = (term: string): boolean => characters(term).length > longestGram;

/** The FTS5 query for clients that have all runs of all terms. */
export function matchOf(terms: readonly string[]): string {
  const grams = new Set(terms.flatMap(coveringGrams));
  return [...grams].map((gram) => `"${gram.replaceAll('"', '""')}"`).join(' AND ');
}

/** Every second run of a long term: all of them cost reading, fewer leave more texts to be looked into. */
function coveringGrams(term: string): string[] {
  const from = characters(term);
  const last = Math.max(0, from.length - longestGram);
  const starts = [...Array.from({ length: Math.ceil(last / 2) }, (_, index) => 2 * index), last];
  return starts.map((start) => run(from, start, start + longestGram));
}
