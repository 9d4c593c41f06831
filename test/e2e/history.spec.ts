import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasRoom, holderOf } from '../../scripts/drive/main-job.ts';
import { expect, test } from './desk-fixture.ts';

test('by keyboard: a sent edit is found in the history, reversed after its note, and sent', async ({ office }) => {
  const { desk, client } = await office.beginWith(hasRoom);
  const before = holderOf(client);
  await desk.rename(await desk.level(), before, 'Māhina Te Rangi');
  await expect.poll(() => office.effects()).toEqual(['PUT contact']);
  await desk.until(/Up to date/);
  const { page } = desk;
  await desk.client.focus();
  await page.keyboard.press('h');
  await expect(desk.history).toBeFocused();
  const row = desk.history.getByRole('listitem').first();
  await row.waitFor();
  await page.keyboard.press('ArrowDown');
  await expect(row).toBeFocused();
  await expect(row).toHaveAccessibleName(new RegExp(`Sent\\. .* became Māhina Te Rangi`));
  await expect(row.getByRole('definition')).toContainText('Māhina Te Rangi');
  const button = row.getByRole('button', { name: /^Reverse/ });
  for (let presses = 0; presses < 6 && !(await button.evaluate((element) => element === document.activeElement)); presses += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(row.getByRole('button', { name: 'Queue the opposite' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await office.control.client(client.id))?.Customer.Contact?.[0]?.Name).toBe(before);
  expect(await office.effects()).toEqual(['PUT contact', 'PUT contact']);
  await expect(desk.history.getByRole('listitem')).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(desk.client).toBeVisible();
});

test('the history tells of every edit, is searched and filtered, says why something cannot come back, and is written to a file', async ({ office }) => {
  const { desk, client } = await office.beginWith(hasRoom);
  await desk.removeContact(await desk.level(), holderOf(client));
  await expect.poll(() => office.effects()).toEqual(['DELETE contact']);
  await office.goOffline();
  await desk.addContact(await desk.level(), 'secondary', '=Tūī Parata', '09 555 0101');
  await desk.openHistory();
  const rows = desk.history.getByRole('listitem');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('Waiting');
  await rows.last().getByRole('button', { name: /^Reverse/ }).click();
  await expect(rows.last()).toContainText('Inland Revenue never reuses an id');
  await rows.last().getByRole('button', { name: 'Keep as it is' }).click();
  await expect(rows.last()).toBeFocused();

  await desk.history.getByRole('searchbox').fill('tui parata');
  await expect(rows).toHaveCount(1);
  await expect(desk.history.getByRole('status', { name: 'Edits found' })).toHaveText('1 found');
  await desk.history.getByRole('searchbox').fill('nobody at all');
  await expect(desk.history.getByText('No edit matches')).toBeVisible();
  await desk.history.getByRole('searchbox').fill('');
  await desk.history.getByRole('button', { name: `This client only: ${client.name}` }).click();
  await expect(rows).toHaveCount(2);

  const file = join(office.home.userData, '..', 'history.csv');
  await office.app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, file);
  await desk.history.getByRole('button', { name: /^Export/ }).click();
  await expect(desk.page.getByText(/^Saved\./)).toBeVisible();
  const text = readFileSync(file, 'utf8');
  expect(text.startsWith('\uFEFF')).toBe(true);
  expect(text).toContain(`"'=Tūī Parata"`);
  expect(text.trimEnd().split('\r\n').length).toBeGreaterThanOrEqual(3);

  await rows.first().getByRole('button', { name: /^Undo/ }).click();
  await rows.first().getByRole('button', { name: 'Undo edit' }).click();
  await expect(rows.first()).toContainText('Undone');
  await desk.page.getByRole('button', { name: 'Bring back' }).click();
  await expect(rows.first()).toContainText('Waiting');
});
