import { accountTypes } from '../../../../shared/inland-revenue/codes.ts';
import type { ContactRecord } from '../wire.ts';

/**
 * Inland Revenue's published test personas: ids and triggers after SPEC 14 and its Test Details page.
 * Names, addresses and numbers are ours; only the ids are theirs.
 */
export const noAccessCustomers: readonly string[] = ['102210221'];
export const noAccessAccounts: readonly string[] = ['102210221INC002', '132253579INC002'];
export const noAccessContacts: readonly number[] = [1320547545];
export const noAccessPhones: readonly number[] = [9005454545845];

/** These work against any persona; the last two of each are the ids that the mock hands out, and one from its first sample set. */
export const contactIds: readonly number[] = [1295148032, 1578864256, 1232096896, 1025385472];
export const phoneIds: readonly number[] = [9004732142020, 1004734460042, 1004740877181, 9004732142021];

export const createdContact = 1232096896;
export const createdPhone = 1004740877181;

/** Any contact on this account answers CNT101, and so does a primary contact on the company that has one. */
export const takenAccount = '132243158FBT005';
export const takenPrimary = '069096409';

interface Persona {
  id: string;
  idType: 'IRD' | 'CST';
  name: string;
  entityType: string;
  entitySubType: string;
  accounts: string[];
  /** Accounts that answer but are not listed. */
  unlisted: string[];
  contacts: ContactRecord[];
}

const contact = (id: number, type: string, name: string, phones: [number, string, string, string][]): ContactRecord => ({
  ContactID: id,
  ContactType: type,
  Name: name,
  Updated: '2020-07-06T14:53:36',
  Phone: phones.map(([PhoneID, PhoneType, PhoneNumber, Extension]) => ({ PhoneID, PhoneType, Country: 'NZ', AreaCode: '', PhoneNumber, Extension })),
});

/** SPEC 14, traps 2 and 3: the company is shown with its primary contact only, and that with a second phone. */
const primary = contact(1295148032, 'PRIMRY', 'Aroha Tūmanako', [
  [9004732142020, 'CELL', '0215550142', ''],
  [9004732142021, 'BSN', '045550143', ''],
]);
const secondary = contact(1578864256, 'SCNDRY', 'Wiremu Kārearea', [[1004734460042, 'BSN', '045550144', '04']]);

const persona = (idType: 'IRD' | 'CST', id: string, entity: [string, string], name: string, more: Partial<Persona>): Persona => ({
  id, idType, name, entityType: entity[0], entitySubType: entity[1], accounts: [], unlisted: [], contacts: [], ...more,
});

export const personas: readonly Persona[] = [
  persona('IRD', '132243158', ['INDVDL', 'SE'], 'Mereana Pōhutukawa', {
    accounts: ['132243158FAM005', '132243158GST004', '132243158INC003', '132243158FBT005', '132243158KSS004'],
    unlisted: ['132243158INC002', '132243158DSB006'],
    contacts: [secondary],
  }),
  persona('IRD', '069096409', ['COMPNY', 'CC'], 'Kererū Look Through Limited', { accounts: ['069096409EMP003', '069096409INC002'], contacts: [primary] }),
  persona('IRD', '139369673', ['INDVDL', 'SW'], 'Tāne Rātā', { accounts: ['139369673AIL023', '139369673INC003', '139369673REB001'] }),
  persona('CST', '1512150403', ['COMPNY', 'OT'], 'Southern Cross Holdings Pty Ltd', {}),
  persona('CST', '1512100301', ['COMPNY', 'OT'], 'Moana Trading Pte Ltd', { accounts: ['512100301REB001', '512100301INC003', '512100301AIL023'] }),
  persona('IRD', '123023153', ['INDVDL', 'SW'], 'Ngāio Tī Kōuka', { accounts: ['123023153INC001'] }),
];

const updated = '2020-07-02T15:49:03';

const address = (type: string): Record<string, unknown> => ({
  AddressID: 1004723453056, Type: type, Street: '12 Example Street', Street2: '', Unit: '', UnitType: '', City: 'Wellington', State: '', PostCode: '6011',
  Country: 'NZ', Attention: '', Urbanisation: 'Te Aro', District: '', SubDistrict: '', SubProvince: '',
  Formatted: '12 Example Street Te Aro Wellington 6011', Updated: updated,
});

export const customerDocument = (of: Persona): Record<string, unknown> => ({
  ID: of.id, IDType: of.idType, EntityType: of.entityType, EntitySubType: of.entitySubType, Commence: '2000-01-01', Cease: '9999-12-31', NZBN: '',
  BIC: [], Indicator: of.id === takenPrimary ? [{ Indicator: 'LOOKTH' }] : [],
  Address: [address('LOC'), address('MAL')],
  Name: [{ NameID: 1004723443833, Type: 'LGL', LastName: '', FirstName: '', MiddleName: '', Title: '', Suffix: '', Formatted: of.name, Updated: updated }],
  Contact: of.contacts,
});

const typeBlock = (type: string): Record<string, unknown> => {
  if (type === 'GST') return { GST: { AccountingBasis: 'INV', GroupMember: false, GroupRepresentative: false } };
  if (type === 'FAM') return { WFFTC: { PaymentFrequency: 'FAM1A', CurrentPayer: 'IRD' } };
  if (type !== 'INC') return {};
  return {
    INC: {
      ExemptionReason: '', ProvTaxMethod: 'STD', ProvTaxRatio: 0, GroupMember: false, GroupRepresentative: false, ICAGroup: false,
      ICAMember: false, TransTasman: false, AgentNonResidentInsurer: false, BalanceDate: '31-Mar',
    },
  };
};

/** Characters 10 to 12 of an account id (SPEC 6). */
export const accountTypeOf = (accountId: string): string => accountId.slice(9, 12);
export const isEligible = (accountId: string): boolean => Object.hasOwn(accountTypes, accountTypeOf(accountId));

/** Trap 4: account answers reuse the customer's ids, as Inland Revenue's samples do. */
export const accountDocument = (accountId: string): Record<string, unknown> => ({
  ID: accountId, IDType: 'ACC', AccountType: accountTypeOf(accountId), FilingFrequency: 'ITN03C', Status: 'ACT', FilingChannel: 'API', BankAccount: '',
  NameOnBankAccount: '', Commence: '2010-01-01', Cease: '9999-12-31', Address: [address('PRFMAL')], Contact: [secondary], ...typeBlock(accountTypeOf(accountId)),
});
