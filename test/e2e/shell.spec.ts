import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { openHome, startApp, type Home } from '../../scripts/drive/app.ts';
import { startSandbox, type Sandbox } from '../../main/sandbox/sandbox.ts';
import { readRuntime } from '../../scripts/runtime.ts';
import { newSettings, noSecrets } from '../../shared/connection-settings.ts';
import type { AppInfo, Bridge, ShellRequests } from '../../shared/ipc-contract.ts';
import type { Status } from '../../shared/views.ts';

declare global {
  interface Window {
    agentbook: Bridge;
  }
}

/** What the shell promises whatever dies, is locked, or is started twice. */
const test = base.extend<{ home: Home }>({
  home: async ({}, use) => {
    const home = await openHome();
    await use(home);
    await home.remove();
  },
});

const info = (page: Page): Promise<AppInfo> => page.evaluate(() => window.agentbook.ask('app.info', {}));
const status = (page: Page): Promise<Status> => page.evaluate(() => window.agentbook.askEngine('status.get', {}));
const startPractice = (page: Page): Promise<unknown> => page.evaluate(() => window.agentbook.ask('app.startPractice', {}));
const logOf = ({ userData }: Home): string => readFileSync(path.join(userData, 'agentbook.log'), 'utf8');

const processes = (app: ElectronApplication): Promise<{ pid: number; name: string }[]> =>
  app.evaluate(({ app }) => app.getAppMetrics().map(({ pid, name, serviceName }) => ({ pid, name: name ?? serviceName ?? '' })));

const runs = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

test('the engine and the practice office are started again when they die, and the page goes on', async ({ home }) => {
  const { electron: app, page } = await startApp(home);
  await startPractice(page);
  for (const name of ['Agentbook engine', 'Agentbook practice office']) {
    const dying = (await processes(app)).find((found) => found.name === name);
    expect(dying).toBeDefined();
    process.kill(dying!.pid, 'SIGKILL');
    await expect.poll(async () => (await processes(app)).filter((found) => found.name === name && found.pid !== dying!.pid).length).toBe(1);
    await expect.poll(async () => (await status(page).catch(() => null))?.connection.state, { timeout: 30_000 }).toBe('online');
  }
  expect(logOf(home)).toMatch(/engine-died[\s\S]*practice-died/);
  await app.close();
});

test('killing the app leaves no process behind, and the next start opens the same office', async ({ home }) => {
  const first = await startApp(home);
  await startPractice(first.page);
  const { connection } = await info(first.page);
  const all = (await processes(first.electron)).map(({ pid }) => pid);
  const gone = once(first.electron.process(), 'exit');
  first.electron.process().kill('SIGKILL');
  await gone;
  await expect.poll(() => all.filter(runs)).toEqual([]);

  const next = await startApp(home);
  expect(await info(next.page)).toMatchObject({ connection, trouble: '' });
  await next.electron.close();
});

test('a keychain that is locked at the start is told in words, and the start after unlocking opens as before', async ({ home }) => {
  test.skip(process.platform !== 'linux', 'only Linux gives a test a keychain of its own to lock');
  const first = await startApp(home);
  await startPractice(first.page);
  await first.electron.close();

  await home.keyring.become('locked');
  const locked = await startApp(home);
  expect((await info(locked.page)).trouble).toContain('Your keychain is locked');
  await expect(locked.page.getByText('Your keychain is locked')).toBeVisible();
  await locked.electron.close();

  await home.keyring.become('unlocked');
  const unlocked = await startApp(home);
  expect((await info(unlocked.page)).trouble).toBe('');
  await expect.poll(async () => (await status(unlocked.page)).connection.state).toBe('online');
  await unlocked.electron.close();
});

test('no keychain at a first start is told beside the button, and nothing is kept', async ({ home }) => {
  test.skip(process.platform !== 'linux', 'only Linux gives a test a keychain of its own to take away');
  await home.keyring.become('absent');
  const { electron: app, page } = await startApp(home);
  expect(await startPractice(page)).toMatchObject({ ok: false, error: [{ code: 'keychain', text: expect.stringContaining('no keychain service') as unknown }] });
  expect(await info(page)).toMatchObject({ connection: null, trouble: '' });
  await app.close();
});

test('a second start on the same folder ends by itself and leaves the first alone', async ({ home }) => {
  const { electron: app, page } = await startApp(home);
  const runtime = readRuntime();
  const env = { ...(process.env as Record<string, string>), ...runtime.env, ...home.keyring.env };
  const second = spawn(runtime.executablePath, [path.join(import.meta.dirname, '../..'), ...runtime.args, `--user-data-dir=${home.userData}`], { env, stdio: 'ignore' });
  expect(await once(second, 'exit')).toEqual([0, null]);
  await expect.poll(() => logOf(home)).toContain('second-start');
  expect((await info(page)).connection).toBeNull();
  await app.close();
});

test('the window comes back where it was, in the theme that was chosen', async ({ home }) => {
  const wanted = { x: 60, y: 70, width: 1010, height: 710 };
  const first = await startApp(home);
  await first.page.evaluate(() => window.agentbook.ask('app.theme', { theme: 'dark' }));
  await first.electron.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), wanted);
  await first.electron.close();

  const next = await startApp(home);
  const bounds = await next.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds());
  expect(bounds).toMatchObject({ width: wanted.width, height: wanted.height });
  expect(await next.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
  expect(await next.electron.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark');
  await next.electron.close();
});

async function serve(answer: RequestListener): Promise<{ url: string; close(): void }> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, close: () => server.close().closeAllConnections() };
}

/** The form filled in with an address and a pasted token. */
function byToken(name: string, gateway: string, sandbox: Pick<Sandbox, 'intermediation' | 'credentials'>, token: string): Parameters<ShellRequests['app.connect']>[0] {
  const blank = newSettings('other');
  const settings = { ...blank, name, gateway, signInHost: gateway, intermediation: sandbox.intermediation, agency: sandbox.credentials.agency, signIn: { ...blank.signIn, method: 'token' as const } };
  return { settings, secrets: { ...noSecrets, token } };
}

test('connecting by address and token tells what is wrong in words, stores nothing until it is right, and then opens', async ({ home }) => {
  const sandbox = await startSandbox({ system: 'ird', profile: 'practice', clients: 5, seed: 3, port: 0 });
  const redirecting = await serve((_request, reply) => reply.writeHead(302, { Location: `${sandbox.url}/gateway/contact/status` }).end());
  const portal = await serve((_request, reply) => reply.end('<html>Welcome to our wifi</html>'));
  const nobody = await serve(() => undefined);
  nobody.close();
  const { electron: app, page } = await startApp(home);
  const connect = (baseUrl: string, token: string): Promise<unknown> => page.evaluate((ask) => window.agentbook.ask('app.connect', ask), byToken('Test', baseUrl, sandbox, token));
  const issue = (field: string, code: string): Record<string, unknown> => ({ ok: false, error: [expect.objectContaining({ field, code })] });

  expect(await connect(sandbox.url, 'not-this-one')).toMatchObject(issue('secrets.token', 'tokenRefused'));
  expect(await connect(redirecting.url, sandbox.credentials.token)).toMatchObject(issue('settings.gateway', 'redirected'));
  expect(await connect(portal.url, 'any')).toMatchObject(issue('settings.gateway', 'notAGateway'));
  expect(await connect(nobody.url, 'any')).toMatchObject(issue('settings.gateway', 'refused'));
  expect(await connect('http://gateway.example', 'any')).toMatchObject(issue('settings.gateway', 'settings.gateway'));
  expect((await info(page)).connection).toBeNull();

  expect(await connect(sandbox.url, sandbox.credentials.token)).toMatchObject({ ok: true, value: { name: 'Test', practice: false } });
  await expect.poll(async () => (await status(page)).upToDateAt, { timeout: 30_000 }).not.toBeNull();
  await app.close();
  redirecting.close();
  portal.close();
  await sandbox.close();
});
