import { describe, expect, test } from 'vitest';
import { tokenAccount } from '../../../main/secrets/token-vault.ts';
import { refuse, signedIn, start } from './held-sign-ins.ts';
import { hour, minute } from './sign-in-world.ts';

describe('a cloud sign-in', () => {
  test('knows whose it is and until when', async () => {
    const { world, keeper } = await signedIn('cloud');
    expect(keeper.session()).toEqual({ state: 'signedIn', logon: 'ngata.owner', until: world.clock.wall() + 31_536_000_000 });
  });

  test('is renewed shortly before its end, without anybody being asked', async () => {
    const { world, keeper } = await signedIn('cloud');
    const first = keeper.authorization();
    world.clock.pass(8 * hour - 6 * minute);
    await keeper.settled();
    expect(keeper.authorization()).toBe(first);
    world.clock.pass(2 * minute);
    await keeper.settled();
    expect(keeper.authorization()).not.toBe(first);
    expect(world.told).toEqual([keeper.authorization()]);
    expect(await world.accepts(keeper.authorization())).toBe(true);
    expect(await world.events('asked')).toHaveLength(1);
  });

  test('is renewed on the first look after a sleep, which no timer counted', async () => {
    const { world, keeper } = await signedIn('cloud');
    const first = keeper.authorization();
    world.clock.sleep(9 * hour);
    world.clock.pass(minute);
    await keeper.settled();
    expect(keeper.authorization()).not.toBe(first);
    expect(await world.accepts(keeper.authorization())).toBe(true);
  });

  test('that the gateway refuses is renewed once, however often it is refused', async () => {
    const { world, keeper } = await signedIn('cloud');
    const first = keeper.authorization();
    await world.control.expireTokens();
    for (let times = 0; times < 5; times += 1) keeper.refused(first ?? '');
    await keeper.settled();
    expect(await world.events('refreshed')).toHaveLength(1);
    expect(world.told).toEqual([keeper.authorization()]);
    expect(await world.accepts(keeper.authorization())).toBe(true);
  });

  test('for a year of renewals uses each refresh token once, and asks nobody', async () => {
    const { world, keeper } = await signedIn('cloud');
    for (let day = 0; day < 30; day += 1) {
      world.clock.pass(12 * hour);
      await keeper.settled();
    }
    const used = (await world.events('refreshed')).map(({ refresh }) => refresh);
    expect(used).toEqual(used.map((_, index) => index + 1));
    expect(used.length).toBeGreaterThanOrEqual(30);
    expect(await world.events('reused')).toEqual([]);
    expect(await world.events('asked')).toHaveLength(1);
  });

  test('marks its refresh token as spent in the keychain before it sends it, and keeps the new one before it tells it', async () => {
    const { world, keeper } = await signedIn('cloud');
    const steps: string[] = [];
    const held = (): string => world.keyring.entries.get(tokenAccount('c1')) ?? '';
    world.keyring.onChange = (account, secret) => account === tokenAccount('c1') && secret !== null && steps.push(secret.includes('"spent":true') ? 'mark' : 'keep');
    const send = world.fetch;
    world.fetch = async (url, init) => {
      if (typeof init?.body === 'string' && init.body.includes('grant_type')) steps.push(held().includes('"spent":true') ? 'send' : 'send unmarked');
      return send(url, init);
    };
    await refuse(keeper, keeper.authorization());
    expect(steps).toEqual(['mark', 'send', 'keep']);
    expect(`Bearer ${(JSON.parse(held()) as { access: string }).access}`).toBe(world.told[0]);
  });

  test('whose renewal is answered into nothing is not used again: the access token goes on, then the person is asked once', async () => {
    const { world, keeper } = await signedIn('cloud');
    await world.control.order({ fault: 'dropReply', match: { path: '/gateway3/oauth/token' } });
    world.clock.pass(8 * hour - 4 * minute);
    await keeper.settled();
    expect(world.told).toEqual([]);
    expect(await world.accepts(keeper.authorization())).toBe(true);
    await refuse(keeper, keeper.authorization());
    expect(world.told).toEqual([null]);
    expect(keeper.why()).toMatch(/lost on the way.*Sign in once more/);
    world.clock.pass(24 * hour);
    await keeper.settled();
    expect(await world.events('refreshed')).toHaveLength(1);
    expect(await world.events('reused')).toEqual([]);
    expect((await keeper.signIn({ token: '' })).ok).toBe(true);
    expect(await world.accepts(keeper.authorization())).toBe(true);
  });

  test('whose process died while it was renewing asks the person, and sends nothing', async () => {
    const { world, keeper } = await signedIn('cloud');
    // The process stops behind the reply: nothing is kept any more.
    world.keyring.onChange = (_account, secret) => {
      if (secret?.includes('"spent":true') === true) world.keyring.dieAfter = 0;
    };
    await refuse(keeper, keeper.authorization());
    await keeper.close();
    world.keyring.dieAfter = Infinity;
    world.keyring.onChange = () => undefined;
    const again = await start(world);
    expect(again.renewable()).toBe(false);
    await refuse(again, again.authorization());
    expect(again.authorization()).toBeNull();
    expect(again.why()).toMatch(/lost on the way/);
    expect(await world.events('refreshed')).toHaveLength(1);
    expect(await world.events('reused')).toEqual([]);
  });

  test('that is put away while the server is being asked spends nothing; once the token is on its way, it is seen through', async () => {
    const { world, keeper } = await signedIn('cloud');
    await world.control.order({ fault: 'stall', match: { path: '/gateway3/oauth/introspect' } });
    keeper.refused(keeper.authorization() ?? '');
    while ((await world.control.faults()).length > 0) await new Promise(setImmediate);
    await keeper.close();
    expect(await world.events('refreshed')).toEqual([]);
    const again = await start(world);
    expect(again.renewable()).toBe(true);
    await world.control.order({ fault: 'latency', ms: 50, match: { path: '/gateway3/oauth/token' }, count: 1 });
    again.refused(again.authorization() ?? '');
    while ((await world.control.faults()).length > 0) await new Promise(setImmediate);
    await again.close();
    const third = await start(world);
    expect([await world.accepts(third.authorization()), third.renewable(), third.why()]).toEqual([true, true, '']);
  });

  test('out of reach of the sign-in server is not signed out: nothing is told, it is tried ever more rarely, and works again', async () => {
    const { world, keeper } = await signedIn('cloud');
    const first = keeper.authorization();
    await world.control.offline();
    await refuse(keeper, first);
    for (let hours = 0; hours < 3; hours += 1) {
      world.clock.pass(hour);
      await keeper.settled();
    }
    expect(world.told).toEqual([]);
    expect(keeper.authorization()).toBe(first);
    expect(keeper.renewable()).toBe(true);
    await world.control.online();
    keeper.wake();
    await keeper.settled();
    expect(await world.accepts(keeper.authorization())).toBe(true);
    expect(world.told).toEqual([keeper.authorization()]);
    expect(await world.events('refreshed')).toHaveLength(1);
  });

  test.each([
    { fault: 'outage', status: 503 },
    { fault: 'portal' },
    { fault: 'cutBefore', count: null },
  ] as const)('keeps its refresh token through $fault, because it asks first whether the server is there', async (fault) => {
    const { world, keeper } = await signedIn('cloud');
    await world.control.order({ ...fault, match: { path: '/gateway3/oauth' } });
    await refuse(keeper, keeper.authorization());
    expect(world.told).toEqual([]);
    await world.control.calm();
    keeper.wake();
    await keeper.settled();
    expect(await world.accepts(keeper.authorization())).toBe(true);
  });

  test('that was ended in myIR says so, and sends a dead refresh token nowhere', async () => {
    const { world, keeper } = await signedIn('cloud');
    await world.control.lifetimes({ refreshSeconds: 1 });
    await refuse(keeper, keeper.authorization());
    world.clock.pass(8 * hour);
    await keeper.settled();
    world.clock.pass(minute);
    await keeper.settled();
    await refuse(keeper, keeper.authorization());
    expect(keeper.authorization()).toBeNull();
    expect(keeper.why()).toMatch(/ended at Inland Revenue/);
    expect((await world.events('refused'))).toEqual([]);
  });

  test('with a client secret that is no longer good says that, and spends nothing', async () => {
    const { world, keeper } = await signedIn('cloud');
    world.keyring.entries.set('c1 client secret', 'an old one');
    await keeper.close();
    const again = await start(world);
    await refuse(again, again.authorization());
    expect(again.authorization()).toBeNull();
    expect(again.why()).toMatch(/client secret/);
    world.keyring.entries.set('c1 client secret', world.sandbox.credentials.cloud.clientSecret);
    await again.close();
    const right = await start(world);
    await refuse(right, right.authorization());
    expect(await world.accepts(right.authorization())).toBe(true);
  });

  test('with a locked keychain sends nothing, says so, and goes on once it is unlocked', async () => {
    const { world, keeper } = await signedIn('cloud');
    world.keyring.locked = true;
    await refuse(keeper, keeper.authorization());
    expect(world.told).toEqual([null]);
    expect(keeper.why()).toMatch(/keychain is locked/);
    expect(await world.events('refreshed')).toEqual([]);
    world.keyring.locked = false;
    keeper.wake();
    await keeper.settled();
    expect(await world.accepts(keeper.authorization())).toBe(true);
    expect(world.told).toEqual([null, keeper.authorization()]);
  });

  test('whose fresh tokens are refused again and again gives up in words, instead of renewing for ever', async () => {
    const { world, keeper } = await signedIn('cloud');
    for (let times = 0; times < 10; times += 1) await refuse(keeper, keeper.authorization());
    expect(await world.events('refreshed')).toHaveLength(3);
    expect(keeper.why()).toMatch(/same environment/);
  });

  test.each([-10, 10])('is one and the same sign-in when somebody sets the clock by %i years', async (years) => {
    const { world, keeper } = await signedIn('cloud');
    world.clock.set(years * 365 * 24 * hour);
    world.clock.pass(minute);
    await keeper.settled();
    world.clock.set(-years * 365 * 24 * hour);
    for (let looks = 0; looks < 30; looks += 1) {
      world.clock.pass(minute);
      await keeper.settled();
    }
    expect(keeper.authorization()).not.toBeNull();
    expect(world.told).not.toContain(null);
    expect((await world.events('refreshed')).length).toBeLessThanOrEqual(1);
    expect(await world.events('reused')).toEqual([]);
  });

  test('cannot be revoked offline, says so, and is forgotten here all the same', async () => {
    const { world, keeper } = await signedIn('cloud');
    await world.control.offline();
    expect(await keeper.signOut()).toEqual({ ok: false, error: [{ field: '', code: 'notRevoked', text: expect.stringContaining('signed out on this computer') }] });
    expect(keeper.authorization()).toBeNull();
    expect(world.keyring.entries.has(tokenAccount('c1'))).toBe(false);
  });
});
