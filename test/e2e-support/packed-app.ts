import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { chromium, type Page } from '@playwright/test';
import { readRuntime } from '../../scripts/runtime.ts';
import { project } from '../../scripts/setup/places.mjs';
import type { Home } from '../../scripts/drive/app.ts';

/** Unpacked folder that `npm run package` leaves for this system, and the program in it. */
export const packedFolder = join(project, 'dist', 'linux-unpacked');
export const packedProgram = join(packedFolder, 'agentbook');

/** The packed app, running. */
export interface PackedApp {
  page: Page;
  /** Ends it as the system does at a log-out, and waits until it is gone. */
  quit(): Promise<void>;
}

/**
 * Starts the very program people install. Its inspector is fused off, so Playwright's own launcher would wait for ever; Chromium's
 * debugging port, which only the person who starts the program can open, reaches its pages all the same.
 */
export async function startPackedApp({ userData, keyring }: Home): Promise<PackedApp> {
  const runtime = readRuntime();
  const home = dirname(userData);
  const env = { ...process.env, ...keyring.env, HOME: home, AGENTBOOK_SQLITE_BINDING: '' };
  const args = [...runtime.args, '--remote-debugging-port=0', `--user-data-dir=${userData}`];
  const child = spawn(packedProgram, args, { cwd: home, env, stdio: ['ignore', 'inherit', 'pipe'] });
  const address = await debuggingAddress(child);
  await firstPage(new URL(address).host, child);
  const browser = await chromium.connectOverCDP(address);
  const page = browser.contexts()[0]?.pages()[0];
  if (!page) throw new Error('the packed app has no page');
  const quit = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  };
  return { page, quit };
}

function debuggingAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`the packed app ended with code ${code}:\n${said.join('\n')}`)));
    createInterface(child.stderr as Readable).on('line', (line) => {
      said.push(line);
      const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (address) resolve(address);
    });
  });
}

/** Returns once a window has its page: a client that attaches earlier would hold the page back and wait for it for ever. */
async function firstPage(host: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    const targets = (await (await fetch(`http://${host}/json/list`)).json()) as { type: string; url: string }[];
    if (targets.some(({ type, url }) => type === 'page' && url.startsWith('app:'))) return;
    await new Promise((later) => setTimeout(later, 50));
  }
  throw new Error('the packed app ended before it opened a window');
}
