import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ConnectionInfo } from '../../../shared/ipc-contract.ts';
import { err } from '../../../shared/result.ts';
import { formFor, ShellWorld, type Started } from './shell-world.ts';

let world = new ShellWorld();
beforeEach(() => {
  world = new ShellWorld();
});
afterEach(() => world.close());

const infoOf = (made: { ok: boolean }): ConnectionInfo => {
  expect(made).toMatchObject({ ok: true });
  return (made as unknown as { value: ConnectionInfo }).value;
};

/** Inland Revenue's practice office and DNSimple's, made in this order; the second is in front. */
async function two(): Promise<Started & { office: ConnectionInfo; domains: ConnectionInfo }> {
  const started = world.start();
  const office = infoOf(await started.desk.startPractice());
  const domains = infoOf(await started.desk.startPractice({ system: 'dnsimple' }));
  return { ...started, office, domains };
}

const names = ({ desk }: Pick<Started, 'desk'>): string[] => desk.rows().map(({ name, trouble }) => (trouble === '' ? name : `${name} (in trouble)`));
const folders = (): string[] => readdirSync(path.join(world.folder, 'connections')).sort();

describe('two connections', () => {
  test('have a folder, a key, an engine and a colour each; the newest is in front', async () => {
    const { desk, opened, engines, office, domains } = await two();
    expect([office.colour, domains.colour, domains.system, domains.practice]).toEqual([0, 1, 'dnsimple', true]);
    expect(folders()).toEqual([office.id, domains.id].sort());
    expect([new Set(opened.map(({ folder }) => folder)).size, new Set(opened.map(({ databaseKey }) => databaseKey)).size, engines.size]).toEqual([2, 2, 2]);
    expect((await desk.info()).connection).toEqual(domains);
    expect(opened[1]?.gateway).toMatchObject({ baseUrl: world.others[0]?.address, system: { id: 'dnsimple', scope: '' } });
    expect(JSON.parse(opened[1]?.authorization ?? '')).toEqual({ token: expect.stringMatching(/.{8,}/) });
  });

  test('open at the next start, the one in front before the others', async () => {
    const before = await two();
    expect(await before.desk.putInFront({ id: before.office.id })).toEqual({ ok: true, value: before.office });
    const next = world.start();
    await next.desk.open();
    expect(path.basename(next.opened[0]?.folder ?? '')).toBe(before.office.id);
    await next.desk.set.allTried();
    expect(next.opened.map(({ folder }) => path.basename(folder))).toEqual([before.office.id, before.domains.id]);
    expect([(await next.desk.info()).connection?.id, names(next)]).toEqual([before.office.id, ['Practice office', 'DNSimple for practice']]);
  });

  test('asked for again, practice data comes to the front and is not made twice', async () => {
    const { desk, opened, office } = await two();
    const [one, other] = await Promise.all([desk.startPractice(), desk.startPractice()]);
    expect([one, other]).toEqual([{ ok: true, value: office }, { ok: true, value: office }]);
    expect([opened.length, (await desk.info()).connection?.id]).toEqual([2, office.id]);
  });

  test('several practices of Inland Revenue stand beside each other, with their own tokens', async () => {
    const [first, second] = [formFor(await world.sandbox(), 'token'), formFor(await world.sandbox({ seed: 8 }), 'token')];
    const { desk, opened } = world.start();
    infoOf(await desk.connect({ ...first, settings: { ...first.settings, name: 'Ngata & Co' } }));
    infoOf(await desk.connect({ ...second, settings: { ...second.settings, name: 'Moana Tax' } }));
    expect(opened.map(({ authorization }) => authorization)).toEqual([`Bearer ${first.secrets.token}`, `Bearer ${second.secrets.token}`]);
    expect(names({ desk })).toEqual(['Ngata & Co', 'Moana Tax']);
    expect(await desk.settings()).toMatchObject({ settings: { name: 'Moana Tax' } });
  });

  test('a refusal of one sign-in leaves the other alone', async () => {
    const { engines, told, office, domains } = await two();
    engines.get(domains.id)?.listener.signedOut('whatever');
    expect([told, engines.get(office.id)?.unsent]).toEqual([[], 0]);
  });

  test('the system\'s opinion of the network counts only for what lies beyond this computer', async () => {
    const { desk, engines, office, domains } = await two();
    desk.network(false);
    expect([engines.get(office.id)?.online, engines.get(domains.id)?.online]).toEqual([true, true]);
  });
});

describe('one that cannot be opened', () => {
  test('for want of its key says so and does not stop the others; put in front once the key is back, it opens', async () => {
    const before = await two();
    const account = [...world.keychain.keys()].find((one) => one.startsWith(before.domains.id) && one.endsWith('database key')) ?? '';
    const key = world.keychain.get(account) ?? '';
    world.keychain.delete(account);
    const next = world.start();
    await next.desk.open();
    await next.desk.set.allTried();
    expect(names(next)).toEqual(['Practice office', 'DNSimple for practice (in trouble)']);
    expect(next.desk.rows()[1]?.trouble).toContain('Nothing was changed or deleted');
    // It was in front; the first that opens takes its place for now.
    expect(await next.desk.info()).toMatchObject({ connection: { id: before.office.id }, trouble: '' });
    expect(await next.desk.putInFront({ id: before.domains.id })).toMatchObject({ ok: false, error: [{ code: 'notOpened', text: expect.stringContaining('Nothing was changed or deleted') }] });
    expect((await next.desk.info()).connection?.id).toBe(before.office.id);
    expect(JSON.parse(readFileSync(path.join(world.folder, 'connections.json'), 'utf8'))).toMatchObject({ front: before.domains.id });
    world.keychain.set(account, key);
    expect(await next.desk.putInFront({ id: before.domains.id })).toMatchObject({ ok: true, value: { id: before.domains.id } });
    expect(names(next)).toEqual(['Practice office', 'DNSimple for practice']);
  });

  test('because its engine was given up on leaves the front to one that can be worked with', async () => {
    const { desk, engines, office, domains } = await two();
    engines.get(office.id)?.listener.givenUp('It stopped several times.');
    expect([world.frontsStopped, (await desk.info()).connection?.id]).toEqual([0, domains.id]);
    expect(desk.rows().map(({ trouble }) => trouble)).toEqual(['It stopped several times.', '']);
    engines.get(domains.id)?.listener.givenUp('It stopped several times.');
    expect([world.frontsStopped, await desk.info()]).toEqual([1, { connection: domains, trouble: 'It stopped several times.' }]);
  });

  test('is shown as trouble only where no other can be opened either', async () => {
    const before = await two();
    world.keychain.clear();
    const next = world.start();
    await next.desk.open();
    expect(await next.desk.info()).toMatchObject({ connection: { id: before.domains.id }, trouble: expect.stringContaining('is not in your keychain') });
    expect(names(next)).toEqual(['Practice office (in trouble)', 'DNSimple for practice (in trouble)']);
  });

  test('because its practice data cannot start is told in its row only', async () => {
    await two();
    const office = world.office;
    const next = world.start(async (options) => (options.system === 'dnsimple' ? err('The practice data could not be opened.') : office(options)));
    await next.desk.open();
    await next.desk.set.allTried();
    expect(next.desk.rows().map(({ trouble }) => trouble)).toEqual(['', 'The practice data could not be opened.']);
  });

  test('of a system nobody knows keeps its place and its words', async () => {
    const before = await two();
    const file = path.join(world.folder, 'connections.json');
    const settings = { system: 'fax', name: 'Fax', address: 'https://fax.example', scope: '', proxy: { kind: 'none', address: '', user: '' }, reserve: null };
    const list = JSON.parse(readFileSync(file, 'utf8')) as { connections: object[] };
    writeFileSync(file, JSON.stringify({ ...list, connections: [...list.connections, { id: 'ffffffff-1', name: 'Fax', system: 'fax', colour: 2, practice: false, settings }] }));
    const next = world.start();
    await next.desk.open();
    await next.desk.set.allTried();
    expect(next.desk.rows().at(-1)?.trouble).toContain('does not know the system “fax”');
    expect(await next.desk.name({ id: before.office.id, name: 'Office', colour: 3 })).toEqual({ ok: true, value: null });
    expect(readFileSync(file, 'utf8')).toContain('fax.example');
  });
});

describe('naming and colouring', () => {
  test('changes the list, the row and nothing else; the one in front stays in front', async () => {
    const { desk, opened, office, domains } = await two();
    expect(await desk.name({ id: office.id, name: '  For trying things ', colour: 6 })).toEqual({ ok: true, value: null });
    expect(desk.rows()).toMatchObject([{ name: 'For trying things', colour: 6 }, { name: 'DNSimple for practice', colour: 1 }]);
    expect([opened.length, (await desk.info()).connection?.id]).toEqual([2, domains.id]);
    expect(await desk.name({ id: office.id, name: ' ', colour: 6 })).toMatchObject({ ok: false, error: [{ field: 'name' }] });
    expect(await desk.name({ id: 'nobody', name: 'X', colour: 0 })).toMatchObject({ ok: false, error: [{ code: 'unknownConnection' }] });
  });

  test('a gateway\'s form shows the new name, and saving it again keeps it', async () => {
    const form = formFor(await world.sandbox(), 'token');
    const { desk } = world.start();
    const { id } = infoOf(await desk.connect(form));
    await desk.name({ id, name: 'Ngata & Co', colour: 2 });
    const held = await desk.settings();
    expect(held?.settings.name).toBe('Ngata & Co');
    expect(await desk.change({ settings: held!.settings, secrets: { ...form.secrets, token: '' }, forget: [] })).toMatchObject({ ok: true, value: { name: 'Ngata & Co', colour: 2 } });
  });
});

describe('removing', () => {
  test('is refused in words while edits are not settled', async () => {
    const { desk, engines, domains } = await two();
    Object.assign(engines.get(domains.id)!, { unsent: 2 });
    for (const unseen of [false, true]) expect(await desk.remove({ id: domains.id, unseen })).toMatchObject({ ok: false, error: [{ code: 'unsentEdits', text: expect.stringContaining('2 edits') }] });
    expect([names({ desk }).length, folders().length]).toEqual([2, 2]);
  });

  test('is refused when the last edit comes in while it closes, and the connection is open again', async () => {
    const { desk, engines, opened, domains } = await two();
    Object.assign(engines.get(domains.id)!, { atTheEnd: 1 });
    expect(await desk.remove({ id: domains.id })).toMatchObject({ ok: false, error: [{ code: 'unsentEdits', text: expect.stringContaining('1 edit is') }] });
    expect(path.basename(opened.at(-1)?.folder ?? '')).toBe(domains.id);
    expect(desk.rows()[1]).toMatchObject({ id: domains.id, trouble: '', unsent: 1 });
  });

  test('takes its place in the list, its folder, every secret and its engine with it; the next one is in front', async () => {
    const { desk, engines, office, domains } = await two();
    expect(await desk.remove({ id: domains.id })).toEqual({ ok: true, value: null });
    expect([names({ desk }), folders(), [...engines.keys()]]).toEqual([['Practice office'], [office.id], [office.id]]);
    expect([...world.keychain.keys()].every((account) => account.startsWith(office.id))).toBe(true);
    expect((await desk.info()).connection?.id).toBe(office.id);
    const next = world.start();
    await next.desk.open();
    expect(names(next)).toEqual(['Practice office']);
  });

  test('the last one leads back to the beginning', async () => {
    const { desk } = world.start();
    const { id } = infoOf(await desk.startPractice());
    expect(await desk.remove({ id })).toEqual({ ok: true, value: null });
    expect([await desk.info(), folders(), world.keychain.size]).toEqual([{ connection: null, trouble: '' }, [], 0]);
    expect(await desk.startPractice()).toMatchObject({ ok: true });
  });

  test('of files that cannot be opened takes a second word', async () => {
    const before = await two();
    for (const account of [...world.keychain.keys()].filter((one) => one.startsWith(before.domains.id))) world.keychain.delete(account);
    const next = world.start();
    await next.desk.open();
    await next.desk.set.allTried();
    expect(await next.desk.remove({ id: before.domains.id })).toMatchObject({ ok: false, error: [{ code: 'notOpened', text: expect.stringContaining('whatever waits would be lost') }] });
    expect(existsSync(path.join(world.folder, 'connections', before.domains.id))).toBe(true);
    expect(await next.desk.remove({ id: before.domains.id, unseen: true })).toEqual({ ok: true, value: null });
    expect(folders()).toEqual([before.office.id]);
  });

  test('with the keychain locked is refused in its words, and nothing is gone', async () => {
    const { desk, domains } = await two();
    world.locked = true;
    expect(await desk.remove({ id: domains.id })).toMatchObject({ ok: false, error: [{ code: 'keychain', text: expect.stringContaining('keychain is locked') }] });
    expect([names({ desk }), folders().length, world.keychain.size]).toEqual([['Practice office', 'DNSimple for practice'], 2, 2]);
  });

  test('where the list cannot be written keeps everything', async () => {
    const { desk, domains } = await two();
    const file = path.join(world.folder, 'connections.json');
    writeFileSync(file, '{"version":9}');
    expect(await desk.remove({ id: domains.id })).toMatchObject({ ok: false, error: [{ code: 'notRemoved' }] });
    expect([names({ desk }).length, folders().length, world.keychain.size]).toEqual([2, 2, 2]);
    expect(readFileSync(file, 'utf8')).toBe('{"version":9}');
  });
});

test('pages are told whenever the list or whether one is open has changed', async () => {
  const { desk, office } = await two();
  const before = world.changes;
  await desk.putInFront({ id: office.id });
  expect(world.changes).toBeGreaterThan(before);
});
