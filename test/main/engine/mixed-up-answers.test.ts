import { afterEach, expect, test } from 'vitest';
import { isAboutAnother } from '../../../main/engine/connectors/ird/read.ts';
import { aimAt, appliedTo, changeable, rename, rowOf, settle, type Aim } from './deeds.ts';
import { handClock } from './hand-clock.ts';
import { createWorld, type World } from './world.ts';

/** A proxy or a cache on the way that answers one client's call with what was meant for another's. */

let world: World | undefined;
afterEach(() => world?.close());

const ask = async (here: World, what: 'customer/customer' | 'account/account', body: object): Promise<string> => {
  const headers = { authorization: here.options.authorization ?? '', 'content-type': 'application/json' };
  return (await fetch(`${here.sandbox.url}/gateway/${what}`, { method: 'POST', headers, body: JSON.stringify(body) })).text();
};
const customerBody = (here: World, clientId: string): Promise<string> => ask(here, 'customer/customer', { CustomerID: clientId.slice(4), CustomerIDType: clientId.slice(0, 3) });

async function twoAims(here: World, kind: 'customer' | 'account'): Promise<[Aim, Aim]> {
  const able = (await changeable(here)).filter((detail) => detail.levels.some((level) => level.kind === kind && level.locked === '' && level.contacts.length > 0));
  const [one, other] = able.slice(0, 2).map((detail) => aimAt(detail, kind));
  if (!one || !other) throw new Error('no two clients of the practice are like that: choose another seed');
  return [one, other];
}

test('a customer under another number of the same kind is another; a number of another kind, or none, is no sign of it', () => {
  const about = (ID: string, IDType: string, asked = 'IRD:049091850'): boolean => isAboutAnother(asked, { ID, IDType });
  expect([about('049091850', 'IRD'), about('49091850', 'IRD'), about('136410132', 'IRD'), about('1512100301', 'CST'), about('', ''), about('136410132', '')]).toEqual([false, false, true, false, false, false]);
  expect([about('136410132GST001', 'ACC', 'ACC:136410132GST001'), about('136410132GST002', 'ACC', 'ACC:136410132GST001')]).toEqual([false, true]);
});

test('a reading that is about another client is not taken in; the client is shown as it was, and read again', async () => {
  const clock = handClock();
  const here = (world = await createWorld({ clients: 30, tuning: { clock } }));
  const [one, other] = await twoAims(here, 'customer');
  const before = here.detail(one.clientId);
  const body = await customerBody(here, other.clientId);
  clock.pass(60_000);
  await here.control.order({ fault: 'answer', status: 200, body, match: { path: '/gateway/customer/customer' } });
  here.detail(one.clientId);
  await here.engine.atRest();
  expect({ ...here.detail(one.clientId), readAt: before.readAt }).toEqual(before);
  clock.pass(60_000);
  await here.engine.atRest();
  expect(here.detail(one.clientId).readAt).toBeGreaterThan(before.readAt ?? Infinity);
  expect(here.engine.status().connection.state).toBe('online');
});

test.each(['customer', 'account'] as const)('an edit of a %s whose reading is about somebody else is not sent and says why; it goes once answers are in order', async (kind) => {
  const here = (world = await createWorld({ clients: 60 }));
  const [one, other] = await twoAims(here, kind);
  const path = `${kind}/${kind}` as const;
  const body = await (kind === 'customer' ? customerBody(here, other.clientId) : ask(here, 'account/account', { AccountID: other.scope.key.slice(4), AccountIDType: 'ACC' }));
  await here.control.order({ fault: 'answer', status: 200, body, match: { path: `/gateway/${path}` }, count: 2 });
  const editId = rename(here, one, 'Once');
  await settle(here);
  expect(rowOf(here, editId)).toMatchObject({ state: 'needsYou', reason: expect.stringContaining('about somebody else'), actions: ['retry', 'discard'] });
  expect([await appliedTo(here, one.clientId), await appliedTo(here, other.clientId)]).toEqual([[], []]);
  await here.control.calm();
  expect(here.engine.requests['edits.act']({ editId, action: 'retry' })).toEqual({ done: true, taken: [] });
  await settle(here);
  expect(rowOf(here, editId).state).toBe('sent');
  expect(await appliedTo(here, one.clientId)).toEqual(['PUT contact']);
});
