import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { accountsOf, createTokenVault, secretAccount, systemKeysAccount, tokenAccount, type Keyring } from '../../../main/secrets/token-vault.ts';
import { SmallKeyring } from './small-keyring.ts';

const open = (keyring: Keyring) => createTokenVault(async () => keyring);
const account = tokenAccount('a-connection');
/** What the next process finds: a vault of its own, nothing remembered. */
const found = (keyring: Keyring) => open(keyring).read(account);

describe('a secret longer than one keychain entry', () => {
  test.each([1, 2_559, 2_560, 2_561, 5_120, 5_121, 8_000])('of %i bytes is kept and read back whole', async (length) => {
    const keyring = new SmallKeyring();
    const secret = 'abcdefghij'.repeat(800).slice(0, length);
    expect(await open(keyring).write(account, secret)).toEqual({ ok: true, value: null });
    expect(await found(keyring)).toEqual({ ok: true, value: secret });
    expect(keyring.entries.size).toBe(length <= 2_560 ? 1 : 1 + Math.ceil(length / 2_560));
  });

  test.each(['ā', '漢', '👩‍🌾', 'x👩‍🌾ā漢'])('made of "%s" is never cut inside a character', async (piece) => {
    const keyring = new SmallKeyring();
    for (const times of [300, 853, 854, 1_280, 1_281, 2_561]) {
      expect(await open(keyring).write(account, piece.repeat(times))).toEqual({ ok: true, value: null });
      expect(await found(keyring)).toEqual({ ok: true, value: piece.repeat(times) });
    }
    expect([...keyring.entries.values()].every((entry) => entry.isWellFormed())).toBe(true);
  });

  test('an entry of one piece, as written before there were parts, is still read', async () => {
    const keyring = new SmallKeyring();
    keyring.entries.set(account, 'old token');
    expect(await found(keyring)).toEqual({ ok: true, value: 'old token' });
  });

  test('a secret that looks like our own mark is kept like any other', async () => {
    const keyring = new SmallKeyring();
    await open(keyring).write(account, '\u0001parts:a:3');
    expect(await found(keyring)).toEqual({ ok: true, value: '\u0001parts:a:3' });
  });

  test('removing it removes every part, and a shorter one leaves nothing of a longer one behind', async () => {
    const keyring = new SmallKeyring();
    await open(keyring).write(account, 'x'.repeat(8_000));
    await open(keyring).write(account, 'short');
    expect([...keyring.entries]).toEqual([[account, 'short']]);
    await open(keyring).write(account, 'y'.repeat(8_000));
    await open(keyring).remove(account);
    expect(keyring.entries.size).toBe(0);
  });

  test('of which somebody deleted a part is none any more, and can be written anew', async () => {
    const keyring = new SmallKeyring();
    await open(keyring).write(account, 'x'.repeat(8_000));
    keyring.entries.delete(`${account}#a.1`);
    expect(await found(keyring)).toEqual({ ok: true, value: null });
    keyring.entries.set(account, '\u0001parts:z:9');
    expect(await found(keyring)).toEqual({ ok: true, value: null });
    await open(keyring).write(account, 'y'.repeat(6_000));
    expect(await found(keyring)).toEqual({ ok: true, value: 'y'.repeat(6_000) });
  });

  test('too long for anything we keep is refused, and the old one stays', async () => {
    const keyring = new SmallKeyring();
    await open(keyring).write(account, 'kept');
    expect(await open(keyring).write(account, 'x'.repeat(700_000))).toMatchObject({ ok: false });
    expect(await found(keyring)).toEqual({ ok: true, value: 'kept' });
  });

  test('two writes at once end as the later one, whole', async () => {
    const keyring = new SmallKeyring();
    const vault = open(keyring);
    await Promise.all([vault.write(account, 'a'.repeat(8_000)), vault.write(account, 'b'.repeat(6_000))]);
    expect(await found(keyring)).toEqual({ ok: true, value: 'b'.repeat(6_000) });
  });

  test('a process that dies at any step leaves the old secret or the new one, whole, and the next write leaves no waste', async () => {
    const length = fc.constantFrom(5, 2_560, 2_561, 6_000, 8_000);
    await fc.assert(
      fc.asyncProperty(fc.array(length, { minLength: 2, maxLength: 4 }), fc.nat(14), async (lengths, dieAfter) => {
        const keyring = new SmallKeyring();
        const secrets = lengths.map((size, index) => String.fromCharCode(97 + index).repeat(size));
        const last = secrets.pop() ?? '';
        for (const secret of secrets) await open(keyring).write(account, secret);
        keyring.dieAfter = dieAfter;
        const written = await open(keyring).write(account, last);
        keyring.dieAfter = Infinity;
        const now = await found(keyring);
        expect(now.ok && [secrets.at(-1), last].includes(now.value ?? '')).toBe(true);
        if (written.ok) expect(now).toEqual({ ok: true, value: last });
        await open(keyring).write(account, 'short');
        expect([...keyring.entries]).toEqual([[account, 'short']]);
      }),
      { numRuns: 150 },
    );
  });
});

test('every secret of a connection has an account of its own, which carries the connection', () => {
  const accounts = accountsOf('c1');
  expect(new Set(accounts).size).toBe(10);
  expect(accounts).toContain(systemKeysAccount('c1'));
  expect(accounts.every((one) => one.startsWith('c1 '))).toBe(true);
  expect(accounts).toContain(secretAccount('c1', 'clientSecret'));
  expect(secretAccount('c1', 'token')).toBe(tokenAccount('c1'));
});
