import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { hasRoom, holderOf } from '../../scripts/drive/main-job.ts';
import { expect, test, type Office } from './desk-fixture.ts';

/** The desk's lock in the real app: what it hides, what it keeps, what opens it. */

const phrase = 'kererū over the wet bush';

const lockScreen = (page: Page) => page.getByRole('main', { name: 'Locked' });
const unlockButton = (page: Page) => lockScreen(page).getByRole('button', { name: 'Unlock' });

/** The names of the app's processes besides its own, its pages' and its network's. */
const processes = (office: Office): Promise<string[]> =>
  office.app.electron.evaluate(({ app }) => app.getAppMetrics().flatMap(({ name }) => (name !== undefined && /^Agentbook/.test(name) ? [name] : [])).sort());

const pageProcess = (office: Office): Promise<number> => office.app.electron.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.getOSProcessId() ?? 0);

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function typePhrase(page: Page, text: string): Promise<void> {
  await lockScreen(page).getByLabel('Pass phrase').fill(text);
  await page.keyboard.press('Enter');
}

/** As a person locks the keyring in Passwords and Keys. */
function lockKeyring(office: Office): void {
  const call = ['--session', '--print-reply', '--dest=org.freedesktop.secrets', '/org/freedesktop/secrets', 'org.freedesktop.Secret.Service.Lock', 'array:objpath:/org/freedesktop/secrets/collection/login'];
  const { status } = spawnSync('dbus-send', call, { env: { ...process.env, ...office.home.keyring.env } });
  expect(status).toBe(0);
}

/** Without a keychain, a pass phrase chosen on the welcome screen. */
async function choosePhrase(page: Page): Promise<void> {
  const form = page.getByRole('form', { name: 'Keep secrets' });
  await form.getByLabel('New pass phrase').fill(phrase);
  await form.getByLabel('The same again').fill(phrase);
  await form.getByRole('button', { name: 'Keep it so' }).click();
  await expect(form.getByRole('status')).toContainText('The pass phrase is taken');
}

test('locked by its shortcut, the page holds nothing of any client, the processes end, and unlocking brings the desk back', async ({ office }) => {
  const { desk, client } = await office.beginWith(hasRoom, 20);
  expect(await processes(office)).toEqual(['Agentbook engine']);
  const before = await pageProcess(office);
  await desk.command('Lock');
  await expect(lockScreen(desk.page)).toContainText('Ngata & Co is locked');
  // What the page held goes with its process.
  expect(await pageProcess(office)).not.toBe(before);
  await expect.poll(() => isRunning(before)).toBe(false);
  expect(await desk.page.content()).not.toContain(client.name);
  await expect.poll(() => processes(office)).toEqual([]);
  for (const [channel, ask] of [['app.settings', {}], ['app.drafts', {}], ['app.privacy', {}], ['app.startPractice', {}]] as const) {
    const answer = await desk.page.evaluate(([name, argument]) => (window.agentbook.ask as (c: unknown, a: unknown) => Promise<unknown>)(name, argument).then(() => 'answered', (error: Error) => error.message), [channel, ask] as const);
    expect(answer, channel).toContain('is locked');
  }
  await unlockButton(desk.page).click();
  await desk.until(/Up to date/);
  await desk.open(client.number, client.name);
  expect(await processes(office)).toEqual(['Agentbook engine']);
});

test('a form left open is back as it was left, and an edit made before is sent once', async ({ office }) => {
  const { desk, client } = await office.beginWith(hasRoom, 20);
  await office.goOffline();
  const level = await desk.level();
  await desk.rename(level, holderOf(client), 'Māhina Te Rangi');
  await level.getByRole('button', { name: 'Rename Māhina Te Rangi' }).click();
  await level.getByRole('textbox', { name: 'Name' }).fill('Quillfeather-Zwingli');
  // As the system does before it sleeps.
  await office.app.electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend'));
  await expect(lockScreen(desk.page)).toBeVisible();
  await expect.poll(() => processes(office)).toEqual([]);
  const folder = join(office.home.userData, 'connections');
  const [id] = readdirSync(folder);
  const kept = readFileSync(join(folder, id ?? '', 'drafts.sealed'));
  for (const code of ['utf8', 'utf16le'] as const) expect(kept.includes(Buffer.from('Quillfeather', code))).toBe(false);

  await unlockButton(desk.page).click();
  await desk.until(/Offline.*1 edit waiting/);
  await desk.open(client.number, client.name);
  await expect((await desk.level()).getByRole('textbox', { name: 'Name' })).toHaveValue('Quillfeather-Zwingli');
  await expect.poll(() => existsSync(join(folder, id ?? '', 'drafts.sealed'))).toBe(false);
  await office.goOnline();
  await desk.until(/Up to date/);
  expect(await office.effects()).toEqual(['PUT contact']);
});

test('idle for as long as set, the desk locks by itself', async ({ office }) => {
  const desk = await office.begin(20);
  await office.app.electron.evaluate(({ powerMonitor }) => {
    powerMonitor.getSystemIdleTime = () => 15 * 60;
  });
  await expect(lockScreen(desk.page)).toBeVisible({ timeout: 15_000 });
});

test.describe('on Linux, with a keychain of its own', () => {
  test.skip(process.platform !== 'linux', 'only Linux gives a test a keychain of its own');

  test('without a keychain, a pass phrase keeps practice data over starts; a wrong one opens nothing', async ({ office }) => {
    await office.home.keyring.become('absent');
    const desk = await office.start();
    const start = desk.page.getByRole('button', { name: 'Start with practice data' });
    await start.click();
    await choosePhrase(desk.page);
    await start.click();
    await desk.until(/Up to date/);
    const name = await desk.page.getByRole('option').first().innerText();
    await office.quit();

    const again = await office.start();
    await expect(lockScreen(again.page)).toContainText('Practice office is locked');
    await typePhrase(again.page, 'kereru over the wet bush');
    await expect(lockScreen(again.page)).toContainText('That is not the pass phrase');
    await typePhrase(again.page, phrase);
    await again.until(/Up to date/);
    expect(await again.page.getByRole('option').first().innerText()).toBe(name);
  });

  test('for this session only, nothing is there at the next start', async ({ office }) => {
    await office.home.keyring.become('absent');
    await office.openGateway(20);
    const desk = await office.start();
    await desk.fillIn({ url: office.gateway.url, agency: office.agency, token: office.token, name: 'Ngata & Co' });
    const form = desk.page.getByRole('form', { name: 'Keep secrets' });
    await form.getByText('For this session only').click();
    await form.getByRole('button', { name: 'Keep it so' }).click();
    await expect(form.getByRole('status')).toContainText('This session only');
    await desk.page.getByRole('button', { name: 'Connect', exact: true }).click();
    await desk.until(/Up to date/);
    await desk.command('Lock');
    await expect(desk.page.getByText(/kept for this session only, so it cannot be locked/)).toBeVisible();
    await office.quit();
    expect(readdirSync(join(office.home.userData, 'connections'))).toEqual([]);
    const again = await office.start();
    await expect(again.page.getByRole('main', { name: 'Welcome' })).toBeVisible();
  });

  test('a pass phrase instead of the keychain, and back, in the settings', async ({ office }) => {
    const desk = await office.begin(20);
    await desk.command('Settings');
    const privacy = desk.page.getByRole('region', { name: 'Privacy' });
    await privacy.getByRole('button', { name: 'Use a pass phrase instead' }).click();
    await privacy.getByLabel('New pass phrase').fill(phrase);
    await privacy.getByLabel('The same again').fill(`${phrase}!`);
    await privacy.getByRole('button', { name: 'Set pass phrase' }).click();
    await expect(privacy).toContainText('These two are not the same');
    await privacy.getByLabel('The same again').fill(phrase);
    await privacy.getByRole('button', { name: 'Set pass phrase' }).click();
    await expect(privacy).toContainText('Only the pass phrase opens it');
    await expect(desk.page.getByRole('region', { name: 'Connection', exact: true })).toContainText('in one encrypted file that only the pass phrase opens');
    await office.home.keyring.become('absent');
    await office.quit();

    const again = await office.start();
    await typePhrase(again.page, phrase);
    await again.until(/Up to date/);
    await office.home.keyring.become('unlocked');
    await again.command('Settings');
    await privacyOf(again.page).getByRole('button', { name: 'Use the keychain instead' }).click();
    await privacyOf(again.page).getByLabel('Pass phrase of now').fill('something else');
    await privacyOf(again.page).getByRole('button', { name: 'Use the keychain' }).click();
    await expect(privacyOf(again.page)).toContainText('That is not the pass phrase');
    await privacyOf(again.page).getByLabel('Pass phrase of now').fill(phrase);
    await privacyOf(again.page).getByRole('button', { name: 'Use the keychain' }).click();
    await expect(privacyOf(again.page)).toContainText('in this computer’s keychain');
    await office.quit();
    await (await office.start()).until(/Up to date/);
  });

  test('with the keychain locked meanwhile, the desk stays locked and says so', async ({ office }) => {
    const desk = await office.begin(20);
    await desk.command('Lock');
    await expect.poll(() => processes(office)).toEqual([]);
    lockKeyring(office);
    await unlockButton(desk.page).click();
    await expect(lockScreen(desk.page)).toContainText(/keychain is locked/);
    await expect(unlockButton(desk.page)).toBeFocused();
    expect(await processes(office)).toEqual([]);
  });
});

const privacyOf = (page: Page) => page.getByRole('region', { name: 'Privacy' });

test('closing with edits waiting asks; keeping it open keeps it open, closing keeps the edits', async ({ office }) => {
  const { desk, client } = await office.beginWith(hasRoom, 20);
  await office.goOffline();
  await desk.rename(await desk.level(), holderOf(client), 'Māhina Te Rangi');
  await desk.until(/1 edit waiting/);
  await office.app.electron.evaluate(({ dialog }) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    dialog.showMessageBox = async (...given: unknown[]) => {
      const { message, detail } = given.at(-1) as { message: string; detail: string };
      asked.push(`${message} ${detail}`);
      return { response: 1, checkboxChecked: false };
    };
  });
  const asked = (): Promise<string[]> => office.app.electron.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
  await office.app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(asked).toEqual(['1 edit is waiting and is kept. It is sent the next time Agentbook is open and online.']);
  await office.app.electron.evaluate(({ app }) => app.quit());
  await expect.poll(async () => (await asked()).length).toBe(2);
  await desk.until(/1 edit waiting/);
  await office.app.electron.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false });
  });
  await office.quit();
  await (await office.start()).until(/Offline.*1 edit waiting/);
});

test('a file is saved where the person says, for nobody else to read', async ({ office }) => {
  const desk = await office.begin(20);
  const file = join(office.home.userData, '..', 'history.csv');
  await office.app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, file);
  expect(await desk.page.evaluate(() => window.agentbook.ask('app.save', { name: 'history.csv', text: 'who,when' }))).toBe('saved');
  expect(readFileSync(file, 'utf8')).toBe('who,when');
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
});
