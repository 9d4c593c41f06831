import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { worldOf, start } from './held-sign-ins.ts';
import { browse, visit } from '../sandbox/visitor.ts';
import { minute } from './sign-in-world.ts';

/** Until something has happened that no promise tells of. */
async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise(setImmediate);
}

test('a person who allows it is signed in, and the browser says so', async () => {
  const world = await worldOf('native');
  const keeper = await start(world);
  expect(await keeper.signIn({ token: '' })).toEqual({ ok: true, value: null });
  expect(await world.accepts(keeper.authorization())).toBe(true);
  await until(() => world.pages.length > 0);
  expect(world.pages[0]?.text).toContain('You are signed in');
  expect(keeper.signInAddress()).toBe('');
});

test.each(['deny', 'cancel'] as const)('a person who chooses to %s is not, and both page and app say so', async (answer) => {
  const world = await worldOf('cloud');
  world.visitor = { answer };
  const keeper = await start(world);
  const told = await keeper.signIn({ token: '' });
  expect(told).toMatchObject({ ok: false, error: [{ code: 'access_denied', text: expect.stringContaining('choose Allow') as string }] });
  await until(() => world.pages.length > 0);
  expect(world.pages[0]?.text).toContain('You are not signed in');
  expect(keeper.authorization()).toBeNull();
});

test('where no browser opens, the address is there to be copied, and works', async () => {
  const world = await worldOf('cloud');
  world.browser = () => Promise.reject(new Error('no browser'));
  const keeper = await start(world);
  const signing = keeper.signIn({ token: '' });
  await until(() => keeper.signInAddress() !== '');
  const { location } = await visit(keeper.signInAddress());
  await browse(location);
  expect((await signing).ok).toBe(true);
});

test('a wrong state changes nothing, and the right answer still counts', async () => {
  const world = await worldOf('cloud');
  world.browser = async (address) => {
    const { location } = await visit(address);
    const forged = new URL(location);
    forged.searchParams.set('state', 'forged');
    world.pages.push(await browse(forged.href), await browse(location));
  };
  const keeper = await start(world);
  expect((await keeper.signIn({ token: '' })).ok).toBe(true);
  await until(() => world.pages.length === 2);
  expect(world.pages.map(({ status }) => status)).toEqual([400, 200]);
  expect(await world.events('granted')).toHaveLength(1);
});

test('a scope that is not allowed comes back in words', async () => {
  const world = await worldOf('cloud');
  world.browser = async (address) => {
    const asked = new URL(address);
    asked.searchParams.set('scope', 'Else');
    const { location } = await visit(asked.href);
    await browse(location);
  };
  expect(await (await start(world)).signIn({ token: '' })).toMatchObject({ ok: false, error: [{ code: 'invalid_scope', text: expect.stringContaining('MYIR.Services') as string }] });
});

test('a code that is altered on the way is refused in words', async () => {
  const world = await worldOf('cloud');
  world.browser = async (address) => {
    const back = new URL((await visit(address)).location);
    back.searchParams.set('code', 'altered');
    world.pages.push(await browse(back.href));
  };
  expect(await (await start(world)).signIn({ token: '' })).toMatchObject({ ok: false, error: [{ code: 'invalid_grant', text: expect.stringContaining('Sign in again') as string }] });
});

test('a wrong client secret is named as that', async () => {
  const world = await worldOf('cloud');
  world.keyring.entries.set('c1 client secret', 'wrong');
  expect(await (await start(world)).signIn({ token: '' })).toMatchObject({ ok: false, error: [{ field: 'secrets.clientSecret', code: 'invalid_client' }] });
});

test('called off, it says so at once and frees its port', async () => {
  const world = await worldOf('cloud');
  world.browser = async () => undefined;
  const keeper = await start(world);
  const signing = keeper.signIn({ token: '' });
  await until(() => keeper.signInAddress() !== '');
  keeper.cancelSignIn();
  expect(await signing).toMatchObject({ ok: false, error: [{ code: 'cancelled' }] });
  expect(keeper.signInAddress()).toBe('');
  for (const port of world.settings.signIn.redirectPorts) {
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    server.close();
  }
});

test('a second sign-in takes the place of the first', async () => {
  const world = await worldOf('cloud');
  const browser = world.browser;
  world.browser = async () => undefined;
  const keeper = await start(world);
  const first = keeper.signIn({ token: '' });
  await until(() => keeper.signInAddress() !== '');
  world.browser = browser;
  const second = keeper.signIn({ token: '' });
  expect(await first).toMatchObject({ ok: false, error: [{ code: 'cancelled' }] });
  expect((await second).ok).toBe(true);
  expect(keeper.authorization()).not.toBeNull();
});

test('nobody at the browser for ten minutes ends it in words', async () => {
  const world = await worldOf('cloud');
  world.browser = async () => undefined;
  const keeper = await start(world);
  const signing = keeper.signIn({ token: '' });
  await until(() => keeper.signInAddress() !== '');
  world.clock.pass(10 * minute);
  expect(await signing).toMatchObject({ ok: false, error: [{ code: 'timedOut' }] });
});

test('all registered ports taken: the browser is not even opened', async () => {
  const world = await worldOf('cloud');
  const taken = world.settings.signIn.redirectPorts.map((port) => createServer().listen(port, '127.0.0.1'));
  for (const server of taken) if (!server.listening) await once(server, 'listening');
  expect(await (await start(world)).signIn({ token: '' })).toMatchObject({ ok: false, error: [{ code: 'portsTaken' }] });
  expect(await world.events('asked')).toEqual([]);
  await Promise.all(taken.map((server) => new Promise((resolve) => server.close(resolve))));
});

test('a browser that comes back while the sign-in server has gone is told so', async () => {
  const world = await worldOf('cloud');
  world.browser = async (address) => {
    const { location } = await visit(address);
    await world.control.offline();
    world.pages.push(await browse(location));
  };
  expect((await (await start(world)).signIn({ token: '' })).ok).toBe(false);
  await until(() => world.pages.length > 0);
  expect(world.pages[0]?.text).toContain('You are not signed in');
});
