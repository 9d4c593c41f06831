import { beforeAll, describe, expect, it } from 'vitest';
import { answerCall } from '../../../../main/sandbox/ird/gateway.ts';
import { Practice } from '../../../../main/sandbox/ird/practice/practice.ts';
import { Logons } from '../../../../main/sandbox/logons.ts';
import type { Principal } from '../../../../main/sandbox/tokens.ts';
import { clientRequest, listRequest, soap } from './soap-desk.ts';

let office: Practice;
beforeAll(() => (office = new Practice({ seed: 7, clients: 200, clock: () => Date.parse('2026-11-20T00:00:00Z'), journal: null })));

const principalOf = (logon: string): Principal => ({ logon, role: new Logons().find(logon)!.role, via: 'browser' });
const phone = { PhoneType: 'CELL', Country: 'NZ', PhoneNumber: '0215550199' };

/** A client with a contact, on one list only, by this kind of link. */
function clientOn(list: number, access: 'FULL' | 'VIEW', master: boolean): string {
  const row = office.clients(0, 200).rows[list * 4 + (access === 'FULL' ? 0 : 1) + (master ? 0 : 2)]!;
  const { Accounts } = office.client(row.client) as { Accounts: { ID: string }[] };
  office.setLink(row.client, { access, master, accounts: master ? [] : [Accounts[0]!.ID], list });
  return row.client;
}

const ask = (principal: Principal, path: string, body: unknown): string => {
  const { status, body: text } = answerCall(office, { method: 'POST', path: `/gateway/${path}`, principal, body: JSON.stringify(body) });
  return status === 200 ? 'yes' : `${status} ${(JSON.parse(text) as { errors: { code: string }[] }).errors[0]!.code}`;
};

/** What a logon can do to a client: read it, list and read its first account, and change it. */
function rights(principal: Principal, client: string): { read: string; write: string } {
  const to = { CustomerID: client.slice(4), CustomerIDType: client.slice(0, 3) };
  const { Accounts } = office.client(client) as { Accounts: { ID: string }[] };
  const reads = [ask(principal, 'customer/customer', to), ask(principal, 'account/list', to), ask(principal, 'account/account', { AccountID: Accounts[0]!.ID, AccountIDType: 'ACC' })];
  const writes = [to, { AccountID: Accounts[0]!.ID, AccountIDType: 'ACC' }].map((at) => ask(principal, 'contact/contact', { ...at, Contact: { ContactType: 'PRIMRY', Name: 'x', Phone: [{ ...phone, AreaCode: '21' }] } }));
  // CNT101 and CNT102 are reached by those who may write: the phone is wrong, so that nothing changes.
  const passed = writes.map((one) => (/CNT10[12]/.test(one) ? 'yes' : one));
  return { read: [...new Set(reads)].join(), write: [...new Set(passed)].join() };
}

const yes = { read: 'yes', write: 'yes' };
const look = { read: 'yes', write: '403 EV1022' };
const no = { read: '403 EV1022', write: '403 EV1022' };

describe('What a logon may do follows from its role, its level on the list, and the link', () => {
  it.each([
    ['ngata.owner', [yes, yes, yes], [look, look, look]],
    ['ngata.admin', [yes, yes, yes], [look, look, look]],
    ['ngata.user', [no, yes, yes], [no, look, look]],
    ['ngata.viewer', [look, no, no], [look, no, no]],
    ['ngata.nolists', [no, no, no], [no, no, no]],
    ['ngata.restricted', [no, no, no], [no, no, no]],
  ] as const)('%s: full links and viewing links, on each of the three lists', (logon, full, viewing) => {
    for (const list of [0, 1, 2])
      for (const master of [true, false]) {
        expect(rights(principalOf(logon), clientOn(list, 'FULL', master)), `list ${list}, full, ${master ? 'whole' : 'by account'}`).toEqual(full[list]);
        expect(rights(principalOf(logon), clientOn(list, 'VIEW', master)), `list ${list}, view, ${master ? 'whole' : 'by account'}`).toEqual(viewing[list]);
      }
  });

  it('a machine that uses its own relationships has them all', () => {
    expect(rights({ logon: '', role: 'owner', via: 'machine' }, clientOn(2, 'FULL', true))).toEqual(yes);
  });

  it('a link that is not approved yet is listed as pending, and opens nothing', () => {
    const client = clientOn(2, 'FULL', true);
    office.setLink(client, { access: 'FULL', master: true, accounts: [], list: 2, pending: true });
    expect(rights(principalOf('ngata.owner'), client)).toEqual(no);
    const [list] = soap(office, listRequest(office.agency, { list: '1039040' })).lists;
    expect(list!.clients.find((one) => one.id === client.slice(4))).toMatchObject({ status: 'PENDING' });
    office.setLink(client, { access: 'FULL', master: true, accounts: [], list: 2 });
    expect(rights(principalOf('ngata.owner'), client)).toEqual(yes);
  });

  it('a role that is taken away holds from the next call on', () => {
    expect(rights({ ...principalOf('ngata.owner'), role: 'restricted' }, clientOn(0, 'FULL', true))).toEqual(no);
    expect(rights({ ...principalOf('ngata.owner'), role: 'user' }, clientOn(0, 'FULL', true))).toEqual(yes);
    expect(rights({ ...principalOf('ngata.owner'), role: 'user' }, clientOn(1, 'FULL', true))).toEqual(no);
  });

  it('an unknown number stays CST404, whoever asks', () => {
    for (const { logon } of new Logons().list()) expect(ask(principalOf(logon), 'customer/customer', { CustomerID: '049091850', CustomerIDType: 'IRD' })).toBe('400 CST404');
  });
});

describe('The lists that a logon is shown', () => {
  const shown = (logon: string, list?: string): { status: number; places: number[] } => {
    const reply = soap(office, listRequest(office.agency, list === undefined ? {} : { list }), principalOf(logon));
    const heads = soap(office, listRequest(office.agency), principalOf('ngata.owner')).lists.map((one) => one.id);
    return { status: reply.status, places: reply.lists.map((one) => heads.indexOf(one.id)) };
  };

  it.each([
    ['ngata.owner', 0, [0, 1, 2]],
    ['ngata.admin', 0, [0, 1, 2]],
    ['ngata.user', 0, [1, 2]],
    ['ngata.viewer', 0, [0]],
    ['ngata.nolists', 102, []],
    ['ngata.restricted', 0, [0, 1, 2]],
  ] as const)('%s: status %i, lists %j', (logon, status, places) => expect(shown(logon)).toEqual({ status, places }));

  it('a list that is not for this logon is 108', () => {
    expect(shown('ngata.user', office.agency)).toEqual({ status: 108, places: [] });
  });

  it('restricted users may retrieve lists only: a single client is 3', () => {
    const client = clientOn(0, 'FULL', true);
    const status = (logon: string): number => soap(office, clientRequest(office.agency, client.slice(4), client.slice(0, 3)), principalOf(logon)).status;
    expect(['ngata.owner', 'ngata.viewer', 'ngata.user', 'ngata.restricted', 'ngata.nolists'].map(status)).toEqual([0, 0, 103, 3, 102]);
  });
});
