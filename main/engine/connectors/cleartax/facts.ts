import type { FieldSpec, SystemFacts } from '../../../../shared/systems.ts';
import { states } from './states.ts';

/** The fields of a contact (SPEC 4); no lengths are published. `system_generated` is the vendor's own. */
const text = (name: string, label: string, group: string, more: Partial<FieldSpec> = {}): FieldSpec => ({ path: `/${name}`, label, group, kind: 'text', ...more });

const fields: readonly FieldSpec[] = [
  text('business_name', 'Business name', 'Business', { role: 'organisation', required: true }),
  text('nick_name', 'Short name', 'Business'),
  text('organization_type', 'Kind', 'Business', { role: 'kind', kind: 'choice', required: true, options: [{ value: 'COMPANY', label: 'Company' }, { value: 'INDIVIDUAL', label: 'Individual' }] }),
  text('contact_person_name', 'Contact person', 'Person', { role: 'name' }),
  text('email', 'Email', 'Reached by', { role: 'email', kind: 'email' }),
  text('mobile_number', 'Mobile', 'Reached by', { role: 'mobile', kind: 'phone' }),
  text('land_line_number', 'Landline', 'Reached by', { role: 'phone', kind: 'phone' }),
  text('address', 'Address', 'Address', { role: 'address' }),
  text('city', 'City', 'Address', { role: 'city' }),
  text('zip_code', 'PIN code', 'Address', { role: 'postcode' }),
  text('state', 'State', 'Address', { role: 'region', kind: 'choice', required: true, options: states }),
  text('country', 'Country', 'Address', { role: 'country', hint: 'In capital letters, as in INDIA.' }),
  text('gstin', 'GSTIN', 'Tax', { role: 'taxId', hint: '15 characters, or nothing.' }),
  text('pan_number', 'PAN', 'Tax', { hint: '10 characters, or nothing.' }),
  text('system_generated', 'Made by ClearTax from a document', 'Tax', { kind: 'yesNo', readOnly: true }),
];

/** Where a contact lives: one business of the user. Its key is the id from the portal's address. */
export const businessLevel = 'cleartax.business';

export const cleartaxFacts: SystemFacts = {
  id: 'cleartax',
  name: 'ClearTax GST',
  rows: 'contacts',
  scopeWord: 'Business',
  // SPEC, first lines.
  lifecycle: { state: 'retired', note: 'Retired by its vendor, who has not supported it since 30 April 2022: for practice only.' },
  fields,
  // SPEC 3.
  cannot: { create: '', remove: 'ClearTax offers no way to delete a contact: invoices may refer to it. Clear what is out of date instead.' },
  warnings: [],
  // No limit is published, and restraint is asked for (SPEC 9).
  pacing: [{ sharedBy: 'this connection', kind: 'courtesy', limit: 2, windowMs: 1_000, reserve: 0 }],
  connect: {
    addresses: [{ label: 'A practice address', address: '', live: false }],
    // No call lists the businesses of a user (SPEC 2).
    scope: { label: 'Business ids', hint: 'From the address of the business in the portal, one a line.', several: true },
    secrets: [{ name: 'token', label: 'Token', hint: 'Of the user, as ClearTax gave it out.', required: true }],
  },
};
