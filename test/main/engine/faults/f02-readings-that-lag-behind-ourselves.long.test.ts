import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addContact, addPhone, appliedTo, atGateway, changeable, changePhone, emptyLevel, mobile, remove, removePhone, rename, rowOf, seen, settle, type Aim } from '../deeds.ts';
import { createWorld, type World } from '../world.ts';
import { aims } from './aims.ts';

/** F2: readings that lag behind what we have sent ourselves. Nothing is taken for gone, done or somebody else's because of them. */

let world: World;
let aim: Aim;
beforeEach(async () => {
  world = await createWorld({ clients: 30 });
  [aim] = (await aims(world, 1)) as [Aim];
});
afterEach(() => world.close());

const reading = { path: '/gateway/customer/customer' };
/** The next readings of customers are answered as they were before what is sent meanwhile. */
const lag = (count: number): Promise<unknown> => world.control.order({ fault: 'lag', match: reading, count });

/** Until the readings no longer lag, and everything is sent. */
async function shown(): Promise<void> {
  for (let round = 0; round < 6; round += 1) await settle(world);
}

describe('what we have just made and no reading shows yet', () => {
  async function made(): Promise<Aim> {
    const found = (await changeable(world)).find((client) => emptyLevel(client, 'customer'));
    const level = found && emptyLevel(found, 'customer');
    if (!found || !level) throw new Error('choose another seed');
    await lag(2);
    const fresh = addContact(world, found.id, level.scope, 'PRIMRY', 'Made here', [mobile('0215550100'), mobile('0215550101')]);
    await world.engine.atRest();
    return fresh;
  }

  test('is removed when that is meant', async () => {
    const fresh = await made();
    await lag(2);
    const editId = remove(world, fresh);
    await shown();
    expect(rowOf(world, editId).state).toBe('sent');
    expect(await appliedTo(world, fresh.clientId)).toEqual(['POST contact', 'DELETE contact']);
    expect(await atGateway(world, fresh, 'PRIMRY')).toBeUndefined();
  });

  test('is not told to be gone when it is changed', async () => {
    const fresh = await made();
    await lag(2);
    const editId = rename(world, fresh, 'Renamed here');
    await shown();
    expect(rowOf(world, editId)).toMatchObject({ state: 'sent' });
    expect((await atGateway(world, fresh, 'PRIMRY'))?.Name).toBe('Renamed here');
  });

  test('is still shown meanwhile', async () => {
    const fresh = await made();
    expect(seen(world, fresh, fresh.contact.key)?.name).toBe('Made here');
    world.engine.requests['sync.now']({});
    await lag(2);
    await world.engine.atRest();
    expect(seen(world, fresh, fresh.contact.key)?.name).toBe('Made here');
  });

  test('and whose removal never arrived is removed all the same', async () => {
    const fresh = await made();
    await world.control.order({ fault: 'cutBefore', match: { method: 'DELETE', path: '/gateway/contact' } });
    await world.control.order({ fault: 'lag', match: reading, skip: 1, count: 2 });
    const editId = remove(world, fresh);
    await shown();
    expect(rowOf(world, editId).state).toBe('sent');
    expect(await atGateway(world, fresh, 'PRIMRY')).toBeUndefined();
  });
});

test('a phone that was just added and is not to be seen yet is removed when that is meant', async () => {
  await lag(3);
  const phone = mobile('0215550199');
  addPhone(world, aim, phone);
  await world.engine.atRest();
  const key = seen(world, aim, aim.contact.key)?.phones.find((one) => one.PhoneNumber === '0215550199')?.key;
  expect(key).toBeDefined();
  await lag(1);
  removePhone(world, aim, key ?? '');
  await shown();
  expect(await appliedTo(world, aim.clientId)).toEqual(['POST phone', 'DELETE phone']);
});

test('a name set back to what it was is sent, though the reading still shows that it is so', async () => {
  await lag(2);
  rename(world, aim, 'For a moment');
  await world.engine.atRest();
  await lag(1);
  const editId = rename(world, aim, aim.contact.name);
  await shown();
  expect(rowOf(world, editId).state).toBe('sent');
  expect((await atGateway(world, aim, aim.contact.type))?.Name).toBe(aim.contact.name);
});

test('one field of a phone changed after another does not take that one back', async () => {
  const [phone] = aim.contact.phones;
  if (!phone) throw new Error('choose another seed');
  const business = { PhoneType: 'BSN', Country: 'NZ', AreaCode: '', PhoneNumber: '095550100', Extension: '' };
  changePhone(world, aim, phone.key, business);
  await settle(world);
  await lag(2);
  changePhone(world, aim, phone.key, { ...business, Extension: '77' });
  await world.engine.atRest();
  await lag(1);
  changePhone(world, aim, phone.key, { ...business, Extension: '77', PhoneNumber: '095550101' });
  await shown();
  const [now] = (await atGateway(world, aim, aim.contact.type))?.Phone ?? [];
  expect(now).toMatchObject({ Extension: '77', PhoneNumber: '095550101' });
});

test('after a stop in between it is the same', async () => {
  await lag(2);
  rename(world, aim, 'For a moment');
  await world.engine.atRest();
  await lag(4);
  await world.reopen();
  await lag(1);
  const editId = rename(world, aim, aim.contact.name);
  await shown();
  expect(rowOf(world, editId).state).toBe('sent');
  expect((await atGateway(world, aim, aim.contact.type))?.Name).toBe(aim.contact.name);
});

test('what somebody else has changed is seen as ever', async () => {
  rename(world, aim, 'Ours');
  await world.engine.atRest();
  await world.control.act({ method: 'PUT', on: 'contact', body: { ContactID: Number(aim.contact.key), Contact: { Name: 'Theirs' } } });
  const editId = rename(world, aim, 'Ours again');
  await settle(world);
  expect(rowOf(world, editId)).toMatchObject({ state: 'needsYou', conflicts: [{ field: 'name', was: 'Ours', mine: 'Ours again', theirs: 'Theirs' }] });
});
