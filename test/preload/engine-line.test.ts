import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { EngineLine, type LinePort } from '../../preload/engine-line.ts';

interface Asked {
  id: number;
  channel: string;
  ask: unknown;
}

/** Real message ports; the other end answers as the engine would. */
const open: MessagePort[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

function engine(answer: (message: Asked, port: MessagePort) => void): { page: LinePort; port: MessagePort } {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  port2.on('message', (message: Asked) => answer(message, port2));
  return { page: port1 as unknown as LinePort, port: port2 };
}

const echo = (message: Asked, port: MessagePort): void => port.postMessage({ id: message.id, value: [message.channel, message.ask] });

test('what is asked before there is a line waits for it, and asks for one', async () => {
  let reached = 0;
  const line = new EngineLine(async () => (reached += 1));
  const early = [line.ask('a', { n: 1 }), line.ask('b', { n: 2 })];
  expect(reached).toBeGreaterThan(0);
  line.use(engine(echo).page);
  expect(await Promise.all(early)).toEqual([['a', { n: 1 }], ['b', { n: 2 }]]);
});

test('answers out of order find their questions, and an error rejects its own', async () => {
  const line = new EngineLine(async () => undefined);
  const held: Asked[] = [];
  const { page } = engine((message, port) => {
    held.push(message);
    if (held.length < 3) return;
    for (const { id, channel } of held.reverse()) port.postMessage(channel === 'bad' ? { id, error: 'bad: wrong shape' } : { id, value: channel });
  });
  line.use(page);
  const answers = Promise.allSettled([line.ask('one', {}), line.ask('bad', {}), line.ask('three', {})]);
  expect(await answers).toEqual([
    { status: 'fulfilled', value: 'one' },
    { status: 'rejected', reason: new Error('bad: wrong shape') },
    { status: 'fulfilled', value: 'three' },
  ]);
});

test('when the engine dies, what was unanswered is rejected and later questions wait for the fresh line', async () => {
  const line = new EngineLine(async () => undefined);
  const first = engine(() => undefined);
  line.use(first.page);
  const lost = line.ask('edits.queue', {});
  first.port.close();
  await expect(lost).rejects.toThrow('edits.queue: the engine was started again before it answered.');
  const later = line.ask('status.get', {});
  line.use(engine(echo).page);
  expect(await later).toEqual(['status.get', {}]);
});

test('a fresh line takes the place of one still open, whose late answers count for nothing', async () => {
  const line = new EngineLine(async () => undefined);
  line.use(engine(() => undefined).page);
  const lost = line.ask('a', {});
  line.use(engine(echo).page);
  await expect(lost).rejects.toThrow('started again');
  expect(await line.ask('b', {})).toEqual(['b', {}]);
});

test('news reach every listener until it leaves', async () => {
  const line = new EngineLine(async () => undefined);
  const heard: string[] = [];
  const leave = line.onNews((news) => heard.push(`first ${news.type}`));
  line.onNews((news) => heard.push(`second ${news.type}`));
  const { page, port } = engine(echo);
  line.use(page);
  port.postMessage({ news: { type: 'queue' } });
  await line.ask('after', {});
  leave();
  port.postMessage({ news: { type: 'clients' } });
  await line.ask('after', {});
  expect(heard).toEqual(['first queue', 'second queue', 'second clients']);
});

test('something that cannot be sent is rejected at once and disturbs nothing', async () => {
  const line = new EngineLine(async () => undefined);
  line.use(engine(echo).page);
  await expect(line.ask('a', () => undefined)).rejects.toThrow();
  expect(await line.ask('b', {})).toEqual(['b', {}]);
});

test('a line that is refused rejects what waited for it; the next question asks for a line again and is answered', async () => {
  let locked = true;
  let asked = 0;
  const line: EngineLine = new EngineLine(async () => {
    asked += 1;
    if (locked) throw new Error('The desk is locked.');
    line.use(engine(echo).page);
  });
  line.onNews(() => undefined);
  expect(await Promise.allSettled([line.ask('status.get', {}), line.ask('queue.list', {})])).toEqual([
    { status: 'rejected', reason: new Error('The desk is locked.') },
    { status: 'rejected', reason: new Error('The desk is locked.') },
  ]);
  locked = false;
  asked = 0;
  expect(await line.ask('status.get', {})).toEqual(['status.get', {}]);
  expect(asked).toBe(1);
});

test('a refusal that comes after a line takes nothing back', async () => {
  let refuse: (error: Error) => void = () => undefined;
  const line = new EngineLine(() => new Promise((_resolve, reject) => (refuse = reject)));
  const early = line.ask('a', {});
  line.use(engine(echo).page);
  refuse(new Error('too late'));
  expect(await early).toEqual(['a', {}]);
});
