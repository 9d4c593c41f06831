import { describe, expect, it } from 'vitest';
import { faultOf, pageIn, recordIn } from '../../../../../main/engine/connectors/dnsimple/answers.ts';
import { changeContact, createContact, newestPage, readContact, removeContact, whoami } from '../../../../../main/engine/connectors/dnsimple/calls.ts';
import { dnsimple } from '../../../../../main/engine/connectors/dnsimple/system.ts';
import type { HttpReply } from '../../../../../main/engine/gateway/connector.ts';

const now = Date.parse('2026-11-20T20:52:00Z');
const scope = { level: 'dnsimple.account', key: '1010' };
const reply = (status: number, body: unknown = '', headers: Record<string, string> = {}): HttpReply => ({ status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) });
const html = '<html><head><title>502 Bad Gateway</title></head></html>';
const read = readContact(scope, '5');
const remove = removeContact(scope, '5');
const change = changeContact(scope, '5', { id: 5, city: 'Napier' }, ['/city']);

describe('A success', () => {
  it('is an envelope around what was asked for', () => {
    expect(faultOf(reply(200, { data: { id: 5 } }), now, read)).toBeNull();
    expect(faultOf(reply(201, { data: { id: 5 } }), now, createContact(scope, {}))).toBeNull();
    expect(faultOf(reply(204), now, remove)).toBeNull();
    expect(recordIn(reply(200, { data: { id: 5, pronouns: 'ia' } }))).toEqual({ id: 5, pronouns: 'ia' });
    expect(pageIn(reply(200, { data: [{ id: 5 }], pagination: { total_entries: 1, total_pages: 1 } }))).toEqual({ contacts: [{ id: 5 }], totalEntries: 1, totalPages: 1 });
  });

  it.each([
    ['a page of the web server', reply(200, '<html>200 OK</html>'), read],
    ['half of it', reply(200, '{"data":{"id":5'), read],
    ['no contact for a change', reply(200, { data: {} }), change],
    ['nothing for a change', reply(204), change],
    ['an answer with a body to a removal', reply(204, html), remove],
    ['an accepted removal', reply(200, { data: {} }), remove],
  ])('is not %s: nobody knows what became of it', (_what, answer, call) => {
    expect(faultOf(answer, now, call)).toEqual({ kind: 'unknown', detail: 'The answer was not one DNSimple gives.' });
  });

  it('without its totals is no page, and without a number no contact', () => {
    expect([pageIn(reply(200, { data: [{ id: 5 }] })), pageIn(reply(200, { data: [{}], pagination: { total_entries: 1, total_pages: 1 } }))]).toEqual([null, null]);
    expect([recordIn(reply(200, { data: null })), recordIn(reply(200, { data: { id: '5' } })), recordIn(reply(200, '[]'))]).toEqual([null, null, null]);
  });
});

describe('A refusal is told by status and shape, never by its text', () => {
  it('with the texts beside their fields, whether a list of them or one', () => {
    const errors = { email: ["can't be blank", 'is an invalid email address'], state_province: "can't be blank", moon_phase: ['is wrong'], empty: [] };
    expect(faultOf(reply(400, { message: 'x', errors }), now, change)).toMatchObject({
      kind: 'refused', code: 'validation',
      fields: [
        { field: '/email', text: "Email can't be blank and is an invalid email address." },
        { field: '/state_province', text: "State or region can't be blank." },
        { field: '', text: 'moon_phase is wrong.' },
      ],
      answer: { status: 400 },
    });
  });

  it.each([{ message: 'one text' }, { message: 'another', errors: {} }])('of a contact in use in words of ours: %j', (body) => {
    expect(faultOf(reply(400, body), now, remove)).toMatchObject({ kind: 'refused', code: 'inUse', fields: [{ field: '', text: expect.stringContaining('a domain is registered to it') as string }] });
    expect(faultOf(reply(400, body), now, change)).toMatchObject({ kind: 'refused', code: '400' });
  });

  it.each([
    [402, 'refused', 'unpaid invoices'],
    [412, 'refused', 'The plan of this DNSimple account'],
    [415, 'refused', 'status 415'],
    [422, 'refused', 'status 422'],
  ])('%i says what to do next', (status, kind, words) => {
    const fault = faultOf(reply(status, { message: 'x' }), now, change);
    expect(fault).toMatchObject({ kind, code: String(status) });
    expect(JSON.stringify(fault)).toContain(words);
  });

  it('401 is about the token and 403 about its rights', () => {
    expect(faultOf(reply(401, { message: 'x' }), now, whoami)).toEqual({ kind: 'signedOut' });
    expect(faultOf(reply(403, { message: 'x' }), now, change)).toMatchObject({ kind: 'forbidden', answer: { status: 403 } });
  });

  it('404 of one contact is that it is gone, of an account that it is not ours', () => {
    for (const call of [read, change, remove]) expect(faultOf(reply(404, { message: 'x' }), now, call)).toEqual({ kind: 'conflict', conflicts: [], gone: true });
    for (const call of [newestPage(scope, 1), createContact(scope, {})]) expect(faultOf(reply(404, { message: 'x' }), now, call)).toMatchObject({ kind: 'forbidden' });
  });

  it('405 is a fault of ours', () => {
    expect(faultOf(reply(405, '', { allow: 'DELETE, GET' }), now, change)).toMatchObject({ kind: 'broken' });
  });
});

describe('What is not in its own shape leaves the outcome unknown', () => {
  it.each([400, 401, 403, 404, 405, 500, 502, 503, 504, 302])('%i with a page in HTML', (status) => {
    expect(faultOf(reply(status, html), now, change)).toEqual({ kind: 'unknown', detail: `DNSimple answered with status ${status}.` });
  });

  it('and so does a trouble of its own, in JSON too', () => {
    expect(faultOf(reply(500, { message: 'Internal Server Error' }), now, change)).toMatchObject({ kind: 'unknown' });
    expect(faultOf(reply(503, html, { 'retry-after': '30' }), now, change)).toMatchObject({ kind: 'unknown', until: now + 30_000 });
  });
});

describe('Asked to wait', () => {
  it('it is until the hour is over, as the headers say', () => {
    expect(faultOf(reply(429, { message: 'quota exceeded' }, { 'x-ratelimit-reset': String(now / 1000 + 900) }), now, read)).toEqual({ kind: 'busy', until: now + 900_000 });
    expect(faultOf(reply(429, '', { 'retry-after': '7' }), now, read)).toEqual({ kind: 'busy', until: now + 7_000 });
    expect(faultOf(reply(429, html), now, read)).toEqual({ kind: 'busy', until: now + 60_000 });
  });
});

describe('The status', () => {
  it('proves DNSimple and our right by naming a user or an account', () => {
    const proves = (body: unknown, status = 200): boolean => dnsimple.isStatusAnswer(reply(status, body));
    expect([proves({ data: { user: null, account: { id: 1 } } }), proves({ data: { user: { id: 1 }, account: null } })]).toEqual([true, true]);
    expect([proves({ data: { user: null, account: null } }), proves('<html>'), proves({ message: 'x' }, 401), proves({})]).toEqual([false, false, false, false]);
  });
});
