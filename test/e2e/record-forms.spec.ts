import { gstinCheck } from '../../main/engine/connectors/cleartax/tax-numbers.ts';
import { startContactSandbox, type ContactSandbox, type ContactSystemName } from '../../main/sandbox/contact-sandbox.ts';
import { contactControlOf, type ContactControl } from '../../main/sandbox/contact-system/control.ts';
import { Records } from '../../scripts/drive/records.ts';
import { scan } from '../e2e-support/axe.ts';
import { expect, test as base } from './desk-fixture.ts';

/** The forms of records: rows of lists by keyboard, a list that two have changed, and what looks wrong while it is typed. */

type Open = <Name extends ContactSystemName>(system: Name) => Promise<{ sandbox: ContactSandbox<Name>; control: ContactControl }>;

const test = base.extend<{ openSandbox: Open }>({
  openSandbox: async ({}, use) => {
    const opened: ContactSandbox[] = [];
    await use(async (system) => {
      const sandbox = await startContactSandbox({ system, contacts: 12, seed: 7, port: 0 });
      opened.push(sandbox);
      return { sandbox, control: contactControlOf(sandbox.control) };
    });
    for (const sandbox of opened) await sandbox.close();
  },
});

type Row = Record<string, unknown>;
const emailsOf = (contact: Record<string, unknown> | null): Row[] => (contact?.['emails'] ?? []) as Row[];

/** The first company contact with one email, that for work. */
async function withOneEmail(control: ContactControl): Promise<{ id: string; scope: string; email: string }> {
  for (const { id, scope } of (await control.contacts()).rows) {
    const contact = await control.contact(scope, id);
    const [row, more] = emailsOf(contact);
    if (contact?.['contactType'] === 'company' && row?.['purposeType'] === 'WORK' && more === undefined) return { id, scope, email: String(row['email']) };
  }
  throw new Error('no such contact was invented');
}

test('rows of a list are added and removed by keyboard, and a list that somebody else changed as well is answered with one key', async ({ office, openSandbox }) => {
  const { sandbox, control } = await openSandbox('8x8');
  const { scope, id, email } = await withOneEmail(control);
  const desk = await office.start();
  const { page } = desk;
  const records = new Records(desk);
  await records.beginWith('8x8');
  const { customerId, readKey, writeKey } = sandbox.credentials;
  await records.connectWith('8x8', sandbox.address, { '8x8 customer id': customerId, 'Contact Search key': readKey, 'Contact Management key': writeKey }, 'Phones');
  await desk.until(/Up to date/);
  await desk.search(email);
  await records.openFirst();
  await control.offline();
  await desk.command('Send now');
  await desk.until(/Offline/);

  await records.contact.getByRole('button', { name: /^Change / }).click();
  const form = page.getByRole('form', { name: 'Change contact' });
  const emails = form.getByRole('group', { name: 'Emails', exact: true });
  const row = (n: number) => emails.getByRole('group', { name: `Emails, ${n}`, exact: true });
  const line = (n: number) => row(n).getByRole('textbox', { name: /^Email/ });
  const removal = (n: number) => emails.getByRole('button', { name: `Remove from emails, ${n}`, exact: true });
  await emails.getByRole('button', { name: 'Add to emails' }).focus();
  await page.keyboard.press('Enter');
  await expect(line(2)).toBeFocused();
  await page.keyboard.type('nobody');
  await expect(line(2)).toHaveAccessibleDescription('This does not look like an email address.');
  await expect(form.getByRole('status', { name: 'Looks wrong' })).toHaveText('Emails, 2: Email: This does not look like an email address.');
  await scan(page, 'a row of a list with a doubt');
  await page.keyboard.type('@ngata.example');
  await expect(line(2)).toHaveAccessibleDescription('');
  await emails.getByRole('button', { name: 'Add to emails' }).focus();
  await page.keyboard.press('Space');
  await expect(line(3)).toBeFocused();
  await page.keyboard.type('third@ngata.example');
  await removal(2).focus();
  await page.keyboard.press('Enter');
  await expect(removal(2)).toBeFocused();
  await expect(line(2)).toHaveValue('third@ngata.example');
  await page.keyboard.press('Enter');
  await expect(emails.getByRole('button', { name: 'Add to emails' })).toBeFocused();
  await expect(emails.getByRole('status')).toHaveText('Removed. 1 left in emails.');
  await page.keyboard.press('Enter');
  await page.keyboard.type('ada@ngata.example');
  await row(1).getByRole('combobox', { name: /^For/ }).selectOption('HOME');
  await line(1).press('Enter');
  await expect(form).toBeHidden();
  await expect(records.contact.getByText('ada@ngata.example')).toBeVisible();

  const { createdTimestamp: _made, updatedTimestamp: _changed, ...stored } = (await control.contact(scope, id)) ?? {};
  const theirs = await control.act({ method: 'PUT', path: `/directory-contacts/api/v3/contacts/${id}`, body: { ...stored, emails: emailsOf(stored).map((one) => ({ ...one, purposeType: 'OTHER' })) } });
  expect(theirs.status).toBe(200);
  await control.online();
  await desk.command('Send now');
  await expect(page.getByRole('button', { name: '1 needs you' })).toBeVisible();
  await desk.openQueue();
  const edit = desk.queue.getByRole('listitem').first();
  await expect(edit).toHaveAccessibleName(/Emails was .*Press 1 for yours or 2 for 8x8’s\.$/);
  await expect(edit.getByRole('button', { name: /^Another/ })).toBeHidden();
  await scan(page, 'a conflict of a list');
  await edit.focus();
  await page.keyboard.press('3');
  await expect(edit.getByRole('button', { name: /^Keep mine/ })).toBeVisible();
  await page.keyboard.press('1');
  await desk.until(/Up to date/);
  await expect.poll(async () => emailsOf(await control.contact(scope, id)).map((one) => [one['email'], one['purposeType']])).toEqual([[email, 'HOME'], ['ada@ngata.example', 'WORK']]);
});

test('an odd GSTIN of a new contact is said beside it while it is typed, goes when it is corrected, and stops nobody from saving', async ({ office, openSandbox }) => {
  const { sandbox, control } = await openSandbox('cleartax');
  const [business = ''] = sandbox.credentials.businesses;
  const desk = await office.start();
  const { page } = desk;
  const records = new Records(desk);
  await records.beginWith('ClearTax GST');
  await records.connectWith('ClearTax GST', sandbox.address, { 'Business ids': business, Token: sandbox.credentials.token }, 'Books');
  await desk.until(/Up to date/);
  await page.getByRole('listbox', { name: 'Contacts' }).focus();
  await page.keyboard.press('n');
  const form = page.getByRole('form', { name: 'New contact' });
  const gstin = form.getByRole('textbox', { name: 'GSTIN' });
  const read = form.getByRole('status', { name: 'Looks wrong' });
  const begin = '27AAAPA1234A1Z';
  const right = `${begin}${gstinCheck(begin)}`;
  const odd = `${begin}${gstinCheck(begin) === '0' ? '1' : '0'}`;
  await records.fill(form, { 'Business name': 'Kōwhai Traders' });
  await form.getByRole('combobox', { name: /^Kind/ }).selectOption('COMPANY');
  await form.getByRole('combobox', { name: /^State/ }).selectOption({ index: 3 });
  await gstin.fill(odd);
  await expect(gstin).toHaveAccessibleDescription(/^The last character does not fit the others\./);
  await expect(read).toHaveText(/^GSTIN: The last character/);
  await expect(gstin).not.toHaveAttribute('aria-invalid', 'true');
  await scan(page, 'a new contact with a doubt');
  await gstin.fill(right);
  await expect(gstin).toHaveAccessibleDescription('15 characters, or nothing.');
  await expect(read).toHaveText('');
  await gstin.fill(odd);
  await expect(read).toHaveText(/^GSTIN: The last character/);
  await page.keyboard.press('Enter');
  await expect(form).toBeHidden();
  await expect(records.contact).toContainText(odd);
  await expect(records.contact).toContainText('The last character does not fit the others.');
  const made = async () => (await control.effects()).map(({ method, after }) => [method, (after as Record<string, unknown> | null)?.['gstin']]);
  await expect.poll(made).toEqual([['PUT', odd]]);
  await desk.until(/Up to date/);
});
