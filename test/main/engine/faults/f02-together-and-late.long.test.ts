import { afterEach, expect, test } from 'vitest';
import { addContact, appliedTo, atGateway, changeable, changePhone, comeOnline, emptyLevel, goOffline, mobile, rename, rowOf, seen, settle } from '../deeds.ts';
import { createWorld, type World } from '../world.ts';

/** F2: the answer to a call in which several edits went together is lost, and nothing is to be seen of it in four readings. */

let world: World;
afterEach(() => world.close());

test('a new contact that went with later edits of it is known again when it shows late', async () => {
  world = await createWorld({ clients: 30, tuning: { together: true } });
  const found = (await changeable(world)).find((client) => emptyLevel(client, 'customer'));
  const scope = found && emptyLevel(found, 'customer')?.scope;
  if (!found || !scope) throw new Error('choose another seed');
  await goOffline(world);
  const aim = addContact(world, found.id, scope, 'PRIMRY', 'First', [mobile('0215550180')]);
  const [made = ''] = aim.contact.editIds;
  const renamed = rename(world, aim, 'Second');
  const changed = changePhone(world, aim, seen(world, aim, aim.contact.key)?.phones[0]?.key ?? '', mobile('0215550181'));
  await world.control.online();
  await world.control.order({ fault: 'dropReply', match: { method: 'POST', path: '/gateway/contact' } });
  await world.control.order({ fault: 'lag', match: { path: '/gateway/customer/customer' }, skip: 1, count: 4 });
  await comeOnline(world);
  await settle(world);
  await settle(world);
  expect([made, renamed, changed].map((id) => rowOf(world, id).state)).toEqual(['sent', 'sent', 'sent']);
  expect(await appliedTo(world, found.id)).toEqual(['POST contact']);
  expect(await atGateway(world, aim, 'PRIMRY')).toMatchObject({ Name: 'Second', Phone: [{ PhoneNumber: '0215550181' }] });
});
