import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NativePhone } from '../../../shared/contacts.ts';
import type { LevelDetail } from '../../../shared/views.ts';
import { addContact, addPhone, changeable, changePhone, effectsOf, mobile, remove, removePhone, rename, seen, settle } from '../../main/engine/deeds.ts';
import type { Aim } from '../../main/engine/deeds.ts';
import { watchedDesk } from './engine-desk.ts';
import type { WatchedDesk } from './engine-desk.ts';
import { present, whyNot } from './official.ts';

let desk: WatchedDesk | undefined;
beforeAll(async () => {
  if (present) desk = await watchedDesk('practice', 40);
});
afterAll(() => desk?.close());

const phone = (PhoneType: string, Country: string, AreaCode: string, PhoneNumber: string, Extension = ''): NativePhone => ({ PhoneType, Country, AreaCode, PhoneNumber, Extension });

/** Every kind of phone: mobile, business with an extension, fax, home; overseas with an area code, without one, and where none is wanted. */
const phones: readonly NativePhone[] = [
  mobile('0215550101'), phone('BSN', 'NZ', '', '045550102', '04'), phone('BSNFAX', 'NZ', '', '045550103'), phone('HOM', 'AU', '02', '55500104'), phone('CELL', 'US', '212', '5550105'),
  phone('CELL', 'GB', '', '7946000106'), phone('HOM', 'FJ', '', '3550107'),
];

type Kind = LevelDetail['kind'];

/** A level of this kind that has room for a contact and none of ours yet. */
async function emptyLevel(kind: Kind): Promise<{ clientId: string; level: LevelDetail; type: string }> {
  for (const detail of await changeable(desk!.world))
    for (const level of detail.levels.filter((one) => one.kind === kind && one.locked === '' && one.contacts.length < 2)) {
      const type = level.contacts.some((one) => one.type === 'PRIMRY') ? 'SCNDRY' : 'PRIMRY';
      if (!level.contacts.some((one) => one.type === type)) return { clientId: detail.id, level, type };
    }
  throw new Error(`no ${kind} with room for a contact: choose another seed`);
}

async function settled(): Promise<void> {
  await settle(desk!.world);
  expect(desk!.world.engine.status()).toMatchObject({ waiting: 0, sending: 0, checking: 0, needsYou: 0 });
}

/** The contact as it is now held, with the gateway's own key. */
function afresh(aim: Aim, type: string): Aim {
  const level = desk!.world.detail(aim.clientId).levels.find((one) => one.scope.key === aim.scope.key);
  return { ...aim, contact: level!.contacts.find((one) => one.type === type)! };
}

/** A contact's whole life at a level: made with two phones, renamed, its phones added, changed and removed one after the other, and ended. */
async function wholeLife(kind: Kind, name: string): Promise<void> {
  const { world } = desk!;
  const { clientId, level, type } = await emptyLevel(kind);
  const made = addContact(world, clientId, level.scope, type, name, [phones[0]!, phones[3]!]);
  await settled();
  const aim = afresh(made, type);
  rename(world, aim, 'Māhina Ngata & <Sons>');
  for (const one of phones.slice(4)) addPhone(world, aim, one);
  await settled();
  for (const [at, { key }] of (seen(world, aim, aim.contact.key)?.phones ?? []).entries()) {
    changePhone(world, afresh(aim, type), key, phones[(at + 1) % phones.length]!);
    await settled();
  }
  const held = seen(world, aim, aim.contact.key)!.phones;
  for (const { key } of held.slice(1)) removePhone(world, afresh(aim, type), key);
  await settled();
  remove(world, afresh(aim, type));
  await settled();
}

const told = (): string => desk!.gateway.violations.join('\n');

describe.skipIf(!present)(`Every byte the engine sends, and every byte it is answered, is as published${whyNot}`, () => {
  it('when it lists and reads its clients', () => {
    expect(told()).toBe('');
    for (const name of ['RetrieveClientList', 'POST /gateway/customer/customer', 'POST /gateway/account/list', 'POST /gateway/account/account'])
      expect(desk!.gateway.seen.get(name) ?? 0, name).toBeGreaterThan(0);
    expect(desk!.gateway.seen.get('RetrieveClientList')).toBe(1);
    expect(desk!.gateway.seen.get('POST /gateway/customer/customer')).toBe(40);
  });

  it.each([['customer', 'Ngāio O’Halloranby'], ['customer', ''], ['account', 'Zoë'], ['account', '']] as const)('through the whole life of a contact of the %s, named "%s"', async (kind, name) => {
    const before = (await effectsOf(desk!.world)).length;
    await wholeLife(kind, name);
    expect(told()).toBe('');
    const done = (await effectsOf(desk!.world)).slice(before);
    expect(new Set(done)).toEqual(new Set(['POST contact', 'PUT contact', 'DELETE contact', 'POST phone', 'PUT phone', 'DELETE phone']));
  }, 60_000);

  it('when a client is delinked, and the engine asks whether it is on any list still', async () => {
    const { world, clock } = desk!;
    const [detail] = await changeable(world);
    const level = detail!.levels.find((one) => one.contacts.length > 0)!;
    await world.control.unlink(detail!.id);
    rename(world, { clientId: detail!.id, scope: level.scope, contact: level.contacts[0]! }, 'Somebody Else');
    await settle(world);
    expect(world.detail(detail!.id).linked).toBe(false);
    expect(told()).toBe('');
    expect(desk!.gateway.seen.get('RetrieveClient') ?? 0).toBeGreaterThan(0);
    clock.pass(6 * 60_000);
    await world.engine.atRest();
    expect(desk!.gateway.seen.get('POST /gateway/notification/list') ?? 0).toBeGreaterThan(0);
    expect(told()).toBe('');
  });

  it('when the gateway was away, and its status is asked', async () => {
    const { world } = desk!;
    await world.control.order({ fault: 'outage', status: 503 });
    world.engine.requests['sync.now']({});
    await world.engine.atRest();
    await world.control.calm();
    // The outage's page is none of the published answers, and is seen to be none.
    expect(told()).toContain('/gateway/contact/status');
    desk!.gateway.violations.length = 0;
    desk!.gateway.seen.delete('GET /gateway/contact/status');
    await settle(world);
    expect(desk!.gateway.seen.get('GET /gateway/contact/status') ?? 0).toBeGreaterThan(0);
    expect(told()).toBe('');
  });

  it('in every one of the operations there are', () => {
    const expected = [
      'RetrieveClientList', 'RetrieveClient', 'POST /gateway/notification/list', 'POST /gateway/customer/customer', 'POST /gateway/account/list', 'POST /gateway/account/account',
      ...['contact', 'phone'].flatMap((on) => ['POST', 'PUT', 'DELETE'].map((method) => `${method} /gateway/contact/${on}`)), 'GET /gateway/contact/status',
    ];
    expect([...desk!.gateway.seen.keys()].sort()).toEqual(expected.sort());
  });
});

describe.skipIf(!present)(`The engine at Inland Revenue's published test data${whyNot}`, () => {
  it('reads every persona, and changes one, as published', async () => {
    const pack = await watchedDesk('ird-pack', 1);
    const { world, gateway } = pack;
    const { rows } = world.engine.requests['clients.list']({ query: '', view: 'all', start: 0, count: 100 });
    for (const id of ['IRD:132243158', 'IRD:069096409', 'IRD:139369673', 'CST:1512150403', 'CST:1512100301']) expect(rows.find((row) => row.id === id)?.name, id).not.toBe('');
    const company = world.detail('IRD:069096409').levels[0]!;
    const aim = { clientId: 'IRD:069096409', scope: company.scope, contact: company.contacts[0]! };
    addPhone(world, aim, mobile('0215550199'));
    await settle(world);
    expect(gateway.violations).toEqual([]);
    expect(gateway.seen.get('RetrieveClientList')).toBe(1);
    expect(gateway.seen.get('POST /gateway/contact/phone')).toBe(1);
    await pack.close();
  });
});
