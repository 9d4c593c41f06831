import { createHash, timingSafeEqual } from 'node:crypto';

/** Base64url of a SHA-256: 43 characters. */
export const isChallenge = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);

/** 43 to 128 characters of a fixed set (SPEC 4.1, RFC 7636). */
export const isVerifier = (text: string): boolean => /^[A-Za-z0-9\-._~]{43,128}$/.test(text);

/** Whether this verifier is the one that the challenge was made from (S256, the only method). */
export function fits(challenge: string, verifier: string): boolean {
  const made = Buffer.from(createHash('sha256').update(verifier, 'ascii').digest('base64url'));
  const given = Buffer.from(challenge);
  return made.length === given.length && timingSafeEqual(made, given);
}
