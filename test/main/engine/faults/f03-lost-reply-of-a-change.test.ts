import { afterEach, expect, test } from 'vitest';
import { appliedTo, changePhone, mobile, remove, removePhone, rename, rowOf, settle, type Aim } from '../deeds.ts';
import { createWorld, type World } from '../world.ts';
import { aims } from './aims.ts';

/** F3: the answer to a change or a removal is lost. */

let world: World;
afterEach(() => world.close());

const deeds: [words: string, call: string, deed: (aim: Aim) => string][] = [
  ['a new name', 'PUT contact', (aim) => rename(world, aim, 'Lost')],
  ['a changed number', 'PUT phone', (aim) => changePhone(world, aim, aim.contact.phones[0]!.key, mobile('0215550177'))],
  ['a removed phone', 'DELETE phone', (aim) => removePhone(world, aim, aim.contact.phones[0]!.key)],
  ['a removed contact', 'DELETE contact', (aim) => remove(world, aim)],
];

test.each(deeds)('%s is confirmed by reading back and never fails falsely, whether or not the reading lags', async (_, call, deed) => {
  world = await createWorld({ clients: 60 });
  const [method = '', path = ''] = call.split(' ');
  for (const [place, aim] of (await aims(world, 12)).filter((one) => one.contact.phones.length > 1).slice(0, 2).entries()) {
    await world.control.order({ fault: 'dropReply', match: { method, path: `/gateway/contact/${path}` } });
    // Two readings too old: a removal is sent again, and the gateway says that it is gone (CST404); a change is looked for again.
    if (place === 1) await world.control.order({ fault: 'lag', match: { path: '/gateway/customer' }, skip: 1, count: 2 });
    const editId = deed(aim);
    await settle(world);
    expect(rowOf(world, editId)).toMatchObject({ state: 'sent' });
    expect(await appliedTo(world, aim.clientId)).toEqual([call]);
    await world.control.calm();
  }
});
