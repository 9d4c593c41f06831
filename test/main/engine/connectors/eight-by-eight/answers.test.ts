import { describe, expect, it } from 'vitest';
import { faultOf, firstRowsIn, pageIn, recordIn } from '../../../../../main/engine/connectors/eight-by-eight/answers.ts';
import { createContact, removeContact, replaceContact, searchPage } from '../../../../../main/engine/connectors/eight-by-eight/calls.ts';
import { eightByEight } from '../../../../../main/engine/connectors/eight-by-eight/system.ts';
import type { HttpReply } from '../../../../../main/engine/gateway/connector.ts';

const now = Date.parse('2026-11-20T20:52:00Z');
const scope = { level: '8x8.customer', key: '0016' };
const reply = (status: number, body: unknown = '', headers: Record<string, string> = {}): HttpReply => ({ status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) });
const html = '<html><head><title>502 Bad Gateway</title></head></html>';
const search = searchPage('', '', 0);
const put = replaceContact(scope, 'c1', { id: 'c1', contactType: 'company' });
const post = createContact(scope, {});
const remove = removeContact('c1');
const problem = (status: number, errors: object[], detail = 'x'): HttpReply => reply(status, { status, title: 'x', detail, errors });
const gateway = (status: number, errorcode: string): HttpReply => reply(status, { fault: { faultstring: 'x', detail: { errorcode } } });

describe('A success', () => {
  it('is a page, a bare contact, or nothing for a deletion', () => {
    const page = { data: [{ id: 'c1', pronouns: 'ia' }], meta: { hasMore: true, scrollId: 'abc' } };
    expect([faultOf(reply(200, page), now, search), faultOf(reply(200, { id: 'c1' }), now, put), faultOf(reply(200, { id: 'c1' }), now, post), faultOf(reply(200), now, remove), faultOf(reply(200, {}), now, remove)]).toEqual([null, null, null, null, null]);
    expect(pageIn(reply(200, page))).toEqual({ contacts: [{ id: 'c1', pronouns: 'ia' }], scrollId: 'abc' });
    expect(pageIn(reply(200, { data: [], meta: { hasMore: false, scrollId: null } }))).toEqual({ contacts: [], scrollId: '' });
    expect([recordIn(reply(200, { id: 'c1' })), recordIn(reply(200))]).toEqual([{ id: 'c1' }, null]);
  });

  it.each([
    ['a page of the web server', reply(200, html), search],
    ['the same in place of a deletion', reply(200, html), remove],
    ['half of it', reply(200, '{"data":[{"id":"c1"'), search],
    ['a contact without an id', reply(200, { firstName: 'x' }), put],
    ['nothing for a change', reply(200), put],
    ['a page for a change', reply(200, { data: [], meta: {} }), post],
  ])('is not %s: nobody knows what became of it', (_what, answer, call) => {
    expect(faultOf(answer, now, call)).toEqual({ kind: 'unknown', detail: 'The answer was not one 8x8 gives.' });
  });

  it('that says there is more, and not how to get it, is no page', () => {
    expect([pageIn(reply(200, { data: [], meta: { hasMore: true, scrollId: null } })), pageIn(reply(200, { data: [] })), pageIn(reply(200, { data: [{}], meta: { hasMore: false } }))]).toEqual([null, null, null]);
    expect(firstRowsIn(reply(200, { data: [{ id: 'c1' }] }))).toEqual([{ id: 'c1' }]);
  });
});

describe('A refusal is told by status and shape, never by its text', () => {
  it('beside each field, in lists too', () => {
    const errors = [
      { field: 'department', code: 'VALIDATION_ERROR', message: 'must not be longer than 100' }, { field: 'emails[1].email', code: 'CONFLICT', message: 'must be unique' },
      { field: 'phones', code: 'VALIDATION_ERROR', message: 'only one can be primary' }, { field: 'addresses[0]', code: 'X', message: '' }, { field: 'moon', code: 'X', message: 'is wrong' },
    ];
    expect(faultOf(problem(400, errors), now, put)).toMatchObject({
      kind: 'refused', code: 'VALIDATION_ERROR',
      fields: [
        { field: '/department', code: 'VALIDATION_ERROR', text: 'Department: must not be longer than 100' }, { field: '/emails/1/email', code: 'CONFLICT', text: 'Email: must be unique' },
        { field: '/phones', text: 'Phones: only one can be primary' }, { field: '/addresses/0', text: expect.stringContaining('Details') as string }, { field: '', text: 'moon: is wrong' },
      ],
      answer: { status: 400, code: 'VALIDATION_ERROR' },
    });
  });

  it.each([400, 409, 422])('%i in either shape, with whatever it says', (status) => {
    expect(faultOf(gateway(status, 'contacts.CONFLICT'), now, put)).toMatchObject({ kind: 'refused', code: 'contacts.CONFLICT', fields: [{ field: '', text: 'x' }] });
    expect(faultOf(problem(status, []), now, put)).toMatchObject({ kind: 'refused', code: String(status), fields: [{ field: '', text: 'x' }] });
  });

  it('401 is about a key and 403 about its rights or the row, whatever they are written in', () => {
    for (const answer of [gateway(401, 'oauth.v2.InvalidAccessToken'), problem(401, []), reply(401)]) expect(faultOf(answer, now, put)).toEqual({ kind: 'signedOut' });
    for (const answer of [gateway(403, 'x'), problem(403, []), reply(403)]) expect(faultOf(answer, now, put)).toMatchObject({ kind: 'forbidden', answer: { status: 403 } });
  });

  it('404 of one contact is that it is gone, of the list that the address leads nowhere', () => {
    for (const call of [put, remove]) for (const answer of [problem(404, []), gateway(404, 'x')]) expect(faultOf(answer, now, call)).toEqual({ kind: 'conflict', conflicts: [], gone: true });
    expect(faultOf(problem(404, []), now, search)).toMatchObject({ kind: 'unknown' });
    expect(faultOf(reply(404, html), now, put)).toMatchObject({ kind: 'unknown' });
  });

  it('405 is a fault of ours', () => {
    expect(faultOf(reply(405), now, put)).toMatchObject({ kind: 'broken' });
  });
});

it.each([302, 400, 500, 502, 503, 504])('%i with a page in HTML leaves the outcome unknown', (status) => {
  expect(faultOf(reply(status, html), now, put)).toEqual({ kind: 'unknown', detail: `8x8 answered with status ${status}.` });
  expect(faultOf(reply(503, html, { 'retry-after': '30' }), now, put)).toMatchObject({ kind: 'unknown', until: now + 30_000 });
});

it('Asked to wait, it is until the minute is surely over, or as long as is said', () => {
  expect(faultOf(reply(429), now, put)).toEqual({ kind: 'busy', until: now + 60_000 });
  expect(faultOf(reply(429, html, { 'retry-after': '7' }), now, put)).toEqual({ kind: 'busy', until: now + 7_000 });
});

it('The status proves 8x8 and our right by a search', () => {
  const proves = (body: unknown, status = 200): boolean => eightByEight.isStatusAnswer(reply(status, body));
  expect([proves({ data: [], meta: {} }), proves({ data: [] }), proves([]), proves(html), proves({ data: [] }, 403)]).toEqual([true, true, false, false, false]);
});
