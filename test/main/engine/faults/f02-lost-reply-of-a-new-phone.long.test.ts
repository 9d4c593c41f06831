import { afterEach, describe, expect, test } from 'vitest';
import type { Clock } from '../../../../main/engine/clock.ts';
import { addPhone, appliedTo, atGateway, keyed, mobile, queue, rowOf, settle, type Aim } from '../deeds.ts';
import { handClock } from '../hand-clock.ts';
import { createWorld, type World } from '../world.ts';
import { aims } from './aims.ts';

/** F2: the answer to an addition is lost after it was applied. Every call and every loss is in lost-replies.long.test.ts; here are the readings that lag. */

let world: World;
afterEach(() => world.close());

const posting = { method: 'POST', path: '/gateway/contact/phone' };
const numbers = async (aim: Aim): Promise<string[]> => (await atGateway(world, aim, aim.contact.type))?.Phone.map((phone) => phone.PhoneNumber) ?? [];

describe('a phone whose answer was lost', () => {
  test.each([0, 1, 2, 3, 4])('and which %d readings do not show yet is there once', async (stale) => {
    world = await createWorld({ clients: 30 });
    const [aim] = (await aims(world, 1)) as [Aim];
    await world.control.order({ fault: 'dropReply', match: posting });
    if (stale > 0) await world.control.order({ fault: 'lag', match: { path: '/gateway/customer' }, skip: 1, count: stale });
    const editId = addPhone(world, aim, mobile('0215550199'));
    await settle(world);
    expect(await appliedTo(world, aim.clientId)).toEqual(['POST phone']);
    expect(rowOf(world, editId).state).toBe('sent');
  });

  test('and which somebody else has changed before we looked is asked about, not added a second time', async () => {
    world = await createWorld({ clients: 30 });
    const [aim] = (await aims(world, 1)) as [Aim];
    await world.control.order({ fault: 'dropReply', match: posting });
    await world.control.order({ fault: 'cutBefore', match: { path: '/gateway/customer' }, skip: 1, count: null });
    const editId = addPhone(world, aim, mobile('0215550199'));
    await world.engine.atRest();
    const PhoneID = (await atGateway(world, aim, aim.contact.type))?.Phone.find((phone) => phone.PhoneNumber === '0215550199')?.PhoneID;
    await world.control.act({ method: 'PUT', on: 'phone', body: { PhoneID, Phone: { ...mobile('0225550100') } } });
    await world.control.calm();
    await settle(world);
    expect(rowOf(world, editId)).toMatchObject({ state: 'needsYou', actions: expect.arrayContaining(['checkAgain', 'retry', 'discard']) });
    expect(await appliedTo(world, aim.clientId)).toEqual(['POST phone']);
  });

  test('one of several changes, that arrives late, does not finish the others with it', async () => {
    world = await createWorld({ clients: 30 });
    const [aim] = (await aims(world, 1)) as [Aim];
    await world.control.order({ fault: 'dropReply', match: posting });
    await world.control.order({ fault: 'lag', match: { path: '/gateway/customer' }, skip: 1, count: 4 });
    const editId = queue(world, aim.clientId, {
      type: 'edit', contact: aim.contact.key, scope: aim.scope,
      changes: [{ op: 'addPhone', phone: keyed(mobile('0215550199')) }, { op: 'set', field: 'Name', was: aim.contact.name, to: 'Both' }],
    });
    await settle(world);
    expect(rowOf(world, editId).state).toBe('sent');
    expect(await appliedTo(world, aim.clientId)).toEqual(['POST phone', 'PUT contact']);
  });

  test('and that nobody can read back needs the person, with both facts, and is not sent again by itself', async () => {
    world = await createWorld({ clients: 30 });
    const [aim] = (await aims(world, 1)) as [Aim];
    await world.control.order({ fault: 'dropReply', match: posting });
    await world.control.order({ fault: 'answer', status: 400, body: '{"errors":[{"code":"ZZZ999","type":"validation","message":""}]}', match: { path: '/gateway/customer/customer' }, skip: 1, count: 1 });
    const editId = addPhone(world, aim, mobile('0215550199'));
    await settle(world);
    expect(rowOf(world, editId)).toMatchObject({ state: 'needsYou', actions: expect.arrayContaining(['checkAgain', 'retry', 'discard']), reason: expect.stringContaining('the line dropped before the answer') });
    expect(world.engine.requests['edits.act']({ editId, action: 'checkAgain' })).toMatchObject({ done: true });
    await settle(world);
    expect(await numbers(aim)).toContain('0215550199');
    expect(await appliedTo(world, aim.clientId)).toEqual(['POST phone']);
  });
});

test('before an addition is sent a second time, it has been looked for over more than half a minute', async () => {
  const hand = handClock();
  let looked = 0;
  const clock: Clock = { ...hand, after: (ms, callback) => ((looked += ms === 100 ? ms : 0), hand.after(ms, callback)) };
  world = await createWorld({ clients: 30, tuning: { clock, looksApartMs: 5_000 } });
  const [aim] = (await aims(world, 1)) as [Aim];
  await world.control.order({ fault: 'cutBefore', match: posting });
  addPhone(world, aim, mobile('0215550199'));
  await settle(world);
  expect(await appliedTo(world, aim.clientId)).toEqual(['POST phone']);
  expect(looked).toBeGreaterThanOrEqual(30_000);
});

test('closing does not wait for the looks to come', async () => {
  const hand = handClock();
  const clock: Clock = { ...hand, after: (ms, callback) => hand.after(ms === 100 ? 50 : ms, callback) };
  world = await createWorld({ clients: 30, tuning: { clock, looksApartMs: 3_600_000 } });
  const [aim] = (await aims(world, 1)) as [Aim];
  await world.control.order({ fault: 'cutBefore', match: posting });
  const editId = addPhone(world, aim, mobile('0215550199'));
  for (let state = ''; state !== 'checking'; state = rowOf(world, editId).state) await new Promise((resolve) => setImmediate(resolve));
  await world.engine.close();
});
