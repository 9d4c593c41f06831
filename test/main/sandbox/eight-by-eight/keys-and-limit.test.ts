import { beforeEach, describe, expect, it } from 'vitest';
import { randomFrom } from '../../../../main/sandbox/random.ts';
import { Quota } from '../../../../main/sandbox/eight-by-eight/quota.ts';
import { desk, path, somebody } from './desk.ts';
import type { Desk } from './desk.ts';

let one: Desk;
beforeEach(() => (one = desk(10)));

const as = (key: string): Record<string, string> => ({ 'x-api-key': key });
const status = (key = one.keys.bothKey): number => one.ask('GET', path, undefined, as(key)).status;

describe('A key', () => {
  it('is for search, for management, or for both', () => {
    const { readKey, writeKey, bothKey } = one.keys;
    expect([readKey, writeKey, bothKey].map((key) => one.ask('GET', path, undefined, as(key)).status)).toEqual([200, 403, 200]);
    expect([readKey, writeKey, bothKey].map((key) => one.ask('POST', path, { ...somebody(one.customerId), emails: [], phones: [] }, as(key)).status)).toEqual([403, 200, 200]);
    const { id } = one.first('company');
    expect([readKey, writeKey].map((key) => one.ask('DELETE', `${path}/${id}`, undefined, as(key)).status)).toEqual([403, 200]);
  });

  it('that is missing, wrong or expired is refused, and takes nobody’s place', () => {
    one.order('switches', { limit: 1 });
    expect([status(''), status('nonsense')]).toEqual([401, 401]);
    expect(one.order('traffic', {}).ours).toEqual({ counted: 0, refused: 0 });
    one.system.expireCredentials();
    expect(status()).toBe(401);
    expect(status(one.system.credentials().bothKey)).toBe(200);
  });
});

describe('What is not a call', () => {
  it('has a path or a verb that is not there', () => {
    expect(one.ask('GET', '/directoryContacts/api/v3/contacts').status).toBe(404);
    expect(one.ask('GET', `${path}/${one.first('company').id}`)).toMatchObject({ status: 405, headers: { allow: 'PUT, DELETE' } });
    expect(one.ask('PATCH', path, {})).toMatchObject({ status: 405, headers: { allow: 'GET, POST' } });
  });
});

describe('The limit', () => {
  it('is sixty in any sixty seconds, over all keys, searches and writes together', () => {
    one.order('switches', { limit: 60 });
    const { readKey, bothKey } = one.keys;
    const statuses = Array.from({ length: 62 }, (_, n) => {
      one.time.now += 500;
      return status(n % 2 === 0 ? readKey : bothKey);
    });
    expect([statuses.slice(0, 60).every((each) => each === 200), statuses.slice(60)]).toEqual([true, [429, 429]]);
    // The first call was 30.5 seconds ago.
    one.time.now += 60_000 - 30_500 - 1;
    expect(status()).toBe(429);
    one.time.now += 1;
    expect([status(), status()]).toEqual([200, 429]);
    one.time.now += 500;
    expect([status(), status()]).toEqual([200, 429]);
  });

  it('says nothing of itself, unless a switch makes it', () => {
    expect(Object.keys(one.ask('GET', path).headers)).toEqual(['content-type']);
    one.order('switches', { limit: 60, rateHeaders: true });
    expect(one.ask('GET', path).headers).toMatchObject({ 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '58', 'x-ratelimit-reset': String(Math.ceil((one.time.now + 60_000) / 1000)) });
  });

  it('is shared with other programs: a burst, and a steady pace', () => {
    one.order('switches', { limit: 60 });
    one.order('traffic', { calls: 58 });
    expect([status(), status(), status()]).toEqual([200, 200, 429]);
    expect(one.order('traffic', { calls: 1 })).toEqual({ limit: 60, inWindow: 60, ours: { counted: 2, refused: 1 }, others: { counted: 58, refused: 1 } });
    one.time.now += 60_000;
    one.order('traffic', { perMinute: 15 });
    one.time.now += 60_000;
    expect(one.order('traffic', {})).toMatchObject({ inWindow: 15, others: { counted: 73 } });
    expect(Array.from({ length: 46 }, () => status()).filter((each) => each === 200)).toHaveLength(45);
    one.order('traffic', { perMinute: 0 });
    one.time.now += 120_000;
    expect(one.order('traffic', {}).inWindow).toBe(0);
  });

  it('refuses others too, and the refused do not count', () => {
    const quota = new Quota();
    quota.steady(120, 60, 0);
    expect(quota.traffic(60, 120_000)).toEqual({ limit: 60, inWindow: 60, ours: { counted: 0, refused: 0 }, others: { counted: 120, refused: 120 } });
  });

  it('lets a call through when, and only when, fewer than sixty went through in the sixty seconds before it (random calls)', () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    console.log(`Seed of the random calls: ${seed}`);
    const random = randomFrom(seed);
    const [quota, through] = [new Quota(), [] as number[]];
    let now = 0;
    for (let n = 0; n < 20_000; n += 1) {
      now += random.chance(0.02) ? random.whole(0, 40_000) : random.whole(0, 1000);
      const room = through.length < 60 || now - through.at(-60)! >= 60_000;
      if (quota.take(60, now) !== room) expect.fail(`Call ${n} at ${now} should ${room ? '' : 'not '}be let through`);
      if (room) through.push(now);
    }
    expect(through.length).toBeGreaterThan(1000);
  });
});

it('The orders refuse what makes no sense, in words', () => {
  const order = (name: string, body: unknown): (() => unknown) => () => one.system.orders[name]!(body);
  expect(order('traffic', { calls: -1 })).toThrow('calls must be a whole number');
  expect(order('traffic', { perMinute: 'many' })).toThrow('perMinute must be');
  expect(order('plant', { contact: 'nobody', fields: {} })).toThrow('Name a contact that is there');
  expect(order('plant', { contact: one.first('company').id })).toThrow('fields must be an object');
  expect(order('switches', { locked: 418 })).toThrow('locked must be one of 403, 400');
});
