import { globalAgent } from 'node:https';
import { DNSimple } from 'dnsimple';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startContactSandbox } from '../../../../main/sandbox/contact-sandbox.ts';
import type { ContactSandbox } from '../../../../main/sandbox/contact-sandbox.ts';
import { contactControlOf } from '../../../../main/sandbox/contact-system/control.ts';
import type { ContactControl } from '../../../../main/sandbox/contact-system/control.ts';
import { somebody } from './desk.ts';

/** DNSimple's own client for Node, unchanged, over TLS as it insists: only its address is ours. */
let sandbox: ContactSandbox<'dnsimple'>;
let control: ContactControl;
let client: DNSimple;
const account = 1010;
const { ca } = globalAgent.options;

beforeAll(async () => {
  sandbox = await startContactSandbox({ system: 'dnsimple', contacts: 400, seed: 7, port: 0, tls: { clientCertificate: 'none' } });
  control = contactControlOf(sandbox.control);
  // The client has no setting for it: it asks by way of the process's own agent.
  globalAgent.options.ca = sandbox.tls!.authorities;
  client = new DNSimple({ accessToken: sandbox.credentials.token, baseUrl: sandbox.tls!.url, userAgent: 'sandbox-test' });
});
afterAll(async () => {
  globalAgent.options.ca = ca;
  await sandbox.close();
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what its errors hold is what is tested
const failing = async (call: Promise<unknown>): Promise<Record<string, any>> => call.then(() => expect.fail('It did not fail'), (reason: Record<string, any>) => reason);

describe('DNSimple’s own client', () => {
  it('learns who it is and which accounts there are', async () => {
    expect((await client.identity.whoami()).data).toMatchObject({ user: null, account: { id: account } });
    expect((await client.accounts.listAccounts()).data.map((one) => one.id)).toEqual([account]);
  });

  it('makes, reads, changes and deletes a contact', async () => {
    const made = (await client.contacts.createContact(account, somebody)).data;
    expect(made).toEqual({ ...somebody, id: 401, account_id: account, created_at: made.created_at, updated_at: made.created_at });
    expect((await client.contacts.getContact(account, made.id)).data).toEqual(made);
    const changed = (await client.contacts.updateContact(account, made.id, { first_name: 'Ngāio', fax: '' })).data;
    expect(changed).toEqual({ ...made, first_name: 'Ngāio', fax: '', updated_at: changed.updated_at });
    expect(await client.contacts.deleteContact(account, made.id)).toEqual({});
    expect(await failing(client.contacts.getContact(account, made.id))).toMatchObject({ status: 404, data: { message: `Contact \`${made.id}\` not found` } });
    expect(await control.effects()).toMatchObject([{ method: 'POST' }, { method: 'PATCH' }, { method: 'DELETE' }]);
  });

  it('lists a page, and collects all pages', async () => {
    // Its types name only the sorting; it sends whatever it is given.
    const query = { sort: 'label:desc' as const, per_page: 7, page: 2 };
    const { data, pagination } = await client.contacts.listContacts(account, query);
    expect([data.length, pagination]).toEqual([7, { current_page: 2, per_page: 7, total_entries: 300, total_pages: 43 }]);
    const all = await client.contacts.listContacts.collectAll(account);
    expect([all.length, new Set(all.map((one) => one.id)).size]).toEqual([300, 300]);
    const ids: number[] = [];
    for await (const one of client.contacts.listContacts.iterateAll(account, { sort: 'id:desc' })) ids.push(one.id);
    expect(ids).toEqual(all.map((one) => one.id).reverse());
  });

  it('tells field errors, a contact in use and every other refusal apart, as it does with the real one', async () => {
    const refused = await failing(client.contacts.createContact(account, { label: 'x' }));
    expect(refused).toMatchObject({ status: 400, data: { message: 'Validation failed' } });
    expect(refused['attributeErrors']()).toMatchObject({ email: ["can't be blank", 'is an invalid email address'] });
    await control.tell('inUse', { account, contact: 1, because: 'registrant' });
    expect(await failing(client.contacts.deleteContact(account, 1))).toMatchObject({ status: 400, data: { message: expect.stringContaining('cannot be deleted') as string } });
    const stranger = new DNSimple({ accessToken: 'nonsense', baseUrl: sandbox.tls!.url });
    expect(await failing(stranger.contacts.listContacts(account))).toMatchObject({ status: 401, data: { message: 'Authentication failed' } });
    await control.order({ fault: 'answer', status: 429, body: '{"message":"quota exceeded"}' });
    expect(await failing(client.contacts.listContacts(account))).toMatchObject({ status: 429 });
  });

  it('cannot read the page of a web server either', async () => {
    await control.order({ fault: 'outage', status: 502, count: 1 });
    expect(await failing(client.contacts.listContacts(account))).toBeInstanceOf(SyntaxError);
  });
});
