import type { FieldSpec, SystemFacts } from '../../../../shared/systems.ts';

/** The fields of a contact with their published lengths (SPEC 3). None but the customer is needed. */
const text = (name: string, label: string, group: string, more: Partial<FieldSpec> = {}): FieldSpec => ({ path: `/${name}`, label, group, kind: 'text', ...more });

const choices = (values: Readonly<Record<string, string>>): { value: string; label: string }[] => Object.entries(values).map(([value, label]) => ({ value, label }));
const purposes = choices({ WORK: 'Work', HOME: 'Home', OTHER: 'Other' });
const phonePurposes = choices({ WORK: 'Work', MOBILE: 'Mobile', HOME: 'Home', WORK_FAX: 'Work fax', HOME_FAX: 'Home fax', PAGER: 'Pager', OTHER: 'Other' });
const tagNames = choices(Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`customField${n + 1}`, `Custom field ${n + 1}`])));

const primary = text('primary', 'Primary', '', { kind: 'yesNo', only: true, hint: 'Only one can be.' });

/** Rows have ids that change with every write: they are known by what is in them (SPEC 2). */
const lists: readonly FieldSpec[] = [
  {
    ...text('emails', 'Emails', 'Reached by', { kind: 'list' }), identity: ['/email'],
    item: [text('email', 'Email', '', { kind: 'email', role: 'email', required: true }), text('purposeType', 'For', '', { kind: 'choice', options: purposes, required: true }), primary],
  },
  {
    ...text('phones', 'Phones', 'Reached by', { kind: 'list' }), identity: ['/phone'],
    item: [
      text('phone', 'Phone', '', { kind: 'phone', role: 'phone', required: true, hint: 'With the country, as in +64215550123.' }),
      text('purposeType', 'For', '', { kind: 'choice', options: phonePurposes, required: true }),
      primary,
    ],
  },
  {
    ...text('addresses', 'Addresses', 'Addresses', { kind: 'list' }), identity: ['/purposeType', '/streetNumber', '/streetName', '/postalCode'],
    item: [
      text('purposeType', 'For', '', { kind: 'choice', options: purposes }),
      text('apartmentNumber', 'Apartment', '', { maxLength: 5 }),
      text('streetNumber', 'Street number', '', { maxLength: 8 }),
      text('streetName', 'Street', '', { role: 'address', maxLength: 64 }),
      text('city', 'City', '', { role: 'city', maxLength: 64 }),
      text('county', 'County', '', { maxLength: 64 }),
      text('state', 'State', '', { role: 'region', maxLength: 64 }),
      text('postalCode', 'Postcode', '', { role: 'postcode', maxLength: 16 }),
      text('country', 'Country', '', { role: 'country', maxLength: 64, hint: 'As in United States.' }),
      text('notes', 'Notes', '', { maxLength: 128 }),
      text('primary', 'Primary', '', { kind: 'yesNo' }),
    ],
  },
  {
    ...text('tags', 'Tags', 'Tags', { kind: 'list', most: 10 }), identity: ['/name'],
    item: [text('name', 'Field', '', { kind: 'choice', options: tagNames, required: true }), text('value', 'Value', '', { maxLength: 254 })],
  },
];

const fields: readonly FieldSpec[] = [
  text('firstName', 'First name', 'Person', { role: 'givenName', maxLength: 128 }),
  text('middleName', 'Middle name', 'Person', { maxLength: 30 }),
  text('lastName', 'Last name', 'Person', { role: 'familyName', maxLength: 30 }),
  text('nickName', 'Nickname', 'Person', { maxLength: 30 }),
  text('companyName', 'Company', 'Company', { role: 'organisation', maxLength: 128 }),
  text('department', 'Department', 'Company', { maxLength: 100 }),
  // The table says read only, the samples write it (SPEC 3): written, and refused where the answer still has what was there before.
  text('jobTitle', 'Job title', 'Company', { role: 'jobTitle' }),
  text('location', 'Location', 'Company', { maxLength: 128 }),
  ...lists,
  text('locale', 'Language', 'Phone system', { hint: 'As in en_NZ.' }),
  text('timeZone', 'Time zone', 'Phone system', { hint: 'As in Pacific/Auckland.' }),
  text('branchId', 'Branch id', 'Phone system', { maxLength: 64 }),
  text('branchName', 'Branch', 'Phone system', { maxLength: 128 }),
  text('pbxId', 'PBX id', 'Phone system', { maxLength: 32 }),
  text('pbxName', 'PBX', 'Phone system', { maxLength: 32 }),
  text('contactType', 'Kind', 'Phone system', {
    kind: 'choice', role: 'kind', readOnly: true, options: choices({ company: 'Company contact', corporate: 'User of the phone system', service: 'Queue or menu' }),
  }),
  {
    ...text('extensions', 'Extensions', 'Phone system', { kind: 'list', readOnly: true }), identity: ['/extension'],
    item: [text('extension', 'Extension', '', { readOnly: true }), text('branchName', 'Branch', '', { readOnly: true })],
  },
  text('createdTimestamp', 'Made', 'Times', { kind: 'time', readOnly: true }),
  text('updatedTimestamp', 'Changed', 'Times', { kind: 'time', readOnly: true, role: 'updatedAt' }),
];

/** Where a contact lives: the 8x8 customer. */
export const customerLevel = '8x8.customer';

export const eightByEightFacts: SystemFacts = {
  id: '8x8',
  name: '8x8',
  rows: 'contacts',
  scopeWord: '8x8 customer',
  lifecycle: { state: 'live', note: '' },
  fields,
  cannot: { create: '', remove: '' },
  // SPEC 2.
  warnings: [{ on: 'remove', text: '8x8 deletes for good: it has no way to bring a contact back.' }],
  // SPEC 6; that others are left 15 is our choice. Headers are a sibling's: read where they come.
  pacing: [
    {
      sharedBy: 'all keys of the 8x8 customer', kind: 'rolling', limit: 60, windowMs: 60_000, reserve: 15,
      headers: { limit: 'x-ratelimit-limit', remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' },
    },
  ],
  connect: {
    addresses: [{ label: '8x8', address: 'https://api.8x8.com/directory-contacts/api/v3', live: true }],
    // SPEC 3: a setting of the connection.
    scope: { label: '8x8 customer id', hint: 'About 18 characters, from the 8x8 Admin Console.', several: false },
    secrets: [
      { name: 'read', label: 'Contact Search key', hint: 'From an app in the 8x8 Admin Console that was given Contact Search.', required: true },
      { name: 'write', label: 'Contact Management key', hint: 'Of an app that was given Contact Management; it may be the same key. Without one, contacts can be seen and not changed.', required: false },
    ],
  },
};
