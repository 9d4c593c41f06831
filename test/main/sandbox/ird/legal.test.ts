import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ClientState } from '../../../../main/sandbox/control-client.ts';
import { phoneIsWrong } from '../../../../main/sandbox/ird/phone-rules.ts';
import type { ContactRecord, PhoneRecord } from '../../../../main/sandbox/ird/wire.ts';
import { world } from '../caller.ts';
import type { World } from '../caller.ts';

let desk: World;
let clients: string[];
beforeAll(async () => {
  desk = await world({ clients: 3, seed: 11 });
  clients = (await desk.control.clients(0, 3)).rows.map((row) => row.client);
});
afterAll(() => desk.close());

const phone = fc.record({
  PhoneType: fc.constantFrom('BSN', 'BSNFAX', 'CELL', 'HOM'),
  Country: fc.constantFrom('NZ', 'AU', 'GB', 'QQ'),
  AreaCode: fc.constantFrom('', '02', 'x'),
  PhoneNumber: fc.constantFrom('0215550199', '5550123', ''),
  Extension: fc.constantFrom('', '4'),
});
const step = fc.record({
  call: fc.constantFrom('POST contact', 'PUT contact', 'DELETE contact', 'POST phone', 'PUT phone', 'DELETE phone'),
  /** Which of the things that are or were there. */
  which: fc.nat(1000),
  type: fc.constantFrom('PRIMRY', 'SCNDRY'),
  phones: fc.array(phone, { maxLength: 6 }),
  other: fc.boolean(),
});

const levelsOf = (one: ClientState): ContactRecord[][] => [one.Customer.Contact ?? [], ...one.Accounts.map((account) => account.Contact ?? [])];
const state = (): Promise<ClientState[]> => Promise.all(clients.map(async (client) => (await desk.control.client(client))!));

it('Whatever is asked, by us or by somebody else, every contact stays legal and no id comes back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      await desk.control.reset();
      const ceased = new Set<number>();
      let before = (await state()).flatMap(levelsOf).flat();
      for (const { call, which, type, phones, other } of steps) {
        const [method, on] = call.split(' ') as ['POST' | 'PUT' | 'DELETE', 'contact' | 'phone'];
        const ids = on === 'contact' || method === 'POST' ? before.map((one) => one.ContactID) : before.flatMap((one) => one.Phone).map((one: PhoneRecord) => one.PhoneID);
        const id = [...ids, ...ceased][which % Math.max(1, ids.length + ceased.size)] ?? 1;
        const client = clients[which % clients.length]!;
        const body =
          call === 'POST contact' ? { CustomerID: client.slice(4), CustomerIDType: client.slice(0, 3), Contact: { ContactType: type, Name: 'x', Phone: phones } }
          : call === 'PUT contact' ? { ContactID: id, Contact: { Name: 'y' } }
          : { [on === 'contact' || method === 'POST' ? 'ContactID' : 'PhoneID']: id, Phone: phones[0] };
        const status = other ? (await desk.control.act({ method, on, body })).status : (await desk.gateway(method, `contact/${on}`, body)).status;
        expect([200, 400, 403]).toContain(status);
        const after = await state();
        for (const level of after.flatMap(levelsOf)) {
          expect(new Set(level.map((one) => one.ContactType)).size).toBe(level.length);
          for (const one of level) {
            expect(one.Phone.length >= 1 && one.Phone.length <= 5).toBe(true);
            expect(one.Phone.some((each) => phoneIsWrong(each, true))).toBe(false);
          }
        }
        const held = after.flatMap(levelsOf).flat();
        const alive = new Set(held.flatMap((one) => [one.ContactID, ...one.Phone.map((each) => each.PhoneID)]));
        for (const gone of ceased) expect(alive.has(gone)).toBe(false);
        for (const old of before.flatMap((one) => [one.ContactID, ...one.Phone.map((each) => each.PhoneID)])) if (!alive.has(old)) ceased.add(old);
        before = held;
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);
