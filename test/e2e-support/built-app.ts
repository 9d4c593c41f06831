import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { openKeyring, type KeyringSession } from '../../scripts/desktop-session.ts';
import { readRuntime } from '../../scripts/runtime.ts';

/** A user-data folder and a keychain of one test's own: what stays when the app is started again. */
export interface Premises {
  userData: string;
  keyring: KeyringSession;
  remove(): Promise<void>;
}

export async function openPremises(): Promise<Premises> {
  const folder = mkdtempSync(path.join(tmpdir(), 'agentbook-e2e-'));
  const keyring = await openKeyring();
  const remove = async (): Promise<void> => {
    await keyring.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  return { userData: path.join(folder, 'user-data'), keyring, remove };
}

/** One start of the built app (out/) on these premises, up to its window. */
export async function startBuiltApp({ userData, keyring }: Premises, env: Record<string, string> = {}): Promise<{ app: ElectronApplication; page: Page }> {
  const runtime = readRuntime();
  // Named by environment, not by path: only then does Playwright hold the app back until it is attached. Otherwise it may come upon
  // a page that is half made, and wait for it for ever.
  Object.assign(process.env, runtime.env);
  const app = await _electron.launch({
    args: [path.join(import.meta.dirname, '../..'), ...runtime.args, `--user-data-dir=${userData}`],
    env: { ...(process.env as Record<string, string>), ...runtime.env, ...keyring.env, ...env },
    // The app's own theme decides, not the test's idea of one.
    colorScheme: null,
    timeout: 60_000,
  });
  return { app, page: await app.firstWindow() };
}
