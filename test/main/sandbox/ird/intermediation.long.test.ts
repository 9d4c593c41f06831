import { beforeEach, describe, expect, it } from 'vitest';
import { Practice } from '../../../../main/sandbox/ird/practice/practice.ts';
import type { Link } from '../../../../main/sandbox/ird/profile.ts';
import { clientRequest, envelope, listRequest, owner, soap } from './soap-desk.ts';
import type { SoapReply } from './soap-desk.ts';

const clients = 2000;
let office: Practice;
beforeEach(() => (office = new Practice({ seed: 7, clients, clock: () => Date.parse('2026-11-20T00:00:00Z'), journal: null })));

const lists = (filters: { type?: string; list?: string } = {}): SoapReply => soap(office, listRequest(office.agency, filters));
const everyLink = (reply: SoapReply): string[] => reply.lists.flatMap((list) => list.clients.map((one) => `${list.id} ${one.id} ${one.account}`));
const someone = (what: (link: Link) => boolean): { client: string; link: Link } => {
  const found = office.clients(0, clients).rows.find((row) => row.link !== null && what(row.link));
  return { client: found!.client, link: found!.link! };
};

describe('The client list of an office', () => {
  it('has one element for each link: the whole customer without an account type, and each linked account', () => {
    const reply = lists();
    expect(reply).toMatchObject({ http: 200, contentType: 'application/soap+xml; charset=utf-8', status: 0 });
    const expected = office.clients(0, clients + 500).rows.flatMap(({ client, link }) =>
      link === null ? [] : [...(link.master ? [''] : []), ...link.accounts.map((id) => id.slice(9, 12))].map((type) => `${client.slice(4)} ${type}`));
    const listed = reply.lists.flatMap((list) => list.clients.map((one) => `${one.id} ${one.account}`));
    for (const one of expected) expect(listed).toContain(one);
    expect(new Set(listed)).toEqual(new Set([...expected, ...listed.filter((one) => one.endsWith(' INC'))]));
  });

  it('comes as several lists of two kinds, numbered by tax agents and by others, and a client may be on two', () => {
    const reply = lists();
    expect(reply.lists.map(({ idType, type, refund }) => [idType, type, refund])).toEqual([['LSTID', 'TAXCLI', true], ['LSTID', 'TAXCLI', false], ['CLTLID', 'OTHCLI', false]]);
    expect(reply.lists[0]!.id).toBe(office.agency);
    const on = new Map<string, Set<string>>();
    for (const list of reply.lists) for (const one of list.clients) on.set(one.id, (on.get(one.id) ?? new Set()).add(list.id));
    expect(on.size).toBe(clients);
    expect([...on.values()].filter((held) => held.size === 2).length).toBeGreaterThan(10);
  });

  it('numbers account links ACCIRD, customers IRD, and those without an IRD number CST; a status stands on the other list only', () => {
    for (const list of lists().lists)
      for (const one of list.clients) {
        expect(one.idType).toBe(one.id.length === 10 ? 'CST' : one.account === '' ? 'IRD' : 'ACCIRD');
        expect(one.status).toBe(list.type === 'OTHCLI' ? 'APPROVED' : '');
      }
  });

  it('can be cut down to an account type and to a list', () => {
    const [, second] = lists().lists;
    const all = everyLink(lists());
    expect(everyLink(lists({ type: 'GST' }))).toEqual(all.filter((one) => one.endsWith(' GST')));
    expect(everyLink(lists({ list: second!.id }))).toEqual(all.filter((one) => one.startsWith(`${second!.id} `)));
    expect(everyLink(lists({ type: 'INC', list: second!.id }))).toEqual(all.filter((one) => one.startsWith(`${second!.id} `) && one.endsWith(' INC')));
  });

  it('loses a client that is delinked, and shows one that is linked again', () => {
    const { client, link } = someone((one) => one.master && one.accounts.length > 0);
    const listed = (): number => everyLink(lists()).filter((one) => one.split(' ')[1] === client.slice(4)).length;
    expect(listed()).toBeGreaterThan(0);
    office.setLink(client, null);
    expect(listed()).toBe(0);
    office.setLink(client, { access: 'FULL', master: false, accounts: link.accounts.slice(0, 1), list: 2 });
    expect(listed()).toBe(1);
    expect(lists().lists[2]!.clients.some((one) => one.id === client.slice(4))).toBe(true);
  });

  it('answers a hundred thousand clients in one piece', () => {
    office = new Practice({ seed: 7, clients: 100_000, clock: () => 0, journal: null });
    const reply = lists();
    expect(new Set(reply.lists.flatMap((list) => list.clients.map((one) => one.id))).size).toBe(100_000);
  }, 120_000);
});

describe('The links of one client', () => {
  const links = (id: string, idType: string, type = ''): SoapReply => soap(office, clientRequest(office.agency, id, idType, type));

  it('are told for the whole customer and for each account, by list', () => {
    const { client, link } = someone((one) => one.master && one.accounts.length === 2);
    const reply = links(client.slice(4), client.slice(0, 3));
    expect(reply.status).toBe(0);
    expect(reply.links.filter((one) => one.master)).toHaveLength(1);
    for (const id of link.accounts) expect(reply.links.map((one) => one.account)).toContain(id.slice(9, 12));
    expect(reply.text).toContain(`>${client.slice(4)}</clientID>`);
  });

  it('can be cut down to an account type, also by the account’s own number', () => {
    const { client, link } = someone((one) => one.accounts.length === 2);
    const type = link.accounts[1]!.slice(9, 12);
    for (const reply of [links(client.slice(4), client.startsWith('CST') ? 'CST' : 'ACCIRD', type), links(link.accounts[1]!, 'ACC')])
      expect(reply.links.map((one) => [one.account, one.master])).toEqual([[type, false]]);
  });

  it('are none, 103, for a stranger, a delinked client and a number nobody has', () => {
    const { client } = someone(() => true);
    office.setLink(client, null);
    const stranger = office.clients(clients, 1).rows[0]!.client;
    for (const one of [client, stranger, 'IRD:049091850']) expect(links(one.slice(4), one.slice(0, 3)).status).toBe(103);
  });
});

describe('The Intermediation service refuses', () => {
  const status = (body: string, principal = owner): number => soap(office, body, principal).status;

  it('a missing token with 2, a wrong one and a machine’s with 1, before it looks at the request', () => {
    for (const body of [listRequest(office.agency), listRequest('1'), clientRequest(office.agency, '', '')]) {
      expect(status(body, 'absent')).toBe(2);
      expect(status(body, 'invalid')).toBe(1);
      expect(status(body, { logon: '', role: 'owner', via: 'machine' })).toBe(1);
    }
  });

  it('another agency: 101 for a customer, 4 for a number nobody has delegated', () => {
    expect(status(listRequest(someone(() => true).client.slice(4).padStart(9, '0')))).toBe(101);
    expect(status(listRequest('049091850'))).toBe(4);
    expect(status(clientRequest('049091850', '128225773', 'IRD'))).toBe(4);
  });

  it('an unknown account type with 7, an unknown list with 105, and filters that leave nobody with 103', () => {
    expect(lists({ type: 'XYZ' }).status).toBe(7);
    expect(lists({ list: '999999999' }).status).toBe(105);
    expect(lists({ type: 'TOD' }).status).toBe(103);
  });

  it('a missing or foreign wrapper with 20, and a body that fails the schema with 21', () => {
    const good = listRequest(office.agency);
    expect(status(good.replaceAll(':types/RetrieveClientListRequest', ':types/Other'))).toBe(20);
    expect(status(good.replaceAll('RetrieveClientListRequestWrapper', 'Wrapper'))).toBe(20);
    expect(status(good.replace('GWS:types/Intermediation.v1', 'GWS:types/Intermediation.v2'))).toBe(20);
    expect(status(good.replace('GWS:types/Common.v2', 'GWS:types/Common.v3'))).toBe(21);
    expect(status(good.replace('<c:softwareRelease>1</c:softwareRelease>', ''))).toBe(21);
    expect(status(good.replace('>1<', '><'))).toBe(21);
    expect(status(listRequest('12345678'))).toBe(21);
    expect(lists({ type: 'inc' }).status).toBe(21);
    expect(status(envelope('RetrieveClientList', office.agency, '<filterClientListID>1</filterClientListID><filterAccountType>INC</filterAccountType>'))).toBe(21);
    expect(status(envelope('RetrieveClient', office.agency, ''))).toBe(21);
  });

  it('an unknown operation or action with a SOAP fault, and what is no XML, or brings its own entities, without any XML', () => {
    const good = listRequest(office.agency);
    for (const body of [good.replaceAll('RetrieveClientList', 'Link'), good.replace('Intermediation/RetrieveClientList<', 'Intermediation/RetrieveClient<'), good.replace('2003/05/soap-envelope', '2001/12/soap-envelope')]) {
      const reply = soap(office, body);
      expect([reply.http, reply.contentType, reply.text.includes('Fault>')]).toEqual([400, 'application/soap+xml; charset=utf-8', true]);
    }
    for (const body of ['', 'hello', '{}', good.slice(0, -5), good.replaceAll('env:Header', 'nobody:Header'), good.replace('?>', '?><!DOCTYPE x [<!ENTITY e "x">]>')])
      expect(soap(office, body)).toMatchObject({ http: 400, contentType: 'text/plain; charset=utf-8' });
  });

  it('another content type with 415', () => {
    expect(soap(office, listRequest(office.agency), owner, 'text/xml; charset=utf-8').http).toBe(415);
    expect(soap(office, listRequest(office.agency), owner, 'application/soap+xml; charset=utf-8').status).toBe(0);
  });
});
