/** A piece of a text; `differs` where the text it is compared with has not got it there. */
export interface Piece {
  text: string;
  differs: boolean;
}

const wordsOf = (text: string): string[] => text.match(/\s+|[^\s]+/gu) ?? [];

/** Lengths of the longest common row of words from each pair of places on. */
function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = lengths[i] ?? [];
      row[j] = a[i] === b[j] ? (lengths[i + 1]?.[j + 1] ?? 0) + 1 : Math.max(lengths[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
    }
  return lengths;
}

/** Beyond this many words a comparison says no more than that the texts differ. */
const most = 200;

/** `text` in pieces, those words marked that `other` has not got in the same order. Joined they are `text`. */
export function differenceFrom(other: string, text: string): Piece[] {
  const [a, b] = [wordsOf(text), wordsOf(other)];
  if (a.length > most || b.length > most) return text === '' ? [] : [{ text, differs: text !== other }];
  const lengths = commonLengths(a, b);
  const pieces: Piece[] = [];
  const add = (word: string, differs: boolean): void => {
    const last = pieces.at(-1);
    if (last?.differs === differs) last.text += word;
    else pieces.push({ text: word, differs });
  };
  for (let i = 0, j = 0; i < a.length; ) {
    const word = a[i] ?? '';
    const same = j < b.length && word === b[j];
    if (!same && j < b.length && (lengths[i]?.[j + 1] ?? 0) >= (lengths[i + 1]?.[j] ?? 0)) {
      j += 1;
      continue;
    }
    add(word, !same);
    i += 1;
    if (same) j += 1;
  }
  return pieces;
}
