import { afterEach, expect, test } from 'vitest';
import { atGateway, comeOnline, goOffline, keyed, mobile, queue, rename, rowOf, settle, type Aim } from '../deeds.ts';
import { createWorld, type World } from '../world.ts';
import { aims } from './aims.ts';

/** F11: somebody else changes what is being changed here. Merging field by field and every choice is in conflicts.test.ts. */

let world: World;
afterEach(() => world.close());

const theyName = (aim: Aim, Name: string) => world.control.act({ method: 'PUT', on: 'contact', body: { ContactID: Number(aim.contact.key), Contact: { Name } } });
const nameOf = async (aim: Aim): Promise<string | undefined> => (await atGateway(world, aim, aim.contact.type))?.Name;

test('a name that somebody else has changed is not overwritten, but asked about with its three sides', async () => {
  world = await createWorld({ clients: 30 });
  const [aim] = (await aims(world, 1)) as [Aim];
  await goOffline(world);
  const editId = rename(world, aim, 'Mine');
  await theyName(aim, 'Theirs');
  await comeOnline(world);
  await settle(world);
  expect(await nameOf(aim)).toBe('Theirs');
  expect(rowOf(world, editId)).toMatchObject({ state: 'needsYou', conflicts: [{ was: aim.contact.name, mine: 'Mine', theirs: 'Theirs' }] });
});

test('what one edit of several changes has done already is not done again over somebody else’s later change', async () => {
  world = await createWorld({ clients: 30 });
  const [aim] = (await aims(world, 1)) as [Aim];
  await world.control.order({ fault: 'cutBefore', match: { method: 'POST', path: '/gateway/contact/phone' } });
  // The name arrives, the phone does not; before it is tried again, somebody else changes the name.
  await world.control.order({ fault: 'answer', status: 500, body: 'no', match: { path: '/gateway/customer' }, skip: 1, count: null });
  const editId = queue(world, aim.clientId, {
    type: 'edit', contact: aim.contact.key, scope: aim.scope,
    changes: [{ op: 'set', field: 'Name', was: aim.contact.name, to: 'Mine' }, { op: 'addPhone', phone: keyed(mobile('0215550190')) }],
  });
  await world.engine.atRest();
  expect(await nameOf(aim)).toBe('Mine');
  await theyName(aim, 'Theirs, later');
  await world.control.calm();
  await settle(world);
  expect(rowOf(world, editId).state).toBe('sent');
  expect(await atGateway(world, aim, aim.contact.type)).toMatchObject({ Name: 'Theirs, later', Phone: expect.arrayContaining([expect.objectContaining({ PhoneNumber: '0215550190' })]) });
  expect(world.detail(aim.clientId).levels[0]?.contacts.find((contact) => contact.key === aim.contact.key)?.name).toBe('Theirs, later');
});
