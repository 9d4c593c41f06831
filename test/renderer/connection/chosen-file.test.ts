import { describe, expect, it } from 'vitest';
import { largestFile, readContent, sizeProblem, sizeWords } from '../../../renderer/connection/chosen-file.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const key = '-----BEGIN EC PRIVATE KEY-----\nsecret\n-----END EC PRIVATE KEY-----\n';
const certificate = '-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n';
const words = (result: ReturnType<typeof readContent>): string => (result.ok ? '' : result.error);

describe('a chosen file', () => {
  it('is refused in words before it is read when it is empty or over 1 MB', () => {
    expect(sizeProblem('a.pem', 0)).toBe('a.pem is empty.');
    expect(sizeProblem('a.pem', largestFile)).toBe('');
    expect(sizeProblem('film.mov', largestFile + 1)).toMatch(/film\.mov has 1\.0 MB; at most 1 MB/);
    expect([sizeWords(12), sizeWords(3_000), sizeWords(5_242_880)]).toEqual(['12 bytes', '3 KB', '5.0 MB']);
  });

  it('travels as text when it is PEM, and in base64 when it is PFX', () => {
    expect(readContent('a.pem', bytes(certificate), 'pem', 'certificate')).toEqual({ ok: true, value: certificate });
    expect(readContent('a.key', bytes(key), 'pem', 'key')).toEqual({ ok: true, value: key });
    const pfx = Uint8Array.from({ length: 70_000 }, (_, at) => at % 256);
    const read = readContent('a.pfx', pfx, 'pfx', 'certificate');
    expect(read.ok && Buffer.from(read.value, 'base64').equals(Buffer.from(pfx))).toBe(true);
  });

  it('is refused when it is another kind of file, and never quoted', () => {
    expect(words(readContent('a.der', Uint8Array.of(0x30, 0x82, 1), 'pem', 'certificate'))).toMatch(/not a PEM file/);
    expect(words(readContent('a.pfx', bytes(key), 'pfx', 'certificate'))).toMatch(/Choose “PEM files”/);
    const noCertificate = words(readContent('my.key', bytes(key), 'pem', 'certificate'));
    expect(noCertificate).toBe('my.key holds no certificate.');
    expect(words(readContent('my.crt', bytes(certificate), 'pem', 'key'))).toBe('my.crt holds no private key.');
    expect(noCertificate).not.toContain('secret');
  });
});
