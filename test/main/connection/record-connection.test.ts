import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startContactSandbox, type ContactSandbox } from '../../../main/sandbox/contact-sandbox.ts';
import type { RecordSettings } from '../../../shared/connection-settings.ts';
import { ShellWorld } from './shell-world.ts';

let world = new ShellWorld();
beforeEach(() => {
  world = new ShellWorld();
});
afterEach(() => world.close());

async function sandbox(): Promise<ContactSandbox<'dnsimple'>> {
  const made = await startContactSandbox({ system: 'dnsimple', contacts: 3, seed: 7, port: 0 });
  world.others.push(made);
  return made;
}

const settingsFor = (address: string): RecordSettings => ({ system: 'dnsimple', name: 'Domains', address, scope: '', proxy: { kind: 'none', address: '', user: '' }, reserve: null });
const wrong = (answer: { ok: boolean }): string[] => (answer.ok ? [] : (answer as unknown as { error: { field: string; code: string }[] }).error.map(({ field, code }) => `${field} ${code}`));
const listed = (): string => readFileSync(path.join(world.folder, 'connections.json'), 'utf8');

async function connected() {
  const system = await sandbox();
  const started = world.start();
  const { token } = system.credentials;
  const made = await started.desk.connectRecords({ settings: settingsFor(`${system.address}/`), secrets: { token: ` ${token}\n` } });
  return { ...started, system, token, made };
}

describe('a system whose contacts are records', () => {
  test('is connected with keys typed once, which stay in the keychain and open it at the next start', async () => {
    const { made, opened, token, system } = await connected();
    expect(made).toMatchObject({ ok: true, value: { name: 'Domains', system: 'dnsimple', signIn: 'keys', practice: false } });
    expect(opened).toMatchObject([{ authorization: JSON.stringify({ token }), renewable: false, home: `dnsimple ${system.address} 1010`, gateway: { baseUrl: system.address, system: { id: 'dnsimple', scope: '', reserve: null } } }]);
    expect([listed().includes(token), [...world.keychain.values()].join().includes(token)]).toEqual([false, true]);
    const next = world.start();
    await next.desk.open();
    expect(next.opened).toMatchObject([{ authorization: JSON.stringify({ token }), databaseKey: opened[0]?.databaseKey }]);
    expect(next.desk.recordSettings()).toEqual({ settings: { ...settingsFor(system.address) }, held: ['token'] });
    expect(await next.desk.settings()).toBeNull();
  });

  test.each([
    [{ address: '' }, 'token', ['settings.address settings.address']],
    [{ address: 'http://elsewhere.example/v2' }, 'token', ['settings.address settings.address']],
    [{}, '', ['secrets.token secrets.token']],
    [{}, 'māori', ['secrets.token secrets.token']],
    [{ proxy: { kind: 'fixed' as const, address: '', user: '' } }, 'token', ['settings.proxy.address settings.proxy.address']],
    [{ system: 'ird' }, 'token', ['settings.system unknownSystem']],
    [{ system: '8x8' }, 'token', ['secrets.read secrets.read', 'settings.scope settings.scope']],
    [{ system: 'cleartax', address: 'https://api.cleartax.example/api', scope: 'a\n b' }, 'token', ['settings.address settings.address']],
  ])('says beside its field what is wrong with %j', async (change, token, issues) => {
    const { desk } = world.start();
    expect(wrong(await desk.connectRecords({ settings: { ...settingsFor('http://127.0.0.1:1/v2'), ...change }, secrets: { token } }))).toEqual(issues);
    expect([world.keychain.size, desk.rows()]).toEqual([0, []]);
  });

  test('that does not take the key, or is not there, is not connected, and nothing is stored', async () => {
    const system = await sandbox();
    const { desk } = world.start();
    expect(wrong(await desk.connectRecords({ settings: settingsFor(system.address), secrets: { token: 'other' } }))).toEqual(['secrets.token tokenRefused']);
    await system.close();
    expect(wrong(await desk.connectRecords({ settings: settingsFor(system.address), secrets: { token: 'other' } }))).toEqual(['settings.address refused']);
    expect([world.keychain.size, desk.rows(), await desk.info()]).toEqual([0, [], { connection: null, trouble: '' }]);
  });

  test('is connected once at the same place', async () => {
    const { desk, system, token } = await connected();
    expect(wrong(await desk.connectRecords({ settings: settingsFor(system.address), secrets: { token } }))).toEqual([' connectedAlready']);
  });
});

describe('its test', () => {
  test('uses the keys held for its own address, never for another, and none for a connection that is being made', async () => {
    const { desk, system } = await connected();
    const outcome = async (ask: Parameters<typeof desk.testRecords>[0]): Promise<string[]> => (await desk.testRecords(ask)).map(({ field, code }) => `${field} ${code}`);
    const typed = { settings: settingsFor(system.address), secrets: {} };
    expect(new Set(await outcome(typed))).toEqual(new Set([' ']));
    expect(await outcome({ ...typed, anew: true })).toEqual(['secrets.token secrets.token']);
    expect(await outcome({ ...typed, settings: settingsFor('https://collector.example/v2') })).toEqual(['secrets.token secrets.token']);
  });
});

describe('changing it', () => {
  test('takes another key once the system has taken it, and opens anew', async () => {
    const { desk, system, opened } = await connected();
    const { userToken } = system.credentials;
    expect(wrong(await desk.changeRecords({ settings: settingsFor(system.address), secrets: { token: 'other' } }))).toEqual(['secrets.token tokenRefused']);
    expect(await desk.changeRecords({ settings: { ...settingsFor(system.address), name: 'Ours', reserve: 60 }, secrets: { token: userToken } })).toMatchObject({ ok: true, value: { name: 'Ours' } });
    expect(opened.at(-1)).toMatchObject({ authorization: JSON.stringify({ token: userToken }), gateway: { system: { reserve: 60 } } });
    expect([...world.keychain.values()].join()).toContain(userToken);
  });

  test('works while the system is out of reach', async () => {
    const { desk, system, token, opened } = await connected();
    await system.close();
    expect(await desk.changeRecords({ settings: { ...settingsFor(system.address), reserve: 10 }, secrets: {} })).toMatchObject({ ok: true });
    expect(opened.at(-1)).toMatchObject({ authorization: JSON.stringify({ token }) });
  });

  test('to another place is refused while edits are not settled', async () => {
    const [{ desk, system, engines }, other] = [await connected(), await sandbox()];
    const [engine] = engines.values();
    engine!.unsent = 1;
    const { token } = other.credentials;
    expect(wrong(await desk.changeRecords({ settings: settingsFor(other.address), secrets: { token } }))).toEqual(['settings.address unsentEdits']);
    expect(wrong(await desk.changeRecords({ settings: { ...settingsFor(system.address), scope: '1010' }, secrets: {} }))).toEqual(['settings.scope unsentEdits']);
    engine!.unsent = 0;
    expect(await desk.changeRecords({ settings: settingsFor(other.address), secrets: { token } })).toMatchObject({ ok: true });
  });
});

describe('signing out', () => {
  test('forgets the keys for good; typed again, edits go on', async () => {
    const { desk, system, token, told, opened } = await connected();
    expect(await desk.signOut()).toEqual({ ok: true, value: null });
    expect([told, desk.recordSettings()?.held, [...world.keychain.values()].join().includes(token)]).toEqual([[null], [], false]);
    expect(wrong(await desk.signIn({ token: '' }))).toEqual([' keys']);
    const next = world.start();
    await next.desk.open();
    expect(next.opened).toMatchObject([{ authorization: null }]);
    expect(await desk.changeRecords({ settings: settingsFor(system.address), secrets: { token } })).toMatchObject({ ok: true });
    expect(opened.at(-1)).toMatchObject({ authorization: JSON.stringify({ token }) });
  });
});

test('a proxy\'s password and own authorities are kept with the keys and are no part of what the system gets', async () => {
  const system = await sandbox();
  const { desk, opened } = world.start();
  const { token } = system.credentials;
  // No proxy stands there; what is proved is who is told what.
  world.check = async () => [];
  world.lookup = async (_url, { address, user }, password) => ({ ok: true, value: { address, user, password } });
  const settings = { ...settingsFor(system.address), proxy: { kind: 'fixed' as const, address: 'http://127.0.0.1:9', user: 'ada' } };
  expect(await desk.connectRecords({ settings, secrets: { token, proxyPassword: 'between us' } })).toMatchObject({ ok: true });
  expect(opened[0]).toMatchObject({ authorization: JSON.stringify({ token }), gateway: { network: { proxy: { password: 'between us' } } } });
  expect(desk.recordSettings()?.held.sort()).toEqual(['proxyPassword', 'token']);
  expect(listed()).not.toContain('between us');
});
