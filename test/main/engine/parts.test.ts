import { describe, expect, test } from 'vitest';
import { irdSchemas } from '../../../main/engine/connectors/ird/arguments.ts';
import { converse, type Port } from '../../../main/engine/conversation.ts';
import { News } from '../../../main/engine/news.ts';
import { Estimate } from '../../../main/engine/pull/estimate.ts';
import { Rests } from '../../../main/engine/rests.ts';
import type { Requests } from '../../../main/engine/requests.ts';
import { handClock } from './hand-clock.ts';

describe('the estimate of a reading', () => {
  test('is not given before there is a pace, and then follows it; waiting does not count', () => {
    const clock = handClock();
    const estimate = new Estimate(clock);
    estimate.resume();
    clock.pass(999);
    for (let count = 0; count < 20; count += 1) estimate.count();
    expect(estimate.etaMs(10)).toBeNull();
    clock.pass(1_001);
    expect(estimate.etaMs(10)).toBe(1_000);
    estimate.pause();
    clock.pass(60_000);
    expect(estimate.etaMs(10)).toBe(1_000);
    estimate.reset();
    expect([estimate.done, estimate.etaMs(10)]).toEqual([0, null]);
  });
});

describe('rests', () => {
  test('get longer each time up to a minute, begin anew after a success, and can be ended', () => {
    const clock = handClock();
    let over = 0;
    const rests = new Rests(clock, () => (over += 1));
    for (const ms of [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
      rests.begin('a');
      clock.pass(ms - 1);
      expect(rests.has('a')).toBe(true);
      clock.pass(1);
      expect(rests.has('a')).toBe(false);
    }
    expect(over).toBe(8);
    rests.clear('a');
    rests.begin('a');
    rests.begin('b');
    clock.pass(1_000);
    expect(over).toBe(10);
    rests.begin('a');
    rests.end();
    clock.pass(100_000);
    expect([rests.has('a'), over]).toEqual([false, 10]);
  });
});

describe('the conversation with the screens', () => {
  const talk = (handlers: Partial<Requests>) => {
    const posted: unknown[] = [];
    let listener: (message: unknown) => void = () => undefined;
    let closed: () => void = () => undefined;
    const port: Port = { post: (message) => void posted.push(message), onMessage: (given) => (listener = given), onClose: (given) => (closed = given) };
    const clock = handClock();
    const news = new News(clock, () => ({ connection: { state: 'online' }, waiting: 0, sending: 0, checking: 0, needsYou: 0, upToDateAt: null, listTrouble: '', reading: null }));
    converse(port, handlers as Requests, news, irdSchemas);
    return { posted, say: (message: unknown) => listener(message), close: () => closed(), news };
  };

  test('a question is answered under its number', () => {
    const { posted, say } = talk({ 'clients.position': ({ clientId }) => clientId.length });
    say({ id: 4, channel: 'clients.position', ask: { clientId: 'IRD:136410132', query: '', view: 'all' } });
    expect(posted).toEqual([{ id: 4, value: 13 }]);
  });

  test('an argument of the wrong shape never reaches the handler', () => {
    let reached = false;
    const { posted, say } = talk({ 'clients.open': () => ((reached = true), null) });
    for (const ask of [null, {}, { clientId: 7 }, { clientId: '../etc' }, { clientId: 'IRD:' }, 'x']) say({ id: 1, channel: 'clients.open', ask });
    expect(reached).toBe(false);
    expect(posted).toEqual(Array(6).fill({ id: 1, error: 'clients.open: the argument has the wrong shape' }));
  });

  test('what is no question, or about no channel of ours, is ignored; inherited names are no channels', () => {
    const { posted, say } = talk({});
    for (const message of [null, 1, 'x', [], {}, { id: 1 }, { id: '1', channel: 'status.get', ask: {} }, { id: 1, channel: 'nothing', ask: {} }, { id: 1, channel: 'toString', ask: {} }, { id: 1, channel: '__proto__', ask: {} }, { id: 1, channel: 'constructor', ask: {} }]) say(message);
    expect(posted).toEqual([]);
  });

  test('a failing handler answers without any data of clients', () => {
    const { posted, say } = talk({
      'status.get': () => {
        throw new TypeError('Māhina Ngata 021 555 0199');
      },
    });
    say({ id: 9, channel: 'status.get', ask: {} });
    expect(posted).toEqual([{ id: 9, error: 'status.get: TypeError' }]);
  });

  test('news reach the screens until they close', () => {
    const { posted, close, news } = talk({});
    news.notice('3 edits sent');
    close();
    news.notice('4 edits sent');
    expect(posted).toEqual([{ news: { type: 'notice', text: '3 edits sent' } }]);
  });
});
