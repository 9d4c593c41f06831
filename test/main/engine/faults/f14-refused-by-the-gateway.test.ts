import { afterEach, describe, expect, test } from 'vitest';
import { addPhone, appliedTo, goOffline, mobile, rename, rowOf, settle, type Aim } from '../deeds.ts';
import { createWorld, type World } from '../world.ts';
import { aims, errorBody } from './aims.ts';

/** F14: the gateway's rules say no to what ours let through. */

let world: World;
afterEach(() => world.close());

describe.each(['CNT102', 'CNT103', 'ACT100', 'EV1100', 'EV2234', 'ZZZ999'])('400 %s', (code) => {
  test('needs the person with the code and its answer, is not repeated, holds what rests on it, and holds up no other client', async () => {
    world = await createWorld({ clients: 30 });
    const [held, ...others] = (await aims(world, 4)) as [Aim, Aim, Aim, Aim];
    await goOffline(world);
    const first = addPhone(world, held, mobile('0215550114'));
    const rests = rename(world, held, 'Rests on it');
    const free = others.map((aim, place) => rename(world, aim, `Free ${place}`));
    await world.control.order({ fault: 'answer', status: 400, body: errorBody(code), match: { method: 'POST', path: '/gateway/contact/phone' }, count: null });
    await world.control.online();
    await settle(world);
    expect(rowOf(world, first)).toMatchObject({ state: 'needsYou', details: { status: 400, code, body: errorBody(code) }, actions: expect.arrayContaining(['retry', 'discard']) });
    expect(rowOf(world, rests).state).toBe('waiting');
    expect(free.map((id) => rowOf(world, id).state)).toEqual(['sent', 'sent', 'sent']);
    expect((await world.control.requests()).filter((line) => line.path === '/gateway/contact/phone')).toHaveLength(1);
    expect(await appliedTo(world, held.clientId)).toEqual([]);
    world.engine.requests['edits.act']({ editId: first, action: 'discard' });
    await settle(world);
    expect(await appliedTo(world, held.clientId)).toEqual(['PUT contact']);
  });
});
