import { Cleartax } from '../../../../main/sandbox/cleartax/cleartax.ts';
import { askingOf } from '../contact-caller.ts';
import type { Asking } from '../contact-caller.ts';

export interface Desk {
  system: Cleartax;
  token: string;
  businesses: string[];
  ask: Asking;
  /** The address of a contact of the first business, or of all of them. */
  at: (id?: string) => string;
}

export function desk(contacts = 60, seed = 7): Desk {
  const system = new Cleartax({ contacts, seed, clock: () => Date.parse('2026-11-20T20:52:00Z') });
  const { token, businesses } = system.credentials();
  const at = (id?: string): string => `/api/v0.1/businesses/${businesses[0]}/contacts${id === undefined ? '' : `/${id}`}`;
  return { system, token, businesses, at, ask: askingOf(system, { 'x-cleartax-auth-token': token }) };
}

export const somebody = (id: string): Record<string, string> => ({
  id, business_name: 'Blue Lotus Traders', nick_name: '', gstin: '', organization_type: 'COMPANY', contact_person_name: 'Ananya Iyerson', email: '', pan_number: '', mobile_number: '',
  land_line_number: '', address: '', city: '', state: 'OTHERTERRITORY', zip_code: '', country: 'INDIA',
});
