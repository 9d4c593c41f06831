import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { openHome, startApp, type Home } from '../../scripts/drive/app.ts';
import type { Bridge } from '../../shared/ipc-contract.ts';

declare global {
  interface Window {
    agentbook: Bridge;
    violations?: string[];
  }
}

/** The page is treated here as if it had been taken over: whatever it tries, it stays where it is and learns nothing. */
const test = base.extend<{ home: Home; app: ElectronApplication; page: Page }>({
  home: async ({}, use) => {
    const home = await openHome();
    await use(home);
    await home.remove();
  },
  app: async ({ home }, use) => {
    const { electron: app } = await startApp(home);
    await use(app);
    await app.close();
  },
  page: async ({ app }, use) => use(await app.firstWindow()),
});

const here = 'app://agentbook/index.html';

test('the renderer is sandboxed and isolated, with the bridge and nothing of Node or Electron', async ({ app, page }) => {
  const preferences = await app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => (contents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences()),
  );
  expect(preferences).toEqual([
    expect.objectContaining({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false, webSecurity: true, nodeIntegrationInSubFrames: false }),
  ]);
  expect(await page.evaluate(() => Object.keys(window.agentbook).sort())).toEqual(['ask', 'askEngine', 'onConnections', 'onMenu', 'onNews']);
  expect(await page.evaluate(() => ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter((name) => name in window))).toEqual([]);
  await page.evaluate(() => Object.assign(window.agentbook, { more: 1 })).catch(() => undefined);
  expect(await page.evaluate(() => 'more' in window.agentbook)).toBe(false);
});

test('the content security policy stops inline code, evaluation, foreign addresses and frames', async ({ page }) => {
  const policy = await page.evaluate(async () => (await fetch('app://agentbook/index.html')).headers.get('content-security-policy'));
  expect(policy).toContain("default-src 'none'; script-src 'self';");
  expect(policy).not.toContain('unsafe');
  const tried = await page.evaluate(async () => {
    const seen: string[] = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => seen.push(effectiveDirective));
    const add = (html: string): void => document.body.append(document.createRange().createContextualFragment(html));
    const marks = window as unknown as Record<string, unknown>;
    add('<script>window.inlineRan = true</script>');
    add('<img src="https://example.org/a.png" onerror="window.handlerRan = true">');
    add('<script src="https://example.org/a.js"></script><link rel="stylesheet" href="https://example.org/a.css">');
    add('<iframe src="https://example.org/"></iframe><object data="https://example.org/a.pdf"></object>');
    add('<style>body { outline: 9px solid red }</style>');
    await fetch('https://example.org/').catch(() => undefined);
    // Later, because what a debugger evaluates itself is exempt from the policy.
    marks['evalRan'] = await new Promise((resolve) =>
      setTimeout(() => {
        try {
          // eslint-disable-next-line @typescript-eslint/no-implied-eval -- that this is refused is what is tested
          resolve(new Function('return true')());
        } catch {
          resolve(false);
        }
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    return { seen: [...new Set(seen)].sort(), ran: ['inlineRan', 'handlerRan', 'evalRan'].filter((name) => marks[name] === true), outline: getComputedStyle(document.body).outlineWidth };
  });
  expect(tried.ran).toEqual([]);
  expect(tried.outline).not.toBe('9px');
  expect(tried.seen).toEqual(expect.arrayContaining(['connect-src', 'frame-src', 'img-src', 'script-src-elem', 'style-src-elem']));
});

test('nothing outside the renderer\'s own files is served', async ({ page }) => {
  const answers = await page.evaluate(() =>
    Promise.all(['..%2f..%2fpackage.json', '%2e%2e/main/main.js', '..%5cmain%5cmain.js', 'missing.js'].map(async (tail) => (await fetch(`app://agentbook/${tail}`)).status)),
  );
  expect(answers).toEqual([404, 404, 404, 404]);
});

test('the page never navigates', async ({ page, home }) => {
  const attempts = [
    () => window.location.assign('https://www.ird.govt.nz/'),
    () => window.location.assign('app://agentbook/assets/'),
    () => window.location.assign('file:///etc/passwd'),
    () => window.location.assign('data:text/html,taken'),
    () => {
      const link = document.createElement('a');
      link.href = 'https://example.org/';
      document.body.append(link);
      link.click();
    },
    () => {
      const form = document.createElement('form');
      form.action = 'https://example.org/';
      document.body.append(form);
      form.submit();
    },
  ];
  await page.evaluate(() => Object.assign(window, { sameWorld: true }));
  for (const attempt of attempts) await page.evaluate(attempt).catch(() => undefined);
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  expect(page.url()).toBe(here);
  expect(await page.evaluate(() => 'sameWorld' in window)).toBe(true);
  expect(readFileSync(path.join(home.userData, 'agentbook.log'), 'utf8')).toContain('refused-navigation');
});

test('no new window opens; only a link of ours goes to the person\'s browser', async ({ app, page }) => {
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = async (url) => void opened.push(url);
  });
  const answers = await page.evaluate(() => {
    const urls = ['https://example.org/', 'https://www.ird.govt.nz/index/', 'http://www.ird.govt.nz/', 'file:///etc/passwd', 'app://agentbook/index.html', 'javascript:alert(1)', ''];
    return urls.map((url) => window.open(url) === null);
  });
  expect(answers).toEqual(answers.map(() => true));
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'https://example.org/';
    link.target = '_blank';
    document.body.append(link);
    link.click();
  });
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  expect(app.windows().length).toBe(1);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  expect(await app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)).toEqual(['https://www.ird.govt.nz/index/']);
});

test('every permission is refused, and a frame inside the page gets no bridge', async ({ page }) => {
  const asked = await page.evaluate(async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    return {
      notify: await Notification.requestPermission(),
      camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'granted', () => 'refused'),
      place: await new Promise((resolve) => navigator.geolocation.getCurrentPosition(() => resolve('granted'), () => resolve('refused'))),
      frame: typeof frame.contentWindow?.agentbook,
    };
  });
  expect(asked).toEqual({ notify: 'denied', camera: 'refused', place: 'refused', frame: 'undefined' });
});

test('the shell refuses a request of the wrong shape and a channel it does not have', async ({ page }) => {
  const say = (channel: string, ask: unknown): Promise<string> =>
    page.evaluate(([name, argument]) => (window.agentbook.ask as (c: unknown, a: unknown) => Promise<unknown>)(name, argument).then(() => 'answered', (error: Error) => error.message), [channel, ask] as const);
  expect(await say('app.theme', { theme: 'pink' })).toContain('wrong shape');
  expect(await say('app.connect', { name: 'x' })).toContain('wrong shape');
  expect(await say('app.readFile', { path: '/etc/passwd' })).toContain('No handler');
});

test('no token, key, name or phone number lies in plain text in any file', async ({ app, page, home }) => {
  test.skip(process.platform !== 'linux', 'reads the keychain of the test, which only Linux gives one of its own');
  expect(await page.evaluate(() => window.agentbook.ask('app.startPractice', {}))).toMatchObject({ ok: true });
  const list = () => page.evaluate(() => window.agentbook.askEngine('clients.list', { query: '', view: 'all', start: 0, count: 40 }));
  await expect.poll(async () => (await page.evaluate(() => window.agentbook.askEngine('status.get', {}))).upToDateAt, { timeout: 60_000 }).not.toBeNull();
  const { rows } = await list();
  const details = await Promise.all(rows.map(({ id }) => page.evaluate((clientId) => window.agentbook.askEngine('clients.open', { clientId }), id)));
  const contacts = details.flatMap((detail) => detail?.levels.flatMap((level) => level.contacts) ?? []);
  const people = [...rows.map(({ name }) => name), ...contacts.map(({ name }) => name), ...contacts.flatMap(({ phones }) => phones.map(({ PhoneNumber }) => PhoneNumber))];
  const secrets = keychain(home);
  // The key of the files; what a practice office hands out is worth nothing elsewhere and is not kept.
  expect(secrets.length).toBe(1);
  expect(people.filter((word) => word.length >= 7).length).toBeGreaterThan(40);
  // What the page itself has been told is neither token nor key nor address.
  const info = JSON.stringify(await page.evaluate(() => window.agentbook.ask('app.info', {})));
  for (const secret of [...secrets, 'http']) expect(info).not.toContain(secret);

  const search = (): string[] => found(home.userData, [...secrets, ...people.filter((word) => word.length >= 7)]);
  // The search itself works: the connection's name, no secret, is found.
  expect(found(home.userData, ['Practice office'])).not.toEqual([]);
  expect(search()).toEqual([]);
  await app.close();
  expect(search()).toEqual([]);
});

/** Every secret that the app put into this test's keychain. */
function keychain(home: Home): string[] {
  const code = "import('keytar').then(async ({ default: keytar }) => console.log(JSON.stringify((await keytar.findCredentials('Agentbook')).map(({ password }) => password))))";
  const run = spawnSync(process.execPath, ['-e', code], { env: { ...process.env, ...home.keyring.env }, encoding: 'utf8' });
  return JSON.parse(run.stdout) as string[];
}

/** Files under the folder that hold one of the words, in UTF-8 or UTF-16. The word itself is not repeated. */
function found(folder: string, words: readonly string[]): string[] {
  const needles = words.flatMap((word, at) => [Buffer.from(word, 'utf8'), Buffer.from(word, 'utf16le')].map((bytes) => ({ at, bytes })));
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const content = readFileSync(file);
      return needles.filter(({ bytes }) => content.includes(bytes)).map(({ at }) => `${path.relative(folder, file)} holds word ${at}`);
    });
}
