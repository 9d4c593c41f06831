import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventsOf } from '../../../main/engine/connectors/ird/notifications.ts';
import { newZealandTime } from '../../../main/engine/connectors/ird/nz-time.ts';

const reply = (body: unknown, status = 200) => ({ status, headers: {}, text: typeof body === 'string' ? body : JSON.stringify(body) });
const notification = (over: Record<string, unknown>) => ({ NotificationKey: 5418350924, Type: 'ACCLNK', EventDate: '2026-11-20T00:00:00', IDType: 'LSTID', ID: '132280722', SubjectIDType: 'ACC', SubjectID: '136410132GST001', ...over });
const events = (...over: Record<string, unknown>[]) => eventsOf(reply({ Notifications: over.map(notification) }), 0);

test('a moment is written as New Zealand\'s, summer and winter, at midnight too', () => {
  expect(newZealandTime(Date.UTC(2026, 10, 20, 11))).toBe('2026-11-21T00:00:00');
  expect(newZealandTime(Date.UTC(2026, 6, 1, 11, 59, 58))).toBe('2026-07-01T23:59:58');
});

test('only links that came or went are events; others say nothing of the list', () => {
  expect(events({ Type: 'RTNDUE' }, { Type: 'ACCREG' }, { Type: 'NEWTYP' })).toEqual({ ok: true, value: [] });
  expect(events({}, { Type: 'ACCDLK', NotificationKey: '7' })).toEqual({
    ok: true,
    value: [
      { key: '5418350924', clientIds: ['IRD:136410132'], linked: { scope: 'ACC:136410132GST001', on: '2026-11-20' } },
      { key: '7', clientIds: ['IRD:136410132'], linked: null },
    ],
  });
});

test('the client may stand in either place; an account of a customer without an IRD number names nobody', () => {
  expect(events({ IDType: 'IRD', ID: '136410132', SubjectIDType: '', SubjectID: '' })).toMatchObject({ value: [{ clientIds: ['IRD:136410132'], linked: { scope: 'IRD:136410132' } }] });
  expect(events({ SubjectIDType: 'CST', SubjectID: '1512100301' })).toMatchObject({ value: [{ clientIds: ['CST:1512100301'] }] });
  expect(events({ SubjectID: '512100301INC003' })).toMatchObject({ value: [{ clientIds: [], linked: { scope: 'ACC:512100301INC003' } }] });
  expect(events({ EventDate: 'soon', SubjectID: null, ID: 7 })).toMatchObject({ value: [{ clientIds: [], linked: null }] });
});

test('whatever is answered, nothing throws, and what is not the service\'s is no event', () => {
  fc.assert(fc.property(fc.nat(599), fc.oneof(fc.string(), fc.json()), (status, text) => void eventsOf(reply(text, status), 0)));
  for (const text of ['', '<html>OK</html>', '[]']) expect(eventsOf(reply(text), 0)).toMatchObject({ ok: false, error: { kind: 'unknown' } });
});

const samples = new URL('../../../../shared/gateways/ird/notifications/samples/', import.meta.url);
const absent = existsSync(samples) ? '' : ' (skipped: ../shared/gateways/ird is not beside this checkout)';
test.skipIf(absent !== '')(`the published samples are read${absent}`, () => {
  const files = readdirSync(samples).filter((name) => name.includes('ResponseBody') && !name.includes('Error'));
  expect(files.length).toBeGreaterThan(1);
  for (const name of files) {
    const text = readFileSync(new URL(name, samples), 'utf8');
    expect(eventsOf(reply(text), 0), name).toEqual({ ok: true, value: [] });
    const first = (JSON.parse(text) as { Notifications: { Type: string }[] }).Notifications[0]!.Type;
    const read = eventsOf(reply(text.replaceAll(first, 'ACCLNK')), 0);
    const named = read.ok && Array.isArray(read.value) ? read.value.flatMap((event) => event.clientIds) : [];
    expect(named.length, name).toBeGreaterThan(0);
    for (const clientId of named) expect(clientId).toMatch(/^IRD:\d{9}$/);
  }
});
