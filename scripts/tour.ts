import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { controlOf, type Control } from '../main/sandbox/control-client.ts';
import { startSandbox } from '../main/sandbox/sandbox.ts';
import { openHome, startApp, type RunningApp } from './drive/app.ts';
import { Desk } from './drive/desk.ts';
import { findClient, openAccounts, type Found } from './drive/people.ts';
import { project } from './setup/places.mjs';

/**
 * Drives the main job through the real window and leaves a picture of each step in out/tour. Ends with the sandbox's own record:
 * every edit applied exactly once and in order, or exit code 1.
 */
const pictures = join(project, 'out', 'tour');

/** Pictures the README shows: `npm start -- --tour --docs` brings them up to date. */
const forDocs: Readonly<Record<string, string>> = { wide: 'desk', waiting: 'client', dark: 'desk-dark' };

class Tour {
  #step = 0;
  app: RunningApp;

  constructor(app: RunningApp) {
    this.app = app;
  }

  get desk(): Desk {
    return new Desk(this.app.page);
  }

  /** Says what is being done, does it, takes its picture. */
  async step(words: string, name: string, deed: (desk: Desk) => Promise<void>): Promise<void> {
    this.#step += 1;
    const number = String(this.#step).padStart(2, '0');
    console.log(`${number}  ${words}`);
    await deed(this.desk);
    const picture = join(pictures, `${number}-${name}.png`);
    await this.app.page.screenshot({ path: picture });
    const shown = forDocs[name];
    if (shown !== undefined && process.argv.includes('--docs')) copyFileSync(picture, join(project, 'docs', 'pictures', `${shown}.png`));
  }
}

const hasRoom = (state: Found['state']): boolean =>
  state.Customer.Contact?.length === 1 &&
  state.Customer.Contact[0]?.ContactType === 'PRIMRY' &&
  /^.{8,30}$/.test(state.Customer.Contact[0].Name) &&
  state.Customer.Contact[0].Phone.length < 4 &&
  state.Customer.Contact[0].Phone.every((phone) => phone.Country === 'NZ') &&
  openAccounts(state).some((account) => !account.Contact?.length);

/** The twelve use cases of the Contact API: six at the customer, six at an account, all with the network gone. */
async function editEverything(tour: Tour, client: Found): Promise<void> {
  const holder = client.state.Customer.Contact?.[0]?.Name ?? '';
  const account = openAccounts(client.state).find((candidate) => !candidate.Contact?.length)?.ID ?? '';
  await tour.step('Offline: add a phone in whatever form it was given', 'add-phone', async (desk) => {
    const level = await desk.level();
    await level.getByRole('button', { name: `Add phone to ${holder}` }).click();
    const form = level.getByRole('form', { name: 'New phone' });
    await form.getByText('Business', { exact: true }).click();
    await form.getByRole('textbox', { name: 'Phone number' }).fill('+61 2 9374 4000 ext 5');
  });
  await tour.step('It shows at once, marked as waiting', 'waiting', async (desk) => {
    await desk.page.keyboard.press('Enter');
    await (await desk.level()).getByRole('button', { name: /^Undo/ }).first().waitFor();
  });
  await tour.step('Offline: rename the contact, change the new phone, remove it again', 'customer-edits', async (desk) => {
    const level = await desk.level();
    await desk.changePhone(level, 'business +61 2 9374 4000 ext 5', '04 445 1153 ext 4', 'Business');
    await desk.removePhone(level, 'business 04 445 1153 ext 4', holder);
    await desk.rename(level, holder, `${holder} Tāwhiri`);
  });
  await tour.step('Offline: add a secondary contact, and remove it again', 'customer-secondary', async (desk) => {
    const level = await desk.level();
    await desk.addContact(level, 'secondary', 'Anahera Rangi', '021 555 0199');
    await desk.removeContact(level, 'Anahera Rangi');
  });
  await tour.step('Offline: the same at an account: primary and secondary, phones, names', 'account-edits', async (desk) => {
    const level = await desk.level(account);
    await desk.addContact(level, 'primary', 'Hēmi Parata', '022 555 0142');
    await desk.addPhone(level, 'Hēmi Parata', '09 555 0177', 'Home');
    await desk.changePhone(level, 'home 09 555 0177', '09 555 0178', 'Home');
    await desk.removePhone(level, 'mobile 022 555 0142', 'Hēmi Parata');
    await desk.rename(level, 'Hēmi Parata', 'Hēmi Parata-Moss');
    await desk.addContact(level, 'secondary', 'Kōwhai Moss', '027 555 0163');
    await desk.removeContact(level, 'Kōwhai Moss');
  });
}

const expected = ['POST phone', 'PUT phone', 'DELETE phone', 'PUT contact', 'POST contact', 'DELETE contact', 'POST contact', 'POST phone', 'PUT phone', 'DELETE phone', 'PUT contact', 'POST contact', 'DELETE contact'];

async function checkRecord(control: Control): Promise<void> {
  const effects = (await control.effects()).map((effect) => `${effect.method} ${effect.path.replace('/gateway/contact/', '')}`);
  console.log(`    The sandbox's own record: ${effects.join(', ')}`);
  if (JSON.stringify(effects) !== JSON.stringify(expected)) throw new Error(`expected ${expected.join(', ')}`);
  console.log(`    ${effects.length} edits, each applied once, in order.`);
}

/** From the first start to a client that is open while the network is gone. */
async function comeToWork(tour: Tour, sandbox: { url: string; credentials: { token: string } }, control: Control, client: Found): Promise<void> {
  await tour.app.page.emulateMedia({ reducedMotion: 'reduce' });
  await tour.step('First start', 'welcome', (desk) => desk.page.getByRole('heading', { name: 'Agentbook' }).waitFor());
  await tour.step('Connected: the practice is being read, and can be used meanwhile', 'first-read', async (desk) => {
    await control.order({ fault: 'latency', ms: 40 });
    await desk.connect(sandbox.url, sandbox.credentials.token, 'Ngata & Co (practice data)');
    await desk.page.getByRole('option').first().waitFor();
    await desk.page.getByRole('progressbar').first().waitFor();
    await control.calm();
  });
  await tour.step('Everything is read', 'up-to-date', (desk) => desk.until(/Up to date/));
  await tour.step('A client found by number, opened', 'client', (desk) => desk.open(client.number, client.name));
  await tour.step('The network is gone', 'offline', async (desk) => {
    await control.offline();
    await desk.until(/Offline/, 90_000);
  });
}

/** A refused entry, the queue, a wide window. */
async function lookAround(tour: Tour): Promise<void> {
  await tour.step('What cannot be accepted is said beside the field, and nothing is queued', 'refused', async (desk) => {
    const level = await desk.level();
    await level.getByRole('button', { name: /^Add phone to/ }).click();
    await level.getByRole('textbox', { name: 'Phone number' }).fill('12');
    await desk.page.keyboard.press('Enter');
    await level.getByText(/number|digits/i).first().waitFor();
  });
  await tour.step('The queue: every edit waits, nothing has been sent', 'queue', async (desk) => {
    await desk.page.keyboard.press('Escape');
    await desk.openQueue();
    await desk.until(new RegExp(`${expected.length} edits waiting`));
  });
  await tour.step('On a wide window: list, client and queue side by side', 'wide', async (desk) => {
    await tour.app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1600, 940));
    await desk.search('family trust');
    await desk.page.getByRole('option').nth(5).waitFor();
    await (await desk.level()).scrollIntoViewIfNeeded();
    await desk.client.getByRole('heading', { level: 2 }).scrollIntoViewIfNeeded();
    await desk.page.mouse.wheel(0, -4_000);
  });
}

/** kill -9 in the middle, and the network's return. */
async function sendEverything(tour: Tour, control: Control, client: Found, restart: () => Promise<RunningApp>): Promise<void> {
  await tour.step('Every process killed (kill -9), and started again: the queue is still there', 'after-kill', async () => {
    await tour.app.kill();
    tour.app = await restart();
    await tour.app.page.emulateMedia({ reducedMotion: 'reduce' });
    await tour.desk.list.waitFor();
    await tour.desk.until(new RegExp(`${expected.length} edits waiting`), 90_000);
    await tour.desk.openQueue();
  });
  await tour.step('The network is back: each edit arrives', 'sent', async (desk) => {
    await control.online();
    await desk.tryNow();
    await desk.until(/Up to date/, 120_000);
    await desk.queue.getByRole('tab', { name: 'To send 0' }).waitFor();
    await desk.page.getByRole('tab', { name: /^Sent/ }).click();
  });
  await tour.step('The same client, as the gateway has it now', 'afterwards', async (desk) => {
    await desk.page.getByRole('button', { name: 'Close queue' }).click();
    await desk.open(client.number, client.name);
  });
  await tour.step('In the dark', 'dark', async (desk) => {
    await desk.page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  });
}

rmSync(pictures, { recursive: true, force: true });
mkdirSync(pictures, { recursive: true });
mkdirSync(join(project, 'docs', 'pictures'), { recursive: true });
const sandbox = await startSandbox({ system: 'ird', profile: 'practice', clients: 400, seed: 7, port: 0 });
const control = controlOf(sandbox.control);
const home = await openHome();
const tour = new Tour(await startApp(home));
try {
  const client = await findClient(control, hasRoom);
  await comeToWork(tour, sandbox, control, client);
  await editEverything(tour, client);
  await lookAround(tour);
  await sendEverything(tour, control, client, () => startApp(home));
  await checkRecord(control);
  console.log(`\nDone. ${readdirSync(pictures).length} pictures in out/tour.`);
} catch (error) {
  await tour.app.page.screenshot({ path: join(pictures, 'failed.png') }).catch(() => undefined);
  console.error(`\nThe tour failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await tour.app.quit().catch(() => undefined);
  await home.remove();
  await sandbox.close();
}
