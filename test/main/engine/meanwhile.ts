import { afterAll, beforeAll, expect } from 'vitest';
import type { NativePhone } from '../../../shared/contacts.ts';
import type { ClientDetail } from '../../../shared/views.ts';
import { aimAt, changeable, comeOnline, goOffline, settle, type Aim } from './deeds.ts';
import { createWorld, type World } from './world.ts';

/** One practice for a test file about two people at the same contacts: a client of its own for each test, and what somebody else does meanwhile. */
export let world: World;
const used = new Set<string>();
let pool: ClientDetail[] = [];
beforeAll(async () => {
  world = await createWorld({ clients: 120 });
  pool = await changeable(world);
});
afterAll(() => world.close());

/** A client that no test has had. */
export function unused(wish: (detail: ClientDetail) => boolean): ClientDetail {
  const detail = pool.find((one) => !used.has(one.id) && wish(one));
  if (!detail) throw new Error('no client of the practice is like that: choose another seed');
  used.add(detail.id);
  return detail;
}

/** A client that no test has had, whose first contact has a phone to take and room for another. */
export function aim(wish: (detail: ClientDetail) => boolean = () => true): Aim {
  return aimAt(unused((one) => [2, 3, 4].includes(one.levels[0]?.contacts[0]?.phones.length ?? 0) && wish(one)), 'customer');
}

export const phoneOf = (given: Aim) => given.contact.phones[0]!;
export const fields = ({ PhoneType, Country, AreaCode, PhoneNumber, Extension }: NativePhone): NativePhone => ({ PhoneType, Country, AreaCode, PhoneNumber, Extension });
export const theyRename = (given: Aim, Name: string) => world.control.act({ method: 'PUT', on: 'contact', body: { ContactID: Number(given.contact.key), Contact: { Name } } });
export const theyChange = (given: Aim, Phone: NativePhone) => world.control.act({ method: 'PUT', on: 'phone', body: { PhoneID: Number(phoneOf(given).key), Phone } });
export const theyDropPhone = (given: Aim) => world.control.act({ method: 'DELETE', on: 'phone', body: { PhoneID: Number(phoneOf(given).key) } });
export const theyRemove = (given: Aim) => world.control.act({ method: 'DELETE', on: 'contact', body: { ContactID: Number(given.contact.key) } });

/** Edits made offline, something by somebody else meanwhile, and back. */
export async function meanwhile<Edits>(edits: () => Edits, ...acts: (() => Promise<{ status: number }>)[]): Promise<Edits> {
  await goOffline(world);
  const made = edits();
  for (const act of acts) expect(await act()).toMatchObject({ status: 200 });
  await comeOnline(world);
  await settle(world);
  return made;
}
