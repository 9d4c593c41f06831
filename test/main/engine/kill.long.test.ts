import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { randomFrom } from '../../../main/sandbox/random.ts';
import { addPhone, aimAt, atGateway, changePhone, goOffline, mobile, removePhone, rename, seen, settle, type Aim } from './deeds.ts';
import { createWorld, type World } from './world.ts';

let world: World;
afterEach(() => world.close());

const child = fileURLToPath(new URL('./killed-engine.ts', import.meta.url));

/** Six edits of one client that rest on each other; what they must look like at the gateway, in order. */
function edit(aim: Aim, place: number): string[] {
  rename(world, aim, `Kill ${place} first`);
  addPhone(world, aim, mobile(`02155510${10 + place}`));
  const key = seen(world, aim, aim.contact.key)?.phones.at(-1)?.key ?? '';
  changePhone(world, aim, key, mobile(`02155520${10 + place}`));
  addPhone(world, aim, mobile(`02155530${10 + place}`));
  rename(world, aim, `Kill ${place} last`);
  removePhone(world, aim, key);
  return [`PUT contact Kill ${place} first`, `POST phone 02155510${10 + place}`, `PUT phone 02155520${10 + place}`, `POST phone 02155530${10 + place}`, `PUT contact Kill ${place} last`, 'DELETE phone '];
}

const said = (body: unknown): string => {
  const { Contact, Phone } = body as { Contact?: { Name?: string }; Phone?: { PhoneNumber?: string } };
  return Contact?.Name ?? Phone?.PhoneNumber ?? '';
};

test('killed again and again while it sends, it has sent everything exactly once and in order', async () => {
  const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 100_000);
  console.log(`kill -9: seed ${seed} (KILL_SEED=${seed} repeats it)`);
  const random = randomFrom(seed, 1);
  world = await createWorld({ clients: 60 });
  const aims: Aim[] = [];
  for (const row of world.engine.requests['clients.list']({ query: '', view: 'all', start: 0, count: 1_000 }).rows) {
    const detail = world.detail(row.id);
    const phones = detail.levels[0]?.contacts[0]?.phones.length ?? 0;
    if (aims.length < 8 && phones > 0 && phones < 4 && (await world.control.client(row.id))?.link?.access === 'FULL') aims.push(aimAt(detail, 'customer'));
  }
  await goOffline(world);
  const wanted = new Map(aims.map((aim, place) => [aim.clientId, edit(aim, place)]));
  await world.engine.close();
  await world.control.online();
  // Slow enough that a kill falls between any two steps: before the call, while it is carried out, before its answer is written down.
  await world.control.order({ fault: 'latency', ms: 4 });

  let kills = 0;
  let lastCall = (await world.control.requests()).at(-1)?.n ?? 0;
  for (let rested = false; !rested; ) {
    const running = fork(child, [JSON.stringify(world.options)], { execPath: process.execPath, stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: { ...process.env, NODE_COMPILE_CACHE: join(world.folder, 'compiled') } });
    const exited = once(running, 'exit');
    running.on('message', (message) => (rested ||= message === 'rested'));
    await once(running, 'message');
    // Once it has started, it is let live for so many calls, or until there is nothing left to send; the last one for as long as it needs.
    if (kills < 20) {
      let left = random.whole(1, 14);
      for (let seenCalls = lastCall; left > 0 && !rested && running.exitCode === null; left -= lastCall - seenCalls, seenCalls = lastCall) {
        lastCall = (await world.control.requests(lastCall)).at(-1)?.n ?? lastCall;
      }
      for (let turns = random.whole(0, 6); turns > 0; turns -= 1) await new Promise((resolve) => setImmediate(resolve));
      kills += 1;
    } else if (!rested) await once(running, 'message');
    running.kill('SIGKILL');
    await exited;
  }
  await world.control.calm();

  const effects = await world.control.effects();
  for (const [clientId, calls] of wanted) {
    const done = effects.filter((effect) => effect.client === clientId).map((effect) => `${effect.method} ${effect.path.replace('/gateway/contact/', '')} ${said(effect.body)}`);
    expect(done, `client ${clientId}, seed ${seed}`).toEqual(calls);
  }
  expect(effects).toHaveLength(8 * 6);
  await world.reopen();
  await settle(world);
  expect(world.engine.status()).toMatchObject({ waiting: 0, sending: 0, checking: 0, needsYou: 0 });
  expect(world.engine.requests['queue.list']({ states: ['sent'], start: 0, count: 100 }).counts.sent).toBe(48);
  for (const [place, aim] of aims.entries()) {
    const there = await atGateway(world, aim, aim.contact.type);
    expect(seen(world, aim, aim.contact.key)).toMatchObject({ name: `Kill ${place} last`, mark: 'upToDate' });
    expect(seen(world, aim, aim.contact.key)?.phones.map((phone) => phone.PhoneNumber)).toEqual(there?.Phone.map((phone) => phone.PhoneNumber));
  }
}, 300_000);
