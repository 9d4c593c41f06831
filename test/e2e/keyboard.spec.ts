import type { Locator, Page } from 'playwright';
import { emptyAccountOf, hasRoom, holderOf } from '../../scripts/drive/main-job.ts';
import { findClient } from '../../scripts/drive/people.ts';
import { expect, test } from './desk-fixture.ts';

/** Presses Tab until the focus is there, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 80; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab never reached it');
}

test('the main job can be done with the keyboard alone', async ({ office }) => {
  await office.openGateway(60);
  const client = await findClient(office.control, hasRoom);
  const desk = await office.start();
  const { page } = desk;
  const type = (text: string): Promise<void> => page.keyboard.type(text);
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await tabTo(page, page.getByRole('button', { name: 'Set up a connection' }));
  await press('Enter');
  await tabTo(page, page.getByRole('radio', { name: 'Production' }));
  await press('ArrowRight', 'ArrowRight', 'ArrowRight', 'Space');
  await tabTo(page, page.getByRole('textbox', { name: 'Gateway address' }));
  await type(office.gateway.url);
  await tabTo(page, page.getByRole('textbox', { name: 'Agency’s IRD number' }));
  await type(office.agency);
  await tabTo(page, page.getByRole('textbox', { name: 'Access token' }));
  await type(office.token);
  await press('Enter');
  await desk.until(/Up to date/);
  await office.control.offline();

  await press('/');
  await type(client.number);
  await expect(page.getByRole('status', { name: 'Clients found' })).toHaveText('1 found');
  await press('Enter');
  await expect(desk.client.getByRole('heading', { level: 2, name: client.name })).toBeVisible();
  await expect(desk.client).toBeFocused();
  const level = await desk.level();

  await press('e');
  await expect(level.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await press('Control+A');
  await type('Mahina Te Rangi');
  await press('Enter');
  await expect(desk.contact(level, 'Mahina Te Rangi')).toBeFocused();
  await press('p');
  await expect(level.getByRole('textbox', { name: 'Phone number' })).toBeFocused();
  await type('+61 2 9374 4000 ext 5');
  await press('Enter');
  const added = 'business +61 2 9374 4000 ext 5';
  await tabTo(page, level.getByRole('button', { name: `Change ${added}` }));
  await press('Enter');
  await expect(level.getByRole('textbox', { name: 'Phone number' })).toBeFocused();
  await press('Control+A');
  await type('+64 4 445 1153 ext 4');
  await press('Enter');
  const changed = 'business 04 445 1153 ext 4';
  await tabTo(page, level.getByRole('button', { name: `Remove ${changed} of Mahina Te Rangi` }));
  await press('Enter');
  await expect(level.getByRole('button', { name: 'Remove phone' })).toBeFocused();
  await press('Enter');
  await expect(level.getByText('Removal waiting')).toBeVisible();

  await press('n');
  await expect(level.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await type('Anahera Rangi');
  await press('Tab');
  await type('021 555 0199');
  await press('Enter');
  await expect(desk.contact(level, 'Anahera Rangi')).toBeFocused();
  await tabTo(page, level.getByRole('button', { name: 'Remove Anahera Rangi', exact: true }));
  await press('Enter', 'Enter');
  await expect(desk.contact(level, 'Anahera Rangi').getByRole('button', { name: /^Rename/ })).toHaveCount(0);

  const id = emptyAccountOf(client);
  const account = desk.client.getByRole('region', { name: new RegExp(id) });
  const trigger = desk.client.getByRole('button', { name: new RegExp(id) });
  await tabTo(page, trigger);
  if ((await trigger.getAttribute('aria-expanded')) === 'false') await press('Enter');
  await tabTo(page, account.getByRole('button', { name: 'Add primary contact' }));
  await press('Enter');
  await expect(account.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await type('Hemi Parata');
  await tabTo(page, account.getByRole('textbox', { name: 'Phone number' }));
  await type('022 555 0142');
  await press('Enter');
  await expect(desk.contact(account, 'Hemi Parata')).toBeFocused();

  await press('q');
  await expect(desk.queue).toBeFocused();
  await desk.until(/Offline.*\d edits waiting/);
  await press('Escape');
  await expect(desk.queue).toHaveCount(0);
  await office.control.online();
  await press('Control+K');
  await type('Send now');
  await expect(page.getByRole('option', { name: 'Send now' })).toBeVisible();
  await press('Enter');
  await desk.until(/Up to date/);
  const effects = await office.effects();
  expect(effects.at(-1)).toBe('POST contact');
  expect((await office.control.client(client.id))?.Customer.Contact?.map(({ Name }) => Name)).toEqual(['Mahina Te Rangi']);
});

test('the native menu undoes, brings back, goes to what needs the person, and opens the history', async ({ office }) => {
  const { desk, client } = await office.beginWith(hasRoom);
  const menu = (id: string): Promise<void> =>
    office.app.electron.evaluate(({ Menu }, name) => {
      const item = Menu.getApplicationMenu()?.getMenuItemById(name);
      if (!item) throw new Error(`no ${name} in the menu`);
      item.click();
    }, id);
  await office.goOffline();
  await desk.rename(await desk.level(), holderOf(client), 'Māhina Te Rangi');
  await desk.until(/1 edit waiting/);
  await menu('undo');
  await expect(desk.page.getByRole('button', { name: 'Bring back' })).toBeVisible();
  await desk.until(/Offline(?!.*waiting)/);
  await menu('reopen');
  await desk.until(/1 edit waiting/);
  await menu('nextNeedsYou');
  await expect(desk.page.getByText('Nothing needs you')).toBeVisible();
  await menu('history');
  await expect(desk.history).toBeFocused();
  await expect(desk.history.getByRole('listitem')).toContainText('Waiting');
});
