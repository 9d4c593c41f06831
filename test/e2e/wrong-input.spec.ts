import type { Locator } from 'playwright';
import type { ClientState } from '../../main/sandbox/control-client.ts';
import type { Desk } from '../../scripts/drive/desk.ts';
import { hasRoom, holderOf } from '../../scripts/drive/main-job.ts';
import { openAccounts } from '../../scripts/drive/people.ts';
import { expect, test } from './desk-fixture.ts';

/** Whatever is wrong is said beside its field, where a screen reader finds it too; what was typed stays, and nothing is queued. */

async function nothingQueued(desk: Desk): Promise<void> {
  await desk.openQueue();
  await expect(desk.queue.getByText('Nothing waiting')).toBeVisible();
  await desk.until(/^Up to date at [\d:]+/);
}

async function refused(field: Locator, words: RegExp): Promise<void> {
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(words);
}

/** What is typed, which part of the number is wrong, and the words that say so. */
const wrongNumbers: readonly (readonly [string, RegExp])[] = [
  ['12', /Start with 0/],
  ['+64 9 12', /too short/],
  ['555 0199', /Start with 0/],
  ['021 555 0199 ask for Mere', /digits only/],
  ['021 555 0199, 021 555 0188', /more than one number/],
  ['+999 555 123 4567', /No country has the calling code/],
  ['021 555 0199 555 0199 77', /too long/],
  ['04 445 1153 ext 12345678901', /at most 10 digits of extension/],
  ['   ', /Type a phone number/],
];

test('a number that cannot be one is refused beside the field, in words', async ({ office }) => {
  const { desk, client } = await office.beginWith(hasRoom);
  const level = await desk.level();
  await level.getByRole('button', { name: `Add phone to ${holderOf(client)}` }).click();
  const form = level.getByRole('form', { name: 'New phone' });
  const field = form.getByRole('textbox', { name: 'Phone number' });
  for (const [typed, words] of wrongNumbers) {
    await field.fill(typed);
    await desk.page.keyboard.press('Enter');
    await refused(field, words);
    await expect(field).toHaveValue(typed);
    await expect(field).toBeFocused();
  }
  await nothingQueued(desk);
  expect(await office.effects()).toEqual([]);
});

test('each part of a number is held to the published rules: area code by country, extension by kind', async ({ office }) => {
  const { desk, client } = await office.beginWith(hasRoom);
  const level = await desk.level();
  await level.getByRole('button', { name: `Add phone to ${holderOf(client)}` }).click();
  const form = level.getByRole('form', { name: 'New phone' });
  const number = form.getByRole('textbox', { name: 'Phone number' });
  const part = (name: string): Locator => form.getByRole('group', { name: 'Read as' }).getByRole('textbox', { name });
  const save = (): Promise<void> => desk.page.keyboard.press('Enter');

  await number.fill('+61 2 9374 4000 ext 5');
  await expect(form.getByRole('combobox', { name: 'Country' })).toHaveValue('AU');
  await expect(part('Area')).toHaveValue('02');
  await expect(part('Number')).toHaveValue('93744000');
  await expect(part('Extension')).toHaveValue('5');

  await part('Area').fill('');
  await save();
  await refused(part('Area'), /needs an area code for Australia/);
  await part('Area').fill('02123');
  await save();
  await refused(part('Area'), /at most 2 digits of area code for Australia/);
  await part('Area').fill('0x');
  await save();
  await refused(part('Area'), /only digits/);
  await part('Area').fill('02');
  await part('Extension').fill('12345678901');
  await save();
  await refused(part('Extension'), /at most 10 digits/);
  await part('Extension').fill('5');
  await form.getByRole('radiogroup', { name: 'Kind of phone' }).getByText('Mobile', { exact: true }).click();
  await part('Extension').press('Enter');
  await refused(part('Extension'), /only on business phones and faxes/);
  await part('Extension').fill('');
  await part('Number').fill('1234567890123456');
  await save();
  await refused(number, /at most 15 digits/);
  await part('Number').fill('');
  await save();
  await refused(number, /Type a phone number/);
  // A New Zealand number has no area code of its own, whatever its kind.
  await form.getByRole('combobox', { name: 'Country' }).selectOption('NZ');
  await part('Number').fill('4451153');
  await part('Area').fill('04');
  await save();
  await refused(part('Area'), /no area code for New Zealand/);
  await expect(part('Number')).toHaveValue('4451153');
  await nothingQueued(desk);
  expect(await office.effects()).toEqual([]);
});

test('a name is refused when it is missing or too long, and stays as it was typed', async ({ office }) => {
  const { desk, client } = await office.beginWith(hasRoom);
  const level = await desk.level();
  await level.getByRole('button', { name: `Rename ${holderOf(client)}` }).click();
  const field = level.getByRole('form', { name: 'Rename contact' }).getByRole('textbox', { name: 'Name' });
  await field.fill(' ');
  await desk.page.keyboard.press('Enter');
  await refused(field, /Type a name/);
  const long = 'Māhina '.repeat(37).trim();
  await field.fill(long);
  await desk.page.keyboard.press('Enter');
  await refused(field, /at most 255 characters; this has 258/);
  await expect(field).toHaveValue(long);
  await nothingQueued(desk);

  // What was typed outlives a look at another client.
  await desk.search('');
  await desk.page.getByRole('option').filter({ hasNotText: client.number }).first().click();
  await expect(desk.client.getByText(client.number)).toHaveCount(0);
  await desk.open(client.number, client.name);
  await expect(field).toHaveValue(long);
  expect(await office.effects()).toEqual([]);
});

const onePhone = (state: ClientState): boolean => state.Customer.Contact?.length === 1 && state.Customer.Contact[0]?.Phone.length === 1 && state.Customer.Contact[0].Phone[0]?.Country === 'NZ';
const closedAccount = (state: ClientState): boolean => openAccounts(state).length < state.Accounts.length;

test('the last phone of a contact cannot be removed, and a sixth is not offered; what waits is counted', async ({ office }) => {
  const { desk, client } = await office.beginWith(onePhone);
  await office.goOffline();
  const level = await desk.level();
  await level.getByRole('button', { name: new RegExp(`^Remove .* of `) }).click();
  await level.getByRole('button', { name: 'Remove phone' }).click();
  const question = level.getByRole('form', { name: /^Remove/ });
  await expect(question.getByRole('alert')).toContainText('at least one phone');
  await question.getByRole('button', { name: 'Keep' }).click();

  for (const digit of [1, 2, 3, 4]) await desk.addPhone(level, holderOf(client), `021 555 010${digit}`, 'Mobile');
  await expect(level.getByText('Five phones: as many as Inland Revenue takes on a contact.')).toBeVisible();
  await expect(level.getByRole('button', { name: /^Add phone to/ })).toHaveCount(0);
  await desk.client.focus();
  await desk.page.keyboard.press('p');
  await expect(desk.page.getByText(/has five phones/)).toBeVisible();
  await desk.until(/4 edits waiting/);
});

test('a second contact of a kind is not offered, and a closed account says why nothing can be changed', async ({ office }) => {
  const { desk, client } = await office.beginWith((state) => closedAccount(state) && state.Customer.Contact?.length === 1 && state.Customer.Contact[0]?.ContactType === 'PRIMRY', 200);
  const level = await desk.level();
  await expect(level.getByRole('button', { name: 'Add primary contact' })).toHaveCount(0);
  await office.goOffline();
  await desk.addContact(level, 'secondary', 'Tūī Parata', '021 555 0199');
  await expect(level.getByRole('button', { name: /^Add (primary|secondary) contact/ })).toHaveCount(0);
  const closed = client.state.Accounts.find(({ ID }) => ID.slice(9, 12) === 'KSS')?.ID ?? '';
  const account = await desk.level(closed);
  await expect(account.getByText(/closed to software/)).toBeVisible();
  await expect(account.getByRole('button', { name: /^(Add|Rename|Remove|Change)/ })).toHaveCount(0);
});

test('connecting: a wrong address, an address without protection and a refused token are said beside their fields', async ({ office }) => {
  await office.openGateway(20);
  const desk = await office.start();
  await desk.openForm();
  const address = desk.page.getByRole('textbox', { name: 'Gateway address' });
  const agency = desk.page.getByRole('textbox', { name: 'Agency’s IRD number' });
  const token = desk.page.getByRole('textbox', { name: 'Access token' });
  const connect = desk.page.getByRole('button', { name: 'Connect', exact: true });
  await connect.click();
  await refused(address, /Type the address/);
  await refused(agency, /Type the IRD number of your agency/);
  await refused(token, /Paste the access token/);
  await expect(address).toBeFocused();

  await agency.fill(office.agency);
  await token.fill(office.token);
  const wrong: readonly (readonly [string, RegExp])[] = [
    ['http://gateway.example', /must begin with https:\/\//],
    ['not an address', /not a web address/],
    ['https://who:secret@gateway.example', /user name and password/],
    ['http://127.0.0.1:9', /does not answer|could not be reached|answers/],
    [office.gateway.control, /not an Inland Revenue gateway/],
  ];
  for (const [typed, words] of wrong) {
    await address.fill(typed);
    await connect.click();
    await refused(address, words);
    await expect(address).toHaveValue(typed);
    await expect(token).toHaveValue(office.token);
  }
  await address.fill(office.gateway.url);
  await token.fill('not-a-token-of-this-gateway');
  await connect.click();
  await refused(token, /did not accept this token/);
  await expect(address).toHaveValue(office.gateway.url);

  await token.fill(office.token);
  await connect.click();
  await desk.until(/Up to date/);
});

test('connecting: ports, client numbers and files that cannot be right are refused in words, and nothing of a file is shown', async ({ office }) => {
  const desk = await office.start();
  await desk.openForm();
  const { page } = desk;
  const connect = page.getByRole('button', { name: 'Connect', exact: true });
  await page.getByRole('radio', { name: 'Mock' }).click();
  const ports = page.getByRole('textbox', { name: 'Ports for the answer of the browser' });
  await page.getByText('In the browser, once a day', { exact: true }).click();
  await ports.fill('53171, 99999');
  await connect.click();
  await refused(ports, /Not a port: 99999/);

  await page.getByText('With a signing key', { exact: true }).click();
  const numbers = page.getByRole('textbox', { name: 'Clients’ IRD numbers' });
  await numbers.fill('136-410-132\n136-410-133');
  await connect.click();
  await refused(numbers, /^.*Line 2: .*last digit/);

  const key = '-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMG\n-----END PRIVATE KEY-----\n';
  await expect(await desk.chooseFile('Signing key (PEM)', 'film.mov', Buffer.alloc(1_200_000, 1))).toContainText('film.mov has 1.1 MB; at most 1 MB is taken');
  await expect(await desk.chooseFile('Signing key (PEM)', 'agency.der', Buffer.from([0x30, 0x82, 1, 2]))).toContainText('agency.der is not a PEM file');
  await expect(await desk.chooseFile('Signing certificate (PEM)', 'signing.key', Buffer.from(key))).toContainText('signing.key holds no certificate');
  const chosen = await desk.chooseFile('Signing key (PEM)', 'signing.key', Buffer.from(key));
  await expect(chosen).toContainText('signing.key');
  await expect(chosen).toContainText(`${key.length} bytes`);
  // Dropped is as good as chosen.
  await chosen.getByRole('button', { name: /^Take out/ }).click();
  await chosen.evaluate((group, content) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([content], 'dropped.key'));
    group.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, key);
  await expect(chosen).toContainText('dropped.key');
  expect(await page.locator('body').innerText()).not.toContain('MIGHAgEAMBMG');
  expect(await page.evaluate(() => [...document.querySelectorAll('input, textarea')].some((field) => (field as HTMLInputElement).value.includes('MIGHAgEAMBMG')))).toBe(false);
});
