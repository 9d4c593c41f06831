import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { ConnectionSettings } from '../../../shared/connection-settings.ts';
import { tokenAccount } from '../../../main/secrets/token-vault.ts';
import { browse, visit } from '../sandbox/visitor.ts';
import { refuse, signedIn, start, worldOf } from './held-sign-ins.ts';
import { hour, minute } from './sign-in-world.ts';

describe.each(['cloud', 'native', 'machine', 'token'] as const)('a sign-in by %s', (method) => {
  test('works at the gateway, and is there again after a restart', async () => {
    const { world, keeper } = await signedIn(method);
    expect(await world.accepts(keeper.authorization())).toBe(true);
    await keeper.close();
    const again = await start(world);
    expect(await world.accepts(again.authorization())).toBe(true);
    expect(again.why()).toBe('');
    expect(again.session()).toMatchObject({ state: 'signedIn' });
  });

  test('ends with signing out, here and for the next start', async () => {
    const { world, keeper } = await signedIn(method);
    const used = keeper.authorization();
    expect(await keeper.signOut()).toEqual({ ok: true, value: null });
    expect(keeper.authorization()).toBeNull();
    expect(world.told).toEqual([null]);
    expect((await start(world)).authorization()).toBeNull();
    // A token that was pasted, and a key of one's own, stay good at Inland Revenue.
    expect(await world.accepts(used)).toBe(method === 'token' || method === 'machine');
  });

  test('that was refused late, after a newer one, is answered with the newer one', async () => {
    const { world, keeper } = await signedIn(method);
    await refuse(keeper, 'Bearer an-older-one');
    expect(world.told).toEqual([keeper.authorization()]);
    expect(keeper.authorization()).not.toBeNull();
  });
});

describe('a native sign-in', () => {
  test('has no refresh token, ends after eight hours with one calm prompt, and works again after another sign-in', async () => {
    const { world, keeper } = await signedIn('native');
    expect(keeper.renewable()).toBe(false);
    expect(keeper.session()).toEqual({ state: 'signedIn', logon: 'ngata.owner', until: world.clock.wall() + 8 * hour });
    world.clock.pass(8 * hour - minute);
    expect(world.told).toEqual([]);
    world.clock.pass(24 * hour);
    expect(world.told).toEqual([null]);
    expect(keeper.why()).toMatch(/Sign in when you are ready.*kept here and waits/);
    expect(keeper.session()).toEqual({ state: 'signedOut' });
    expect((await keeper.signIn({ token: '' })).ok).toBe(true);
    expect(await world.accepts(keeper.authorization())).toBe(true);
  });

  test('that ended overnight is known to have ended at the next start, without asking the gateway', async () => {
    const { world, keeper } = await signedIn('native');
    await keeper.close();
    world.clock.pass(12 * hour);
    const again = await start(world);
    expect(again.authorization()).toBeNull();
    expect(again.why()).toMatch(/for today has ended/);
  });

  test('that the gateway refuses is told once', async () => {
    const { world, keeper } = await signedIn('native');
    await refuse(keeper, keeper.authorization());
    expect(world.told).toEqual([null]);
  });

  test('does not end because somebody set the clock ten years ahead', async () => {
    const { world, keeper } = await signedIn('native');
    world.clock.set(10 * 365 * 24 * hour);
    world.clock.pass(hour);
    expect(world.told).toEqual([]);
    expect(keeper.authorization()).not.toBeNull();
  });
});

describe('a machine sign-in', () => {
  test('signs anew before the end, and after a clock was put back', async () => {
    const { world, keeper } = await signedIn('machine');
    const first = keeper.authorization();
    world.clock.pass(8 * hour - 4 * minute);
    await keeper.settled();
    const second = keeper.authorization();
    expect(second).not.toBe(first);
    expect(await world.accepts(second)).toBe(true);
    world.clock.set(-hour);
    world.clock.pass(minute);
    await keeper.settled();
    expect(keeper.authorization()).not.toBe(second);
    expect(await world.accepts(keeper.authorization())).toBe(true);
  });

  test('that is refused is signed anew once; refused again, it says that the key is not accepted', async () => {
    const { world, keeper } = await signedIn('machine');
    world.clock.pass(minute);
    await refuse(keeper, keeper.authorization());
    expect(world.told).toEqual([keeper.authorization()]);
    await refuse(keeper, keeper.authorization());
    expect(keeper.authorization()).toBeNull();
    expect(keeper.why()).toMatch(/certificate is registered.*clock/);
    expect((await keeper.signIn({ token: '' })).ok).toBe(true);
    expect(await world.accepts(keeper.authorization())).toBe(true);
  });

  test('without its key says what is missing', async () => {
    const world = await worldOf('machine');
    world.keyring.entries.delete('c1 machine key');
    const keeper = await start(world);
    expect(keeper.authorization()).toBeNull();
    expect(keeper.why()).toMatch(/private key/);
    expect(await keeper.signIn({ token: '' })).toMatchObject({ ok: false, error: [{ field: 'secrets.machineKey', code: 'noKey' }] });
  });
});

describe('a token that was pasted', () => {
  test('by an earlier version, as plain text in the keychain, is still used', async () => {
    const world = await worldOf('token');
    const { token } = await world.control.token();
    world.keyring.entries.set(tokenAccount('c1'), token);
    const keeper = await start(world);
    expect(await world.accepts(keeper.authorization())).toBe(true);
    await refuse(keeper, keeper.authorization());
    expect(keeper.authorization()).toBeNull();
    expect(keeper.why()).toMatch(/paste it/);
  });
});

describe.each(['cloud', 'native'] as const)('a sign-in by %s whose tokens have come while its port is not free yet', (method) => {
  /** A browser that keeps another connection half open, as those do that connect ahead. */
  async function finishing() {
    const world = await worldOf(method);
    const keeper = await start(world);
    world.browser = async (address) => {
      const { location } = await visit(address, {});
      const ahead = connect(Number(new URL(location).port), '127.0.0.1').on('error', () => undefined);
      await once(ahead, 'connect');
      ahead.write('GET /favicon.ico HTTP/1.1\r\n');
      world.pages.push(await browse(location));
    };
    const signing = keeper.signIn({ token: '' });
    await expect.poll(() => world.pages.length, { timeout: 5_000 }).toBe(1);
    return { world, keeper, signing };
  }

  test('is over when the person signs out, here, at the next start and at Inland Revenue', async () => {
    const { world, keeper, signing } = await finishing();
    await keeper.signOut();
    expect(await signing).toMatchObject({ ok: false, error: [{ code: 'cancelled' }] });
    expect(keeper.authorization()).toBeNull();
    expect(await world.events('revoked')).toHaveLength(method === 'cloud' ? 2 : 1);
    expect((await start(world)).authorization()).toBeNull();
  });

  test('leaves nothing in the keychain once the keeper is closed', async () => {
    const { world, keeper, signing } = await finishing();
    await keeper.close();
    expect((await signing).ok).toBe(false);
    expect((await start(world)).session()).toEqual({ state: 'signedOut' });
  });
});

test.each([
  ['gateway', (settings) => (settings.gateway = 'https://elsewhere.example')],
  ['sign-in address', (settings) => (settings.signInHost = 'https://elsewhere.example')],
  ['client id', (settings) => (settings.signIn.clientId = 'Another_One')],
] satisfies [string, (settings: ConnectionSettings) => void][])('a sign-in that is still in the keychain when the settings name another %s is not taken for theirs', async (_what, change) => {
  const { world, keeper } = await signedIn('cloud');
  await keeper.close();
  change(world.settings);
  const other = await start(world);
  expect(other.authorization()).toBeNull();
  expect(other.renewable()).toBe(false);
});
