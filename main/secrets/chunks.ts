/**
 * How a secret too long for one keychain entry is laid out over several. Windows' Credential Manager holds at most 2,560 bytes an
 * entry; we keep to that everywhere, so that a profile behaves alike on every system. Pure: token-vault.ts does the writing.
 *
 * A head stands where a short secret would; its parts stand beside it, under names that carry the head's generation:
 *   `<account>`            head: mark, generation, number of parts
 *   `<account>#a.0` …      parts of generation a; a and b take turns
 */
export const entryBytes = 2_560;

/** No secret begins with a control character: tokens are printable (RFC 6749 A.12), keys are PEM, base64 or hex, and notes are JSON. */
const mark = '\u0001parts:';

export const generations = ['a', 'b'] as const;
export type Generation = (typeof generations)[number];
export interface Head {
  generation: Generation;
  parts: number;
}

/** More parts than any token, key or certificate needs (640 kB); a larger number means a damaged head. */
const mostParts = 256;

export const headText = ({ generation, parts }: Head): string => `${mark}${generation}:${parts}`;

/** null: a secret of its own, not a head. `damaged`: our mark, but nothing we wrote. */
export function readHead(text: string): Head | null | 'damaged' {
  if (!text.startsWith(mark)) return null;
  const found = /^([ab]):([1-9]\d{0,2})$/.exec(text.slice(mark.length));
  const parts = Number(found?.[2] ?? 0);
  return found === null || parts > mostParts ? 'damaged' : { generation: found[1] as Generation, parts };
}

export const otherGeneration = (generation: Generation): Generation => (generation === 'a' ? 'b' : 'a');
export const partAccount = (account: string, generation: Generation, index: number): string => `${account}#${generation}.${index}`;

const encoder = new TextEncoder();
export const byteLength = (text: string): number => encoder.encode(text).byteLength;
export const fitsOneEntry = (secret: string): boolean => byteLength(secret) <= entryBytes && !secret.startsWith(mark);

/** Parts of at most 2,560 bytes each, never cutting a character in two. Throws where a secret is beyond anything we keep (640 kB). */
export function cut(secret: string): string[] {
  const parts: string[] = [];
  let [part, bytes] = ['', 0];
  for (const character of secret) {
    const size = byteLength(character);
    if (bytes + size > entryBytes) {
      parts.push(part);
      [part, bytes] = ['', 0];
    }
    part += character;
    bytes += size;
  }
  parts.push(part);
  if (parts.length > mostParts) throw new RangeError('This secret is too long for the keychain.');
  return parts;
}
