import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { controlOf, type Control } from '../main/sandbox/control-client.ts';
import { startSandbox, type Sandbox } from '../main/sandbox/sandbox.ts';
import { openHome, startApp, type RunningApp } from './drive/app.ts';
import { Desk } from './drive/desk.ts';
import { effectsOf, hasRoom, mainJob, mainJobCalls, mainJobEdits } from './drive/main-job.ts';
import { findClient, type Found } from './drive/people.ts';
import { project } from './setup/places.mjs';

/**
 * Drives the main job through the real window and leaves a picture of each step in out/tour. Ends with the sandbox's own record:
 * every edit applied exactly once and in order, or exit code 1.
 */
const pictures = join(project, 'out', 'tour');

/** The picture the README shows: `npm start -- --tour --docs` brings it up to date. */
const forDocs: Readonly<Record<string, string>> = { wide: 'desk' };

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

async function checkRecord(control: Control): Promise<void> {
  const effects = await effectsOf(control);
  console.log(`    The sandbox's own record: ${effects.join(', ')}`);
  if (JSON.stringify(effects) !== JSON.stringify(mainJobCalls)) throw new Error(`expected ${mainJobCalls.join(', ')}`);
  console.log(`    ${mainJobEdits} edits, which came together to ${effects.length} calls, each applied once, in order.`);
}

/** From the first start to a client that is open while the network is gone. */
async function comeToWork(tour: Tour, sandbox: Pick<Sandbox, 'url' | 'credentials'>, control: Control, client: Found): Promise<void> {
  await tour.app.page.emulateMedia({ reducedMotion: 'reduce' });
  await tour.step('First start', 'welcome', (desk) => desk.page.getByRole('heading', { name: 'Agentbook' }).waitFor());
  await tour.step('Connected: the practice is being read, and can be used meanwhile', 'first-read', async (desk) => {
    await control.order({ fault: 'latency', ms: 40 });
    await desk.connect(sandbox.url, sandbox.credentials.agency, sandbox.credentials.token, 'Ngata & Co (practice data)');
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
    await desk.until(new RegExp(`${mainJobEdits} edits waiting`));
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
    await tour.desk.until(new RegExp(`${mainJobEdits} edits waiting`), 90_000);
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
  for (const { words, name, deed } of mainJob) await tour.step(`Offline: ${words}`, name, (desk) => deed(desk, client));
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
