import fc from 'fast-check';
import { expect, it } from 'vitest';
import { list } from '../../../../../main/engine/connectors/dnsimple/reading.ts';
import { dnsimple } from '../../../../../main/engine/connectors/dnsimple/system.ts';
import type { Ask } from '../../../../../main/engine/connectors/records/record-system.ts';
import { err, ok } from '../../../../../shared/result.ts';
import { desk, somebody } from '../../../sandbox/dnsimple/desk.ts';

const account = { level: 'dnsimple.account', key: '1010' };

/** What somebody else does before a call: removes so many from a place in the list, and makes so many. */
const act = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), remove: fc.integer({ min: 0, max: 3 }), make: fc.integer({ min: 0, max: 120 }) });

it('Whoever was there from beginning to end is in a list, whatever others do while it is read; else there is no list', async () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
  console.log(`DNSimple, a list while others work: SEED=${seed}`);
  let lists = 0;
  const property = fc.asyncProperty(fc.integer({ min: 0, max: 420 }), fc.array(fc.option(act, { freq: 2 }), { maxLength: 14 }), async (contacts, acts) => {
    const one = desk(contacts);
    const there = (): string[] => one.system.contacts(0, 100_000).rows.filter((row) => row.scope === '1010').map((row) => row.id);
    const others = ({ at, remove, make }: { at: number; remove: number; make: number }): void => {
      const ids = there();
      for (const id of ids.slice(Math.floor(at * ids.length)).slice(0, remove)) {
        one.system.orders['inUse']!({ account: 1010, contact: Number(id), because: null });
        one.system.act({ method: 'DELETE', path: `/v2/1010/contacts/${id}` });
      }
      for (let n = 0; n < make; n += 1) one.system.act({ method: 'POST', path: '/v2/1010/contacts', body: somebody });
    };
    const todo = [...acts];
    const ask: Ask = async (call) => {
      const next = todo.shift();
      if (next) others(next);
      const { status, headers, body } = one.ask(call.method, `/v2${call.path}`);
      const reply = { status, headers: { ...headers }, text: body };
      const fault = dnsimple.faultOf(reply, 0, call);
      return fault ? err(fault) : ok(reply);
    };
    const before = there();
    const listed = await list(ask, account);
    const after = new Set(there());
    if (!listed.ok) {
      expect(listed.error.kind).toBe('unknown');
      return;
    }
    lists += 1;
    const ids = listed.value.map(dnsimple.idOf);
    expect(before.filter((id) => after.has(id) && !ids.includes(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });
  await fc.assert(property, { numRuns: 120, seed });
  expect(lists).toBeGreaterThan(40);
});
