import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answerCall } from '../../../main/sandbox/ird/gateway.ts';
import { IrdPack } from '../../../main/sandbox/ird/pack/pack.ts';
import { Practice } from '../../../main/sandbox/ird/practice/practice.ts';
import type { Profile } from '../../../main/sandbox/ird/profile.ts';
import type { Authenticated } from '../../../main/sandbox/tokens.ts';
import { owner } from '../../main/sandbox/ird/soap-desk.ts';
import { objection, present, requestObjection, whyNot } from './official.ts';

const now = Date.parse('2026-11-20T00:00:00Z');
const office = new Practice({ seed: 7, clients: 60, clock: () => now, journal: null });
const sample = (name: string): string => readFileSync(join(resolve(import.meta.dirname, '../../../../shared/gateways/ird/notifications/samples'), `${name}.json`), 'utf8');

/** Asks, and holds the answer against the published definition. */
function told(profile: Profile, body: string, principal: Authenticated = owner): { status: number; text: string } {
  const answer = answerCall(profile, { method: 'POST', path: '/gateway/notification/list', principal, body });
  expect(objection('POST', 'notification/list', answer.status, answer.body), answer.body.slice(0, 500)).toBe('');
  return { status: answer.status, text: answer.body };
}

const requests = ['Sample_POST_List_RequestBody', 'Sample_POST_List_RequestBody_Mandatory', 'Sample_POST_List_RequestBody_KSSchemeProvider'];

describe.skipIf(!present)(`The Notifications service is as the published definition says${whyNot}`, () => {
  it.each(requests)('%s is taken, on both profiles', (name) => {
    expect(requestObjection('POST', 'notification/list', 'application/json; charset=utf-8', sample(name))).toBe('');
    expect(told(new IrdPack(() => now), sample(name)).status).toBe(200);
    // Whom the samples name is nobody of the practice office.
    expect(told(office, sample(name)).text).toContain(name.endsWith('Mandatory') ? 'Notifications' : 'EV1022');
  });

  it('whatever is told and refused', () => {
    for (const { client } of office.clients(0, 60).rows) {
      office.setLink(client, null);
      office.setLink(client, { access: 'FULL', master: true, accounts: [] });
    }
    const from = '"FromDateTime":"2020-01-01T00:00:00"';
    const full = told(office, `{${from}}`);
    expect((JSON.parse(full.text) as { Notifications: unknown[] }).Notifications.length).toBeGreaterThan(60);
    for (const body of ['', '{}', '[]', '{"FromDateTime":1}', '{"FromDateTime":"x"}', `{${from},"QueryID":"1"}`, `{${from},"QueryID":"1","QueryIDType":"LSTID"}`, `{${from},"ToDateTime":"2019-01-01T00:00:00"}`, '{"FromDateTime":"2030-01-01T00:00:00"}'])
      expect(told(office, body).status).toBe(400);
    for (const principal of ['absent', 'invalid', { logon: 'ngata.nolists', role: 'user', via: 'browser' }] as const) expect(told(office, `{${from}}`, principal).status).toBe(400);
  });
});
