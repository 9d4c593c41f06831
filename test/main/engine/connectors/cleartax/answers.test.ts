import { describe, expect, it } from 'vitest';
import { faultOf, recordIn, recordsIn } from '../../../../../main/engine/connectors/cleartax/answers.ts';
import { allContacts, putContact, readContact } from '../../../../../main/engine/connectors/cleartax/calls.ts';
import { cleartax } from '../../../../../main/engine/connectors/cleartax/system.ts';
import type { HttpReply } from '../../../../../main/engine/gateway/connector.ts';

const now = Date.parse('2026-11-20T20:52:00Z');
const scope = { level: 'cleartax.business', key: 'b1' };
const reply = (status: number, body: unknown = '', headers: Record<string, string> = {}): HttpReply => ({ status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) });
const html = '<html><head><title>502 Bad Gateway</title></head></html>';
const read = readContact(scope, 'c1');
const put = putContact(scope, 'c1', { id: 'c1', city: 'Kochi' });
const all = allContacts(scope);
const one = { id: 'c1', business_name: 'Blue Lotus', state: 'KARNATAKA' };
const error = (code: string, message = 'x'): object => ({ code, message, error_group_code: 0, error_id: 0 });

describe('A success', () => {
  it('is a bare contact or a bare list', () => {
    expect([faultOf(reply(200, one), now, read), faultOf(reply(200, one), now, put), faultOf(reply(200, [one]), now, all), faultOf(reply(200, []), now, all)]).toEqual([null, null, null, null]);
    expect(recordIn(reply(200, { ...one, udyam: 'x' }))).toEqual({ ...one, udyam: 'x' });
    expect(recordsIn(reply(200, [one]))).toEqual([one]);
  });

  it.each([
    ['a page of the web server', reply(200, html), read],
    ['half of it', reply(200, '{"id":"c1"'), put],
    ['a list where a contact was asked for', reply(200, [one]), read],
    ['a contact where a list was asked for', reply(200, one), all],
    ['a contact without an id', reply(200, [{ business_name: 'x' }]), all],
    ['an accepted write', reply(202, one), put],
    ['nothing', reply(200), put],
  ])('is not %s: nobody knows what became of it', (_what, answer, call) => {
    expect(faultOf(answer, now, call)).toMatchObject({ kind: 'unknown' });
  });

  it('is not one that comes with errors, as siblings do', () => {
    expect(faultOf(reply(200, { errors: { err_1: error('BAD_REQUEST') } }), now, put)).toMatchObject({ kind: 'refused', code: 'BAD_REQUEST' });
    expect(recordIn(reply(200, { ...one, errors: {} }))).toBeNull();
  });

  it('has its state as a key, however it is written', () => {
    expect(['karnataka', 'Uttar Pradesh', 'OTHERTERRITORY', 'Atlantis'].map((state) => recordIn(reply(200, { ...one, state }))?.['state'])).toEqual(['KARNATAKA', 'UTTARPRADESH', 'OTHERTERRITORY', 'Atlantis']);
  });
});

describe('A refusal is told by its codes and its tree, never by its text', () => {
  it('beside each field that is on the form, by the last name of its place in the tree', () => {
    const body = {
      errors: { err_1: error('BAD_REQUEST_ATTR', 'This field cannot be empty'), err_2: error('400', 'Cannot read'), err_3: error('BAD_REQUEST', 'Something') },
      error_sources: { business_name: { error_refs: ['err_1'] }, null: { 0: { seller: { state: { error_refs: ['err_1', 'err_2'] } } } }, moon: { error_refs: ['err_2'] } },
    };
    expect(faultOf(reply(400, body), now, put)).toMatchObject({
      kind: 'refused', code: 'BAD_REQUEST_ATTR',
      fields: [
        { field: '/business_name', code: 'BAD_REQUEST_ATTR', text: 'Business name: This field cannot be empty' }, { field: '/state', text: 'State: This field cannot be empty' },
        { field: '/state', code: '400', text: 'State: Cannot read' }, { field: '', text: 'Cannot read' }, { field: '', code: 'BAD_REQUEST', text: 'Something' },
      ],
      answer: { status: 400, code: 'BAD_REQUEST_ATTR' },
    });
  });

  it('of a query in its third shape', () => {
    expect(faultOf(reply(400, { code: 400, message: 'query param start must be a number' }), now, all)).toMatchObject({ kind: 'refused', code: '400', fields: [{ field: '', text: 'query param start must be a number' }] });
  });

  it('without a text says where to look', () => {
    expect(faultOf(reply(400, { errors: { err_1: { code: 'BAD_REQUEST' } } }), now, put)).toMatchObject({ kind: 'refused', fields: [{ text: expect.stringContaining('Details') as string }] });
  });

  it.each([400, 404])('that a contact is not there comes as %i, and means that it is gone; of a list, that the business is not ours', (status) => {
    const answer = reply(status, { errors: { err_1: error('404') } });
    expect(faultOf(answer, now, read)).toEqual({ kind: 'conflict', conflicts: [], gone: true });
    for (const call of [put, all]) expect(faultOf(answer, now, call)).toMatchObject({ kind: 'forbidden', answer: { status, code: '404' } });
  });

  it('401 is about the token, 403 about its rights, 405 a fault of ours', () => {
    expect(faultOf(reply(401, html), now, read)).toEqual({ kind: 'signedOut' });
    expect(faultOf(reply(403, { code: 403, message: 'x' }), now, put)).toMatchObject({ kind: 'forbidden' });
    expect(faultOf(reply(405), now, put)).toMatchObject({ kind: 'broken' });
  });
});

describe('What is not in one of its shapes leaves the outcome unknown', () => {
  it.each([302, 400, 403, 404, 500, 502, 503, 504])('%i with a page in HTML', (status) => {
    expect(faultOf(reply(status, html), now, put)).toEqual({ kind: 'unknown', detail: `ClearTax answered with status ${status}.` });
  });

  it('and so does a trouble of its own', () => {
    for (const status of [200, 400, 500]) expect(faultOf(reply(status, { errors: { err_1: error('500') } }), now, put)).toMatchObject({ kind: 'unknown' });
    expect(faultOf(reply(503, html, { 'retry-after': '30' }), now, put)).toMatchObject({ kind: 'unknown', until: now + 30_000 });
  });
});

it('Asked to wait, it is as long as is said, or a moment', () => {
  expect(faultOf(reply(429, '', { 'retry-after': '7' }), now, read)).toEqual({ kind: 'busy', until: now + 7_000 });
  expect(faultOf(reply(429, html), now, read)).toEqual({ kind: 'busy', until: now + 10_000 });
});

it('The status proves ClearTax and our right by a list', () => {
  const proves = (body: unknown, status = 200): boolean => cleartax.isStatusAnswer(reply(status, body));
  expect([proves([]), proves([one]), proves(one), proves(html), proves([], 401)]).toEqual([true, true, false, false, false]);
  // A business that is not there was looked for; an address that leads nowhere was not.
  const numbered = (code: string): object => ({ errors: { err_1: { code, message: '' } } });
  expect([proves(numbered('404'), 400), proves(numbered('404'), 404), proves(numbered('404'), 200), proves(numbered('500'), 400), proves({ code: 404, message: 'Not Found' }, 404)]).toEqual([true, true, false, false, false]);
});
