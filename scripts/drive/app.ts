import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { openKeyring, type Environment, type KeyringSession } from '../desktop-session.ts';
import { readRuntime } from '../runtime.ts';
import { project } from '../setup/places.mjs';

/** A folder and a keychain of its own: everything one installation of the app keeps. */
export interface Home {
  userData: string;
  /** Where the app puts temporary files. */
  temp: string;
  keyring: KeyringSession;
  remove(): Promise<void>;
}

export async function openHome(): Promise<Home> {
  const folder = mkdtempSync(join(tmpdir(), 'agentbook-home-'));
  const temp = join(folder, 'temp');
  mkdirSync(temp);
  const keyring = await openKeyring();
  return {
    userData: join(folder, 'user-data'),
    temp,
    keyring,
    remove: async () => {
      await keyring.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** The real app, driven from outside. */
export interface RunningApp {
  electron: ElectronApplication;
  page: Page;
  /** Ends it as a person does. */
  quit(): Promise<void>;
  /** kill -9 of every process of the app, at once. */
  kill(): Promise<void>;
  /** What it has written to its standard output and error so far. */
  said(): string;
}

/** Starts the built app (`out/`) in a home, as a person's second start would be when the home has been used. */
export async function startApp(home: Home, env: Environment = {}): Promise<RunningApp> {
  const runtime = readRuntime();
  // No `executablePath`: only the runtime that the electron package names (this variable) is started with Playwright's loader, which holds
  // the app back until the debugger is there. A window opened earlier would be held for ever.
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = runtime.folder;
  const electron = await _electron.launch({
    args: [project, ...runtime.args, `--user-data-dir=${home.userData}`],
    cwd: project,
    env: { ...inherited(), TMPDIR: home.temp, ...runtime.env, ...home.keyring.env, ...env },
    // The app's own theme decides, and its own sandbox unless the user is root (`runtime.args`): Playwright would switch off both.
    colorScheme: null,
    chromiumSandbox: true,
    timeout: 60_000,
  });
  const chunks: Buffer[] = [];
  for (const stream of [electron.process().stdout, electron.process().stderr]) stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  const page = await electron.firstWindow();
  await page.waitForLoadState('domcontentloaded');
  // Closing with edits waiting asks a person; nobody sits here to answer.
  await electron.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false });
  });
  return { electron, page, quit: () => electron.close(), kill: () => killTree(electron), said: () => Buffer.concat(chunks).toString('utf8') };
}

function inherited(): Environment {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

async function killTree(electron: ElectronApplication): Promise<void> {
  const { pid } = electron.process();
  const gone = new Promise<void>((resolve) => electron.process().once('exit', () => resolve()));
  if (pid !== undefined) for (const one of [pid, ...descendants(pid)]) kill(one);
  await gone;
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Already gone: its parent's end ended it.
  }
}

/** Children of a process and theirs, from /proc (Linux). */
function descendants(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) parents.set(Number(entry), parentOf(entry));
  const found: number[] = [];
  for (let generation = [pid]; generation.length > 0; ) {
    generation = [...parents].filter(([, parent]) => generation.includes(parent)).map(([child]) => child);
    found.push(...generation);
  }
  return found;
}

/** Field 4 of /proc/<pid>/stat; the name before it may hold anything, so it is read from the last bracket. 0: the process has ended. */
function parentOf(pid: string): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}
