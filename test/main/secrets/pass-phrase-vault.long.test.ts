import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PassPhraseVault } from '../../../main/secrets/pass-phrase-vault.ts';
import { keyFrom, newKdf, readSealed, seal, unseal } from '../../../main/secrets/sealed-text.ts';

const phrase = 'kererū over the wet bush';
let folder = '';
const file = (): string => path.join(folder, 'a-connection', 'secrets.sealed');
const vault = (): PassPhraseVault => new PassPhraseVault(file());
const made = async (entries: Record<string, string> = { 'a-connection database key': 'aa'.repeat(32) }): Promise<PassPhraseVault> => {
  const one = vault();
  expect(await one.create(phrase, new Map(Object.entries(entries)))).toEqual({ ok: true, value: null });
  return one;
};

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sealed-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('what is written under a pass phrase is read by the next start with the same one, and is nowhere in plain text', async () => {
  const first = await made();
  await first.write('a-connection access token', 'the token itself');
  const next = vault();
  expect(await next.read('a-connection access token')).toMatchObject({ ok: false, error: { kind: 'locked' } });
  expect(await next.unlock(phrase)).toEqual({ ok: true, value: null });
  expect(await next.read('a-connection access token')).toEqual({ ok: true, value: 'the token itself' });
  expect(await next.read('a-connection client secret')).toEqual({ ok: true, value: null });
  const text = readFileSync(file(), 'utf8');
  for (const plain of ['token', 'database', 'aaaa', phrase]) expect(text).not.toContain(plain);
  expect(readdirSync(path.dirname(file()))).toEqual(['secrets.sealed']);
  if (process.platform !== 'win32') expect(statSync(file()).mode & 0o777).toBe(0o600);
});

test('a wrong pass phrase is told by the tag and opens nothing; the same phrase composed otherwise is the same', async () => {
  await made();
  const next = vault();
  for (const wrong of ['', 'kereru over the wet bush', `${phrase} `, phrase.toUpperCase()]) expect(await next.unlock(wrong)).toMatchObject({ ok: false, error: { kind: 'wrong' } });
  expect(next.isOpen).toBe(false);
  expect(await next.unlock(phrase.normalize('NFD'))).toEqual({ ok: true, value: null });
});

test('any byte changed, or the clear part, is found out: nothing is opened', async () => {
  await made();
  const whole = JSON.parse(readFileSync(file(), 'utf8')) as Record<string, unknown> & { kdf: Record<string, unknown> };
  const changed: [unknown, string][] = [
    [{ ...whole, text: `A${String(whole['text']).slice(1)}` }, 'wrong'],
    [{ ...whole, tag: Buffer.alloc(16).toString('base64') }, 'wrong'],
    [{ ...whole, tag: String(whole['tag']).slice(0, 8) }, 'wrong'],
    [{ ...whole, kdf: { ...whole.kdf, N: 2 ** 15 } }, 'wrong'],
    [{ ...whole, kdf: { ...whole.kdf, N: 2 ** 30 } }, 'damaged'],
    [{ ...whole, kdf: null }, 'damaged'],
    [{ ...whole, format: 'agentbook-drafts' }, 'damaged'],
    ['half a fi', 'damaged'],
  ];
  for (const [content, kind] of changed) {
    writeFileSync(file(), typeof content === 'string' ? content : JSON.stringify(content));
    expect(await vault().unlock(phrase), JSON.stringify(content).slice(0, 60)).toMatchObject({ ok: false, error: { kind } });
  }
});

test('forgetting shuts it, and the pass phrase opens it again', async () => {
  const one = await made();
  one.forget();
  expect(await one.read('a-connection database key')).toMatchObject({ ok: false, error: { kind: 'locked' } });
  expect(await one.write('a-connection access token', 'x')).toMatchObject({ ok: false, error: { kind: 'locked' } });
  expect(await one.unlock(phrase)).toMatchObject({ ok: true });
  expect(await one.read('a-connection database key')).toEqual({ ok: true, value: 'aa'.repeat(32) });
});

test('forgotten in the middle of a write, the file is whole, under the right key, and nothing comes back into memory', async () => {
  const one = await made();
  const writing = one.write('a-connection access token', 'written');
  await Promise.resolve();
  one.forget();
  await writing;
  expect(one.isOpen).toBe(false);
  expect(await vault().unlock(phrase)).toMatchObject({ ok: true });
});

test('a new pass phrase opens it from then on, and the old one does not', async () => {
  const one = await made();
  expect(await one.create('another phrase altogether', new Map(one.all()))).toMatchObject({ ok: true });
  expect(await vault().unlock(phrase)).toMatchObject({ ok: false, error: { kind: 'wrong' } });
  const next = vault();
  expect(await next.unlock('another phrase altogether')).toMatchObject({ ok: true });
  expect(await next.read('a-connection database key')).toEqual({ ok: true, value: 'aa'.repeat(32) });
});

test('every write has a nonce of its own, and every file a salt of its own', async () => {
  const kdf = newKdf();
  const key = await keyFrom(phrase, kdf);
  const nonces = Array.from({ length: 200 }, () => (JSON.parse(seal('f', 'same text', key, kdf)) as { nonce: string }).nonce);
  expect(new Set(nonces).size).toBe(200);
  expect(newKdf().salt).not.toBe(kdf.salt);
  expect(kdf).toMatchObject({ name: 'scrypt', N: 2 ** 17, r: 8, p: 1 });
});

test('the key is scrypt\'s own answer (RFC 7914, section 12, at a cost this file may have)', async () => {
  // The third vector of the RFC: N = 16384, r = 8, p = 1; the first 32 of its 64 bytes are what 32 bytes asked for would be.
  const key = await keyFrom('pleaseletmein', { name: 'scrypt', N: 16_384, r: 8, p: 1, salt: Buffer.from('SodiumChloride').toString('base64') });
  expect(key.toString('hex')).toBe('7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2');
});

test('sealed text of one kind is not taken for another', async () => {
  const key = Buffer.alloc(32, 7);
  const sealed = seal('one', 'text', key, null);
  expect(readSealed('other', sealed)).toEqual({ ok: false, error: 'damaged' });
  const whole = readSealed('one', sealed);
  expect(whole.ok && unseal(whole.value, key)).toEqual({ ok: true, value: 'text' });
  expect(whole.ok && unseal({ ...whole.value, format: 'other' }, key)).toEqual({ ok: false, error: 'refused' });
});
