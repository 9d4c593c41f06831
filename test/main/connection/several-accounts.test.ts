import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startContactSandbox, type ContactSandbox } from '../../../main/sandbox/contact-sandbox.ts';
import type { RecordSettings } from '../../../shared/connection-settings.ts';
import { ShellWorld } from './shell-world.ts';

/** A system that tells the accounts of a key: whether two connections are to the same place, only their keys know. */

let world = new ShellWorld();
let system: ContactSandbox<'dnsimple'>;
beforeEach(async () => {
  world = new ShellWorld();
  system = await startContactSandbox({ system: 'dnsimple', contacts: 3, seed: 7, port: 0 });
  world.others.push(system);
});
afterEach(() => world.close());

const settings = (name = 'Domains'): RecordSettings => ({ system: 'dnsimple', name, address: system.address, scope: '', proxy: { kind: 'none', address: '', user: '' }, reserve: null });
const outcome = (answer: { ok: boolean }): string[] | 'ok' => (answer.ok ? 'ok' : (answer as unknown as { error: { field: string; code: string }[] }).error.map(({ field, code }) => `${field} ${code}`));
const file = (): string => path.join(world.folder, 'connections.json');

/** As a version before this one left the list of connections. */
function forgetPlaces(): void {
  const held = JSON.parse(readFileSync(file(), 'utf8')) as { connections: { places?: string[] }[] };
  for (const one of held.connections) delete one.places;
  writeFileSync(file(), JSON.stringify(held));
}

async function connected(...tokens: string[]) {
  const started = world.start();
  for (const token of tokens) expect(outcome(await started.desk.connectRecords({ settings: settings(), secrets: { token } }))).toBe('ok');
  const change = async (token: string, name = 'Domains') => outcome(await started.desk.changeRecords({ settings: settings(name), secrets: { token } }));
  return { ...started, change };
}

describe('two connections to one system', () => {
  test('stand beside each other where their keys show different accounts, each with a home of its own', async () => {
    const { token, secondToken } = system.credentials;
    const { desk, opened } = await connected(token, secondToken);
    expect(opened.map(({ home }) => home)).toEqual([`dnsimple ${system.address} 1010`, `dnsimple ${system.address} 2020`]);
    expect(desk.rows()).toHaveLength(2);
  });

  test('are refused where they overlap, whichever comes first', async () => {
    const { token, secondToken, userToken, readToken } = system.credentials;
    const { desk } = await connected(token, secondToken);
    for (const other of [userToken, readToken]) expect(outcome(await desk.connectRecords({ settings: settings(), secrets: { token: other } }))).toEqual([' connectedAlready']);
    expect(desk.rows()).toHaveLength(2);
    const ofAll = await startContactSandbox({ system: 'dnsimple', contacts: 3, seed: 7, port: 0 });
    world.others.push(ofAll);
    const there = { ...settings(), address: ofAll.address };
    expect(outcome(await desk.connectRecords({ settings: there, secrets: { token: ofAll.credentials.userToken } }))).toBe('ok');
    expect(outcome(await desk.connectRecords({ settings: there, secrets: { token: ofAll.credentials.secondToken } }))).toEqual([' connectedAlready']);
  });

  test('one of which was made before places were kept: its own key is asked, and where that is not to be had, nothing is made', async () => {
    const { token, secondToken, readToken } = system.credentials;
    await connected(token);
    forgetPlaces();
    const { desk, opened } = world.start();
    await desk.open();
    expect(opened.map(({ home }) => home)).toEqual([`dnsimple ${system.address} `]);
    expect(outcome(await desk.connectRecords({ settings: settings(), secrets: { token: readToken } }))).toEqual([' connectedAlready']);
    await desk.signOut();
    expect(outcome(await desk.connectRecords({ settings: settings(), secrets: { token: secondToken } }))).toEqual([' placesUnknown']);
    expect(outcome(await desk.changeRecords({ settings: settings(), secrets: { token } }))).toBe('ok');
    expect(outcome(await desk.connectRecords({ settings: settings(), secrets: { token: secondToken } }))).toBe('ok');
  });
});

describe('another key of a connection', () => {
  test('to another account is another home, and is refused while edits are not settled', async () => {
    const { token, secondToken } = system.credentials;
    const { change, opened, engines } = await connected(token);
    const [engine] = engines.values();
    engine!.unsent = 1;
    expect(await change(secondToken)).toEqual(['secrets.token unsentEdits']);
    engine!.unsent = 0;
    expect(await change(secondToken)).toBe('ok');
    expect(opened.map(({ home }) => home)).toEqual([`dnsimple ${system.address} 1010`, `dnsimple ${system.address} 2020`]);
  });

  test('to the same account and more goes on while edits wait; back to fewer does not', async () => {
    const { token, readToken, userToken } = system.credentials;
    const { change, engines, opened } = await connected(token);
    const [engine] = engines.values();
    engine!.unsent = 1;
    expect([await change(readToken), await change(userToken), await change(token)]).toEqual(['ok', 'ok', ['secrets.token unsentEdits']]);
    expect(opened.at(-2)?.home).toBe(`dnsimple ${system.address} 1010`);
    expect(opened.at(-1)?.home).toBe(`dnsimple ${system.address} 1010 2020`);
  });

  test('that shows what another connection shows is refused', async () => {
    const { token, secondToken, userToken } = system.credentials;
    const { change } = await connected(token, secondToken);
    expect([await change(token), await change(userToken), await change(secondToken)]).toEqual([[' connectedAlready'], [' connectedAlready'], 'ok']);
  });

  test('out of reach is taken for later, unless edits wait: whether it shows what they are for cannot be told', async () => {
    const { token, secondToken } = system.credentials;
    const { change, engines, opened } = await connected(token);
    await system.close();
    const [engine] = engines.values();
    engine!.unsent = 1;
    expect([await change(secondToken), await change('', 'Renamed')]).toEqual([[' placesUnknown'], 'ok']);
    engine!.unsent = 0;
    expect(await change(secondToken)).toBe('ok');
    expect(opened.at(-1)).toMatchObject({ authorization: JSON.stringify({ token: secondToken }), home: `dnsimple ${system.address} 1010` });
  });
});

test('several places that a person types are apart as long as none is typed twice', async () => {
  const made = await startContactSandbox({ system: 'cleartax', contacts: 3, seed: 7, port: 0 });
  world.others.push(made);
  const { scope = '', secrets } = made.keys();
  const [first = '', second = ''] = scope.split('\n');
  const { desk } = world.start();
  const connect = async (typed: string) => outcome(await desk.connectRecords({ settings: { ...settings(), system: 'cleartax', address: made.address, scope: typed }, secrets }));
  expect(second).not.toBe('');
  expect([await connect(first), await connect(scope), await connect(second)]).toEqual(['ok', [' connectedAlready'], 'ok']);
});
