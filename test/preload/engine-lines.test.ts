import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LinePort } from '../../preload/engine-line.ts';
import { EngineLines } from '../../preload/engine-lines.ts';

/** Real message ports; each engine answers with its own name. `reached`: what the shell was asked for. */
const open: MessagePort[] = [];
const reached: (string | null)[] = [];
const ends = new Map<string, MessagePort>();
let front = 'office';
let refusal = '';
let lines = new EngineLines(async () => '');

function port(connection: string): LinePort {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  ends.set(connection, port2);
  port2.on('message', ({ id, channel }: { id: number; channel: string }) => port2.postMessage({ id, value: `${channel} of ${connection}` }));
  return port1 as unknown as LinePort;
}

beforeEach(() => {
  [front, refusal] = ['office', ''];
  reached.length = 0;
  lines = new EngineLines(async (connection) => {
    reached.push(connection);
    if (refusal !== '') throw new Error(refusal);
    return connection ?? front;
  });
});
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

test('a question without a connection goes to the one in front, any other to its own', async () => {
  for (const connection of ['office', 'domains']) lines.use(connection, port(connection));
  expect(await Promise.all([lines.ask('status.get', {}), lines.ask('status.get', {}, 'domains'), lines.ask('clients.list', {}, 'office')])).toEqual(['status.get of office', 'status.get of domains', 'clients.list of office']);
});

test('which one is in front is asked once, and again when it may have changed', async () => {
  for (const connection of ['office', 'domains']) lines.use(connection, port(connection));
  await lines.ask('a', {});
  const asked = reached.filter((one) => one === null).length;
  await lines.ask('b', {});
  expect(reached.filter((one) => one === null).length).toBe(asked);
  front = 'domains';
  lines.frontMayHaveChanged();
  expect(await lines.ask('c', {})).toBe('c of domains');
});

test('news say whose they are', async () => {
  const heard: string[] = [];
  const stop = lines.onNews((news, connection) => heard.push(`${connection}: ${news.type}`));
  for (const connection of ['office', 'domains']) lines.use(connection, port(connection));
  ends.get('domains')?.postMessage({ news: { type: 'queue' } });
  await expect.poll(() => heard).toEqual(['domains: queue']);
  ends.get('office')?.postMessage({ news: { type: 'clients' } });
  await expect.poll(() => heard).toEqual(['domains: queue', 'office: clients']);
  stop();
});

test('one engine that starts anew cuts nothing off from the others', async () => {
  for (const connection of ['office', 'domains']) lines.use(connection, port(connection));
  ends.get('office')?.removeAllListeners('message');
  const lost = lines.ask('edits.queue', {}, 'office');
  lines.use('office', port('office'));
  await expect(lost).rejects.toThrow('the engine was started again');
  expect([await lines.ask('a', {}, 'domains'), await lines.ask('a', {}, 'office')]).toEqual(['a of domains', 'a of office']);
});

test('a connection whose engine cannot be had rejects in the words of the shell; the next question asks again', async () => {
  refusal = 'Domains: Your keychain is locked.';
  await expect(lines.ask('status.get', {}, 'domains')).rejects.toThrow('keychain is locked');
  await expect(lines.ask('status.get', {})).rejects.toThrow('keychain is locked');
  refusal = '';
  const answer = lines.ask('status.get', {});
  await expect.poll(() => reached.at(-1)).toBe('office');
  lines.use('office', port('office'));
  expect(await answer).toBe('status.get of office');
});

test('before there is a connection a question is refused, and afterwards answered', async () => {
  front = '';
  lines.onNews(() => undefined);
  await expect(lines.ask('status.get', {})).rejects.toThrow('there is no connection yet');
  front = 'office';
  lines.use('office', port('office'));
  expect(await lines.ask('status.get', {})).toBe('status.get of office');
});
