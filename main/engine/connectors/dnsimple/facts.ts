import type { FieldSpec, SystemFacts } from '../../../../shared/systems.ts';
import { countries } from './countries.ts';

/**
 * The fields of a contact (SPEC 4). The server trims every text, writes emails small and countries large, and keeps phone numbers in a form
 * of its own on which the published sources disagree: a number is the same when its digits are.
 */
const text = (name: string, label: string, group: string, more: Partial<FieldSpec> = {}): FieldSpec => ({ path: `/${name}`, label, group, kind: 'text', sameAs: 'trim', ...more });
const needed = (name: string, label: string, group: string, more: Partial<FieldSpec> = {}): FieldSpec => text(name, label, group, { required: true, maxLength: 60, ...more });

const fields: readonly FieldSpec[] = [
  needed('first_name', 'First name', 'Person', { role: 'givenName' }),
  needed('last_name', 'Last name', 'Person', { role: 'familyName' }),
  // Neither has a published length.
  text('label', 'Label', 'Person', { hint: 'How DNSimple lists this contact. Left empty, it shows the name.' }),
  text('organization_name', 'Organisation', 'Organisation', { role: 'organisation' }),
  text('job_title', 'Job title', 'Organisation', { role: 'jobTitle', maxLength: 60, hint: 'Needed where there is an organisation.' }),
  needed('email', 'Email', 'Reached by', { role: 'email', kind: 'email', maxLength: 128, sameAs: 'trimLower' }),
  needed('phone', 'Phone', 'Reached by', { role: 'phone', kind: 'phone', maxLength: 20, sameAs: 'digits', hint: 'With the country, as in +64 21 555 0123.' }),
  text('fax', 'Fax', 'Reached by', { role: 'fax', kind: 'phone', maxLength: 20, sameAs: 'digits' }),
  needed('address1', 'Address', 'Address', { role: 'address' }),
  text('address2', 'Address, second line', 'Address', { maxLength: 60 }),
  needed('city', 'City', 'Address', { role: 'city' }),
  needed('state_province', 'State or region', 'Address', { role: 'region' }),
  needed('postal_code', 'Postcode', 'Address', { role: 'postcode', maxLength: 16 }),
  needed('country', 'Country', 'Address', { role: 'country', kind: 'choice', options: countries, maxLength: 2, sameAs: 'trimUpper' }),
  text('created_at', 'Made', 'Times', { kind: 'time', readOnly: true, sameAs: 'exact' }),
  text('updated_at', 'Changed', 'Times', { kind: 'time', readOnly: true, role: 'updatedAt', sameAs: 'exact' }),
];

/** Where a contact lives: the account. Its key is the account's number. */
export const accountLevel = 'dnsimple.account';

export const dnsimpleFacts: SystemFacts = {
  id: 'dnsimple',
  name: 'DNSimple',
  rows: 'contacts',
  scopeWord: 'Account',
  lifecycle: { state: 'live', note: '' },
  fields,
  cannot: { create: '', remove: '' },
  warnings: [
    // SPEC 6.
    { on: 'edit', text: 'Changes every domain that uses this contact. DNSimple may send mail to have it confirmed, and may lock transfers of those domains for 60 days.' },
    { on: 'remove', text: 'DNSimple refuses this while a domain is registered to this contact, or is about to be.' },
  ],
  // SPEC 7. The reserve is ours: other programs of the account share the hour.
  pacing: [
    {
      sharedBy: 'all tokens of the DNSimple account', kind: 'fixed', limit: 2_400, windowMs: 3_600_000, reserve: 400,
      headers: { limit: 'x-ratelimit-limit', remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' },
    },
  ],
  connect: {
    addresses: [
      { label: 'DNSimple', address: 'https://api.dnsimple.com/v2', live: true },
      { label: 'DNSimple Sandbox', address: 'https://api.sandbox.dnsimple.com/v2', live: false },
    ],
    // A token tells its accounts (SPEC 2).
    scope: null,
    secrets: [{ name: 'token', label: 'API token', hint: 'Made at DNSimple under Account, Access tokens. A user token shows the contacts of every account of that user.', required: true }],
  },
};
