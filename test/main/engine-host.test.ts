import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import type { EngineOptions, ToEngine } from '../../main/engine/host-contract.ts';
import { directly } from '../../main/transport/access.ts';

vi.mock('electron', () => ({ MessageChannelMain: null }));
const { EngineHost } = await import('../../main/engine-host.ts');

/** Stands in for the process: opens at once, closes when told to go on. */
class Process extends EventEmitter {
  readonly got: ToEngine[] = [];
  letClose = (): void => undefined;

  postMessage(message: ToEngine): void {
    this.got.push(message);
    if (message.type === 'open') setImmediate(() => this.emit('message', { type: 'opened' }));
    if (message.type === 'close') this.letClose = () => this.emit('message', { type: 'closed' });
  }

  kill(): boolean {
    setImmediate(() => this.emit('exit', 0));
    return true;
  }

  get opened(): string[] {
    return this.got.flatMap((message) => (message.type === 'open' ? [message.options.gateway.baseUrl] : []));
  }
}

const options = (baseUrl: string): EngineOptions => ({
  folder: '', databaseKey: '', sqliteBinding: '', authorization: `Bearer ${baseUrl}`, renewable: true,
  gateway: { baseUrl, network: directly, clients: { from: 'numbers', clientIds: [] }, callsAtOnce: 5 },
});

async function opened() {
  const all: Process[] = [];
  const fork = (): Process => {
    const process = new Process();
    all.push(process);
    return process;
  };
  const host = new EngineHost({ fork: fork as never, log: () => undefined });
  await host.open(options('old'));
  return { host, all, first: all[0]! };
}

test('a look at a gateway that is under way when the engine is opened anew is answered', async () => {
  const { host, first } = await opened();
  const look = host.check(options('other').gateway, null);
  const opening = host.open(options('new'));
  first.letClose();
  expect(await look).toMatchObject([{ outcome: 'wrong', code: 'broken' }]);
  await opening;
});

test('a look that is asked for while the old engine closes opens no second engine with the old options', async () => {
  const { host, all, first } = await opened();
  const opening = host.open(options('new'));
  void host.check(options('other').gateway, null);
  first.letClose();
  await opening;
  expect(all.map((process) => process.opened)).toEqual([['old'], ['new']]);
});

test('signing out while the old engine closes reaches the new one', async () => {
  const { host, all, first } = await opened();
  const opening = host.open(options('new'));
  host.authorization(null);
  first.letClose();
  await opening;
  expect(all.at(-1)?.got.find((message) => message.type === 'open')).toMatchObject({ options: { authorization: null } });
});

test('an engine hears of a waking only while its files are open', async () => {
  const { host, first } = await opened();
  host.woke();
  expect(first.got.map(({ type }) => type)).toEqual(['open', 'woke']);
  const resting = host.rest();
  host.woke();
  first.letClose();
  await resting;
  expect(first.got.at(-1)).toEqual({ type: 'close' });
});
