import { afterEach, expect, test } from 'vitest';
import type { Sandbox } from '../../../../main/sandbox/sandbox.ts';
import { addPhone, appliedTo, mobile, rename, rowOf, settle, type Aim } from '../deeds.ts';
import { createWorld, type World } from '../world.ts';
import { aims } from './aims.ts';
import { relayTo, type Passing } from './one-way-relay.ts';

/** F18: a line that works in one direction only, so that nobody is told that it is down: only a deadline tells. */

let world: World | null = null;
let relay: Awaited<ReturnType<typeof relayTo>> | null = null;
afterEach(async () => {
  await world?.close();
  await relay?.close();
  world = relay = null;
});

/** The relay needs the sandbox's address, and the engine the relay's: the first engine goes straight, the second through it. */
async function throughRelay(): Promise<World> {
  let sandbox: Sandbox | null = null;
  const made = await createWorld({ clients: 30, tuning: { deadlineMs: 400 }, way: (one) => ((sandbox = one), {}) });
  relay = await relayTo((sandbox as Sandbox | null)?.url ?? '');
  made.options.gateway.baseUrl = relay.url;
  await made.reopen();
  return made;
}

/** Until the desk has noticed, by its deadline. */
async function noticed(here: World): Promise<void> {
  here.engine.requests['sync.now']({});
  await here.engine.atRest();
  here.engine.requests['sync.now']({});
  await here.engine.atRest();
}

test.each<[Passing, string[]]>([
  // It has arrived, and the desk does not know.
  ['requests', ['PUT contact']],
  ['answers', []],
])('only %s pass: what is under way stays in doubt, the rest waits; once the line is whole each edit has arrived once, in order', async (passing, meanwhile) => {
  const here = (world = await throughRelay());
  const [aim, other] = (await aims(here, 2)) as [Aim, Aim];
  // The reading before the call passes, and the call is the first that does not.
  relay?.passFrom('PUT ', passing);
  const ids = [rename(here, aim, 'One way'), addPhone(here, aim, mobile('0215550128'))];
  await noticed(here);
  ids.push(rename(here, other, 'Waits'));
  await noticed(here);
  expect(ids.map((id) => rowOf(here, id).state)).toEqual(['checking', 'waiting', 'waiting']);
  expect(here.engine.status().connection.state).toBe('offline');
  expect(await appliedTo(here, aim.clientId)).toEqual(meanwhile);

  relay?.pass('both');
  await settle(here);
  expect(ids.map((id) => rowOf(here, id).state)).toEqual(['sent', 'sent', 'sent']);
  expect(await appliedTo(here, aim.clientId)).toEqual(['PUT contact', 'POST phone']);
  expect(await appliedTo(here, other.clientId)).toEqual(['PUT contact']);
}, 120_000);
