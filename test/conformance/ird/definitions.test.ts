import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { world } from '../../main/sandbox/caller.ts';
import type { Reply, World } from '../../main/sandbox/caller.ts';
import { objection, present, whyNot } from './official.ts';

const phone = { PhoneType: 'CELL', Country: 'NZ', AreaCode: '', PhoneNumber: '0215550199', Extension: '' };

/** Asks, and holds the answer against the published definition. */
async function asked(desk: World, method: string, path: string, body: unknown): Promise<Reply> {
  const reply = await desk.gateway(method, path, body);
  expect(objection(method, path, reply.status, reply.text), `${method} ${path} ${JSON.stringify(body)} → ${reply.text}`).toBe('');
  return reply;
}

const split = (client: string): { CustomerID: string; CustomerIDType: string } => ({ CustomerID: client.slice(4), CustomerIDType: client.slice(0, 3) });

describe.skipIf(!present).each(['ird-pack', 'practice'] as const)(`Every answer of the profile %s is as the published definition says${whyNot}`, (profile) => {
  let desk: World | undefined;
  beforeAll(async () => (desk = await world({ profile, clients: 300 })));
  afterAll(() => desk?.close());

  it('when everything is read', async () => {
    for (const { client } of (await desk!.control.clients(0, 1000)).rows) {
      await asked(desk!, 'POST', 'customer/customer', split(client));
      const list = await asked(desk!, 'POST', 'account/list', split(client));
      for (const { ID } of (list.json as { Accounts?: { ID: string }[] }).Accounts ?? []) await asked(desk!, 'POST', 'account/account', { AccountID: ID, AccountIDType: 'ACC' });
    }
  });

  it('when contacts and phones are changed, rightly and wrongly', async () => {
    const state = await Promise.all((await desk!.control.clients(0, 40)).rows.map(({ client }) => desk!.control.client(client)));
    for (const one of state) {
      const to = split(one!.client);
      for (const ContactType of ['PRIMRY', 'SCNDRY'])
        for (const Phone of [[phone], [], [{ ...phone, AreaCode: '21' }]]) await asked(desk!, 'POST', 'contact/contact', { ...to, Contact: { ContactType, Name: 'Ngāio', Phone } });
      for (const { ContactID, Phone } of one!.Customer.Contact ?? []) {
        await asked(desk!, 'PUT', 'contact/contact', { ContactID, Contact: { Name: 'Māhina' } });
        await asked(desk!, 'POST', 'contact/phone', { ContactID, Phone: phone });
        for (const { PhoneID } of Phone) {
          await asked(desk!, 'PUT', 'contact/phone', { PhoneID, Phone: phone });
          await asked(desk!, 'DELETE', 'contact/phone', { PhoneID });
        }
        await asked(desk!, 'DELETE', 'contact/contact', { ContactID });
      }
      await asked(desk!, 'POST', 'customer/customer', to);
    }
  });

  it('when the token is missing or wrong', async () => {
    for (const authorization of [null, 'Bearer nonsense']) {
      const reply = await desk!.ask('POST', '/gateway/contact/phone', {}, { authorization });
      expect(objection('POST', 'contact/phone', reply.status, reply.text)).toBe('');
    }
  });
});
