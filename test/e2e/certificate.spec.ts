import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { doMainJobOneByOne, hasRoom, mainJobEffects } from '../../scripts/drive/main-job.ts';
import { findClient } from '../../scripts/drive/people.ts';
import type { Desk } from '../../scripts/drive/desk.ts';
import { expect, test, type Office } from './desk-fixture.ts';

/** Certificates and keys from files, through the form, to a gateway that demands them. */

type Tls = NonNullable<Office['gateway']['tls']>;

async function begin(office: Office): Promise<{ desk: Desk; tls: Tls }> {
  await office.openGateway(20, 7, { tls: { clientCertificate: 'required' } });
  const { tls } = office.gateway;
  if (!tls) throw new Error('the sandbox was asked for TLS');
  return { desk: await office.start(), tls };
}

/** Everything but the client certificate. */
async function fillIn(desk: Desk, office: Office, tls: Tls): Promise<void> {
  await desk.openForm();
  await desk.page.getByRole('button', { name: /^Network/ }).click();
  await desk.chooseFile('Certificate authorities (PEM)', 'authorities.pem', tls.authorities);
  await desk.fillIn({ url: tls.url, agency: office.agency, token: office.token, name: 'Ngata & Co' });
}

test('without a client certificate a gateway that demands one says so; with the PEM files the main job is done, and stays possible after a restart', async ({ office }) => {
  const { desk, tls } = await begin(office);
  await fillIn(desk, office, tls);
  const form = desk.page.getByRole('form', { name: 'Connect to a gateway' });
  const choice = form.getByRole('group', { name: 'Client certificate' });
  await expect(choice.getByRole('alert')).toContainText(/certificate/);
  await expect(choice.getByRole('radio', { name: 'None' })).toBeFocused();

  await form.getByRole('radio', { name: 'PEM files' }).click();
  await desk.chooseFile('Certificate file', 'client.pem', tls.client.certificate);
  await desk.chooseFile('Key file (PEM)', 'client.key', tls.client.key);
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  await desk.list.waitFor();
  await desk.until(/Up to date/);
  const client = await findClient(office.control, hasRoom);
  await desk.open(client.number, client.name);
  await doMainJobOneByOne(desk, client, office.control);
  expect(await office.effects()).toEqual(mainJobEffects);

  await office.quit();
  const again = await office.start();
  await again.until(/Up to date/);
  await again.command('Settings');
  await expect(again.page.getByRole('region', { name: 'Connection', exact: true })).toContainText('Held in this computer’s keychain');
});

test('a PFX file opens with its pass phrase only; taken away again, the test says what is missing', async ({ office }) => {
  const { desk, tls } = await begin(office);
  const folder = office.home.userData;
  const at = (name: string): string => join(folder, name);
  writeFileSync(at('c.pem'), tls.client.certificate);
  writeFileSync(at('c.key'), tls.client.key);
  execFileSync('openssl', ['pkcs12', '-export', '-in', at('c.pem'), '-inkey', at('c.key'), '-out', at('agency.pfx'), '-passout', 'pass:kōwhai 7']);
  await desk.openForm();
  await desk.page.getByRole('radio', { name: 'PFX file' }).click();
  await desk.page.getByRole('group', { name: 'Certificate file' }).locator('input[type=file]').setInputFiles(at('agency.pfx'));
  const phrase = desk.page.getByRole('textbox', { name: 'Pass phrase (optional)' });
  await phrase.fill('not this one');
  await fillIn(desk, office, tls);
  await expect(phrase).toHaveAccessibleDescription(/pass phrase/i);
  await expect(phrase).toBeFocused();
  await phrase.fill('kōwhai 7');
  await desk.page.keyboard.press('Enter');
  await desk.list.waitFor();
  await desk.until(/Up to date/);

  await desk.command('Settings');
  await desk.page.getByRole('button', { name: 'Change connection…' }).click();
  const form = desk.page.getByRole('form', { name: 'Change connection' });
  await expect(form.getByRole('group', { name: 'Certificate file' })).toContainText('Held, and never shown');
  await form.getByRole('radio', { name: 'None' }).click();
  await form.getByRole('button', { name: 'Test connection' }).click();
  const result = desk.page.getByRole('status', { name: 'Result of the test' });
  await expect(result).toContainText(/Something is wrong: .*certificate/);
  await form.getByRole('button', { name: 'Go to Client certificate' }).click();
  await expect(form.getByRole('radio', { name: 'None' })).toBeFocused();
  await form.getByRole('radio', { name: 'PFX file' }).click();
  await form.getByRole('button', { name: 'Test connection' }).click();
  await expect(result).toHaveText('Everything is in order.');
});

test('a machine signs in with its key and certificate, and reads the clients whose numbers were typed', async ({ office }) => {
  await office.openGateway(20, 7, { machine: true });
  const { machine } = office.gateway.credentials;
  if (!machine) throw new Error('the sandbox was asked for a machine');
  const client = await findClient(office.control, hasRoom);
  const desk = await office.start();
  await desk.openForm();
  await desk.page.getByRole('textbox', { name: 'Gateway address' }).fill(office.gateway.url);
  await desk.page.getByText('With a signing key', { exact: true }).click();
  await desk.page.getByRole('textbox', { name: 'Issuer' }).fill(machine.issuer);
  await desk.page.getByRole('textbox', { name: 'myIR logon (optional)' }).fill(machine.logon);
  await desk.chooseFile('Signing key (PEM)', 'signing.key', machine.key);
  await desk.chooseFile('Signing certificate (PEM)', 'signing.pem', machine.certificate);
  await desk.page.getByRole('textbox', { name: 'Clients’ IRD numbers' }).fill(client.number);
  await desk.page.getByRole('button', { name: 'Connect', exact: true }).click();
  await desk.list.waitFor();
  await desk.until(/Up to date/);
  await expect(desk.list.getByRole('option')).toHaveCount(1);
  await desk.open(client.number, client.name);
});
