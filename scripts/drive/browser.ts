import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import type { Environment } from '../desktop-session.ts';

/** Where Debian has its Chromium; scripts/setup installs it on a machine that runs the tests. */
const chromiumPath = '/usr/bin/chromium';

/** The person's own browser, apart from the app: real Chromium, to which the system hands the addresses that the app opens. */
export interface SystemBrowser {
  /** What the app has to be started with. */
  env: Environment;
  /** Opens what the app handed over next, as the system would. */
  open(): Promise<Page>;
  close(): Promise<void>;
}

/**
 * The desktop's rules for `http` addresses lead to a program that writes down each one (freedesktop.org: mimeapps.list and desktop
 * entries), so the way is the one of every Linux desktop: Electron, xdg-open, the default browser.
 */
export async function openSystemBrowser(): Promise<SystemBrowser> {
  const folder = mkdtempSync(join(tmpdir(), 'agentbook-browser-'));
  const handedOver = join(folder, 'addresses');
  const program = join(folder, 'browser.sh');
  mkdirSync(join(folder, 'applications'));
  writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$1" >> '${handedOver}'\n`, { mode: 0o700 });
  writeFileSync(join(folder, 'applications', 'test-browser.desktop'), `[Desktop Entry]\nType=Application\nName=Browser\nExec=${program} %u\nMimeType=x-scheme-handler/http;x-scheme-handler/https;\n`);
  writeFileSync(join(folder, 'mimeapps.list'), '[Default Applications]\nx-scheme-handler/http=test-browser.desktop\nx-scheme-handler/https=test-browser.desktop\n');
  const browser: Browser = await chromium.launch({ executablePath: chromiumPath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  const context = await browser.newContext();
  let opened = 0;
  const addresses = (): string[] => (existsSync(handedOver) ? readFileSync(handedOver, 'utf8').split('\n').slice(0, -1) : []);
  return {
    env: { XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, BROWSER: program },
    async open() {
      const address = await until(() => addresses()[opened]);
      opened += 1;
      const page = await context.newPage();
      await page.goto(address);
      return page;
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const browserIsThere = (): boolean => existsSync(chromiumPath);

async function until(look: () => string | undefined, withinMs = 20_000): Promise<string> {
  for (const end = Date.now() + withinMs; Date.now() < end; ) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the app handed no address to the system\'s browser');
}
