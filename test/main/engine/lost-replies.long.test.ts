import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FaultOrder } from '../../../main/sandbox/faults.ts';
import type { ClientDetail, LevelDetail } from '../../../shared/views.ts';
import { addContact, addPhone, aimAt, appliedTo, atGateway, changeable, changePhone, emptyLevel, mobile, remove, removePhone, rename, rowOf, settle, type Aim } from './deeds.ts';
import { createWorld, type World } from './world.ts';

type Kind = LevelDetail['kind'];

/** Each of the six calls: which client it needs, what a person does, what it looks like at the gateway. */
interface Call {
  words: string;
  effect: string;
  suits: (detail: ClientDetail, kind: Kind) => boolean;
  begin: (world: World, detail: ClientDetail, kind: Kind) => Aim;
  holds: (world: World, aim: Aim) => Promise<boolean>;
}

const contactOf = (detail: ClientDetail, kind: Kind) => detail.levels.filter((level) => level.kind === kind && level.locked === '').find((level) => level.contacts.length > 0)?.contacts[0];
const number = '0215550177';
const numbersOf = async (world: World, aim: Aim): Promise<string[]> => (await atGateway(world, aim, aim.contact.type))?.Phone.map((phone) => phone.PhoneNumber) ?? [];

/** A deed on the first contact of a level, answering what it was done to. */
const onContact = (deed: (world: World, aim: Aim) => void) => (world: World, detail: ClientDetail, kind: Kind): Aim => {
  const aim = aimAt(detail, kind);
  deed(world, aim);
  return aim;
};
const firstPhone = (aim: Aim): string => aim.contact.phones[0]?.key ?? '';
const phones = (least: number, most: number) => (detail: ClientDetail, kind: Kind): boolean => {
  const count = contactOf(detail, kind)?.phones.length ?? 0;
  return count >= least && count <= most;
};

const calls: Call[] = [
  {
    words: 'adding a contact',
    effect: 'POST contact',
    suits: (detail, kind) => emptyLevel(detail, kind) !== undefined,
    begin: (world, detail, kind) => addContact(world, detail.id, emptyLevel(detail, kind)!.scope, 'PRIMRY', 'Hēmi Lost', [mobile(number), mobile('0215550178')]),
    holds: async (world, aim) => (await atGateway(world, aim, 'PRIMRY'))?.Name === 'Hēmi Lost',
  },
  {
    words: 'renaming a contact',
    effect: 'PUT contact',
    suits: phones(1, 5),
    begin: onContact((world, aim) => rename(world, aim, 'Hēmi Renamed')),
    holds: async (world, aim) => (await atGateway(world, aim, aim.contact.type))?.Name === 'Hēmi Renamed',
  },
  {
    words: 'removing a contact',
    effect: 'DELETE contact',
    suits: phones(1, 5),
    begin: onContact((world, aim) => remove(world, aim)),
    holds: async (world, aim) => (await atGateway(world, aim, aim.contact.type)) === undefined,
  },
  {
    words: 'adding a phone',
    effect: 'POST phone',
    suits: phones(1, 4),
    begin: onContact((world, aim) => addPhone(world, aim, mobile(number))),
    holds: async (world, aim) => (await numbersOf(world, aim)).filter((one) => one === number).length === 1,
  },
  {
    words: 'changing a phone',
    effect: 'PUT phone',
    suits: phones(1, 5),
    begin: onContact((world, aim) => changePhone(world, aim, firstPhone(aim), mobile(number))),
    holds: async (world, aim) => (await numbersOf(world, aim)).includes(number),
  },
  {
    words: 'removing a phone',
    effect: 'DELETE phone',
    suits: phones(2, 5),
    begin: onContact((world, aim) => removePhone(world, aim, firstPhone(aim))),
    holds: async (world, aim) => (await numbersOf(world, aim)).length === aim.contact.phones.length - 1,
  },
];

const losses: { words: string; fault: FaultOrder }[] = [
  { words: 'the reply is dropped', fault: { fault: 'dropReply' } },
  { words: 'half of the reply arrives', fault: { fault: 'halfBody' } },
  { words: 'the reply stalls past the deadline', fault: { fault: 'stall', applied: true } },
  { words: 'a 504 comes after it was applied', fault: { fault: 'answer', status: 504, body: '<html>Gateway Timeout</html>', applied: true } },
  { words: 'the line is cut before it was applied', fault: { fault: 'cutBefore' } },
  { words: 'it stalls and was not applied', fault: { fault: 'stall' } },
  { words: 'the gateway answers 500 EU6001 without applying it', fault: { fault: 'answer', status: 500, body: '{"errors":[{"code":"EU6001","type":"server","message":"Unexpected error occurred"}]}' } },
];

describe.each<Kind>(['customer', 'account'])('at %s level', (kind) => {
  let world: World;
  const used = new Set<string>();
  let pool: ClientDetail[] = [];
  beforeAll(async () => {
    world = await createWorld({ clients: 160, tuning: { deadlineMs: 250 } });
    pool = await changeable(world);
  }, 60_000);
  afterAll(() => world.close());

  /** A client nobody has touched yet. */
  const writable = (suits: Call['suits']): ClientDetail => {
    const found = pool.find((detail) => !used.has(detail.id) && suits(detail, kind));
    if (!found) throw new Error('no client of the practice is like that: choose another seed');
    used.add(found.id);
    return found;
  };

  for (const call of calls)
    for (const loss of losses)
      test(`${call.words} happens exactly once when ${loss.words}`, async () => {
        const detail = writable(call.suits);
        const [method = '', path = ''] = call.effect.split(' ');
        await world.control.order({ ...loss.fault, match: { method, path: `/gateway/contact/${path}` } });
        const aim = call.begin(world, detail, kind);
        await settle(world);
        expect(await appliedTo(world, detail.id)).toEqual([call.effect]);
        expect(await call.holds(world, aim)).toBe(true);
        expect(world.engine.status()).toMatchObject({ waiting: 0, sending: 0, checking: 0, needsYou: 0 });
        await world.control.calm();
      });

  /** The answer to the edit is lost, and nothing can be read back until somebody else has done something. */
  async function meanwhile(call: Call, loss: FaultOrder, act: (aim: Aim) => Promise<unknown>): Promise<{ detail: ClientDetail; aim: Aim; editId: string }> {
    const detail = writable(call.suits);
    const [method = '', path = ''] = call.effect.split(' ');
    const reading = kind === 'customer' ? '/gateway/customer/customer' : '/gateway/account/account';
    await world.control.order({ ...loss, match: { method, path: `/gateway/contact/${path}` } });
    await world.control.order({ fault: 'cutBefore', match: { path: reading }, skip: 1, count: null });
    const aim = call.begin(world, detail, kind);
    await world.engine.atRest();
    expect(world.engine.status()).toMatchObject({ checking: 1 });
    const editId = world.engine.requests['queue.list']({ states: ['checking'], start: 0, count: 1 }).rows[0]?.editId ?? '';
    expect((await act(aim)) as { status: number }).toMatchObject({ status: 200 });
    await world.control.calm();
    await settle(world);
    return { detail, aim, editId };
  }

  const [adding, renaming, , addingPhone, changing] = calls as [Call, Call, Call, Call, Call];
  const fields = { PhoneType: 'CELL', Country: 'NZ', AreaCode: '', PhoneNumber: number, Extension: '' };
  const scopeIds = (aim: Aim) => {
    const [type, id] = aim.scope.key.split(':');
    return aim.scope.level === 'ird.customer' ? { CustomerID: id, CustomerIDType: type } : { AccountID: id, AccountIDType: type };
  };
  const create = (aim: Aim, name: string) => world.control.act({ method: 'POST', on: 'contact', body: { ...scopeIds(aim), Contact: { ContactType: 'PRIMRY', Name: name, Phone: [fields, { ...fields, PhoneNumber: '0215550178' }] } } });
  const contactId = (aim: Aim) => Number(aim.contact.key);

  test('an identical contact that somebody else made meanwhile is taken for what was meant, not made twice', async () => {
    const { detail, aim } = await meanwhile(adding, { fault: 'cutBefore' }, (given) => create(given, 'Hēmi Lost'));
    expect(await appliedTo(world, detail.id)).toEqual([]);
    expect(world.engine.status()).toMatchObject({ waiting: 0, needsYou: 0 });
    expect(await adding.holds(world, aim)).toBe(true);
  });

  test('a contact of the same type under another name that somebody made meanwhile is never taken for ours: it needs the person', async () => {
    const { detail, editId } = await meanwhile(adding, { fault: 'cutBefore' }, (given) => create(given, 'Somebody Else'));
    expect(await appliedTo(world, detail.id)).toEqual([]);
    expect(rowOf(world, editId)).toMatchObject({ state: 'needsYou', actions: ['checkAgain', 'retry', 'discard'] });
    expect(world.engine.requests['edits.act']({ editId, action: 'discard' })).toMatchObject({ done: true });
    expect(world.detail(detail.id).levels.flatMap((level) => level.contacts.map((contact) => contact.name))).toContain('Somebody Else');
  });

  test('an identical phone that somebody else added while ours was lost before it arrived is adopted: one phone, not two', async () => {
    const { detail, aim } = await meanwhile(addingPhone, { fault: 'cutBefore' }, (given) => world.control.act({ method: 'POST', on: 'phone', body: { ContactID: contactId(given), Phone: fields } }));
    expect(await appliedTo(world, detail.id)).toEqual([]);
    expect(await addingPhone.holds(world, aim)).toBe(true);
    expect(world.engine.status()).toMatchObject({ waiting: 0, needsYou: 0 });
  });

  test('two equal phones where one was expected cannot be told apart: nothing is sent again, the person decides', async () => {
    const twin = (aim: Aim) => world.control.act({ method: 'POST', on: 'phone', body: { ContactID: contactId(aim), Phone: fields } });
    const { detail, editId } = await meanwhile({ ...addingPhone, suits: phones(1, 3) }, { fault: 'dropReply' }, twin);
    expect(await appliedTo(world, detail.id)).toEqual(['POST phone']);
    expect(rowOf(world, editId)).toMatchObject({ state: 'needsYou' });
    expect(world.engine.requests['edits.act']({ editId, action: 'checkAgain' })).toMatchObject({ done: true });
    await settle(world);
    expect(rowOf(world, editId)).toMatchObject({ state: 'needsYou' });
    expect(await appliedTo(world, detail.id)).toEqual(['POST phone']);
    world.engine.requests['edits.act']({ editId, action: 'discard' });
  });

  test.each([
    ['a name', renaming, (aim: Aim) => ({ method: 'PUT' as const, on: 'contact' as const, body: { ContactID: contactId(aim), Contact: { Name: 'Theirs' } } })],
    ['a phone', changing, (aim: Aim) => ({ method: 'PUT' as const, on: 'phone' as const, body: { PhoneID: Number(firstPhone(aim)), Phone: { ...fields, PhoneNumber: '095550100' } } })],
  ])('%s that somebody else changed after ours was lost is not overwritten: it needs the person', async (_, call, order) => {
    const { detail, editId } = await meanwhile(call, { fault: 'dropReply' }, (aim) => world.control.act(order(aim)));
    expect(await appliedTo(world, detail.id)).toEqual([call.effect]);
    expect(rowOf(world, editId)).toMatchObject({ state: 'needsYou' });
    world.engine.requests['edits.act']({ editId, action: 'discard' });
  });
});
