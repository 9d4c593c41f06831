/** A row of a list inside a contact: an address, an email, a phone, a tag, an extension. */
export type Child = Record<string, unknown> & { id: number };

export const lists = ['addresses', 'emails', 'extensions', 'phones', 'tags'] as const;
export type ListName = (typeof lists)[number];

/** Lists that a caller may write (SPEC 3). */
export const writableLists = ['addresses', 'emails', 'phones', 'tags'] as const;

/** As it is stored. May hold fields that nobody here knows: what a caller sends along is kept, so that it can be seen whether it carries them. */
export type Contact = Record<string, unknown> & {
  id: string;
  contactType: string;
  customerId: string;
  /** Epoch milliseconds. */
  createdTimestamp: number;
  updatedTimestamp: number;
} & Partial<Record<ListName, Child[]>>;

/** Longest texts (SPEC 3); 0 for no published length. */
export const writableTexts: Readonly<Record<string, number>> = {
  branchId: 64, branchName: 128, companyName: 128, customerId: 32, department: 100, firstName: 128, jobTitle: 0, lastName: 30, locale: 0, location: 128, middleName: 30,
  nickName: 30, pbxId: 32, pbxName: 32, timeZone: 0,
};

/** What a company contact's caller cannot write; sent along, it is passed over (inferred). */
export const readOnly: readonly string[] = [
  'assignedUserId', 'displayWhenNoExtension', 'extensions', 'hideInAA', 'name', 'pictureHash', 'subscriptionId', 'subscriptionName', 'subscriptionType', 'subscriptionUserId',
];

/** Fields by which contacts can be found and sorted. */
export const plainFields: readonly string[] = [
  'id', 'contactType', 'createdTimestamp', 'updatedTimestamp', ...Object.keys(writableTexts), ...readOnly.filter((name) => name !== 'extensions'),
];

export const childFields: Readonly<Record<ListName, readonly string[]>> = {
  addresses: ['id', 'apartmentNumber', 'city', 'country', 'county', 'notes', 'postalCode', 'primary', 'purposeType', 'state', 'streetName', 'streetNumber'],
  emails: ['id', 'email', 'primary', 'purposeType'],
  extensions: ['id', 'branchId', 'branchName', 'contactId', 'displayInDirectory', 'extension', 'extensionType', 'fqExtension', 'pbxId', 'pbxName', 'subscriptionId', 'subscriptionType'],
  phones: ['id', 'phone', 'primary', 'purposeType', 'source'],
  tags: ['id', 'name', 'value'],
};

/** First, middle and last: worked out, never stored (SPEC 3). */
export const fullName = (one: Contact): string => [one['firstName'], one['middleName'], one['lastName']].filter((part) => typeof part === 'string' && part !== '').join(' ');

export const isCompany = (one: Contact): boolean => one.contactType === 'company';
