import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { FieldIssue } from '../../shared/faults.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { callbackPage, pageHeaders } from './callback-page.ts';

/** The path that is registered with Inland Revenue behind each port: `http://127.0.0.1:53171/callback`. */
export const callbackPath = '/callback';
export const redirectUriAt = (port: number): string => `http://127.0.0.1:${port}${callbackPath}`;

/** What the browser shows once we know how the sign-in ended. */
export interface Ending {
  title: string;
  text: string;
}

export interface LoopbackListener {
  redirectUri: string;
  /** Answers with other states than ours, which were refused. */
  strays(): number;
  /** Frees the port, once the page that ends the sign-in has gone out. */
  close(): Promise<void>;
}

interface Ask {
  /** Registered with Inland Revenue, which supports no other (SPEC 4.2); tried in turn. */
  ports: readonly number[];
  state: string;
  /** Called once, with the query of the first answer that carries our state. The browser waits for the ending. */
  onAnswer: (query: URLSearchParams) => Promise<Ending>;
}

/** Listens on this computer only, for the one answer that carries our state. The error names the ports when all are taken. */
export async function openLoopback(ask: Ask): Promise<Result<LoopbackListener, FieldIssue[]>> {
  for (const port of ask.ports) {
    const opened = await listenAt(port, ask);
    if (opened !== null) return ok(opened);
  }
  return err([portsTaken(ask.ports)]);
}

const portsTaken = (ports: readonly number[]): FieldIssue => {
  const field = 'settings.signIn.redirectPorts';
  if (ports.length === 0) return { field, code: 'noPorts', text: 'Enter at least one port that is registered with Inland Revenue for this client id.' };
  const text =
    `Other programs on this computer use every port that sign-in can come back to: ${ports.join(', ')}. ` +
    'Close one of them (another Agentbook, perhaps), then sign in again; or register another port with Inland Revenue and add it in the settings.';
  return { field, code: 'portsTaken', text };
};

async function listenAt(port: number, ask: Ask): Promise<LoopbackListener | null> {
  let strays = 0;
  const server = createServer({ maxHeaderSize: 16_384, requestTimeout: 10_000 });
  const listening = once(server, 'listening');
  server.listen({ port, host: '127.0.0.1', exclusive: true });
  try {
    await listening;
  } catch {
    // Taken, or kept for somebody else: the next one may do.
    return null;
  }
  const redirectUri = redirectUriAt(portOf(server, port));
  let ending: Promise<Ending> | null = null;
  server.on('request', (request, response) => {
    const read = readCallback(request, new URL(redirectUri), ask.state);
    if (read.kind === 'stray') strays += 1;
    if (read.kind !== 'answer') return show(response, read.kind === 'nothing' ? 404 : 400, read.kind === 'nothing' ? nothingHere : notOurs);
    // A browser that asks twice is shown the same ending; the code is used once.
    ending ??= ask.onAnswer(read.query);
    void ending.then((page) => show(response, 200, page));
  });
  return { redirectUri, strays: () => strays, close: () => shut(server) };
}

/** 0 asks for any free port, which only tests do. */
const portOf = (server: Server, port: number): number => {
  const bound = server.address();
  return typeof bound === 'object' && bound !== null ? bound.port : port;
};

type Callback = { kind: 'nothing' | 'stray' } | { kind: 'answer'; query: URLSearchParams };

function readCallback(request: IncomingMessage, expected: URL, state: string): Callback {
  // Another name for this computer in Host is a page elsewhere that had its name point here.
  if (request.method !== 'GET' || request.headers.host !== expected.host) return { kind: 'nothing' };
  const [path, query = ''] = (request.url ?? '').split('?', 2);
  if (path !== callbackPath) return { kind: 'nothing' };
  const found = new URLSearchParams(query);
  const states = found.getAll('state');
  return states.length === 1 && sameText(states[0] ?? '', state) ? { kind: 'answer', query: found } : { kind: 'stray' };
}

/** Takes as long whatever differs. */
const sameText = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const nothingHere: Ending = { title: 'Nothing here', text: 'Agentbook waits on this address for the end of a sign-in.' };
const notOurs: Ending = {
  title: 'This is not the sign-in Agentbook is waiting for',
  text: 'It may be an older page. Close it, and use the page that Agentbook opened last.',
};

function show(response: ServerResponse, status: number, { title, text }: Ending): void {
  response.writeHead(status, pageHeaders).end(callbackPage(title, text));
}

async function shut(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  // A page that is not taken within a second is not waited for.
  const lingering = setTimeout(() => server.closeAllConnections(), 1_000);
  await closed;
  clearTimeout(lingering);
}
