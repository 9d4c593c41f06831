import { startContactSandbox, type ContactSandbox } from '../../main/sandbox/contact-sandbox.ts';
import { contactControlOf, type ContactControl } from '../../main/sandbox/contact-system/control.ts';
import { Records } from '../../scripts/drive/records.ts';
import { hasRoom, holderOf } from '../../scripts/drive/main-job.ts';
import { scan } from '../e2e-support/axe.ts';
import { expect, test as base } from './desk-fixture.ts';

/** Inland Revenue's practice and a DNSimple account beside each other, through the screens alone. */
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

const effects = async ({ control }: Domains): Promise<string[]> => (await control.effects()).map(({ method }) => method);

test('a system is connected by its own form, edited offline and sent; each edit shows its fields by their labels', async ({ office, domains }) => {
  const desk = await office.begin(20);
  const { page } = desk;
  const records = new Records(desk);
  await expect(records.switcher).toBeHidden();
  await records.openForm('DNSimple');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(page.getByText('Paste the API token.')).toBeVisible();
  await records.connect('DNSimple', domains.sandbox.address, domains.sandbox.credentials.token, 'Domains');
  await expect(records.entry('Domains')).toHaveAttribute('aria-current', 'true');
  await desk.until(/Up to date/);
  const name = await records.openFirst();

  await domains.control.offline();
  await desk.command('Send now');
  await desk.until(/Offline/);
  await page.keyboard.press('e');
  const form = page.getByRole('form', { name: 'Change contact' });
  await expect(form).toContainText('Changes every domain that uses this contact.');
  await form.getByRole('textbox', { name: 'Last name' }).fill('');
  await form.getByRole('textbox', { name: 'City' }).fill('Wharekōkako');
  await page.keyboard.press('Enter');
  await expect(form.getByRole('textbox', { name: 'Last name' })).toBeFocused();
  await expect(form.getByRole('textbox', { name: 'Last name' })).toHaveAttribute('aria-invalid', 'true');
  await scan(page, 'the form of a record, refused');
  await form.getByRole('textbox', { name: 'Last name' }).fill('Ngata-Moss');
  await page.keyboard.press('Enter');
  await expect(form).toBeHidden();
  await expect(records.contact.getByText('Wharekōkako')).toBeVisible();
  await expect(records.entry('Domains')).toContainText('1 unsent');
  await desk.openQueue();
  await expect(desk.queue.getByRole('listitem').first()).toContainText('Waiting');
  await scan(page, 'a record with an edit waiting');
  await desk.closeQueue();

  await domains.control.online();
  await desk.command('Send now');
  await desk.until(/Up to date/);
  expect(await effects(domains)).toEqual(['PATCH']);
  await desk.openHistory();
  await expect(desk.history).toContainText('City');
  await expect(desk.history).toContainText(name.split(' ')[0] ?? '');
  await scan(page, 'the history of a record system');
});

test('a contact is added, taken back and removed before anything is sent; what is needed is said beside its field', async ({ office, domains }) => {
  const desk = await office.begin(20);
  const { page } = desk;
  const records = new Records(desk);
  await records.openForm('DNSimple');
  await records.connect('DNSimple', domains.sandbox.address, domains.sandbox.credentials.token, 'Domains');
  await desk.until(/Up to date/);
  await domains.control.offline();
  await desk.command('Send now');
  await desk.until(/Offline/);
  await page.getByRole('listbox', { name: 'Contacts' }).focus();
  await page.keyboard.press('n');
  const form = page.getByRole('form', { name: 'New contact' });
  await form.getByRole('textbox', { name: 'First name' }).fill('Aroha');
  await page.keyboard.press('Enter');
  await expect(form.getByRole('textbox', { name: 'Last name' })).toHaveAttribute('aria-invalid', 'true');
  await scan(page, 'a new record, refused');
  await records.fill(form, { 'Last name': 'Quillfeather', Email: 'aroha@quillfeather.example', Phone: '+64 21 555 0199', Address: '12 Rimu Road', City: 'Ōtaki', 'State or region': 'Wellington', Postcode: '5512' });
  await form.getByRole('combobox', { name: 'Country' }).selectOption('NZ');
  await page.keyboard.press('Escape');
  await expect(form).toBeHidden();

  await page.keyboard.press('n');
  await records.fill(form, { 'First name': 'Aroha', 'Last name': 'Quillfeather', Email: 'aroha@quillfeather.example', Phone: '+64 21 555 0199', Address: '12 Rimu Road', City: 'Ōtaki', 'State or region': 'Wellington', Postcode: '5512' });
  await form.getByRole('combobox', { name: 'Country' }).selectOption('NZ');
  await form.getByRole('button', { name: 'Add contact' }).click();
  await expect(records.contact.getByText('aroha@quillfeather.example')).toBeVisible();
  await desk.search('quillfeather');
  await expect(page.getByRole('option', { name: /Aroha Quillfeather/ })).toBeVisible();
  await records.contact.getByRole('button', { name: /^Undo edit/ }).click();
  await expect(page.getByRole('option', { name: /Aroha Quillfeather/ })).toBeHidden();
  await domains.control.online();
  await desk.command('Send now');
  await desk.until(/Up to date/);
  expect(await effects(domains)).toEqual([]);
});

test('one search finds in every connection, and what is chosen brings its connection to the front', async ({ office, domains }) => {
  const { desk, client } = await office.beginWith(hasRoom, 20);
  const { page } = desk;
  const records = new Records(desk);
  await records.openForm('DNSimple');
  await records.connect('DNSimple', domains.sandbox.address, domains.sandbox.credentials.token, 'Domains');
  await desk.until(/Up to date/);
  const name = await records.openFirst();
  await page.keyboard.press('Control+1');
  await expect(desk.client.getByRole('heading', { level: 2, name: client.name })).toBeVisible();

  await page.keyboard.press('Control+K');
  const palette = page.getByRole('dialog', { name: 'Find a client or a command' });
  await palette.getByRole('combobox').fill(name);
  await palette.getByRole('group', { name: /^Domains, / }).getByRole('option', { name: new RegExp(name) }).first().waitFor();
  await scan(page, 'found in several connections');
  await palette.getByRole('group', { name: /^Domains, / }).getByRole('option', { name: new RegExp(name) }).first().click();
  await expect(records.entry('Domains')).toHaveAttribute('aria-current', 'true');
  await expect(records.contact).toBeVisible();
  await page.keyboard.press('Control+K');
  await palette.getByRole('combobox').fill(client.number);
  await palette.getByRole('group', { name: /^Ngata & Co, / }).getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await expect(records.entry('Ngata & Co')).toHaveAttribute('aria-current', 'true');
  await expect(desk.client.getByRole('heading', { level: 2, name: client.name })).toBeVisible();
});

test('the same person is found in the other system, one entry goes into both queues, and who it is outlasts a crash', async ({ office, domains }) => {
  const { desk, client } = await office.beginWith(hasRoom, 20);
  const { page } = desk;
  const records = new Records(desk);
  const holder = holderOf(client);
  await records.openForm('DNSimple');
  await records.connect('DNSimple', domains.sandbox.address, domains.sandbox.credentials.token, 'Domains');
  await desk.until(/Up to date/);
  await records.openFirst();
  await page.keyboard.press('e');
  const form = page.getByRole('form', { name: 'Change contact' });
  await records.fill(form, { 'First name': holder.split(' ')[0] ?? '', 'Last name': holder.split(' ').slice(1).join(' ') });
  await page.keyboard.press('Enter');
  await expect(form).toBeHidden();
  await expect.poll(() => effects(domains)).toEqual(['PATCH']);
  await desk.until(/Up to date/);
  await domains.control.offline();
  await desk.command('Send now');
  await desk.until(/Offline/);
  await page.keyboard.press('Control+1');
  await office.goOffline();
  await desk.client.getByRole('button', { name: `Also in other connections: ${holder}` }).first().click();
  const side = page.getByRole('main', { name: 'Side by side' });
  await side.getByRole('checkbox').first().waitFor();
  await expect(side).toContainText('same name');
  await side.locator('.check-box').first().click();
  await expect(side.getByRole('columnheader').filter({ hasText: 'Domains' })).toBeVisible();
  await scan(page, 'side by side');
  await side.getByRole('button', { name: 'Change phone in several' }).click();
  await side.getByRole('textbox', { name: 'Phone' }).fill('+64 4 445 1153');
  await scan(page, 'one entry for several');
  await page.keyboard.press('Enter');
  await expect(side.getByText('Waits to be sent')).toHaveCount(2);
  await expect(records.entry('Domains')).toContainText('1 unsent');
  await expect(records.entry('Ngata & Co')).toContainText('1 unsent');

  await office.goOnline();
  await desk.until(/Up to date/);
  await page.keyboard.press('Control+2');
  await domains.control.online();
  await desk.command('Send now');
  await desk.until(/Up to date/);
  expect(await effects(domains)).toEqual(['PATCH', 'PATCH']);
  expect((await office.effects()).length).toBe(1);

  await office.kill();
  const again = await office.start();
  await new Records(again).entry('Ngata & Co').click();
  await again.until(/Up to date/);
  await again.open(client.number, client.name);
  await again.client.getByRole('button', { name: `Also in other connections: ${holder}` }).first().click();
  const remembered = again.page.getByRole('main', { name: 'Side by side' });
  await expect(remembered.getByRole('checkbox').first()).toBeChecked();
  await expect(remembered.getByRole('columnheader').filter({ hasText: 'Domains' })).toBeVisible();
});

test('a connection is named, coloured and removed; with one left the desk is as before', async ({ office, domains }) => {
  const desk = await office.begin(20);
  const { page } = desk;
  const records = new Records(desk);
  await records.openForm('DNSimple');
  await scan(page, 'the form of a record system');
  await records.connect('DNSimple', domains.sandbox.address, domains.sandbox.credentials.token, 'Domains');
  await desk.until(/Up to date/);
  await desk.command('Settings');
  await page.getByRole('button', { name: 'Name and colour: Domains' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Our domains');
  await page.locator('.colour-choice').nth(4).click();
  await expect(page.getByRole('radio', { name: 'Rust' })).toBeChecked();
  await scan(page, 'settings with several connections');
  await page.keyboard.press('Enter');
  await expect(records.entry('Our domains')).toBeVisible();
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByRole('status', { name: 'Result of the test' })).toContainText('Everything is in order');
  await page.getByRole('button', { name: 'Remove: Our domains' }).click();
  await page.getByRole('button', { name: 'Remove connection' }).click();
  await expect(records.switcher).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(desk.list).toBeVisible();
});

test('somebody else changed the same field: both sides by the field’s label, answered with one key; a refusal is corrected in place', async ({ office, domains }) => {
  const desk = await office.begin(20);
  const { page } = desk;
  const records = new Records(desk);
  await records.openForm('DNSimple');
  await records.connect('DNSimple', domains.sandbox.address, domains.sandbox.credentials.token, 'Domains');
  await desk.until(/Up to date/);
  await records.openFirst();
  const id = await records.idOfOpen();
  await domains.control.offline();
  await desk.command('Send now');
  await desk.until(/Offline/);
  const form = page.getByRole('form', { name: 'Change contact' });
  const change = async (values: Record<string, string>): Promise<void> => {
    await records.contact.getByRole('button', { name: /^Change / }).click();
    await records.fill(form, values);
    await page.keyboard.press('Enter');
    await expect(form).toBeHidden();
  };
  await change({ City: 'Wharekōkako' });
  await domains.control.act({ method: 'PATCH', path: `/v2/1010/contacts/${id}`, body: { city: 'Te Whanganui-a-Tara' } });
  await domains.control.online();
  await desk.command('Send now');
  await expect(records.entry('Domains')).toContainText('1 needs you');
  await desk.openQueue();
  const row = desk.queue.getByRole('listitem').first();
  await expect(row.getByRole('rowheader', { name: 'City' }).or(row.getByText('City', { exact: true })).first()).toBeVisible();
  await expect(row).toContainText('Te Whanganui-a-Tara');
  await expect(row).toContainText('DNSimple’s');
  await scan(page, 'a conflict of a record');
  await row.focus();
  await page.keyboard.press('1');
  await expect.poll(async () => (await domains.control.contact('1010', id))?.['city']).toBe('Wharekōkako');

  await desk.closeQueue();
  await change({ Phone: 'call me' });
  await expect(records.entry('Domains')).toContainText('1 needs you');
  await expect(records.contact.getByText('DNSimple wants a plus and the country first')).toBeVisible();
  await desk.openQueue();
  await row.getByRole('button', { name: /^Correct/ }).click();
  const fix = page.getByRole('form', { name: 'Correct this edit' });
  await expect(fix.getByRole('textbox', { name: /^Phone/ })).toHaveAttribute('aria-invalid', 'true');
  await scan(page, 'a refused record, corrected in the queue');
  await records.fill(fix, { Phone: '+64 21 555 0199' });
  await page.keyboard.press('Enter');
  await desk.until(/Up to date/);
  await expect.poll(async () => String((await domains.control.contact('1010', id))?.['phone']).replace(/\D/g, '')).toBe('64215550199');
});
