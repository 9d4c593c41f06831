import { beforeEach, describe, expect, it } from 'vitest';
import { answerCall } from '../../../../main/sandbox/ird/gateway.ts';
import { Practice } from '../../../../main/sandbox/ird/practice/practice.ts';
import type { Authenticated } from '../../../../main/sandbox/tokens.ts';
import { owner } from './soap-desk.ts';

/** 13:00 in New Zealand. */
const start = Date.parse('2026-11-20T00:00:00Z');
let now = start;
let office: Practice;
beforeEach(() => {
  now = start;
  office = new Practice({ seed: 7, clients: 200, clock: () => now, journal: null });
});

interface Told {
  status: number;
  code: string;
  notices: { Type: string; ID: string; IDType: string; SubjectID: string; SubjectIDType: string; RecordCreated: string; NotificationKey: number }[];
}

function told(body: unknown, principal: Authenticated = owner): Told {
  const answer = answerCall(office, { method: 'POST', path: '/gateway/notification/list', principal, body: JSON.stringify(body) });
  const read = JSON.parse(answer.body) as { Notifications?: Told['notices']; errors?: { code: string }[] };
  return { status: answer.status, code: read.errors?.[0]?.code ?? '', notices: read.Notifications ?? [] };
}

const since = { FromDateTime: '2026-11-20T00:00:00' };
const whole = (): string => office.clients(0, 200).rows.find((row) => row.link!.master && row.link!.accounts.length === 2 && row.link!.list === 0)!.client;

describe('The Notifications service', () => {
  it('tells of each part of a link that ends and begins, to the list, with its time in New Zealand', () => {
    const client = whole();
    const { link } = office.clients(0, 200).rows.find((row) => row.client === client)!;
    expect(told(since).notices).toEqual([]);
    now += 60_000;
    office.setLink(client, null);
    const gone = told({ ...since, QueryIDType: 'LSTID', QueryID: office.agency, ToDateTime: '2026-11-20T13:01:00' });
    expect(gone.status).toBe(200);
    expect(gone.notices.map((one) => [one.Type, one.ID, one.IDType, one.SubjectIDType, one.SubjectID, one.RecordCreated])).toEqual([
      ['ACCDLK', office.agency, 'LSTID', client.slice(0, 3), client.slice(4), '2026-11-20T13:01:00'],
      ...link!.accounts.map((id) => ['ACCDLK', office.agency, 'LSTID', 'ACC', id, '2026-11-20T13:01:00']),
    ]);
    office.setLink(client, { access: 'FULL', master: true, accounts: [], list: 2 });
    const { notices } = told({ ...since, QueryIDType: 'CLTLID', QueryID: '1039040' });
    expect(notices.map((one) => [one.Type, one.SubjectID])).toEqual([['ACCLNK', client.slice(4)]]);
    const keys = told(since).notices.map((one) => one.NotificationKey);
    expect(keys).toEqual([...new Set(keys)].sort((a, b) => a - b));
  });

  it('says nothing where a link only changes what it allows', () => {
    const client = whole();
    const { link } = office.clients(0, 200).rows.find((row) => row.client === client)!;
    office.setLink(client, { ...link!, access: 'VIEW' });
    expect(told(since).notices).toEqual([]);
  });

  it('tells of an account that is registered, which is then there, and of one that is closed', () => {
    const client = whole();
    const id = office.registerAccount(client, 'FBT')!;
    expect(id).toBe(`${client.slice(4).slice(-9)}FBT001`);
    expect(office.registerAccount(client, 'FBT')).toBe(id.replace('001', '002'));
    now += 86_400_000;
    expect(office.closeAccount(id)).toBe(true);
    const { notices } = told({ ...since, QueryIDType: 'LSTID', QueryID: office.agency });
    expect(notices.map((one) => [one.Type, one.SubjectIDType, one.SubjectID])).toEqual([['ACCREG', 'ACC', id], ['ACCREG', 'ACC', id.replace('001', '002')], ['ACCCLS', 'ACC', id]]);
    const answer = answerCall(office, { method: 'POST', path: '/gateway/account/account', principal: owner, body: JSON.stringify({ AccountID: id, AccountIDType: 'ACC' }) });
    expect((JSON.parse(answer.body) as { Account: object }).Account).toMatchObject({ ID: id, AccountType: 'FBT', Status: 'CLS', Commence: '2026-11-20', Cease: '2026-11-21' });
    expect([office.registerAccount('IRD:049091850', 'GST'), office.closeAccount('049091850GST001')]).toEqual([null, false]);
    office.reset();
    expect(office.closeAccount(id)).toBe(false);
  });

  it('can be asked by the agency, by one client, and by a client that is ours no more', () => {
    const client = whole();
    office.setLink(client, null);
    expect(told({ ...since, QueryIDType: 'IRD', QueryID: office.agency }).notices).toHaveLength(3);
    expect(told({ ...since, QueryIDType: client.slice(0, 3), QueryID: client.slice(4) }).notices).toHaveLength(3);
    const other = office.clients(0, 200).rows.find((row) => row.client !== client && row.client.startsWith('IRD'))!.client;
    expect(told({ ...since, QueryIDType: 'IRD', QueryID: other.slice(4) })).toMatchObject({ status: 200, notices: [] });
  });

  it('keeps to the times that were asked for, both ends included, and takes a zone', () => {
    const client = whole();
    now += 60_000;
    office.setLink(client, null);
    now += 3_600_000;
    const count = (FromDateTime: string, ToDateTime?: string): number => told({ FromDateTime, ...(ToDateTime === undefined ? {} : { ToDateTime }) }).notices.length;
    expect(count('2026-11-20T13:01:00', '2026-11-20T13:01:00')).toBe(3);
    expect(count('2026-11-20T00:01:00Z')).toBe(3);
    expect(count('2026-11-20T13:01:01')).toBe(0);
    expect(count('2026-11-20T12:00:00', '2026-11-20T13:00:59')).toBe(0);
  });

  it.each([
    ['nothing at all', {}, 'EV1100'],
    ['no time', { QueryIDType: 'LSTID', QueryID: '1' }, 'EV1100'],
    ['a time that is none', { FromDateTime: 'yesterday' }, 'EV1100'],
    ['a day that is none', { FromDateTime: '2026-13-40T00:00:00' }, 'EV1100'],
    ['an unknown kind of number', { ...since, QueryIDType: 'ACC', QueryID: '1' }, 'EV1100'],
    ['a number without its kind', { ...since, QueryID: '101362999' }, 'NOT002'],
    ['a kind without a number', { ...since, QueryIDType: 'LSTID' }, 'NOT002'],
    ['a time to come', { FromDateTime: '2026-11-20T13:00:01' }, 'KS0113'],
    ['an end to come', { ...since, ToDateTime: '2030-01-01T00:00:00' }, 'KS0113'],
    ['an end before the beginning', { ...since, ToDateTime: '2026-11-19T00:00:00' }, 'EV2302'],
    ['a list that is not there', { ...since, QueryIDType: 'LSTID', QueryID: '999999999' }, 'EV1022'],
    ['a scheme', { ...since, QueryIDType: 'KSF', QueryID: 'KSS/11111' }, 'EV1022'],
  ])('refuses %s', (_what, body, code) => expect(told(body)).toMatchObject({ status: 400, code }));

  it('is not for those who have no list, or not this one', () => {
    const user = { logon: 'ngata.user', role: 'user', via: 'browser' } as const;
    office.setLink(whole(), null);
    expect(told({ ...since, QueryIDType: 'LSTID', QueryID: office.agency }, user).code).toBe('EV1022');
    expect(told(since, user)).toMatchObject({ status: 200, notices: [] });
    expect(told(since, { ...user, logon: 'ngata.nolists' }).code).toBe('EV1022');
    expect(told(since, { ...user, role: 'restricted' }).code).toBe('EV1022');
    expect(told(since, 'absent').code).toBe('EV1021');
    expect(told(since, 'invalid').code).toBe('EV1020');
  });

  it('refuses to tell more than 16,000 at once', () => {
    const client = whole();
    const link = { access: 'FULL', master: true, accounts: [] } as const;
    for (let n = 0; n < 8_000; n += 1) {
      office.setLink(client, null);
      office.setLink(client, { ...link, accounts: [] });
    }
    // The first delinking had two accounts more.
    expect(told(since).code).toBe('NOT001');
    office.reset();
    office.setLink(client, { ...link, accounts: [] });
    for (let n = 0; n < 7_999; n += 1) {
      office.setLink(client, null);
      office.setLink(client, { ...link, accounts: [] });
    }
    expect(told(since).notices).toHaveLength(16_000);
  });
});
