import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { hasRoom, holderOf } from '../../scripts/drive/main-job.ts';
import { startContactSandbox, type ContactSandbox } from '../../main/sandbox/contact-sandbox.ts';
import { contactControlOf, type ContactControl } from '../../main/sandbox/contact-system/control.ts';
import type { RecordSettings } from '../../shared/connection-settings.ts';
import type { AnyIntent } from '../../shared/edits.ts';
import type { FieldIssue } from '../../shared/faults.ts';
import type { Bridge, ConnectionInfo, ConnectionRow } from '../../shared/ipc-contract.ts';
import type { Result } from '../../shared/result.ts';
import type { Status } from '../../shared/views.ts';
import { expect, test as base, type Office } from './desk-fixture.ts';
import { holding } from './plain-text.ts';

declare global {
  interface Window {
    agentbook: Bridge;
  }
}

/** Several connections in one app: Inland Revenue's gateway of the office, and a DNSimple sandbox. Driven over the page's own bridge; its screens have tests of their own. */
interface Domains {
  sandbox: ContactSandbox<'dnsimple'>;
  control: ContactControl;
}

const test = base.extend<{ domains: Domains }>({
  domains: async ({}, use) => {
    const sandbox = await startContactSandbox({ system: 'dnsimple', contacts: 12, seed: 7, port: 0 });
    await use({ sandbox, control: contactControlOf(sandbox.control) });
    await sandbox.close();
  },
});

const rows = (page: Page): Promise<ConnectionRow[]> => page.evaluate(() => window.agentbook.ask('app.connections', {}));
const named = async (page: Page, name: string): Promise<ConnectionRow | undefined> => (await rows(page)).find((row) => row.name === name);
const statusOf = (page: Page, id: string): Promise<Status> => page.evaluate((connection) => window.agentbook.askEngine('status.get', {}, connection), id);
const remove = (page: Page, id: string): Promise<Result<null, FieldIssue[]>> => page.evaluate((one) => window.agentbook.ask('app.removeConnection', { id: one }), id);
const front = (page: Page, id: string): Promise<Result<ConnectionInfo, FieldIssue[]>> => page.evaluate((one) => window.agentbook.ask('app.front', { id: one }), id);

async function connect(page: Page, { sandbox }: Domains): Promise<ConnectionInfo> {
  const settings: RecordSettings = { system: 'dnsimple', name: 'Domains', address: sandbox.address, scope: '', proxy: { kind: 'none', address: '', user: '' }, reserve: null };
  const made = await page.evaluate((ask) => window.agentbook.ask('app.connectRecords', ask), { settings, secrets: { token: sandbox.credentials.token } });
  expect(made).toMatchObject({ ok: true, value: { system: 'dnsimple', signIn: 'keys' } });
  return (made as unknown as { value: ConnectionInfo }).value;
}

/** Until everything of it has been read and nothing waits. */
const settled = (page: Page, id: string): Promise<void> =>
  expect.poll(async () => {
    const { connection, upToDateAt, reading, waiting, sending, checking, needsYou } = await statusOf(page, id);
    return [connection.state, upToDateAt !== null && reading === null, waiting + sending + checking + needsYou];
  }, { timeout: 60_000 }).toEqual(['online', true, 0]);

const waiting = (page: Page, id: string): Promise<number> => statusOf(page, id).then((status) => status.waiting);

/** What a person is asked who closes the app; they keep it open. */
const askedAtClosing = ({ app: { electron } }: Office): Promise<string> =>
  electron.evaluate(({ app, dialog }) => new Promise<string>((told) => {
    dialog.showMessageBox = async (...given: unknown[]) => {
      const { message, detail } = given.at(-1) as { message: string; detail: string };
      told(`${message} ${detail}`);
      return { response: 1, checkboxChecked: false };
    };
    app.quit();
  }));

/** The first contact of account 1010, with its city as it is. */
async function somebody({ control }: Domains): Promise<{ id: string; city: string }> {
  const { rows: all } = await control.contacts();
  const id = all.find(({ scope }) => scope === '1010')?.id ?? '';
  return { id, city: ((await control.contact('1010', id))?.['city'] ?? '') as string };
}

async function moveTo(page: Page, connection: string, { id, city }: { id: string; city: string }, to: string): Promise<void> {
  const intent: AnyIntent = { type: 'edit', contact: id, scope: { level: 'dnsimple.account', key: '1010' }, changes: [{ op: 'field', path: '/city', was: city, to }] };
  const editId = `01J${id.padStart(4, '0')}${'0'.repeat(19)}`;
  const queued = await page.evaluate(({ connection: one, ...ask }) => window.agentbook.askEngine('edits.queue', ask, one), { connection, editId, clientId: `1010/${id}`, intent });
  expect(queued).toEqual({ ok: true, value: { editId } });
}

/** Both connections, everything read; the office in front. */
async function both(office: Office, domains: Domains) {
  const { desk, client } = await office.beginWith(hasRoom, 20);
  const { page } = desk;
  const gateway = (await rows(page))[0]!;
  const records = await connect(page, domains);
  await settled(page, records.id);
  expect(await front(page, gateway.id)).toMatchObject({ ok: true, value: { id: gateway.id } });
  await page.reload();
  await desk.until(/Up to date/);
  await desk.open(client.number, client.name);
  return { desk, page, client, gateway, records };
}

test('edits made offline in two systems wait over a restart, and each drains once its own system is back', async ({ office, domains }) => {
  const { desk, page, client, records } = await both(office, domains);
  const one = await somebody(domains);
  await domains.control.offline();
  await office.goOffline();
  await desk.rename(await desk.level(), holderOf(client), 'Māhina Te Rangi');
  await moveTo(page, records.id, one, 'Wharekōkako');
  await expect.poll(() => waiting(page, records.id)).toBe(1);
  expect(await remove(page, records.id)).toMatchObject({ ok: false, error: [{ code: 'unsentEdits' }] });
  expect(await askedAtClosing(office)).toBe('2 edits are waiting and are kept. They are sent the next time Agentbook is open and online. Ngata & Co: 1. Domains: 1.');
  await office.kill();

  const again = await office.start();
  await again.until(/Offline.*1 edit waiting/);
  await expect.poll(async () => (await rows(again.page)).map(({ name, unsent, trouble }) => [name, unsent, trouble])).toEqual([['Ngata & Co', 1, ''], ['Domains', 1, '']]);
  await office.goOnline();
  await again.until(/Up to date/);
  expect(await office.effects()).toEqual(['PUT contact']);
  expect(await domains.control.effects()).toEqual([]);
  await domains.control.online();
  await again.page.evaluate((id) => window.agentbook.askEngine('sync.now', {}, id), records.id);
  await settled(again.page, records.id);
  expect((await domains.control.effects()).map(({ method, id }) => `${method} ${id}`)).toEqual([`PATCH ${one.id}`]);
  expect((await domains.control.contact('1010', one.id))?.['city']).toBe('Wharekōkako');

  expect(await remove(again.page, records.id)).toEqual({ ok: true, value: null });
  expect((await rows(again.page)).map(({ name }) => name)).toEqual(['Ngata & Co']);
  expect(readdirSync(join(office.home.userData, 'connections')).length).toBe(1);
});

test('a name and a colour last; one whose key is gone from the keychain says so and does not stop the other', async ({ office, domains }) => {
  const { page, gateway, records } = await both(office, domains);
  const renamed = await page.evaluate((id) => window.agentbook.ask('app.nameConnection', { id, name: 'Our domains', colour: 6 }), records.id);
  expect(renamed).toEqual({ ok: true, value: null });
  const nobodys = page.evaluate(() => window.agentbook.askEngine('status.get', {}, 'nobody').then(() => 'answered', (error: Error) => error.message));
  expect(await nobodys).toContain('no longer there');
  await office.quit();
  await forget(office, `${records.id} database key`);
  const again = await office.start();
  await again.until(/Up to date/);
  await expect.poll(() => named(again.page, 'Our domains').then((row) => row?.trouble)).toContain('is not in your keychain');
  expect(await rows(again.page)).toMatchObject([{ id: gateway.id, trouble: '' }, { id: records.id, colour: 6 }]);
  expect(await remove(again.page, records.id)).toMatchObject({ ok: false, error: [{ code: 'notOpened' }] });
  const asked = again.page.evaluate((id) => window.agentbook.askEngine('status.get', {}, id).then(() => 'answered', (error: Error) => error.message), records.id);
  expect(await asked).toContain('is not in your keychain');
});

/** Somebody deletes an entry of the keychain. */
async function forget({ home }: Office, account: string): Promise<void> {
  const code = `import keytar from 'keytar'; process.exit((await keytar.deletePassword('Agentbook', ${JSON.stringify(account)})) ? 0 : 3);`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], { env: { ...process.env, ...home.keyring.env } });
}

test('one that dies starts again and leaves the other alone', async ({ office, domains }) => {
  const { page, gateway, records } = await both(office, domains);
  const engines = (): Promise<number[]> => office.app.electron.evaluate(({ app }) => app.getAppMetrics().filter(({ name }) => name === 'Agentbook engine').map(({ pid }) => pid).sort((a, b) => a - b));
  const before = await engines();
  expect(before.length).toBe(2);
  process.kill(before[0]!, 'SIGKILL');
  await expect.poll(async () => (await engines()).filter((pid) => !before.includes(pid)).length).toBe(1);
  for (const { id } of [gateway, records]) await expect.poll(() => statusOf(page, id).then(({ connection }) => connection.state, () => 'away'), { timeout: 30_000 }).toBe('online');
});

test('locking closes both engines, unlocking opens both', async ({ office, domains }) => {
  const { desk, page, records } = await both(office, domains);
  await desk.command('Lock');
  await expect.poll(() => office.app.electron.evaluate(({ app }) => app.getAppMetrics().filter(({ name }) => name?.startsWith('Agentbook') === true).length)).toBe(0);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await desk.until(/Up to date/);
  await settled(page, records.id);
});

test('no name, number or key of either connection is in plain text in any file, nor in anything the app prints', async ({ office, domains }) => {
  const { page, records } = await both(office, domains);
  const contacts = await Promise.all((await domains.control.contacts()).rows.filter(({ scope }) => scope === '1010').map(({ scope, id }) => domains.control.contact(scope, id)));
  const told = contacts.flatMap((contact) => ['first_name', 'last_name', 'email', 'phone', 'address1', 'organization_name'].map((field) => contact?.[field] as string)).filter((word) => word.length >= 8);
  const secrets = [...new Set([...told, 'Quillfeather-Zwingli', domains.sandbox.credentials.token, office.token])];
  expect(secrets.length).toBeGreaterThan(20);
  await domains.control.offline();
  await moveTo(page, records.id, await somebody(domains), 'Quillfeather-Zwingli');
  await expect.poll(() => waiting(page, records.id)).toBe(1);
  const { userData } = office.home;
  expect(holding(userData, ['Domains'])).not.toEqual([]);
  expect(holding(userData, secrets)).toEqual([]);
  await office.kill();
  expect(holding(userData, secrets)).toEqual([]);
  const again = await office.start();
  await expect.poll(() => named(again.page, 'Domains').then((row) => row?.unsent), { timeout: 30_000 }).toBe(1);
  await domains.control.online();
  await again.page.evaluate((id) => window.agentbook.askEngine('sync.now', {}, id), records.id);
  await settled(again.page, records.id);
  await office.quit();
  expect(holding(userData, secrets)).toEqual([]);
  expect(secrets.flatMap((word, at) => (office.said.includes(word) ? [`printed word ${at}`] : []))).toEqual([]);
  expect(readFileSync(join(userData, 'agentbook.log'), 'utf8')).toContain('engine-opened');
});

test('practice data of a record system is remembered over a restart', async ({ office }) => {
  const desk = await office.start();
  const made = await desk.page.evaluate(() => window.agentbook.ask('app.startPractice', { system: 'dnsimple' }));
  expect(made).toMatchObject({ ok: true, value: { practice: true, system: 'dnsimple' } });
  const { id } = (made as unknown as { value: ConnectionInfo }).value;
  await settled(desk.page, id);
  const list = await desk.page.evaluate((one) => window.agentbook.askEngine('clients.list', { query: '', view: 'all', start: 0, count: 1 }, one), id);
  const row = list.rows[0]!;
  const [scope = '', contact = ''] = row.id.split('/');
  const intent: AnyIntent = { type: 'edit', contact, scope: { level: 'dnsimple.account', key: scope }, changes: [{ op: 'field', path: '/label', was: '', to: 'Wharekōkako' }] };
  await desk.page.evaluate(({ one, clientId, intent: meant }) => window.agentbook.askEngine('edits.queue', { editId: `01J${'0'.repeat(23)}`, clientId, intent: meant }, one), { one: id, clientId: row.id, intent });
  await settled(desk.page, id);
  await office.quit();
  const again = await office.start();
  await settled(again.page, id);
  await again.page.evaluate((one) => window.agentbook.askEngine('sync.refresh', {}, one), id);
  await settled(again.page, id);
  const found = await again.page.evaluate((one) => window.agentbook.askEngine('clients.list', { query: 'Wharekōkako', view: 'all', start: 0, count: 5 }, one), id);
  expect(found.rows.map((one) => one.id)).toEqual([row.id]);
});
