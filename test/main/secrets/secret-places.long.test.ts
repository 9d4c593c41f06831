import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isSession, phraseIssue, SecretPlaces } from '../../../main/secrets/secret-places.ts';
import { newKdf } from '../../../main/secrets/sealed-text.ts';
import { createTokenVault, keyAccount, secretAccount, tokenAccount } from '../../../main/secrets/token-vault.ts';
import { SmallKeyring } from './small-keyring.ts';

const phrase = 'kererū over the wet bush';
let folder = '';
let keyring = new SmallKeyring();
const fileOf = (id: string): string => path.join(folder, id, 'secrets.sealed');
const start = (): SecretPlaces => new SecretPlaces({ keychain: createTokenVault(async () => keyring), fileOf, makeKdf: () => ({ ...newKdf(), N: 2 ** 15 }) });

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'places-'));
  keyring = new SmallKeyring();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const secrets = (id: string): Record<string, string> => ({ [keyAccount(id)]: 'ab'.repeat(32), [tokenAccount(id)]: 'the access token', [secretAccount(id, 'certificate')]: 'PEM '.repeat(2_000) });

async function fill(places: SecretPlaces, id: string): Promise<void> {
  for (const [account, secret] of Object.entries(secrets(id))) expect(await places.write(account, secret)).toEqual({ ok: true, value: null });
}
async function holds(places: SecretPlaces, id: string): Promise<void> {
  for (const [account, secret] of Object.entries(secrets(id))) expect(await places.read(account)).toEqual({ ok: true, value: secret });
}

test('without a word, secrets are the keychain\'s', async () => {
  const places = start();
  const id = await places.begin();
  await fill(places, id);
  expect(keyring.entries.get(tokenAccount(id))).toBe('the access token');
  expect([await places.keepingOf(id), await places.needsPhrase(id), existsSync(fileOf(id))]).toEqual(['keychain', false, false]);
});

test('under a pass phrase, nothing reaches the keychain, and the next start asks for the phrase', async () => {
  const places = start();
  expect(places.keepNext('passPhrase', phrase)).toEqual({ ok: true, value: null });
  const id = await places.begin();
  expect(existsSync(fileOf(id))).toBe(false);
  await fill(places, id);
  expect([keyring.entries.size, await places.keepingOf(id), await places.needsPhrase(id)]).toEqual([0, 'passPhrase', false]);
  const next = start();
  expect([await next.keepingOf(id), await next.needsPhrase(id)]).toEqual(['passPhrase', true]);
  expect(await next.unlock(id, 'another phrase')).toMatchObject({ ok: false, error: { kind: 'wrong' } });
  expect(await next.unlock(id, phrase)).toEqual({ ok: true, value: null });
  await holds(next, id);
});

test('for a session, secrets are in neither, and no other start knows them', async () => {
  const places = start();
  places.keepNext('session', '');
  const id = await places.begin();
  await fill(places, id);
  await holds(places, id);
  expect([isSession(id), keyring.entries.size, existsSync(fileOf(id)), await places.keepingOf(id)]).toEqual([true, 0, false, 'session']);
  expect(await start().read(tokenAccount(id))).toEqual({ ok: true, value: null });
});

test('a pass phrase that is short is not taken; spaces at its ends do not make it longer', () => {
  for (const short of ['', 'password123', '           x ', 'ā'.repeat(11)]) expect(phraseIssue(short)).toMatch(/at least 12/);
  for (const long of ['ā'.repeat(12), 'four words are enough']) expect(phraseIssue(long)).toBe('');
  expect(start().keepNext('passPhrase', 'short')).toMatchObject({ ok: false });
});

test('secrets move from the keychain to a pass phrase and back, and stay in one place only', async () => {
  const places = start();
  const id = await places.begin();
  await fill(places, id);
  expect(await places.move(id, 'passPhrase', phrase)).toEqual({ ok: true, value: null });
  expect([await places.keepingOf(id), keyring.entries.size]).toEqual(['passPhrase', 0]);
  await holds(places, id);
  const next = start();
  await next.unlock(id, phrase);
  await holds(next, id);
  expect(await next.move(id, 'keychain', '')).toEqual({ ok: true, value: null });
  expect([await next.keepingOf(id), existsSync(fileOf(id))]).toEqual(['keychain', false]);
  await holds(next, id);
  await holds(start(), id);
});

/** Opens it as the next start does, and looks where its secrets are. */
async function inOnePlace(id: string): Promise<SecretPlaces> {
  const next = start();
  const sealed = await next.needsPhrase(id);
  if (sealed) expect(await next.unlock(id, phrase)).toEqual({ ok: true, value: null });
  await holds(next, id);
  expect([keyring.entries.size > 0, existsSync(fileOf(id))]).toEqual([!sealed, sealed]);
  return next;
}

test('a move that dies at any change of the keychain loses no secret, and the next unlocking leaves them in one place only', { timeout: 90_000 }, async () => {
  for (let steps = 0; steps < 14; steps += 1) {
    keyring = new SmallKeyring();
    const places = start();
    const id = await places.begin();
    await fill(places, id);
    await places.move(id, 'passPhrase', phrase);
    keyring.dieAfter = steps;
    await places.move(id, 'keychain', '');
    keyring.dieAfter = Infinity;
    const next = await inOnePlace(id);

    keyring.dieAfter = steps;
    await next.move(id, 'passPhrase', phrase);
    keyring.dieAfter = Infinity;
    await inOnePlace(id);
  }
});

test('copies that a locked keychain would not give up go at the first unlocking that reaches it, also after the pass phrase was changed', async () => {
  const places = start();
  const id = await places.begin();
  await fill(places, id);
  // Two that show whether it is open at all; from then on it refuses.
  keyring.dieAfter = 2;
  expect(await places.move(id, 'passPhrase', phrase)).toMatchObject({ ok: false, error: { text: expect.stringContaining('still holds a copy') } });
  expect(await places.move(id, 'passPhrase', `${phrase}, changed`)).toMatchObject({ ok: false });
  const next = start();
  expect(await next.unlock(id, `${phrase}, changed`)).toEqual({ ok: true, value: null });
  expect(keyring.entries.size).toBeGreaterThan(0);
  keyring.dieAfter = Infinity;
  await next.unlock(id, `${phrase}, changed`);
  expect(keyring.entries.size).toBe(0);
  await holds(next, id);
});

test('unlocking asks nothing of the keychain where no move was cut short', async () => {
  const places = start();
  places.keepNext('passPhrase', phrase);
  const id = await places.begin();
  await fill(places, id);
  keyring.onChange = () => expect.unreachable('the keychain was asked');
  const next = start();
  await next.unlock(id, phrase);
  await next.move(id, 'passPhrase', `${phrase}, changed`);
  expect(await start().unlock(id, `${phrase}, changed`)).toEqual({ ok: true, value: null });
});

test('a secret written while all of them move is not left behind', async () => {
  const places = start();
  const id = await places.begin();
  await fill(places, id);
  const moved = places.move(id, 'passPhrase', phrase);
  const written = places.write(tokenAccount(id), 'a newer token');
  await Promise.all([moved, written]);
  const next = start();
  await next.unlock(id, phrase);
  expect(await next.read(tokenAccount(id))).toEqual({ ok: true, value: 'a newer token' });
});

test('with the keychain away, a move to it says so and nothing is lost', async () => {
  const places = start();
  places.keepNext('passPhrase', phrase);
  const id = await places.begin();
  await fill(places, id);
  keyring.locked = true;
  expect(await places.move(id, 'keychain', '')).toMatchObject({ ok: false, error: { kind: 'locked' } });
  await holds(places, id);
});

test('a connection that was never finished leaves no file and no entry', async () => {
  for (const keeping of ['keychain', 'passPhrase', 'session'] as const) {
    const places = start();
    places.keepNext(keeping, phrase);
    const id = await places.begin();
    await fill(places, id);
    await places.abandon(id);
    expect([keyring.entries.size, existsSync(fileOf(id)), await places.read(tokenAccount(id))], keeping).toEqual([0, false, { ok: true, value: null }]);
    // The choice stays for another try, until one is made.
    expect(isSession(await places.begin())).toBe(keeping === 'session');
    places.made();
    expect(isSession(await places.begin())).toBe(false);
  }
});

test('forgetting drops what was read; the keychain is asked anew, the pass phrase too', async () => {
  const places = start();
  const id = await places.begin();
  await fill(places, id);
  keyring.entries.set(tokenAccount(id), 'changed beneath');
  expect(await places.read(tokenAccount(id))).toEqual({ ok: true, value: 'the access token' });
  places.forget();
  expect(await places.read(tokenAccount(id))).toEqual({ ok: true, value: 'changed beneath' });
  await places.move(id, 'passPhrase', phrase);
  places.forget();
  expect([await places.needsPhrase(id), await places.read(tokenAccount(id))]).toMatchObject([true, { ok: false }]);
  expect(readFileSync(fileOf(id), 'utf8')).not.toContain('token');
});
