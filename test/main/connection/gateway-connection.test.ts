import { createServer } from 'node:net';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { controlOf } from '../../../main/sandbox/control-client.ts';
import type { Sandbox } from '../../../main/sandbox/sandbox.ts';
import { noSecrets } from '../../../shared/connection-settings.ts';
import { err } from '../../../shared/result.ts';
import { browse, visit, type Visitor } from '../sandbox/visitor.ts';
import { freePorts } from '../sign-in/free-ports.ts';
import { formFor, refuse, ShellWorld, type Started } from './shell-world.ts';

let world = new ShellWorld();
beforeEach(() => {
  world = new ShellWorld();
});
afterEach(() => world.close());

const wrong = (answer: { ok: boolean }): string[] => (answer.ok ? [] : (answer as unknown as { error: { field: string; code: string }[] }).error.map(({ field, code }) => `${field} ${code}`));
const listed = (): string => readFileSync(path.join(world.folder, 'connections.json'), 'utf8');

/** A sandbox to sign in to, and a person at the browser. */
async function signInSandbox(visitor: Visitor = {}): Promise<Sandbox> {
  const sandbox = await world.sandbox({ redirectPorts: await freePorts(2), machine: true });
  world.browser = async (address) => {
    const { location } = await visit(address, visitor);
    if (location !== '') await browse(location);
  };
  return sandbox;
}

/** Once the engine has been told something more. */
async function nextTold({ told }: Started, count: number): Promise<(string | null)[]> {
  await expect.poll(() => told.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(count);
  return told;
}

describe('with a pasted token', () => {
  test('address and token are kept apart, and both open again at the next start', async () => {
    const sandbox = await world.sandbox();
    const { settings, secrets } = formFor(sandbox, 'token');
    const { desk } = world.start();
    const filled = { settings: { ...settings, name: ' Ngata & Co ', gateway: `${sandbox.url}/gateway/contact` }, secrets: { ...secrets, token: `Bearer ${secrets.token}` } };
    expect(await desk.connect(filled)).toMatchObject({ ok: true, value: { name: 'Ngata & Co', practice: false, signIn: 'token' } });
    expect([listed().includes(sandbox.url), listed().includes(secrets.token)]).toEqual([true, false]);

    const next = world.start();
    await next.desk.open();
    expect(next.opened).toEqual([expect.objectContaining({ gateway: expect.objectContaining({ baseUrl: sandbox.url }), authorization: `Bearer ${secrets.token}` })]);
  });

  test('every wrong field is told at once', async () => {
    const { settings, secrets } = formFor(await world.sandbox(), 'token');
    const answer = await world.start().desk.connect({ settings: { ...settings, gateway: 'http://services.ird.govt.nz', agency: '12' }, secrets: { ...secrets, token: '' } });
    expect(wrong(answer)).toEqual(['settings.gateway settings.gateway', 'settings.agency settings.agency', 'secrets.token secrets.token']);
  });

  test('a refused one stores nothing', async () => {
    const { settings, secrets } = formFor(await world.sandbox(), 'token');
    const { desk, opened } = world.start();
    expect(wrong(await desk.connect({ settings, secrets: { ...secrets, token: 'wrong' } }))).toEqual(['secrets.token tokenRefused']);
    expect(await desk.info()).toEqual({ connection: null, trouble: '' });
    expect([world.keychain.size, opened.length]).toEqual([0, 0]);
  });

  test('the same agency at the same gateway is connected once', async () => {
    const form = formFor(await world.sandbox(), 'token');
    const { desk } = world.start();
    await desk.connect(form);
    expect(wrong(await desk.connect(form))).toEqual([' connectedAlready']);
    expect(desk.rows().length).toBe(1);
  });

  test('signing in again with a refused one keeps the old one; with a good one the engine gets it', async () => {
    const sandbox = await world.sandbox();
    const { settings, secrets } = formFor(sandbox, 'token');
    const { desk, told } = world.start();
    await desk.connect({ settings, secrets });
    expect(wrong(await desk.signIn({ token: 'wrong' }))).toEqual(['secrets.token tokenRefused']);
    expect([...world.keychain.values()].join()).toContain(secrets.token);
    const { token } = await controlOf(sandbox.control).token();
    expect(await desk.signIn({ token })).toEqual({ ok: true, value: null });
    expect(told).toEqual([`Bearer ${token}`]);
  });
});

describe('in the browser', () => {
  test('a cloud client signs in once, renews without asking, and is signed in at the next start', async () => {
    const sandbox = await signInSandbox();
    const first = world.start();
    expect(await first.desk.connect(formFor(sandbox, 'cloud'))).toMatchObject({ ok: true, value: { signIn: 'cloud' } });
    const begun = first.opened[0]?.authorization ?? '';
    expect(begun).toMatch(/^Bearer \S+$/);
    refuse(first, begun);
    const [renewed] = await nextTold(first, 1);
    expect([renewed === begun, renewed]).toEqual([false, expect.stringMatching(/^Bearer /)]);
    expect(await first.desk.settings()).toMatchObject({ held: ['clientSecret'], session: { state: 'signedIn' }, why: '' });
    await first.desk.close();

    const next = world.start();
    await next.desk.open();
    expect(next.opened).toEqual([expect.objectContaining({ authorization: renewed, renewable: true })]);
  });

  test('a native client asks the person again once its token is refused', async () => {
    const sandbox = await signInSandbox();
    const started = world.start();
    await started.desk.connect(formFor(sandbox, 'native'));
    refuse(started, started.opened[0]?.authorization ?? '');
    expect(await nextTold(started, 1)).toEqual([null]);
    expect(await started.desk.settings()).toMatchObject({ session: { state: 'signedOut' }, why: expect.stringMatching(/.+/) });
    expect(await started.desk.signIn({ token: '' })).toEqual({ ok: true, value: null });
    expect((await nextTold(started, 2)).at(-1)).toMatch(/^Bearer /);
  });

  test.each([['deny', ' access_denied'], ['cancel', ' access_denied']] as const)('whoever says %s there is told so, and nothing is stored', async (answer, issue) => {
    const { desk, opened } = world.start();
    expect(wrong(await desk.connect(formFor(await signInSandbox({ answer }), 'native')))).toEqual([issue]);
    expect(await desk.info()).toEqual({ connection: null, trouble: '' });
    expect([world.keychain.size, opened.length]).toEqual([0, 0]);
  });

  test('a wrong client secret is told before anybody is sent to the browser', async () => {
    const { settings, secrets } = formFor(await signInSandbox(), 'cloud');
    let sent = 0;
    world.browser = async () => void (sent += 1);
    expect(wrong(await world.start().desk.connect({ settings, secrets: { ...secrets, clientSecret: 'wrong' } }))).toEqual(['secrets.clientSecret invalid_client']);
    expect(sent).toBe(0);
  });

  test('with all registered ports taken the ports are named, and nothing is stored', async () => {
    const sandbox = await signInSandbox();
    const takers = sandbox.credentials.native.redirectPorts.map((port) => createServer().listen(port, '127.0.0.1'));
    for (const taker of takers) if (!taker.listening) await once(taker, 'listening');
    const answer = await world.start().desk.connect(formFor(sandbox, 'native'));
    for (const taker of takers) taker.close();
    expect(answer).toMatchObject({ ok: false, error: [{ text: expect.stringContaining(String(sandbox.credentials.native.redirectPorts[0])) }] });
    expect(world.keychain.size).toBe(0);
  });

  test('a sign-in that waits has an address to copy, can be cancelled, and keeps nobody from asking what is open', async () => {
    const sandbox = await signInSandbox();
    world.browser = async () => undefined;
    const { desk } = world.start();
    const connecting = desk.connect(formFor(sandbox, 'native'));
    await expect.poll(() => desk.signInAddress()).toContain(`${sandbox.url}/gateway3/oauth/authorize?`);
    expect(await desk.info()).toEqual({ connection: null, trouble: '' });
    expect(wrong(await desk.connect(formFor(sandbox, 'native')))).toEqual([' underWay']);
    desk.cancelSignIn();
    expect(wrong(await connecting)).toEqual([' cancelled']);
    expect([desk.signInAddress(), world.keychain.size]).toEqual(['', 0]);
  });

  test('signing out revokes the sign-in there and forgets it here; the connection stays', async () => {
    const sandbox = await signInSandbox();
    const started = world.start();
    await started.desk.connect(formFor(sandbox, 'cloud'));
    const before = started.opened[0]?.authorization ?? '';
    expect(await started.desk.signOut()).toEqual({ ok: true, value: null });
    expect(started.told).toEqual([null]);
    const answer = await fetch(`${sandbox.url}/gateway/contact/status`, { headers: { authorization: before } });
    expect([answer.status, (await started.desk.info()).connection?.signIn]).toEqual([400, 'cloud']);
  });
});

describe('as a machine', () => {
  const filled = async () => {
    const sandbox = await signInSandbox();
    const { rows } = await controlOf(sandbox.control).clients(0, 2);
    const form = formFor(sandbox, 'machine');
    form.settings.signIn.clientNumbers = rows.map(({ client }) => client.slice(4)).join('\n');
    return { form, sandbox, clients: rows.map(({ client }) => client) };
  };

  test('the key signs, the person gives the clients\' numbers, and neither key nor token lies in a file', async () => {
    const { form, clients } = await filled();
    const { desk, opened } = world.start();
    expect(await desk.connect(form)).toMatchObject({ ok: true, value: { signIn: 'machine' } });
    expect(opened[0]).toMatchObject({ authorization: expect.not.stringContaining(' '), gateway: { clients: { from: 'numbers', clientIds: clients } } });
    expect(listed()).not.toContain('PRIVATE KEY');
  });

  test('a key that is none, and one that Inland Revenue does not know, get words of their own', async () => {
    const { form } = await filled();
    expect(wrong(await world.start().desk.connect({ ...form, secrets: { ...form.secrets, machineKey: 'no key' } }))).toEqual([expect.stringContaining('secrets.machineKey')]);
    const other = await world.sandbox({ machine: true });
    const { machineKey, machineCertificate } = formFor(other, 'machine').secrets;
    expect(wrong(await world.start().desk.connect({ ...form, secrets: { ...form.secrets, machineKey, machineCertificate } }))).toEqual(['secrets.machineCertificate tokenRefused']);
  });
});

describe('changing a connection', () => {
  const connected = async () => {
    const sandbox = await signInSandbox();
    const started = world.start();
    const form = formFor(sandbox, 'cloud');
    await started.desk.connect(form);
    const held = await started.desk.settings();
    return { sandbox, started, form, settings: held?.settings ?? form.settings };
  };
  const nothingTyped = { secrets: noSecrets, forget: [] };

  test('keeps the sign-in and the secrets that were not typed again', async () => {
    const { started, settings } = await connected();
    expect(await started.desk.change({ settings: { ...settings, name: 'Renamed', callsAtOnce: 3 }, ...nothingTyped })).toMatchObject({ ok: true, value: { name: 'Renamed' } });
    expect(started.opened.at(-1)).toMatchObject({ gateway: { callsAtOnce: 3 }, authorization: started.opened[0]?.authorization });
    const next = world.start();
    await next.desk.open();
    expect((await next.desk.info()).connection?.name).toBe('Renamed');
  });

  test('to another way of signing in begins signed out', async () => {
    const { sandbox, started } = await connected();
    const native = formFor(sandbox, 'native');
    expect(await started.desk.change({ ...native, forget: [] })).toMatchObject({ ok: true, value: { signIn: 'native' } });
    expect(started.opened.at(-1)).toMatchObject({ authorization: null });
  });

  test('works while the gateway is out of reach, and refuses what cannot be read', async () => {
    const { sandbox, started, settings } = await connected();
    await sandbox.close();
    expect(await started.desk.change({ settings: { ...settings, name: 'On the train' }, ...nothingTyped })).toMatchObject({ ok: true });
    expect(wrong(await started.desk.change({ settings, secrets: { ...nothingTyped.secrets, certificate: 'not a certificate' }, forget: [] }))).toEqual([expect.stringContaining('secrets.certificate')]);
    expect((await started.desk.info()).connection?.name).toBe('On the train');
  });
});

describe('Test connection', () => {
  test('looks at everything, also the sign-in server, and stores nothing', async () => {
    const lines = await world.start().desk.test({ ...formFor(await signInSandbox(), 'cloud'), forget: [] });
    expect(lines.map(({ what, outcome }) => `${what} ${outcome}`)).toEqual(['network ok', 'clock ok', 'gateway ok', 'token skipped', 'signIn ok']);
    expect(world.keychain.size).toBe(0);
  });

  test('of a machine tells key and clients', async () => {
    const form = formFor(await signInSandbox(), 'machine');
    form.settings.signIn.clientNumbers = '136410132';
    const lines = await world.start().desk.test({ ...form, forget: [] });
    expect(lines.map(({ what, outcome }) => `${what} ${outcome}`)).toEqual(['network ok', 'clock ok', 'gateway ok', 'token ok', 'clients ok']);
  });

  test('says what lacks in the form, and a proxy whose rules cannot be followed', async () => {
    const { settings, secrets } = formFor(await signInSandbox(), 'token');
    expect(await world.start().desk.test({ settings: { ...settings, agency: '' }, secrets, forget: [] })).toMatchObject([{ what: 'settings', outcome: 'wrong', field: 'settings.agency' }]);
    world.lookup = async () => err('Only SOCKS.');
    expect(await world.start().desk.test({ settings, secrets, forget: [] })).toMatchObject([{ what: 'network', outcome: 'wrong', field: 'settings.proxy.address', text: 'Only SOCKS.' }]);
  });
});

