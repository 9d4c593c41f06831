import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import { err, ok, type Result } from '../../shared/result.ts';

/**
 * Text under a key: AES-256-GCM with a nonce of its own each time. Under a pass phrase the key comes from scrypt (RFC 7914), which takes
 * 128 MiB and a few tenths of a second for every guess. Layout: one line of JSON; whatever stands in its clear part is authenticated too.
 */
export interface Kdf {
  name: 'scrypt';
  N: number;
  r: number;
  p: number;
  /** 16 bytes, base64. */
  salt: string;
}

interface Sealed {
  format: string;
  version: 1;
  /** null: the key is not from a pass phrase. */
  kdf: Kdf | null;
  nonce: string;
  tag: string;
  text: string;
}

const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/);

/** The parameters are bounded, so that a file somebody doctored cannot ask for all of the computer's memory. */
const kdfSchema = z.strictObject({ name: z.literal('scrypt'), N: z.number().int().min(2 ** 15).max(2 ** 20).refine((n) => Number.isInteger(Math.log2(n))), r: z.literal(8), p: z.number().int().min(1).max(4), salt: base64.min(24) });

const sealedSchema = z.strictObject({ format: z.string(), version: z.literal(1), kdf: kdfSchema.nullable(), nonce: base64, tag: base64, text: base64 });

export const newKdf = (): Kdf => ({ name: 'scrypt', N: 2 ** 17, r: 8, p: 1, salt: randomBytes(16).toString('base64') });

/** 32 bytes. The same phrase typed on another keyboard is the same phrase: it is normalised (NFKC) first. */
export function keyFrom(passPhrase: string, { N, r, p, salt }: Kdf): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passPhrase.normalize('NFKC'), Buffer.from(salt, 'base64'), 32, { N, r, p, maxmem: 256 * N * r }, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}

const clearPart = ({ format, version, kdf }: Pick<Sealed, 'format' | 'version' | 'kdf'>): Buffer => Buffer.from(JSON.stringify([format, version, kdf === null ? null : [kdf.name, kdf.N, kdf.r, kdf.p, kdf.salt]]));

/** `format` says what it is, so that one file cannot be put in another's place. */
export function seal(format: string, text: string, key: Buffer, kdf: Kdf | null): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(clearPart({ format, version: 1, kdf }));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const whole: Sealed = { format, version: 1, kdf, nonce: nonce.toString('base64'), tag: cipher.getAuthTag().toString('base64'), text: sealed.toString('base64') };
  return `${JSON.stringify(whole)}\n`;
}

/** `damaged`: nothing that `seal` wrote for this format. */
export function readSealed(format: string, file: string): Result<Sealed, 'damaged'> {
  try {
    const whole = sealedSchema.parse(JSON.parse(file));
    return whole.format === format ? ok(whole) : err('damaged');
  } catch {
    return err('damaged');
  }
}

/** `refused`: the tag does not fit, so the key is another one or a byte has changed; which of the two cannot be told. */
export function unseal(whole: Sealed, key: Buffer): Result<string, 'refused'> {
  try {
    const tag = Buffer.from(whole.tag, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(whole.nonce, 'base64'), { authTagLength: 16 });
    decipher.setAAD(clearPart(whole));
    decipher.setAuthTag(tag);
    return ok(Buffer.concat([decipher.update(Buffer.from(whole.text, 'base64')), decipher.final()]).toString('utf8'));
  } catch {
    return err('refused');
  }
}
