/** A piece of text, and whether it is part of what was searched for. */
export interface TextPart {
  text: string;
  match: boolean;
}

const fold = (letter: string): string => letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Splits a name around each searched word, blind to macrons and case, as the search itself is: "mahina" marks "Māhina". */
export function markMatches(name: string, query: string): TextPart[] {
  const words = query.split(/\s+/).map(fold).filter((word) => word !== '');
  if (words.length === 0) return [{ text: name, match: false }];
  const letters = [...name.normalize('NFC')];
  const folded = letters.map(fold);
  const hits = new Set<number>();
  for (const word of words) markWord(folded, word, hits);
  const parts: TextPart[] = [];
  letters.forEach((letter, at) => {
    const match = hits.has(at);
    const last = parts.at(-1);
    if (last?.match === match) last.text += letter;
    else parts.push({ text: letter, match });
  });
  return parts;
}

/** The search finds any part of a name, so every part that matches is marked. */
function markWord(folded: readonly string[], word: string, hits: Set<number>): void {
  for (let start = 0; start < folded.length; start++) {
    let at = start;
    let text = '';
    while (at < folded.length && text.length < word.length) text += folded[at++] ?? '';
    if (text !== word) continue;
    for (let hit = start; hit < at; hit++) hits.add(hit);
  }
}
