import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright';
import { hasRoom, holderOf } from '../../scripts/drive/main-job.ts';
import type { Desk } from '../../scripts/drive/desk.ts';
import { expect, test } from './desk-fixture.ts';

/** The open connection in the settings: what it is, whether it is in order, changing it, signing out. */

const settings = async (desk: Desk): Promise<Locator> => {
  await desk.command('Settings');
  const group = desk.page.getByRole('region', { name: 'Connection', exact: true });
  await group.getByRole('button', { name: 'Change connection…' }).waitFor();
  return group;
};

const result = (desk: Desk): Locator => desk.page.getByRole('status', { name: 'Result of the test' });

test('the settings show where the connection goes and who is signed in, and a test finds it in order', async ({ office }) => {
  const desk = await office.begin(20);
  const group = await settings(desk);
  await expect(group).toContainText('Another address: a relay or a sandbox');
  await expect(group).toContainText(office.gateway.url);
  await expect(group).toContainText('Signed in');
  const before = (await office.control.requests()).length;
  await group.getByRole('button', { name: 'Test connection' }).click();
  await expect(result(desk)).toHaveText(/in order|Nothing is wrong/);
  await expect(group.getByRole('list', { name: 'What was tested' }).getByRole('listitem').filter({ hasText: 'Wrong' })).toHaveCount(0);
  expect((await office.control.requests()).length).toBeGreaterThan(before);
  expect(await office.effects()).toEqual([]);
});

test('a change that cannot be right is refused beside its field and changes nothing; one that is right is kept over a restart', async ({ office }) => {
  const desk = await office.begin(20);
  const group = await settings(desk);
  await group.getByRole('button', { name: 'Change connection…' }).click();
  const form = desk.page.getByRole('form', { name: 'Change connection' });
  const address = form.getByRole('textbox', { name: 'Gateway address' });
  await expect(form.getByRole('group', { name: 'Access token' })).toContainText('Held, and never shown');
  await address.fill('http://gateway.example');
  await form.getByRole('button', { name: 'Save changes' }).click();
  await expect(address).toHaveAccessibleDescription(/must begin with https:\/\//);
  await expect(address).toBeFocused();

  // Leaving asks, because something was changed.
  await desk.page.keyboard.press('Escape');
  await form.getByRole('button', { name: 'Go on' }).click();
  await address.fill(office.gateway.url);
  const name = form.getByRole('textbox', { name: /^Name for this connection/ });
  await name.fill('Ngata & Daughters');
  await form.getByRole('button', { name: 'Save changes' }).click();
  await expect(desk.page.getByRole('region', { name: 'Connection', exact: true })).toContainText('Ngata & Daughters');
  await desk.until(/Up to date/);

  await office.quit();
  const again = await office.start();
  await again.until(/Up to date/);
  await expect(again.page.getByText('Inland Revenue · Ngata & Daughters')).toBeVisible();
});

test('a form that was not touched closes at once, and leaves the focus where it came from', async ({ office }) => {
  const desk = await office.begin(20);
  const group = await settings(desk);
  await group.getByRole('button', { name: 'Change connection…' }).click();
  await desk.page.getByRole('form', { name: 'Change connection' }).waitFor();
  await desk.page.keyboard.press('Escape');
  await expect(group.getByRole('button', { name: 'Change connection…' })).toBeFocused();
});

test('a file that is no certificate is found by the test, and its line leads to the field', async ({ office }) => {
  const desk = await office.begin(20);
  const group = await settings(desk);
  await group.getByRole('button', { name: 'Change connection…' }).click();
  const form = desk.page.getByRole('form', { name: 'Change connection' });
  await form.getByRole('radio', { name: 'PFX file' }).click();
  const file = join(office.home.userData, 'agency.pfx');
  writeFileSync(file, Buffer.from('this is no PFX file'));
  const field = form.getByRole('group', { name: 'Certificate file' });
  await field.locator('input[type=file]').setInputFiles(file);
  await expect(field).toContainText('agency.pfx');
  await form.getByRole('button', { name: 'Test connection' }).click();
  await expect(result(desk)).toContainText('Something is wrong: client certificate');
  await form.getByRole('button', { name: /^Go to/ }).first().click();
  await expect(field.getByRole('button', { name: /^Choose another file/ })).toBeFocused();
});

test('signing out keeps what waits and says so; a new token sends it', async ({ office }) => {
  const { desk, client } = await office.beginWith(hasRoom);
  await office.goOffline();
  await desk.rename(await desk.level(), holderOf(client), 'Māhina Te Rangi');
  const group = await settings(desk);
  await group.getByRole('button', { name: 'Sign out' }).click();
  await expect(group.getByRole('group', { name: 'Sign out?' })).toContainText('The edit that waits is kept');
  await group.getByRole('group', { name: 'Sign out?' }).getByRole('button', { name: 'Sign out' }).click();
  await expect(group).toContainText('Signed out');
  await office.control.online();
  const banner = desk.page.getByRole('region', { name: 'Sign in' });
  await expect(banner).toContainText('1 edit is kept');
  expect(await office.effects()).toEqual([]);

  await banner.getByRole('textbox', { name: 'New access token' }).fill((await office.control.token()).token);
  await desk.page.keyboard.press('Enter');
  await expect(banner).toHaveCount(0);
  await expect.poll(() => office.effects()).toEqual(['PUT contact']);
});
