import { EightByEight } from '../../../../main/sandbox/eight-by-eight/eight-by-eight.ts';
import type { Contact } from '../../../../main/sandbox/eight-by-eight/contact.ts';
import { askingOf } from '../contact-caller.ts';
import type { Asking, Told } from '../contact-caller.ts';

export interface Desk {
  system: EightByEight;
  customerId: string;
  keys: { readKey: string; writeKey: string; bothKey: string };
  time: { now: number };
  ask: Asking;
  order: (name: string, body: object) => Told['json'];
  /** What a search finds, all lists included. */
  find: (filter: string, more?: string) => Contact[];
  /** The first invented one of a type, as it is stored. */
  first: (contactType: string) => Contact;
}

export const path = '/directory-contacts/api/v3/contacts';
export const everyDetail = 'details=TAG,ADDRESS,PHONE,EMAIL,EXTENSION';

/** 8x8 with an injected clock, no limit unless a test sets one, and a caller whose key may do both. */
export function desk(contacts = 60, seed = 7): Desk {
  const time = { now: Date.parse('2026-11-20T20:52:00.125Z') };
  const system = new EightByEight({ contacts, seed, clock: () => time.now });
  const { customerId, ...keys } = system.credentials();
  const ask = askingOf(system, { 'x-api-key': keys.bothKey });
  const order = (name: string, body: object): Told['json'] => system.orders[name]!(body);
  order('switches', { limit: 1_000_000 });
  const find: Desk['find'] = (filter, more = '') => ask('GET', `${path}?${everyDetail}&size=1000&filter=${encodeURIComponent(filter)}${more}`).json.data;
  const first: Desk['first'] = (contactType) => system.contacts(0, contacts).rows.map(({ scope, id }) => system.contact(scope, id)!).find((one) => one.contactType === contactType)!;
  return { system, customerId, keys, time, ask, order, find, first };
}

export const somebody = (customerId: string): Record<string, unknown> => ({
  companyName: 'Bluff Point Dental', contactType: 'company', customerId, department: 'Front Desk', firstName: 'Mereana', jobTitle: 'Receptionist', lastName: 'Ashdown', locale: 'en_US', timeZone: 'Pacific/Auckland',
  addresses: [{ city: 'Wellington', country: 'New Zealand', primary: true, purposeType: 'WORK', streetName: 'Mill Lane', streetNumber: '7' }],
  emails: [{ email: 'mereana@example.com', primary: true, purposeType: 'WORK' }],
  phones: [{ phone: '+18005550123', primary: true, purposeType: 'WORK', source: 'EXTERNAL' }, { phone: '+18005550124', primary: false, purposeType: 'MOBILE', source: 'EXTERNAL' }],
  tags: [{ name: 'customField1', value: 'gold' }],
});

/** Without the numbers of rows, which mean nothing. */
export function withoutRowIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((row: Record<string, unknown>) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'id')));
  return value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([name, held]) => [name, Array.isArray(held) ? withoutRowIds(held) : (held as unknown)])) : value;
}
