import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Page } from '@playwright/test';
import { browserIsThere, openSystemBrowser, type SystemBrowser } from '../../scripts/drive/browser.ts';
import { hasRoom, holderOf } from '../../scripts/drive/main-job.ts';
import { findClient } from '../../scripts/drive/people.ts';
import { freePorts } from '../main/sign-in/free-ports.ts';
import { expect, test as base, type Office } from './desk-fixture.ts';

/** Signing in as a person does: in a browser of its own, on the sandbox's OAuth page, back into the real app. */
const test = base.extend<{ systemBrowser: SystemBrowser; ports: number[] }>({
  systemBrowser: async ({}, use) => {
    test.skip(!browserIsThere(), 'Chromium from Debian is not installed here: node scripts/setup.mjs installs it');
    const browser = await openSystemBrowser();
    await use(browser);
    await browser.close();
  },
  ports: async ({}, use) => use(await freePorts(2)),
});

type Way = 'native' | 'cloud';

async function begin(office: Office, browser: SystemBrowser, ports: number[]): Promise<void> {
  await office.openGateway(60, 7, { redirectPorts: ports });
  await office.start(browser.env);
}

/** Fills in the form for signing in in the browser, and hands it in. */
async function fillIn({ desk, gateway, agency }: Office, way: Way, ports: number[]): Promise<void> {
  const { page } = desk;
  await desk.openForm();
  await page.getByRole('textbox', { name: 'Gateway address' }).fill(gateway.url);
  await page.getByRole('textbox', { name: 'Agency’s IRD number' }).fill(agency);
  await page.getByText(way === 'native' ? 'In the browser, once a day' : 'In the browser, once', { exact: true }).click();
  const { clientId, clientSecret } = gateway.credentials[way];
  await page.getByRole('textbox', { name: 'Client id' }).fill(clientId);
  await page.getByRole('textbox', { name: 'Client secret' }).fill(clientSecret);
  await page.getByRole('textbox', { name: 'Ports for the answer of the browser' }).fill(ports.join(', '));
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
}

async function logIn(page: Page, answer: 'Allow' | 'Deny'): Promise<void> {
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('button', { name: answer }).click();
}

test('a person signs in in the browser, is let in, and edits', async ({ office, systemBrowser, ports }) => {
  await begin(office, systemBrowser, ports);
  await fillIn(office, 'native', ports);
  const { desk } = office;
  await expect(desk.page.getByRole('region', { name: 'Signing in' })).toContainText('Come back here when you are done');
  const page = await systemBrowser.open();
  await logIn(page, 'Allow');
  await expect(page.getByRole('heading', { name: 'You are signed in' })).toBeVisible();
  await desk.list.waitFor();
  await desk.until(/Up to date/);
});

test('who denies access on the page is told so in the app, and may try again', async ({ office, systemBrowser, ports }) => {
  await begin(office, systemBrowser, ports);
  await fillIn(office, 'native', ports);
  await logIn(await systemBrowser.open(), 'Deny');
  const { desk } = office;
  await expect(desk.page.getByRole('alert')).toContainText('Access was not allowed');
  await desk.page.getByRole('button', { name: 'Connect', exact: true }).click();
  await logIn(await systemBrowser.open(), 'Allow');
  await desk.list.waitFor();
});

test('an answer with a wrong state is refused, and the right one still taken', async ({ office, systemBrowser, ports }) => {
  await begin(office, systemBrowser, ports);
  await fillIn(office, 'native', ports);
  const page = await systemBrowser.open();
  const { desk } = office;
  const port = new URL(new URL(page.url()).searchParams.get('redirect_uri') ?? '').port;
  const forged = await fetch(`http://127.0.0.1:${port}/callback?code=forged&state=forged`);
  expect(forged.status).toBeGreaterThanOrEqual(400);
  await expect(desk.page.getByRole('region', { name: 'Signing in' })).toBeVisible();
  await logIn(page, 'Allow');
  await desk.list.waitFor();
});

test('with all registered ports taken the ports are named, and nobody is sent to the browser', async ({ office, systemBrowser, ports }) => {
  const takers = ports.map((port) => createServer().listen(port, '127.0.0.1'));
  for (const taker of takers) if (!taker.listening) await once(taker, 'listening');
  await begin(office, systemBrowser, ports);
  await fillIn(office, 'native', ports);
  await expect(office.desk.page.getByText(new RegExp(`${ports[0]}`)).last()).toBeVisible();
  for (const taker of takers) taker.close();
});

test('when a day\'s sign-in runs out one calm prompt asks; edits wait, and go once after signing in', async ({ office, systemBrowser, ports }) => {
  await begin(office, systemBrowser, ports);
  await fillIn(office, 'native', ports);
  await logIn(await systemBrowser.open(), 'Allow');
  const { desk, control } = office;
  await desk.list.waitFor();
  await desk.until(/Up to date/);
  const client = await findClient(control, hasRoom);
  await desk.open(client.number, client.name);
  await control.expireTokens();
  await desk.rename(await desk.level(), holderOf(client), 'Māhina Te Rangi');
  const prompt = desk.page.getByRole('region', { name: 'Sign in' });
  await expect(prompt).toHaveCount(1);
  await expect(prompt).toContainText('1 edit is kept');
  expect(await office.effects()).toEqual([]);
  await prompt.getByRole('button', { name: 'Sign in in the browser' }).click();
  const page = await systemBrowser.open();
  // Consent was given before: only the logon is asked.
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('heading', { name: 'You are signed in' })).toBeVisible();
  await expect(prompt).toHaveCount(0);
  await desk.until(/Up to date/);
  expect(await office.effects()).toEqual(['PUT contact']);
});

test('a cloud client is renewed without a prompt, also after a restart', async ({ office, systemBrowser, ports }) => {
  await begin(office, systemBrowser, ports);
  await fillIn(office, 'cloud', ports);
  await logIn(await systemBrowser.open(), 'Allow');
  await office.desk.list.waitFor();
  await office.desk.until(/Up to date/);
  await office.control.expireTokens();
  await office.desk.command('Send now');
  await expect.poll(async () => (await office.control.oauthEvents()).filter(({ what }) => what === 'refreshed').length).toBe(1);
  await office.desk.until(/Up to date/);
  await office.quit();
  await office.start(systemBrowser.env);
  await office.desk.list.waitFor();
  await office.desk.until(/Up to date/);
  await expect(office.desk.page.getByRole('region', { name: 'Sign in' })).toHaveCount(0);
});
