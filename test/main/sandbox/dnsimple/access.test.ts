import { beforeEach, describe, expect, it } from 'vitest';
import { countries } from '../../../../main/sandbox/dnsimple/countries.ts';
import { desk, somebody } from './desk.ts';
import type { Desk } from './desk.ts';

let one: Desk;
beforeEach(() => (one = desk()));

const as = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
const basic = ({ email, password }: { email: string; password: string }): string => `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`;

describe('Who calls', () => {
  it('is an account by its own token, and a user by a token or a password', () => {
    const { user, account } = one.ask('GET', '/v2/whoami').json.data;
    expect([user, account.id, account.name]).toEqual([null, 1010, 'Kōwhai Accounting']);
    for (const authorization of [`Bearer ${one.keys.userToken}`, basic(one.keys.user)]) {
      const data = one.ask('GET', '/v2/whoami', undefined, { authorization }).json.data;
      expect(data).toEqual({ user: { id: 1, email: 'mere@kowhai-accounting.example', created_at: expect.any(String) as string, updated_at: expect.any(String) as string }, account: null });
    }
  });

  it('reaches one account, or all of theirs', () => {
    const ids = (token: string): number[] => one.ask('GET', '/v2/accounts', undefined, as(token)).json.data.map((row: { id: number }) => row.id);
    expect([ids(one.keys.token), ids(one.keys.userToken)]).toEqual([[1010], [1010, 2020]]);
    expect(one.ask('GET', '/v2/2020/contacts', undefined, as(one.keys.userToken)).status).toBe(200);
    expect(one.ask('GET', '/v2/2020/contacts')).toMatchObject({ status: 404, json: { message: 'Not Found' } });
    expect(one.ask('GET', '/v2/3030/contacts', undefined, as(one.keys.userToken)).status).toBe(404);
  });

  it('with a second factor must send its code', () => {
    const authorization = basic(one.keys.userWithOtp);
    const without = one.ask('GET', '/v2/whoami', undefined, { authorization });
    expect([without.status, without.headers['x-dnsimple-otp'], without.json]).toEqual([401, 'required', { message: 'Authentication failed' }]);
    expect(one.ask('GET', '/v2/whoami', undefined, { authorization, 'x-dnsimple-otp': one.keys.userWithOtp.otp }).status).toBe(200);
  });

  it('with a token that only reads is told the scope that is missing', () => {
    expect(one.ask('GET', '/v2/1010/contacts', undefined, as(one.keys.readToken)).status).toBe(200);
    const reply = one.ask('POST', '/v2/1010/contacts', somebody, as(one.keys.readToken));
    expect([reply.status, reply.json.message]).toEqual([403, 'Permission Denied. Required Scope: contacts:*:write']);
    expect(one.system.effects()).toEqual([]);
  });

  it.each([{}, { authorization: 'Bearer nonsense' }, { authorization: 'Basic bm8=' }, { authorization: 'nonsense' }])('is refused with %j', (headers) => {
    expect(one.ask('GET', '/v2/whoami', undefined, { authorization: '', ...headers })).toMatchObject({ status: 401, json: { message: 'Authentication failed' } });
  });

  it('is nobody any more when the tokens have expired', () => {
    one.system.expireCredentials();
    expect([one.ask('GET', '/v2/whoami').status, one.ask('GET', '/v2/whoami', undefined, { authorization: basic(one.keys.user) }).status]).toEqual([401, 401]);
    expect(one.ask('GET', '/v2/whoami', undefined, as(one.system.credentials().token)).status).toBe(200);
  });
});

describe('The hour', () => {
  const rate = ({ headers }: { headers: Readonly<Record<string, string>> }): (number | undefined)[] => ['limit', 'remaining', 'reset'].map((name) => Number(headers[`x-ratelimit-${name}`]));

  it('is counted for the account, whichever token a call came by, and told on every answer', () => {
    const reset = Math.ceil(one.time.now / 1000) + 3600;
    expect(rate(one.ask('GET', '/v2/whoami'))).toEqual([2400, 2399, reset]);
    expect(rate(one.ask('GET', '/v2/1010/contacts/0', undefined, as(one.keys.userToken)))).toEqual([2400, 2398, reset]);
    expect(rate(one.ask('GET', '/v2/2020/contacts', undefined, as(one.keys.userToken)))).toEqual([2400, 2399, reset]);
  });

  it('is over when the limit is reached, whoever used it, and starts again when it is past', () => {
    one.system.orders['switches']!({ limit: 10 });
    one.ask('GET', '/v2/whoami');
    one.system.orders['traffic']!({ account: 1010, calls: 8 });
    expect([1, 2, 3].map(() => one.ask('POST', '/v2/1010/contacts', somebody).status)).toEqual([201, 429, 429]);
    const reply = one.ask('GET', '/v2/whoami');
    expect([reply.json, rate(reply).slice(0, 2)]).toEqual([{ message: 'quota exceeded' }, [10, 0]]);
    expect(one.system.effects()).toHaveLength(1);
    one.time.now += 3_599_999;
    expect(one.ask('GET', '/v2/whoami').status).toBe(429);
    one.time.now += 1;
    expect(rate(one.ask('GET', '/v2/whoami')).slice(0, 2)).toEqual([10, 9]);
  });

  it('has thirty calls for whoever is not signed in', () => {
    const statuses = Array.from({ length: 31 }, () => one.ask('GET', '/v2/whoami', undefined, as('dead')).status);
    expect(statuses).toEqual([...Array<number>(30).fill(401), 429]);
    expect(one.ask('GET', '/v2/whoami').status).toBe(200);
  });

  it('can be kept quiet, as in the oldest published replies', () => {
    one.system.orders['switches']!({ rateHeaders: false });
    expect(Object.keys(one.ask('GET', '/v2/whoami').headers).filter((name) => name.includes('ratelimit'))).toEqual([]);
  });
});

describe('What is not a call', () => {
  it('has a path of nobody', () => expect(one.ask('GET', '/v2/1010/kontakte')).toMatchObject({ status: 404, json: { message: 'Not Found' } }));

  it.each(['/v2/1010/contacts', '/v2/1010/contacts/1'])('has a wrong verb on %s', (path) => {
    expect(one.ask('PUT', path, somebody)).toMatchObject({ status: 405, body: '', headers: { allow: 'DELETE, GET, HEAD, PATCH, POST' } });
  });

  it('is not JSON, or does not say that it is', () => {
    expect(one.ask('POST', '/v2/1010/contacts', '{').status).toBe(400);
    expect(one.ask('POST', '/v2/1010/contacts', '[]').status).toBe(400);
    expect(one.ask('POST', '/v2/1010/contacts', somebody, { 'content-type': 'text/plain' }).status).toBe(415);
    expect(one.system.effects()).toEqual([]);
  });

  it('only asks for the head', () => expect(one.ask('HEAD', '/v2/1010/contacts/1')).toMatchObject({ status: 200, body: '', headers: { etag: expect.stringMatching(/^W\//) as string } }));
});

it('The orders refuse what makes no sense, in words', () => {
  const order = (name: string, body: unknown): (() => unknown) => () => one.system.orders[name]!(body);
  expect(order('switches', { phoneForm: 'loud' })).toThrow('phoneForm must be one of e164, epp, asGiven');
  expect(order('switches', { limit: -1 })).toThrow('limit must be a whole number');
  expect(order('switches', { loud: 1 })).toThrow('No switch loud here');
  expect(order('inUse', { account: 1010, contact: 999, because: null })).toThrow('Name a contact that is there');
  expect(order('inUse', { account: 1010, contact: 1, because: 'no' })).toThrow('because must be');
  expect(order('traffic', {})).toThrow('Traffic is');
  expect(order('plant', { account: 1010, contact: 1 })).toThrow('fields must be an object');
});

it('The countries are those of ISO 3166-1', () => {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  expect([countries.size, [...countries].filter((code) => names.of(code) === undefined)]).toEqual([249, []]);
});

it('The same seed gives the same contacts, byte for byte', () => {
  const all = (seed: number): string => JSON.stringify(desk(500, seed).system.contacts(0, 500).rows);
  expect(all(3)).toBe(all(3));
  expect(all(3)).not.toBe(all(4));
});
