import type { ContactSystemName } from '../../../main/sandbox/contact-sandbox.ts';
import type { NativeDoc } from '../../../shared/contacts.ts';
import type { Contents } from '../contents.ts';

/** What a value looks like that is typed into a field, each once only in a run. */
export type Kind = 'text' | 'email' | 'phone' | 'code';

/** What the checker types into one system's records, and what it takes for the same. Nothing of it comes from the engine. */
export interface RecordForm {
  level: string;
  /** Fields that a person changes, by name. */
  fields: Readonly<Record<string, Kind>>;
  /** Of these, which may be emptied. */
  optional: readonly string[];
  lists: Readonly<Record<string, RowForm>>;
  /** What tells one new record from another. */
  telling: readonly string[];
  /** What the system makes by itself. */
  made: readonly string[];
  canRemove: boolean;
  fresh: (contents: Contents) => NativeDoc;
}

/** Rows are known by `key`; where `value` is named, that is what is changed in them. */
export interface RowForm {
  key: string;
  value?: string;
  row: (contents: Contents, taken: readonly string[]) => NativeDoc | null;
}

export function typed(kind: Kind, contents: Contents): string {
  if (kind === 'phone') return `+64${contents.number().slice(1)}`;
  if (kind === 'email') return `${contents.name().toLowerCase().replace(' ', '.')}@example.com`;
  return kind === 'code' ? contents.number().slice(3) : contents.name();
}

const dnsimple: RecordForm = {
  level: 'dnsimple.account',
  fields: { first_name: 'text', last_name: 'text', label: 'text', job_title: 'text', email: 'email', phone: 'phone', fax: 'phone', address1: 'text', address2: 'text', city: 'text', state_province: 'text' },
  optional: ['label', 'fax', 'address2'],
  lists: {},
  telling: ['first_name', 'last_name', 'email', 'phone'],
  made: ['id', 'account_id', 'created_at', 'updated_at'],
  canRemove: true,
  fresh: (contents) => ({
    ...{ first_name: contents.name(), last_name: contents.name(), email: typed('email', contents), phone: typed('phone', contents), address1: contents.name() },
    ...{ city: 'Napier', state_province: 'Hawke’s Bay', postal_code: '4110', country: 'NZ', organization_name: 'Kōwhai', job_title: contents.name() },
  }),
};

const cleartax: RecordForm = {
  level: 'cleartax.business',
  fields: { business_name: 'text', nick_name: 'text', contact_person_name: 'text', email: 'email', mobile_number: 'phone', land_line_number: 'phone', address: 'text', city: 'text', zip_code: 'code', pan_number: 'text' },
  optional: ['nick_name', 'contact_person_name', 'email', 'mobile_number', 'land_line_number', 'address', 'city', 'zip_code', 'pan_number'],
  lists: {},
  telling: ['business_name', 'email', 'mobile_number'],
  made: ['id', 'system_generated'],
  canRemove: false,
  fresh: (contents) => ({ business_name: contents.name(), organization_type: 'COMPANY', state: 'GOA', email: typed('email', contents), mobile_number: typed('phone', contents), country: 'INDIA' }),
};

const eightByEight: RecordForm = {
  level: '8x8.customer',
  fields: { firstName: 'text', lastName: 'text', nickName: 'text', companyName: 'text', department: 'text', jobTitle: 'text', location: 'text' },
  optional: ['lastName', 'nickName', 'companyName', 'department', 'jobTitle', 'location'],
  lists: {
    emails: { key: 'email', row: (contents) => ({ email: typed('email', contents), purposeType: 'WORK', primary: false }) },
    phones: { key: 'phone', row: (contents) => ({ phone: typed('phone', contents), purposeType: 'MOBILE', primary: false }) },
    tags: {
      key: 'name',
      value: 'value',
      row: (contents, taken) => {
        const name = Array.from({ length: 10 }, (_, n) => `customField${n + 1}`).find((one) => !taken.includes(one));
        return name === undefined ? null : { name, value: contents.name() };
      },
    },
    addresses: { key: 'streetName', value: 'city', row: (contents) => ({ purposeType: 'OTHER', streetName: contents.name(), city: contents.name() }) },
  },
  telling: ['firstName', 'lastName', 'companyName'],
  made: ['id', 'createdTimestamp', 'updatedTimestamp', 'name', 'customerId', 'contactType', 'extensions'],
  canRemove: true,
  fresh: (contents) => ({
    ...{ firstName: contents.name(), lastName: contents.name(), companyName: contents.name() },
    emails: [{ email: typed('email', contents), purposeType: 'WORK', primary: true }],
    phones: [{ phone: typed('phone', contents), purposeType: 'WORK', primary: false }],
  }),
};

export const recordForms: Readonly<Record<ContactSystemName, RecordForm>> = { dnsimple, cleartax, '8x8': eightByEight };
