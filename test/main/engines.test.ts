import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { expect, test, vi } from 'vitest';
import type { Page } from '../../main/engines.ts';
import type { EngineOptions, ToEngine } from '../../main/engine/host-contract.ts';
import { directly } from '../../main/transport/access.ts';

vi.mock('electron', () => ({ MessageChannelMain: MessageChannel }));
const { Engines } = await import('../../main/engines.ts');

/** Stands in for a process: opens at once, and tells of its end what it is told to. */
class Process extends EventEmitter {
  readonly got: ToEngine[] = [];
  lastUnsent: number | null = null;

  postMessage(message: ToEngine): void {
    this.got.push(message);
    if (message.type === 'open') setImmediate(() => this.emit('message', { type: 'opened' }));
    if (message.type === 'check') setImmediate(() => this.emit('message', { type: 'checked', lines: [] }));
    if (message.type !== 'close') return;
    if (this.lastUnsent !== null) this.emit('message', { type: 'unsent', count: this.lastUnsent });
    this.emit('message', { type: 'closed' });
  }

  kill(): boolean {
    setImmediate(() => this.emit('exit', 0));
    return true;
  }
}

/** Stands in for a page: which connections it has been handed lines to. */
class Window extends EventEmitter implements Page {
  readonly lines: string[] = [];

  isDestroyed(): boolean {
    return false;
  }

  postMessage(_channel: string, message: unknown): void {
    this.lines.push((message as { connection: string }).connection);
  }
}

const options: EngineOptions = {
  folder: '', databaseKey: '', sqliteBinding: '', authorization: null, renewable: false,
  gateway: { baseUrl: '', network: directly, clients: { from: 'numbers', clientIds: [] }, callsAtOnce: 5 },
};
const listener = { signedOut: () => undefined, givenUp: () => undefined };

function made() {
  const all: Process[] = [];
  const fork = (): Process => {
    const process = new Process();
    all.push(process);
    return process;
  };
  return { all, engines: new Engines({ fork: fork as never, log: () => undefined }) };
}

test('the process started ahead looks at a gateway and then serves the first connection; the next has one of its own', async () => {
  const { all, engines } = made();
  engines.warm();
  expect(await engines.check(options.gateway, null)).toEqual([]);
  await engines.of('office', listener).open(options);
  expect(all.length).toBe(1);
  await engines.of('domains', listener).open(options);
  expect(all.map(({ got }) => got.map(({ type }) => type))).toEqual([['check', 'open'], ['open']]);
});

test('a page gets a line to each engine that is open, and to each that opens later, by name; asking again gives no second one', async () => {
  const { engines } = made();
  const page = new Window();
  await engines.of('office', listener).open(options);
  engines.reach(page);
  engines.reach(page);
  expect(page.lines).toEqual(['office']);
  await engines.of('domains', listener).open(options);
  expect(page.lines).toEqual(['office', 'domains']);
});

test('a page that loads anew gets nothing until it asks again', async () => {
  const { engines } = made();
  const page = new Window();
  engines.reach(page);
  page.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
  await engines.of('office', listener).open(options);
  expect([page.lines, page.listenerCount('did-start-navigation'), page.listenerCount('destroyed')]).toEqual([[], 0, 0]);
  engines.reach(page);
  expect(page.lines).toEqual(['office']);
  page.emit('destroyed');
  expect(page.listenerCount('destroyed')).toBe(0);
});

test('one engine that dies starts anew and leaves the others alone', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  try {
    const { all, engines } = made();
    const page = new Window();
    engines.reach(page);
    for (const id of ['office', 'domains']) await engines.of(id, listener).open(options);
    all[0]?.emit('exit', 9);
    vi.runAllTimers();
    await expect.poll(() => page.lines).toEqual(['office', 'domains', 'office']);
    expect(all[1]?.got.map(({ type }) => type)).toEqual(['open', 'port']);
  } finally {
    vi.useRealTimers();
  }
});

test('what came in last is known once an engine has closed', async () => {
  const { all, engines } = made();
  const host = engines.of('office', listener);
  await host.open(options);
  expect(host.unsent).toBe(0);
  all[0]!.lastUnsent = 2;
  await host.rest();
  expect(host.unsent).toBe(2);
});

test('a status is told while the files are open, and no longer', async () => {
  const { all, engines } = made();
  const host = engines.of('office', listener);
  expect(host.status).toBeNull();
  await host.open(options);
  all[0]!.emit('message', { type: 'status', status: { waiting: 3 } });
  expect(host.status).toEqual({ waiting: 3 });
  await host.rest();
  expect(host.status).toBeNull();
});
