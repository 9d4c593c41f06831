import { afterEach, expect, test } from 'vitest';
import type { Connector } from '../../../main/engine/gateway/connector.ts';
import { aimAt, appliedTo, changeable, comeOnline, goOffline, rename, rowOf, settle, type Aim } from './deeds.ts';
import { createWorld, type World } from './world.ts';

let world: World;
/** Done once, when the gateway has been read for an edit that is about to be sent. */
let onceRead: () => void = () => undefined;
afterEach(() => world.close());

const noticing = (whole: Connector): Connector => {
  const readContacts: Connector['readContacts'] = async (...given) => {
    const answer = await whole.readContacts(...given);
    const meanwhile = onceRead;
    onceRead = () => undefined;
    meanwhile();
    return answer;
  };
  return new Proxy(whole, { get: (target, name) => (name === 'readContacts' ? readContacts : (Reflect.get(target, name, target) as unknown)) });
};

/** A client with a contact at two of its places: nothing of one comes together with anything of the other. */
async function twoPlaces(): Promise<[Aim, Aim]> {
  world = await createWorld({ clients: 30, tuning: { sabotage: { connector: noticing } } });
  const detail = (await changeable(world)).find(({ levels }) => ['customer', 'account'].every((kind) => levels.some((level) => level.kind === kind && level.locked === '' && level.contacts.length > 0)));
  if (!detail) throw new Error('no client of the practice is like that: choose another seed');
  return [aimAt(detail, 'customer'), aimAt({ ...detail, levels: detail.levels.filter(({ locked }) => locked === '') }, 'account')];
}

const renamed = async ({ clientId }: Aim): Promise<string[]> => {
  const effects = await world.control.effects();
  return effects.filter((effect) => effect.client === clientId).map(({ body }) => (body as { Contact: { Name: string } }).Contact.Name);
};

test('an edit that is had back while a later one is being read for is sent before it', async () => {
  const [customer, account] = await twoPlaces();
  await goOffline(world);
  const first = rename(world, customer, 'First');
  rename(world, account, 'Second');
  expect(world.engine.requests['edits.undo']({ editId: first })).toMatchObject({ undone: [first] });
  onceRead = () => expect(world.engine.requests['edits.reopen']({ editIds: [first] })).toMatchObject({ done: true });
  await comeOnline(world);
  await settle(world);
  expect(await renamed(customer)).toEqual(['First', 'Second']);
});

test('one that needs the person holds it again, once it is had back', async () => {
  const [customer, account] = await twoPlaces();
  await goOffline(world);
  const first = rename(world, customer, 'First');
  await world.control.order({ fault: 'answer', status: 400, body: '{"errors":[{"code":"NEW123","type":"validation","message":"Something nobody has seen"}]}', match: { method: 'PUT' }, skip: 0 });
  await comeOnline(world);
  await settle(world);
  expect(rowOf(world, first).state).toBe('needsYou');
  const second = rename(world, account, 'Second');
  onceRead = () => expect(world.engine.requests['edits.reopen']({ editIds: [first] })).toMatchObject({ done: true });
  expect(world.engine.requests['edits.act']({ editId: first, action: 'discard' })).toMatchObject({ done: true });
  await settle(world);
  expect([rowOf(world, first).state, rowOf(world, second).state]).toEqual(['needsYou', 'waiting']);
  expect(await appliedTo(world, customer.clientId)).toEqual([]);
});
