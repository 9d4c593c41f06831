import type { Page } from 'playwright';
import type { Found } from '../../scripts/drive/people.ts';
import { hasRoom, holderOf } from '../../scripts/drive/main-job.ts';
import { expect, test, type Office } from './desk-fixture.ts';

/** Conflicts and refusals, answered with the keyboard alone. */

const press = async (page: Page, ...keys: string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};

const holderIdOf = (client: Found): number => client.state.Customer.Contact?.[0]?.ContactID ?? 0;

/** Renames offline what somebody else renames meanwhile. */
async function conflict(office: Office): Promise<Found> {
  const { desk, client } = await office.beginWith(hasRoom);
  await office.goOffline();
  await desk.rename(await desk.level(), holderOf(client), 'Māhina Te Rangi');
  expect((await office.control.act({ method: 'PUT', on: 'contact', body: { ContactID: holderIdOf(client), Contact: { Name: 'Somebody Else' } } })).status).toBe(200);
  await office.goOnline();
  await expect(desk.page.getByRole('button', { name: '1 needs you' })).toBeVisible();
  return client;
}

const nameAt = async (office: Office, client: Found): Promise<string | undefined> => (await office.control.client(client.id))?.Customer.Contact?.[0]?.Name;

test('by keyboard: a conflict is found, read out, answered with one key, and sent', async ({ office }) => {
  const client = await conflict(office);
  const { desk } = office;
  await desk.client.focus();
  await press(desk.page, 'c');
  const edit = desk.edit('Somebody Else');
  await expect(edit).toBeFocused();
  await expect(edit).toHaveAccessibleName(/Needs you.*yours Māhina Te Rangi; Inland Revenue’s Somebody Else\. Press 1 for yours/);
  await expect(edit.getByRole('columnheader')).toHaveText(['Was', /^Yours/, /^Inland Revenue’s \(changed /]);
  await press(desk.page, '1');
  await expect.poll(() => nameAt(office, client)).toBe('Māhina Te Rangi');
  await expect.poll(() => office.effects()).toEqual(['PUT contact']);
  await expect(desk.queue.getByText('Nothing waiting')).toBeVisible();
});

test('by keyboard: another value than either side, typed in place, is what is sent', async ({ office }) => {
  const client = await conflict(office);
  const { desk } = office;
  await desk.client.focus();
  await press(desk.page, 'c');
  await expect(desk.edit('Somebody Else')).toBeFocused();
  await press(desk.page, '3');
  const field = desk.queue.getByRole('form', { name: 'Another name' }).getByRole('textbox', { name: 'Name' });
  await expect(field).toBeFocused();
  await press(desk.page, 'Escape');
  await expect(desk.edit('Somebody Else')).toBeFocused();
  await press(desk.page, '3', 'Control+A');
  await desk.page.keyboard.type('Mahina Both');
  await press(desk.page, 'Enter');
  await expect.poll(() => nameAt(office, client)).toBe('Mahina Both');
  expect(await office.effects()).toEqual(['PUT contact']);
});

test('a choice made offline can be had back until it is sent, and taking theirs too', async ({ office }) => {
  const client = await conflict(office);
  const { desk } = office;
  await office.goOffline();
  await desk.page.getByRole('button', { name: '1 needs you' }).click();
  await desk.edit('Somebody Else').focus();
  await press(desk.page, '2');
  await expect(desk.page.getByText('Inland Revenue’s is kept')).toBeVisible();
  await expect(desk.queue.getByText('Nothing waiting')).toBeVisible();
  await desk.page.getByRole('button', { name: 'Bring back' }).click();
  await desk.edit('Somebody Else').focus();
  await press(desk.page, '1');
  await expect(desk.queue.getByRole('region', { name: 'Waiting' })).toContainText('Māhina Te Rangi');
  await desk.queue.focus();
  await press(desk.page, 'z');
  await expect(desk.queue.getByRole('region', { name: 'Needs you' })).toContainText('Somebody Else');
  await desk.edit('Somebody Else').focus();
  await press(desk.page, '2');
  await expect(desk.queue.getByText('Nothing waiting')).toBeVisible();
  await office.goOnline();
  await desk.until(/Up to date/);
  expect([await office.effects(), await nameAt(office, client)]).toEqual([[], 'Somebody Else']);
});

test('two fields of one phone: one key each, the second question follows the first, and each side is what was chosen', async ({ office }) => {
  const { desk, client } = await office.beginWith((state) => hasRoom(state) && state.Customer.Contact?.[0]?.Phone[0]?.PhoneType === 'CELL');
  const phone = client.state.Customer.Contact?.[0]?.Phone[0];
  await office.goOffline();
  const level = await desk.level();
  await level.getByRole('button', { name: /^Change mobile/ }).first().click();
  const form = level.getByRole('form', { name: 'Change phone' });
  await form.getByRole('textbox', { name: 'Phone number' }).fill('09 555 0177');
  await form.getByRole('radiogroup', { name: 'Kind of phone' }).getByText('Home', { exact: true }).click();
  await form.getByRole('button', { name: 'Save phone' }).click();
  await form.waitFor({ state: 'detached' });
  expect((await office.control.act({ method: 'PUT', on: 'phone', body: { PhoneID: phone?.PhoneID, Phone: { PhoneType: 'BSN', Country: 'NZ', PhoneNumber: '095550188' } } })).status).toBe(200);
  await office.goOnline();
  await expect(desk.page.getByRole('button', { name: '1 needs you' })).toBeVisible();
  await office.goOffline();
  await desk.client.focus();
  await press(desk.page, 'c');
  const edit = desk.queue.getByRole('region', { name: 'Needs you' }).getByRole('listitem');
  await expect(edit).toBeFocused();
  await expect(edit.getByRole('group', { name: /which one/ })).toHaveCount(1);
  await expect(edit.getByRole('group', { name: 'Number: which one?' })).toBeVisible();
  await press(desk.page, '1');
  await expect(edit.getByText('Chosen: yours')).toBeVisible();
  await expect(edit.getByRole('group', { name: 'Kind: which one?' })).toBeVisible();
  await expect(edit).toBeFocused();
  await press(desk.page, '2');
  await expect(desk.queue.getByRole('region', { name: 'Waiting' }).getByRole('listitem')).toHaveCount(1);
  await office.goOnline();
  await expect.poll(async () => (await office.control.client(client.id))?.Customer.Contact?.[0]?.Phone.map(({ PhoneType, PhoneNumber }) => `${PhoneType} ${PhoneNumber}`)).toContain('BSN 095550177');
});

test('a contact that is gone is added again on request, after saying what that loses', async ({ office }) => {
  const { desk, client } = await office.beginWith(hasRoom);
  await office.goOffline();
  await desk.rename(await desk.level(), holderOf(client), 'Māhina Te Rangi');
  expect((await office.control.act({ method: 'DELETE', on: 'contact', body: { ContactID: holderIdOf(client) } })).status).toBe(200);
  await office.goOnline();
  await desk.page.getByRole('button', { name: '1 needs you' }).click();
  const edit = desk.queue.getByRole('region', { name: 'Needs you' }).getByRole('listitem');
  await expect(edit).toContainText('new id');
  await edit.getByRole('button', { name: /^Add it again/ }).click();
  await expect.poll(() => nameAt(office, client)).toBe('Māhina Te Rangi');
  expect((await office.control.client(client.id))?.Customer.Contact?.[0]?.ContactID).not.toBe(holderIdOf(client));
});

test('by keyboard: a refused phone is corrected where it stands, with the refusal at its field, and sent', async ({ office }) => {
  const { desk, client } = await office.beginWith(hasRoom);
  const refusal = JSON.stringify({ errors: [{ code: 'CNT102', type: 'Validation', message: 'Phone number is invalid' }] });
  await office.control.order({ fault: 'answer', status: 400, body: refusal, headers: { 'content-type': 'application/json' }, match: { method: 'POST', path: '/gateway/contact/phone' } });
  await desk.addPhone(await desk.level(), holderOf(client), '021 555 0187', 'Mobile');
  await expect(desk.page.getByRole('button', { name: '1 needs you' })).toBeVisible();
  await desk.client.focus();
  await press(desk.page, 'c');
  const edit = desk.queue.getByRole('region', { name: 'Needs you' }).getByRole('listitem');
  await expect(edit).toBeFocused();
  await press(desk.page, 'Tab', 'Tab');
  await expect(edit.getByRole('button', { name: /^Correct/ })).toBeFocused();
  await press(desk.page, 'Enter');
  const field = edit.getByRole('form', { name: 'Correct this edit' }).getByRole('textbox', { name: 'Phone number' });
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('021 555 0187');
  await expect(field).toHaveAccessibleDescription(/phone number/);
  await press(desk.page, 'Control+A');
  await desk.page.keyboard.type('021 555 0199');
  await press(desk.page, 'Enter');
  await expect.poll(async () => (await office.control.client(client.id))?.Customer.Contact?.[0]?.Phone.map(({ PhoneNumber }) => PhoneNumber)).toContain('0215550199');
  expect(await office.effects()).toEqual(['POST phone']);
});
