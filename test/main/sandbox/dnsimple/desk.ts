import type { DnsimpleCredentials } from '../../../../main/sandbox/dnsimple/access.ts';
import { Dnsimple } from '../../../../main/sandbox/dnsimple/dnsimple.ts';
import { askingOf } from '../contact-caller.ts';
import type { Asking } from '../contact-caller.ts';

export interface Desk {
  system: Dnsimple;
  keys: DnsimpleCredentials;
  ask: Asking;
  time: { now: number };
}

/** DNSimple with an injected clock and somebody who calls it with the account's own token. */
export function desk(contacts = 60, seed = 7): Desk {
  const time = { now: Date.parse('2026-11-20T20:52:00.500Z') };
  const system = new Dnsimple({ contacts, seed, clock: () => time.now });
  const keys = system.credentials();
  return { system, keys, time, ask: askingOf(system, { authorization: `Bearer ${keys.token}` }) };
}

export const somebody = {
  label: 'Default', first_name: 'First', last_name: 'User', job_title: 'CEO', organization_name: 'Awesome Company', email: 'first@example.com', phone: '+18005550123',
  fax: '+18005550124', address1: 'Italian Street, 10', address2: '', city: 'Roma', state_province: 'RM', postal_code: '00100', country: 'IT',
};
