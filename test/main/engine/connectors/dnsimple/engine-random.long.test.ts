import { expect, it } from 'vitest';
import { randomFrom } from '../../../../../main/sandbox/random.ts';
import type { FaultOrder } from '../../../../../main/sandbox/faults.ts';
import type { NativeDoc } from '../../../../../shared/contacts.ts';
import type { RecordIntent } from '../../../../../shared/edits.ts';
import { somebody } from '../../../sandbox/dnsimple/desk.ts';
import { account, nothingLeft, openEngineDesk, type EngineDesk } from './engine-desk.ts';

const runs = 8;
const deeds = 40;
const fields = ['label', 'city', 'job_title', 'address1', 'fax'] as const;
const orders: readonly FaultOrder[] = [
  { fault: 'dropReply' }, { fault: 'halfBody' }, { fault: 'cutBefore' }, { fault: 'answer', status: 504, applied: true }, { fault: 'answer', status: 502 },
  { fault: 'outage', status: 200, count: 1 }, { fault: 'answer', status: 429, headers: { 'retry-after': '1' } },
];

/** One thing that happens: to us, at the other side, or on the way. */
async function happen(desk: EngineDesk, random: ReturnType<typeof randomFrom>, n: number): Promise<void> {
  const { world, control } = desk;
  const row = random.pick([...world.rows().filter((one) => world.contact(one.id).removed === false), null]);
  const value = (field: string): string => (field === 'fax' ? `+1503555${1000 + n}` : `${field} ${n}`);
  switch (random.whole(0, 9)) {
    case 0: return void world.create(account, { ...somebody, email: `p${n}@example.com` });
    case 1: return row && random.chance(0.5) ? void world.remove(row.id) : undefined;
    case 2: return control.offline();
    case 3: return desk.comeOnline();
    case 4: return world.settle();
    case 5: return random.chance(0.3) ? world.reopen() : undefined;
    case 6: return void (await control.order({ ...random.pick(orders), match: { method: random.pick(['POST', 'PATCH', 'DELETE', 'GET']) } }));
    case 7: {
      const { rows } = await control.contacts();
      const one = random.pick(rows.filter(({ scope }) => scope === '1010'));
      return void (await desk.other('PATCH', one.id, { [random.pick(fields)]: `+64 3 555 ${1000 + n}` }));
    }
    default: {
      const field = random.pick(fields);
      return row ? void world.edit(row.id, { [field]: value(field) }) : undefined;
    }
  }
}

/** Everything is answered that a person is asked: they keep their own where they can. */
async function answerAll({ world }: EngineDesk): Promise<void> {
  for (let round = 0; round < 60; round += 1) {
    await world.settle();
    const { rows } = world.engine.requests['queue.list']({ states: ['needsYou'], start: 0, count: 100 });
    const { waiting, checking, sending } = world.engine.status();
    if (rows.length + waiting + checking + sending === 0) return;
    for (const { editId, actions } of rows) {
      const action = (['keepMine', 'checkAgain', 'discard'] as const).find((one) => actions.includes(one));
      if (action) world.engine.requests['edits.act']({ editId, action: round > 20 && actions.includes('discard') ? 'discard' : action });
    }
  }
}

/** Values of edits that count as sent, in none of our calls, and in no later edit's place. */
function lost({ world }: EngineDesk, bodies: readonly (NativeDoc | null)[]): unknown[] {
  const sent = world.engine.requests['queue.list']({ states: ['sent'], start: 0, count: 1_000 }).rows.toSorted((a, b) => a.seq - b.seq);
  expect(sent.length).toBeGreaterThan(0);
  return sent.flatMap(({ clientId, seq, doc }): unknown[] => {
    const intent = doc as RecordIntent;
    const later = sent.filter((one) => one.clientId === clientId && one.seq > seq).map((one) => one.doc as RecordIntent);
    const removed = later.some(({ type }) => type === 'remove');
    if (intent.type === 'create') return removed || bodies.some((body) => body?.['email'] === intent.doc['email']) ? [] : [intent];
    if (intent.type === 'remove') return world.rows().some(({ id }) => id === clientId) ? [intent] : [];
    return intent.changes.filter(({ path, to }) => {
      const replaced = later.some((one) => one.type === 'edit' && one.changes.some((change) => change.path === path));
      return !removed && !replaced && !bodies.some((body) => body?.[path.slice(1)] === to);
    });
  });
}

it('Whatever happens on the way: nobody made twice, no change lost or made twice, and what is shown is what is there', { timeout: 120_000 }, async () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
  console.log(`DNSimple, random days: SEED=${seed}`);
  for (let run = 0; run < runs; run += 1) {
    const random = randomFrom(seed, run);
    const desk = await openEngineDesk();
    const { world, control } = desk;
    // Waits pass quickly.
    const ticking = setInterval(() => desk.clock.pass(250), 1);
    for (let n = 0; n < deeds; n += 1) await happen(desk, random, n);
    await control.calm();
    await control.online();
    await answerAll(desk);
    await world.refresh();
    const why = `run ${run} of SEED=${seed}`;
    expect(world.engine.status(), why).toMatchObject(nothingLeft);

    const { rows } = await control.contacts(0, 1_000);
    const there = await Promise.all(rows.filter(({ scope }) => scope === '1010').map(({ id }) => desk.stored(id)));
    const byId = (docs: unknown[]): unknown[] => (docs as { id: number }[]).toSorted((a, b) => a.id - b.id);
    expect(byId(world.rows().map(({ id }) => world.doc(id))), why).toEqual(byId(there));

    const ours = (await control.effects()).filter(({ actor }) => actor === 'caller');
    const made = ours.filter(({ method }) => method === 'POST').map(({ body }) => (body as { email: string }).email);
    expect(new Set(made).size, why).toBe(made.length);
    const wrote = ours.flatMap(({ method, body, before, after }) =>
      method === 'PATCH' && JSON.stringify(before) !== JSON.stringify(after) ? Object.entries(body as object).map(([name, value]) => `${name} ${value as string}`) : []);
    expect(new Set(wrote).size, why).toBe(wrote.length);
    expect(lost(desk, ours.map(({ body }) => body as NativeDoc | null)), why).toEqual([]);
    clearInterval(ticking);
    await desk.close();
  }
});
