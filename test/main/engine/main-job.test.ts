import { afterEach, expect, test } from 'vitest';
import { addContact, addPhone, aimAt, changePhone, comeOnline, effectsOf, goOffline, mobile, remove, removePhone, rename, seen } from './deeds.ts';
import { createWorld, type World } from './world.ts';

let world: World;
afterEach(() => world.close());

const emptyLevel = (kind: 'customer' | 'account') => (detail: ReturnType<World['detail']>): boolean =>
  detail.linked && detail.mark === 'upToDate' && detail.levels.some((level) => level.kind === kind && level.locked === '' && level.contacts.length === 0);

for (const kind of ['customer', 'account'] as const) {
  test(`a contact is added to ${kind === 'customer' ? 'a customer' : 'an account'}, named, given phones and removed, all offline, and each call arrives once and in order`, async () => {
    world = await createWorld({ clients: 60 });
    const client = world.find(emptyLevel(kind));
    const level = client.levels.find((candidate) => candidate.kind === kind && candidate.locked === '' && candidate.contacts.length === 0);
    if (!level) throw new Error('unreachable');
    await goOffline(world);

    const primary = addContact(world, client.id, level.scope, 'PRIMRY', 'Māhina Ngata', [mobile('0215550199')]);
    const secondary = addContact(world, client.id, level.scope, 'SCNDRY', 'Tāne Ngata', [mobile('0215550100')]);
    rename(world, primary, 'Māhina Tane');
    addPhone(world, primary, { ...mobile('044451153'), PhoneType: 'BSN', Extension: '4' });
    const first = seen(world, primary, primary.contact.key)?.phones[0]?.key ?? '';
    changePhone(world, primary, first, mobile('0215550111'));
    removePhone(world, primary, first);
    remove(world, secondary);
    expect(world.engine.status()).toMatchObject({ connection: { state: 'offline' }, waiting: 7 });
    expect(await effectsOf(world)).toEqual([]);

    await comeOnline(world);
    expect(await effectsOf(world)).toEqual(['POST contact', 'POST contact', 'PUT contact', 'POST phone', 'PUT phone', 'DELETE phone', 'DELETE contact']);
    expect(world.engine.status()).toMatchObject({ waiting: 0, needsYou: 0, sending: 0, checking: 0 });
    expect(world.notices).toContain('7 edits sent');
    expect(seen(world, primary, primary.contact.key)).toMatchObject({ name: 'Māhina Tane', mark: 'upToDate', phones: [{ PhoneNumber: '044451153', Extension: '4' }] });
    expect(seen(world, secondary, secondary.contact.key)).toBeUndefined();
  });
}

test('edits made offline survive the engine being dropped without a word, and are sent once after it opens again', async () => {
  world = await createWorld({ clients: 40 });
  const client = world.find((detail) => detail.mark === 'upToDate' && (detail.levels[0]?.contacts.length ?? 0) > 0);
  const aim = aimAt(client, 'customer');
  await goOffline(world);
  rename(world, aim, 'Aroha Renamed');
  await world.reopen();
  expect(world.engine.status()).toMatchObject({ waiting: 1 });
  expect(seen(world, aim, aim.contact.key)).toMatchObject({ name: 'Aroha Renamed', mark: 'waiting' });
  await comeOnline(world);
  expect(await effectsOf(world)).toEqual(['PUT contact']);
});
