import { afterEach, expect, test } from 'vitest';
import { addPhone, appliedTo, comeOnline, goOffline, mobile, rename, rowOf, settle } from '../deeds.ts';
import { createWorld, type World } from '../world.ts';
import { aims } from './aims.ts';

/** F10: the token ends before the k-th call of a drain, for each k. Renewal, prompts and machine sign-ins are in sign-in.long.test.ts. */

let world: World;
afterEach(() => world.close());

test('whichever call it ends at: nothing is lost or reordered, no attempt is counted, and one sign-in is enough', async () => {
  world = await createWorld({ clients: 60 });
  const given = (await aims(world, 14)).filter((aim) => aim.contact.phones.length < 4);
  for (let call = 0; call < 12; call += 1) {
    const aim = given[call]!;
    await goOffline(world);
    const ids = [rename(world, aim, `Call ${call}`), addPhone(world, aim, mobile(`02155512${10 + call}`)), rename(world, aim, `Call ${call} again`)];
    await world.control.order({ fault: 'expireToken', skip: call });
    await comeOnline(world);
    await world.engine.atRest();
    expect(ids.map((id) => rowOf(world, id).attempts)).toEqual([0, 0, 0]);
    await world.control.calm();
    world.engine.setAuthorization(`Bearer ${(await world.control.token()).token}`);
    await settle(world);
    expect(await appliedTo(world, aim.clientId), `call ${call}`).toEqual(['PUT contact', 'POST phone', 'PUT contact']);
    expect(ids.map((id) => rowOf(world, id).state)).toEqual(['sent', 'sent', 'sent']);
  }
});
