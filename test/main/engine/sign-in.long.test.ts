import { afterEach, describe, expect, test } from 'vitest';
import { Authorization } from '../../../main/engine/gateway/authorization.ts';
import { addPhone, aimAt, changePhone, changeable, comeOnline, goOffline, mobile, removePhone, rename, seen, settle, type Aim } from './deeds.ts';
import { createWorld, type SignInWorld } from './world.ts';

let world: SignInWorld;
afterEach(() => world.close());

const lastEffect = async (): Promise<number> => (await world.control.effects()).at(-1)?.n ?? 0;

/** Clients whose customer contact may be changed and has room for one more phone. */
async function aims(count: number): Promise<Aim[]> {
  const able = (await changeable(world)).filter((detail) => (detail.levels[0]?.contacts[0]?.phones.length ?? 5) < 5);
  expect(able.length).toBeGreaterThanOrEqual(count);
  return able.slice(0, count).map((detail) => aimAt(detail, 'customer'));
}

const calls = ['PUT contact', 'POST phone', 'PUT phone', 'DELETE phone', 'PUT contact'];

/** Five edits of one client that rest on each other: eleven calls with the readings between them. */
function edit(aim: Aim, round: number, place: number): string[] {
  const ids = [rename(world, aim, `Round ${round} begins`), addPhone(world, aim, mobile(`0215550${100 + place}`))];
  const phone = seen(world, aim, aim.contact.key)?.phones.at(-1)?.key ?? '';
  ids.push(changePhone(world, aim, phone, mobile(`0215550${120 + place}`)));
  ids.push(removePhone(world, aim, phone), rename(world, aim, `Round ${round} ends`));
  return ids;
}

/** Everything that was queued has had its effect once, in order, client by client; nothing counted against it. */
async function eachOnceInOrder(given: readonly Aim[], editIds: readonly string[], after: number): Promise<void> {
  const effects = await world.control.effects(after);
  for (const aim of given) expect(effects.filter((effect) => effect.client === aim.clientId).map((effect) => `${effect.method} ${effect.path.replace('/gateway/contact/', '')}`)).toEqual(Array.from({ length: calls.length * (editIds.length / given.length / calls.length) }, (_, index) => calls[index % calls.length]));
  expect(effects).toHaveLength(editIds.length);
  const { rows } = world.engine.requests['queue.list']({ states: ['needsYou', 'checking', 'sending', 'waiting', 'sent'], start: 0, count: editIds.length });
  expect(rows.map(({ editId, state, attempts }) => [editId, state, attempts])).toEqual(editIds.map((id) => [id, 'sent', 0]).reverse());
}

describe.each([{ renewable: false, lanes: 1 }, { renewable: false, lanes: 3 }, { renewable: true, lanes: 1 }, { renewable: true, lanes: 3 }])('a token that expires after the k-th call of a drain, $lanes at once, renewable: $renewable', ({ renewable, lanes }) => {
  test('for k from 0 to 30: one prompt at most, nothing lost, nothing reordered, no attempt counted', { timeout: 600_000 }, async () => {
    world = await createWorld({ clients: 12, renewable });
    const given = await aims(lanes);
    for (let k = 0; k <= 30; k += 1) {
      await goOffline(world);
      const after = await lastEffect();
      world.signIn.refused.length = world.signIn.states.length = 0;
      // One lane alone needs three rounds of edits for thirty calls.
      const rounds = lanes === 1 ? [1, 2, 3] : [1];
      const editIds = rounds.flatMap((round) => given.flatMap((aim, place) => edit(aim, k * 10 + round, place)));
      await world.control.order({ fault: 'expireToken', skip: k });
      await comeOnline(world);
      expect(await world.control.faults(), `call ${k + 1} was made`).toEqual([]);
      expect(world.signIn.refused, `k = ${k}`).toHaveLength(1);
      if (renewable) expect(world.signIn.states).not.toContain('signedOut');
      else {
        expect(world.engine.status()).toMatchObject({ connection: { state: 'signedOut' }, needsYou: 0, sending: 0, checking: 0 });
        await world.signIn.again();
        await world.engine.atRest();
      }
      await settle(world);
      expect(world.signIn.refused, `k = ${k}`).toHaveLength(1);
      await eachOnceInOrder(given, editIds, after);
    }
  });
});

describe('a refused sign-in', () => {
  test('is told once, however often it is tried; nobody is asked again until there is another', async () => {
    world = await createWorld({ clients: 5 });
    await world.control.expireTokens();
    for (let time = 0; time < 3; time += 1) {
      world.engine.requests['sync.now']({});
      await world.engine.atRest();
      expect(world.engine.status().connection.state).toBe('signedOut');
    }
    expect(world.signIn.refused).toHaveLength(1);
    await world.signIn.again();
    await world.engine.atRest();
    expect([world.engine.status().connection.state, world.signIn.refused.length]).toEqual(['online', 1]);
    await world.control.expireTokens();
    world.engine.requests['sync.now']({});
    await world.engine.atRest();
    expect(new Set(world.signIn.refused).size).toBe(2);
  });

  test('that can be renewed shows as connecting until the answer; none is a sign-out', async () => {
    world = await createWorld({ clients: 5, renewable: true, renews: false });
    const { engine } = world;
    const told = new Promise<void>((resolve) => engine.onSignedOut(() => resolve()));
    await world.control.expireTokens();
    engine.requests['sync.now']({});
    await told;
    expect(engine.status().connection.state).toBe('connecting');
    engine.setAuthorization(null);
    expect(engine.status().connection.state).toBe('signedOut');
    await engine.atRest();
    expect(world.signIn.refused).toHaveLength(1);
  });

  test('at the first call of all is renewed too, and everything is read', async () => {
    world = await createWorld({ clients: 8, renewable: true, faults: [{ fault: 'expireToken' }] });
    expect(world.engine.status()).toMatchObject({ connection: { state: 'online' }, listTrouble: '' });
    expect(world.engine.requests['clients.list']({ query: '', view: 'all', start: 0, count: 20 }).rows.filter((row) => row.name === '')).toEqual([]);
    expect(world.signIn.refused).toHaveLength(1);
  });

  test('of the client list alone says so, and the rest of the work goes on', async () => {
    world = await createWorld({ clients: 8 });
    const [aim] = await aims(1);
    const refusal = '<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body><RetrieveClientListResponse><RetrieveClientListResult><RetrieveClientListResponseWrapper><retrieveClientListResponse><statusMessage><statusCode>1</statusCode><errorMessage>No</errorMessage></statusMessage></retrieveClientListResponse></RetrieveClientListResponseWrapper></RetrieveClientListResult></RetrieveClientListResponse></e:Body></e:Envelope>';
    await world.control.order({ fault: 'answer', status: 200, body: refusal, match: { path: '/gateway/gws/' }, count: null });
    world.engine.requests['sync.refresh']({});
    await world.engine.atRest();
    rename(world, aim!, 'Sent all the same');
    await settle(world);
    expect(world.engine.status()).toMatchObject({ connection: { state: 'online' }, waiting: 0, listTrouble: expect.stringContaining('did not accept the sign-in') });
    expect(world.signIn.refused).toEqual([]);
    await world.control.calm();
    world.engine.requests['sync.refresh']({});
    await world.engine.atRest();
    expect(world.engine.status().listTrouble).toBe('');
  });
});

describe('an Authorization header', () => {
  const made = (value: string | null, renewable = true) => {
    const told: string[] = [];
    return { told, header: new Authorization(value, renewable, (refused) => void told.push(refused)) };
  };

  test('a late word on one that has been replaced says nothing of the new one', () => {
    const { told, header } = made('Bearer a');
    header.replace('Bearer b');
    header.refuse('Bearer a');
    expect([header.standing, told]).toEqual(['good', []]);
  });

  test('the same one again needs a person when it is refused again', () => {
    const { told, header } = made('Bearer a');
    header.refuse('Bearer a');
    header.refuse('Bearer a');
    expect([header.standing, told]).toEqual(['renewing', ['Bearer a']]);
    header.replace('Bearer a');
    expect(header.standing).toBe('good');
    header.refuse('Bearer a');
    expect([header.standing, told]).toEqual(['signedOut', ['Bearer a']]);
  });

  test('none is signed out, and nobody is told of it', () => {
    const { told, header } = made(null);
    header.refuse(null);
    expect([header.standing, told]).toEqual(['signedOut', []]);
    expect(made('Bearer a', false).header.standing).toBe('good');
  });
});
