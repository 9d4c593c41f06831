import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { EngineHandle, Killed } from '../../../../scripts/faults/engine-handle.ts';
import { addContact, addPhone, appliedTo, atGateway, changeable, changePhone, comeOnline, emptyLevel, goOffline, mobile, removePhone, rename, settle } from '../deeds.ts';
import { createWorld, type World } from '../world.ts';

/** F5: a contact made offline, changed, and changed again, before Inland Revenue has given it an id. */

let world: World;
afterEach(() => world.close());

async function chain() {
  const detail = (await changeable(world)).find((one) => one.id.startsWith('IRD') && emptyLevel(one, 'customer'));
  const scope = detail && emptyLevel(detail, 'customer')?.scope;
  if (!scope) throw new Error('no client of the practice is like that: choose another seed');
  await goOffline(world);
  const aim = addContact(world, detail.id, scope, 'PRIMRY', 'Brand new', [mobile('0215550101'), mobile('0215550102')]);
  rename(world, aim, 'Newer');
  addPhone(world, aim, mobile('0215550103'));
  changePhone(world, aim, aim.contact.phones[0]!.key, mobile('0215550104'));
  removePhone(world, aim, aim.contact.phones[1]!.key);
  return aim;
}
const calls = ['POST contact', 'PUT contact', 'POST phone', 'PUT phone', 'DELETE phone'];

test('a chain on new records goes out in order, each on the id that the gateway gave', async () => {
  world = await createWorld({ clients: 80 });
  const aim = await chain();
  await comeOnline(world);
  await settle(world);
  expect(await appliedTo(world, aim.clientId)).toEqual(calls);
  expect(await atGateway(world, aim, 'PRIMRY')).toMatchObject({ Name: 'Newer', Phone: [{ PhoneNumber: '0215550104' }, { PhoneNumber: '0215550103' }] });
});

test.each(['written', 'committed'] as const)('killed between the answer that gives the id and its being kept (%s): the id is learnt again, no edit hangs in the air', async (moment) => {
  world = await createWorld({ clients: 80 });
  const aim = await chain();
  await world.engine.close();
  await world.control.online();
  const compiled = mkdtempSync(join(tmpdir(), 'agentbook-compiled-'));
  const engine = new EngineHandle(compiled);
  engine.mayDie();
  await engine.ask('die', { kind: 'done', moment, skip: 0 });
  await expect(engine.ask('open', { options: world.options, sabotage: null, pace: null }).then(() => engine.ask('settle', {}))).rejects.toBeInstanceOf(Killed);
  rmSync(compiled, { recursive: true, force: true });
  await world.reopen();
  await settle(world);
  // Its engine had them come together: one call, and every edit was in it.
  expect(await appliedTo(world, aim.clientId)).toEqual(['POST contact']);
  expect(await atGateway(world, aim, 'PRIMRY')).toMatchObject({ Name: 'Newer', Phone: [{ PhoneNumber: '0215550104' }, { PhoneNumber: '0215550103' }] });
  const { rows } = world.engine.requests['queue.list']({ states: ['waiting', 'sending', 'checking', 'needsYou', 'sent'], start: 0, count: 10, clientId: aim.clientId });
  expect(rows.map((row) => row.state)).toEqual(['sent', 'sent', 'sent', 'sent', 'sent']);
});
