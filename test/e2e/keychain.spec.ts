import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Office } from './desk-fixture.ts';

/** Whatever the keychain is like, the window opens and says in words what to do; nothing secret is ever kept anywhere else. */

const keptIn = (folder: string): string[] => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));

const states: readonly { words: string; prepare: (office: Office) => Promise<Record<string, string>>; says: RegExp }[] = [
  { words: 'there is no message bus', prepare: async (office) => ({ DBUS_SESSION_BUS_ADDRESS: `unix:path=${office.home.userData}-no-bus` }), says: /no keychain service/ },
  { words: 'no keychain answers on the bus', prepare: async (office) => (await office.home.keyring.become('absent'), {}), says: /no keychain service/ },
];

test.skip(process.platform !== 'linux', 'only Linux gives a test a keychain of its own');

for (const { words, prepare, says } of states) {
  test(`when ${words}, the welcome screen says what is wrong and what to do, and keeps nothing`, async ({ office }) => {
    await office.openGateway(20);
    const desk = await office.start(await prepare(office));
    const practice = desk.page.getByRole('region', { name: 'Practice office' });
    await practice.getByRole('button', { name: 'Start with practice data' }).click();
    await expect(practice.getByRole('alert')).toContainText(says);
    await expect(practice.getByRole('alert')).toContainText(/then try again/);

    const form = desk.page.getByRole('form', { name: 'Connect to a gateway' });
    await desk.fillIn({ url: office.gateway.url, agency: office.agency, token: office.token, name: '' });
    await expect(form).toContainText(says);
    await expect(form.getByRole('textbox', { name: 'Access token' })).toHaveValue(office.token);
    const files = keptIn(office.home.userData);
    expect(files.filter((file) => readFileSync(file).includes(office.token))).toEqual([]);
    expect(files.filter((file) => /\.(db|sqlite|ledger|cache)/.test(file) && file.includes('connections'))).toEqual([]);
  });
}

test('once the keychain is put right, trying again is enough', async ({ office }) => {
  await office.home.keyring.become('absent');
  const desk = await office.start();
  const start = desk.page.getByRole('button', { name: 'Start with practice data' });
  await start.click();
  await expect(desk.page.getByRole('alert')).toContainText(/no keychain service/);
  await office.home.keyring.become('unlocked');
  await start.click();
  await desk.until(/Up to date|Reading/);
});

test('a keychain that is locked, or holds nothing yet, is told at a first start, and nothing is kept', async ({ office }) => {
  await office.home.keyring.become('locked');
  const desk = await office.start();
  await desk.page.getByRole('button', { name: 'Start with practice data' }).click();
  await expect(desk.page.getByRole('alert')).toContainText(/keychain is locked|no place to keep passwords/);
  await expect(desk.page.getByRole('alert')).toContainText(/then try again/);
  await expect(desk.page.getByRole('main', { name: 'Welcome' })).toBeVisible();
});

test('a connection whose keychain is locked keeps its edits, and opens again when it is unlocked', async ({ office }) => {
  const desk = await office.begin(20);
  await desk.command('Work offline, or go online again');
  await desk.page.getByRole('option').first().click();
  await expect(desk.client.getByRole('region', { name: 'Customer contacts' })).toBeVisible();
  await office.quit();

  await office.home.keyring.become('locked');
  const locked = await office.start();
  await expect(locked.page.getByRole('main', { name: 'Trouble' })).toContainText(/keychain is locked|no place to keep passwords/);
  await expect(locked.page.getByText('Nothing was changed or deleted.')).toBeVisible();
  expect(keptIn(office.home.userData).filter((file) => readFileSync(file).includes(office.token))).toEqual([]);
  await office.quit();

  await office.home.keyring.become('unlocked');
  const again = await office.start();
  // Held back on purpose before the restart, and still held back after it.
  await again.until(/Working offline/);
  await again.page.getByRole('button', { name: 'Go online' }).click();
  await again.until(/Up to date/);
  await again.list.getByRole('option').first().click();
  await expect(again.client.getByRole('region', { name: 'Customer contacts' })).toBeVisible();
});
