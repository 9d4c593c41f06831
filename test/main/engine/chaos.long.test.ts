import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { FaultOrder } from '../../../main/sandbox/faults.ts';
import { settle } from './deeds.ts';
import { deed, perform } from './random-deeds.ts';
import { createWorld, type World } from './world.ts';

let world: World;
afterEach(() => world.close());

const changing = { path: '/gateway/contact/' };
const eu6001 = '{"errors":[{"code":"EU6001","type":"server","message":"Unexpected error occurred"}]}';
const fault: fc.Arbitrary<FaultOrder> = fc
  .tuple(
    fc.constantFrom<FaultOrder>(
      { fault: 'dropReply' },
      { fault: 'halfBody' },
      { fault: 'cutBefore' },
      { fault: 'answer', status: 504, body: 'late', applied: true },
      { fault: 'answer', status: 500, body: eu6001 },
      { fault: 'answer', status: 429, headers: { 'retry-after': '0' } },
      { fault: 'outage', status: 503, count: 1 },
      { fault: 'portal', count: 1 },
      { fault: 'expireToken' },
    ),
    fc.nat(6),
    fc.boolean(),
  )
  .map(([order, skip, anywhere]) => ({ ...order, skip, ...(anywhere ? {} : { match: changing }) }));

type Happening = { kind: 'deed'; client: number; level: number; deed: typeof deed extends fc.Arbitrary<infer D> ? D : never } | { kind: 'fault'; order: FaultOrder } | { kind: 'reopen' } | { kind: 'offline' } | { kind: 'online' } | { kind: 'turn' };
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constant('deed' as const), client: fc.nat(4), level: fc.nat(1), deed }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('fault' as const), order: fault }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'reopen' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'offline' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'online' as const }) },
  { weight: 4, arbitrary: fc.constant({ kind: 'turn' as const }) },
);

async function happen(clients: readonly string[], one: Happening): Promise<number> {
  switch (one.kind) {
    case 'deed': {
      const id = clients[one.client % clients.length]!;
      const open = world.detail(id).levels.flatMap((level, index) => (level.locked === '' ? [index] : []));
      return perform(world, id, one.deed, open[one.level % open.length]) ? 1 : 0;
    }
    case 'fault':
      await world.control.order(one.order);
      return 0;
    case 'reopen':
      await world.engine.close();
      world.options.authorization = `Bearer ${(await world.control.token()).token}`;
      await world.reopen();
      return 0;
    case 'offline':
      await world.control.offline();
      return 0;
    case 'online':
      await world.control.online();
      world.engine.setAuthorization(`Bearer ${(await world.control.token()).token}`);
      return 0;
    case 'turn':
      await new Promise((resolve) => setImmediate(resolve));
      return 0;
  }
}

const plain = (contact: { type: string; name: string; phones: { PhoneNumber: string }[] }): string => `${contact.type} ${contact.name} ${contact.phones.map((phone) => phone.PhoneNumber).join(' ')}`;

test('whatever goes wrong in whatever order, each edit has exactly one effect, and the desk ends up showing what the gateway has', async () => {
  const seed = Number(process.env['CHAOS_SEED'] ?? Date.now() % 100_000);
  console.log(`chaos: seed ${seed} (CHAOS_SEED=${seed} repeats it)`);
  world = await createWorld({ clients: 400 });
  const pool: string[] = [];
  for (const row of world.engine.requests['clients.list']({ query: '', view: 'all', start: 0, count: 1_000 }).rows) {
    const state = await world.control.client(row.id);
    if (state?.link?.access === 'FULL' && state.link.master && state.Accounts.length > 0) pool.push(row.id);
  }
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 10, maxLength: 45 }), async (happenings) => {
      const clients = pool.slice((run * 5) % (pool.length - 5)).slice(0, 5);
      run += 1;
      for (const row of world.engine.requests['queue.list']({ states: ['needsYou'], start: 0, count: 100 }).rows) world.engine.requests['edits.act']({ editId: row.editId, action: 'discard' });
      await settle(world);
      const sentBefore = world.engine.requests['queue.list']({ states: ['sent'], start: 0, count: 0 }).counts.sent;
      const effectsBefore = (await world.control.effects()).length;
      let queued = 0;
      for (const one of happenings) queued += await happen(clients, one);
      await world.control.calm();
      await world.control.online();
      world.engine.setAuthorization(`Bearer ${(await world.control.token()).token}`);
      await world.engine.atRest();
      await settle(world);
      const { rows, counts } = world.engine.requests['queue.list']({ states: ['needsYou', 'checking', 'sending', 'waiting'], start: 0, count: 100 });
      expect(rows.map((row) => [row.title, row.state, row.reason])).toEqual([]);
      expect(counts.sent - sentBefore).toBe(queued);
      const effects = (await world.control.effects()).slice(effectsBefore);
      // A rename or a change to what is there already is done without a call.
      expect(effects.length).toBeLessThanOrEqual(queued);
      world.engine.requests['sync.now']({});
      await world.engine.atRest();
      for (const id of clients) {
        const state = await world.control.client(id);
        for (const level of world.detail(id).levels.filter((one) => one.locked === '')) {
          const there = level.kind === 'customer' ? state?.Customer.Contact : state?.Accounts.find((account) => account.ID === level.accountId)?.Contact;
          const gateway = (there ?? []).map((contact) => plain({ type: contact.ContactType, name: contact.Name, phones: contact.Phone }));
          expect(level.contacts.map(plain).sort()).toEqual(gateway.sort());
        }
      }
    }),
    { numRuns: Number(process.env['CHAOS_RUNS'] ?? 25), seed, endOnFailure: true },
  );
}, 300_000);
