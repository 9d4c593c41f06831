import { describe, expect, it } from 'vitest';
import { askingOf } from '../../main/sandbox/contact-caller.ts';
import type { Told } from '../../main/sandbox/contact-caller.ts';
import { desk as newDesk } from '../../main/sandbox/dnsimple/desk.ts';
import type { Desk } from '../../main/sandbox/dnsimple/desk.ts';
import { fixture, fixtureNames, lastingHeaders, official, shapeOf } from './official.ts';

const one = newDesk(60);
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
const told = (answer: { status: number; body: string; headers: Readonly<Record<string, string>> }): Told => ({ ...answer, json: undefined });

/** What was sent for a fixture is what came back, less what the server adds. */
const sentFor = (name: string): Record<string, unknown> => {
  const { id: _id, account_id: _account, created_at: _c, updated_at: _u, ...fields } = (JSON.parse(fixture(name).body) as { data: Record<string, unknown> }).data;
  return fields;
};

function inUse(desk: Desk): string {
  desk.system.orders['inUse']!({ account: 1010, contact: 2, because: 'registrant' });
  return '/v2/1010/contacts/2';
}

/** How each published answer is brought about. */
const answers: Record<string, () => Told> = {
  'badgateway': () => told(one.system.outage(502)),
  'success-with-malformed-json': () => told(one.system.outage(200)),
  'checkRegistrantChange/success': () => {
    one.system.orders['inUse']!({ account: 1010, contact: 2, because: 'registrant' });
    return one.ask('POST', '/v2/1010/registrar/registrant_changes/check', { domain_id: 'in-use-2.example', contact_id: 1 });
  },
  'checkRegistrantChange/error-contactnotfound': () => one.ask('POST', '/v2/1010/registrar/registrant_changes/check', { domain_id: 1_000_002, contact_id: 21_000 }),
  'checkRegistrantChange/error-domainnotfound': () => one.ask('POST', '/v2/1010/registrar/registrant_changes/check', { domain_id: 'nobody.example', contact_id: 1 }),
  'createContact/created': () => one.ask('POST', '/v2/1010/contacts', sentFor('createContact/created')),
  'createContact/error-validation-errors': () => one.ask('POST', '/v2/1010/contacts', {}),
  'validation-error': () => one.ask('POST', '/v2/1010/contacts', { label: 'x' }),
  'deleteContact/error-contact-in-use': () => one.ask('DELETE', inUse(one)),
  'deleteContact/success': () => one.ask('DELETE', `/v2/1010/contacts/${one.ask('POST', '/v2/1010/contacts', sentFor('createContact/created')).json.data.id}`),
  'getContact/success': () => one.ask('GET', `/v2/1010/contacts/${one.ask('POST', '/v2/1010/contacts', sentFor('getContact/success')).json.data.id}`),
  'updateContact/success': () => one.ask('PATCH', '/v2/1010/contacts/1', sentFor('updateContact/success')),
  'notfound-contact': () => {
    one.system.orders['switches']!({ rateHeaders: false });
    const reply = one.ask('GET', '/v2/1010/contacts/0');
    one.system.orders['switches']!({ rateHeaders: true });
    return reply;
  },
  'method-not-allowed': () => one.ask('PUT', '/v2/1010/contacts'),
  'listAccounts/success-account': () => one.ask('GET', '/v2/accounts'),
  'listAccounts/success-user': () => one.ask('GET', '/v2/accounts', undefined, bearer(one.keys.userToken)),
  'listContacts/success': () => one.ask('GET', '/v2/1010/contacts'),
  'whoami/success': () => one.ask('GET', '/v2/whoami'),
  'whoami/success-account': () => one.ask('GET', '/v2/whoami'),
  'whoami/success-user': () => one.ask('GET', '/v2/whoami', undefined, bearer(one.keys.userToken)),
};

/** Texts that name a record or a domain of their own. */
const named = (text: string): string => text.replace(/`[^`]*`/, '`…`');
const moments = (text: string): string => text.replace(/"(id|account_id)":\d+/g, '"$1":0').replace(/"(created_at|updated_at)":"[^"]*"/g, '"$1":""');

const equal = new Set(['createContact/created', 'getContact/success', 'updateContact/success', 'createContact/error-validation-errors', 'validation-error', 'deleteContact/error-contact-in-use', 'notfound-contact', 'badgateway', 'success-with-malformed-json']);

describe.skipIf(!official.present)(`Every exchange that DNSimple publishes about contacts${official.whyNot}`, () => {
  it.each(Object.keys(answers))('%s is answered alike', (name) => {
    const [published, reply] = [fixture(name), answers[name]!()];
    expect(reply.status).toBe(published.status);
    expect(Object.keys(reply.headers)).toEqual(expect.arrayContaining(lastingHeaders(published.headers)));
    expect(reply.headers['content-type']).toBe(published.headers['content-type']);
    expect(reply.headers['allow']).toBe(published.headers['allow']);
    if (equal.has(name)) expect(moments(reply.body.trim())).toBe(moments(published.body));
    else if (reply.status === 404) expect(named(reply.body)).toBe(named(published.body));
    else if (published.body !== '') expect(shapeOf(JSON.parse(reply.body))).toEqual(shapeOf(JSON.parse(published.body)));
    else expect(reply.body).toBe('');
  });

  it.each([1, 2, 3])('page %i of 3 is told alike', (page) => {
    // Four of the five invented ones are in this account.
    const five = newDesk(5);
    five.ask('POST', '/v2/1010/contacts', sentFor('createContact/created'));
    const reply = five.ask('GET', `/v2/1010/contacts?page=${page}&per_page=2`);
    const published = JSON.parse(fixture(`pages-${page}of3`).body) as { data: unknown[]; pagination: unknown };
    expect([reply.json.pagination, reply.json.data.length]).toEqual([published.pagination, published.data.length]);
  });

  it.each(['create', 'update', 'delete'])('the webhook contact.%s has the same shape', (what) => {
    const book = newDesk(3);
    const ask = askingOf(book.system, bearer(book.keys.token));
    ask('POST', '/v2/1010/contacts', sentFor('createContact/created'));
    ask('PATCH', '/v2/1010/contacts/4', { city: 'Napier' });
    ask('DELETE', '/v2/1010/contacts/4');
    const sent = (book.system.orders['webhooks']!(null) as { name: string }[]).find((one_) => one_.name === `contact.${what}`);
    expect(shapeOf(sent)).toEqual(shapeOf(JSON.parse(fixture(`webhooks/contact.${what}/example`).body)));
  });

  it('is among these: a set that has grown or gone is noticed', () => {
    // `response` is an envelope around nothing, for the tests of their clients: no call is answered with it.
    const known = [...Object.keys(answers), 'pages-1of3', 'pages-2of3', 'pages-3of3', 'response', ...['create', 'update', 'delete'].map((what) => `webhooks/contact.${what}/example`)];
    expect(fixtureNames()).toEqual(known.sort());
  });
});
