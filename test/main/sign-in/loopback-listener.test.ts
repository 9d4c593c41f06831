import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { openLoopback, type Ending, type LoopbackListener } from '../../../main/sign-in/loopback-listener.ts';
import { browse } from '../sandbox/visitor.ts';
import { freePorts } from './free-ports.ts';

const state = 'a'.repeat(64);
let open: LoopbackListener[] = [];
let taken: Server[] = [];
afterEach(async () => {
  await Promise.all(open.map((one) => one.close()));
  await Promise.all(taken.map((server) => new Promise((resolve) => server.close(resolve))));
  [open, taken] = [[], []];
});

async function listen(ports: number[], onAnswer: (query: URLSearchParams) => Promise<Ending> = async () => ({ title: 'You are signed in', text: 'Done.' })) {
  const opened = await openLoopback({ ports, state, onAnswer });
  if (opened.ok) open.push(opened.value);
  return opened;
}

async function listener(onAnswer?: (query: URLSearchParams) => Promise<Ending>): Promise<LoopbackListener> {
  const opened = await listen(await freePorts(1), onAnswer);
  if (!opened.ok) throw new Error('no port');
  return opened.value;
}

async function take(port: number): Promise<void> {
  const server = createServer().listen(port, '127.0.0.1');
  taken.push(server);
  await once(server, 'listening');
}

test('the first port that is free is used, and its address is the registered one byte for byte', async () => {
  const [first = 0, second = 0, third = 0] = await freePorts(3);
  await take(first);
  const opened = await listen([first, second, third]);
  expect(opened.ok && opened.value.redirectUri).toBe(`http://127.0.0.1:${second}/callback`);
});

test('when all are taken it says which, and what to do', async () => {
  const ports = await freePorts(2);
  for (const port of ports) await take(port);
  const opened = await listen(ports);
  expect(opened).toMatchObject({ ok: false, error: [{ field: 'settings.signIn.redirectPorts', code: 'portsTaken' }] });
  expect(opened.ok ? '' : opened.error[0]?.text).toContain(`${ports.join(', ')}. Close one of them`);
  expect(await listen([])).toMatchObject({ ok: false, error: [{ code: 'noPorts' }] });
});

test('the answer is taken once, and the page waits for how it ends', async () => {
  const seen: string[] = [];
  let finish: (ending: Ending) => void = () => undefined;
  const { redirectUri } = await listener((query) => {
    seen.push(query.get('code') ?? '');
    return new Promise((resolve) => (finish = resolve));
  });
  const first = browse(`${redirectUri}?code=one&state=${state}`);
  while (seen.length === 0) await new Promise(setImmediate);
  const second = browse(`${redirectUri}?code=two&state=${state}`);
  finish({ title: 'You are signed in', text: 'A & B <script>' });
  for (const page of [await first, await second]) {
    expect(page.status).toBe(200);
    expect(page.text).toContain('<h1>You are signed in</h1><p>A &#38; B &#60;script&#62;</p>');
  }
  expect(seen).toEqual(['one']);
});

test('the page runs nothing, loads nothing, stays in no cache and tells no other site of the code', async () => {
  const { redirectUri } = await listener();
  const { headers, text } = await browse(`${redirectUri}?code=the-code&state=${state}`);
  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-frame-options': 'DENY', 'x-content-type-options': 'nosniff' });
  expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/);
  expect(text).not.toMatch(/<script|href=|src=|the-code/);
});

test.each([
  ['a wrong state', `code=x&state=${'b'.repeat(64)}`], ['a state that only begins right', `code=x&state=${state}a`], ['no state', 'code=x'], ['two states', `code=x&state=${state}&state=${state}`],
  ['an error with a wrong state', 'error=access_denied&state=x'],
])('%s is refused and told, and the right one is still waited for', async (_what, query) => {
  const seen: string[] = [];
  const one = await listener(async (found) => {
    seen.push(found.get('code') ?? '');
    return { title: 'You are signed in', text: '' };
  });
  const stray = await browse(`${one.redirectUri}?${query}`);
  expect([stray.status, one.strays(), seen]).toEqual([400, 1, []]);
  expect(stray.text).toContain('not the sign-in Agentbook is waiting for');
  expect((await browse(`${one.redirectUri}?code=right&state=${state}`)).status).toBe(200);
  expect(seen).toEqual(['right']);
});

test('nothing else is answered: other paths, other methods, other names for this computer', async () => {
  const seen: string[] = [];
  const { redirectUri } = await listener(async () => {
    seen.push('answer');
    return { title: '', text: '' };
  });
  const { origin, port } = new URL(redirectUri);
  const query = `?code=x&state=${state}`;
  for (const path of ['/', '/favicon.ico', '/callback/', '/Callback', '//callback']) expect((await browse(`${origin}${path}${query}`)).status).toBe(404);
  expect((await browse(redirectUri + query, { code: 'x' })).status).toBe(404);
  expect((await browse(redirectUri + query, null, { host: `evil.example:${port}` })).status).toBe(404);
  expect((await browse(redirectUri + query, null, { host: `localhost:${port}` })).status).toBe(404);
  expect(seen).toEqual([]);
});

test('closing frees the port, also with a browser that keeps its line open', async () => {
  const one = await listener();
  await browse(`${one.redirectUri}?code=x&state=${state}`, null, { connection: 'keep-alive' });
  await one.close();
  await take(Number(new URL(one.redirectUri).port));
});
