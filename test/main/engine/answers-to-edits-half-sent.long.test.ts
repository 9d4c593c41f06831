import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ConflictChoice } from '../../../shared/faults.ts';
import * as edits from '../../../shared/inland-revenue/edits.ts';
import { appliedTo, atGateway, mobile, queue, rename, rowOf, settle, type Aim } from './deeds.ts';
import { aims } from './faults/aims.ts';
import { createWorld, type World } from './world.ts';

/** Conflicts of edits of which something has been sent, or may have been: the answer is about what is left. */

let world: World;
let aim: Aim;
beforeEach(async () => {
  world = await createWorld({ clients: 30 });
  [aim] = (await aims(world, 1)) as [Aim];
});
afterEach(() => world.close());

const resolve = (editId: string, ...choices: ConflictChoice[]) => world.engine.requests['edits.resolve']({ editId, choices });
const there = () => atGateway(world, aim, aim.contact.type);
const theyRename = (Name: string) => world.control.act({ method: 'PUT', on: 'contact', body: { ContactID: Number(aim.contact.key), Contact: { Name } } });

/** A name and a phone are changed at once; the name is sent, the phone is not, and somebody else changes it meanwhile. */
async function halfSent(): Promise<{ editId: string; key: string }> {
  const [phone] = aim.contact.phones;
  if (!phone) throw new Error('choose another seed');
  const was = edits.fieldsOf(phone);
  await world.control.order({ fault: 'answer', status: 429, headers: { 'retry-after': '1' }, match: { method: 'PUT', path: '/gateway/contact/phone' } });
  const editId = queue(world, aim.clientId, {
    type: 'edit', contact: aim.contact.key, scope: aim.scope,
    changes: [{ op: 'set', field: 'Name', was: aim.contact.name, to: 'Half' }, { op: 'setPhone', key: phone.key, was, to: mobile('0215550170') }],
  });
  await world.engine.atRest();
  await world.control.act({ method: 'PUT', on: 'phone', body: { PhoneID: Number(phone.key), Phone: mobile('0215550171') } });
  await settle(world);
  expect(rowOf(world, editId)).toMatchObject({ state: 'needsYou', conflicts: expect.arrayContaining([expect.objectContaining({ theirs: '0215550171' })]) });
  return { editId, key: phone.key };
}

const numberAt = async (key: string) => (await there())?.Phone.find(({ PhoneID }) => String(PhoneID) === key)?.PhoneNumber;

test('what is left of a half sent edit is answered, and sent', async () => {
  const { editId, key } = await halfSent();
  await theyRename('Theirs');
  expect(resolve(editId, { field: 'phone.number', take: 'other', value: '0215550172' }).ok).toBe(true);
  await settle(world);
  expect(rowOf(world, editId).state).toBe('sent');
  expect([await numberAt(key), (await there())?.Name]).toEqual(['0215550172', 'Theirs']);
  expect(await appliedTo(world, aim.clientId)).toEqual(['PUT contact', 'PUT phone']);
});

test('an answer to it that is taken back asks the same again', async () => {
  const { editId, key } = await halfSent();
  await world.control.offline();
  resolve(editId, { field: 'phone.number', take: 'mine', value: '' });
  expect(world.engine.requests['edits.reopen']({ editIds: [editId] }).done).toBe(true);
  await world.control.online();
  world.engine.requests['edits.act']({ editId, action: 'keepMine' });
  await settle(world);
  expect([rowOf(world, editId).state, await numberAt(key)]).toEqual(['sent', '0215550170']);
  expect(await appliedTo(world, aim.clientId)).toEqual(['PUT contact', 'PUT phone']);
});

test('a call that arrives late does not stand for another value that was answered meanwhile', async () => {
  await world.control.order({ fault: 'cutBefore', match: { method: 'PUT', path: '/gateway/contact' } });
  // Nothing is to be seen of it in five readings; then somebody has changed the same, so that it is asked about.
  await world.control.order({ fault: 'cutBefore', match: { path: '/gateway/customer/customer' }, skip: 5, count: null });
  const editId = rename(world, aim, 'Late');
  await world.engine.atRest();
  await theyRename('Theirs');
  await world.control.calm();
  await settle(world);
  expect(rowOf(world, editId)).toMatchObject({ state: 'needsYou', conflicts: [{ mine: 'Late', theirs: 'Theirs' }] });
  await world.control.offline();
  expect(resolve(editId, { field: 'name', take: 'other', value: 'Between' }).ok).toBe(true);
  // The first call arrives after all.
  await theyRename('Late');
  await world.control.online();
  await settle(world);
  expect(rowOf(world, editId).state).not.toBe('sent');
  expect(rowOf(world, editId)).toMatchObject({ state: 'needsYou', conflicts: [{ mine: 'Between', theirs: 'Late' }] });
});
