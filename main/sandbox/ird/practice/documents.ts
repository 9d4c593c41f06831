import type { Random } from '../../random.ts';
import type { Kind } from './identities.ts';
import type { Document } from './party.ts';
import { streets, towns } from './words.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** A last-change stamp of the past, independent of today, so that a seed stays the same for ever. */
export const stamp = (random: Random): string =>
  `${random.whole(2018, 2025)}-${two(random.whole(1, 12))}-${two(random.whole(1, 28))}T${two(random.whole(8, 17))}:${two(random.whole(0, 59))}:${two(random.whole(0, 59))}`;

const address = (id: number, type: string, random: Random): Document => {
  const [city, suburb, postcode] = random.pick(towns);
  const unit = random.chance(0.15) ? String(random.whole(1, 40)) : '';
  const street = `${random.whole(1, 240)} ${random.pick(streets)}`;
  return {
    AddressID: 1_002_000_000_000 + id, Type: type, Street: street, Street2: '', Unit: unit, UnitType: unit === '' ? '' : 'FLAT', City: city, State: '', PostCode: postcode,
    Country: 'NZ', Attention: '', Urbanisation: suburb, District: '', SubDistrict: '', SubProvince: '',
    Formatted: `${unit === '' ? '' : `Flat ${unit} `}${street} ${suburb} ${city} ${postcode}`, Updated: stamp(random),
  };
};

/** One address for each type; the second is missing now and then. */
export const addressesFor = (types: readonly string[], firstId: number, random: Random): Document[] =>
  types.filter((_, place) => place === 0 || random.chance(0.6)).map((type, place) => address(firstId + place, type, random));

type Owner = Kind | 'overseas';

/** The account types of a kind of client, with how likely each is. Income tax always; KSS is the one the API refuses (ACT100). */
const likely: Readonly<Record<Owner, readonly (readonly [string, number])[]>> = {
  person: [['INC', 1], ['GST', 0.35], ['EMP', 0.12], ['FAM', 0.15], ['SLS', 0.18], ['REB', 0.12], ['KSS', 0.04], ['FBT', 0.03], ['NCP', 0.02], ['RLT', 0.01]],
  company: [['INC', 1], ['GST', 0.85], ['EMP', 0.6], ['FBT', 0.2], ['RWT', 0.08], ['DWT', 0.06], ['RDI', 0.04], ['AIL', 0.02]],
  trust: [['INC', 1], ['GST', 0.2], ['RWT', 0.1], ['FTR', 0.02], ['EMP', 0.03]],
  partnership: [['INC', 1], ['GST', 0.9], ['EMP', 0.4], ['FBT', 0.08]],
  society: [['INC', 1], ['GST', 0.5], ['EMP', 0.3], ['GMD', 0.08]],
  overseas: [['INC', 1], ['REB', 0.5], ['AIL', 0.4], ['NRT', 0.3]],
};

/** One to six types, in a fixed order. */
export const accountTypesFor = (owner: Owner, random: Random): string[] =>
  likely[owner].filter(([, chance]) => random.next() < chance).slice(0, 6).map(([type]) => type);

const typeBlock = (type: string, random: Random): Document => {
  if (type === 'GST') return { GST: { AccountingBasis: random.pick(['INV', 'PYM', 'HYB']), GroupMember: false, GroupRepresentative: false } };
  if (type === 'FAM') return { WFFTC: { PaymentFrequency: random.pick(['FAM1A', 'FAMA', 'FAMFTO', 'FAMWK1']), CurrentPayer: random.pick(['IRD', 'MSD']) } };
  if (type !== 'INC') return {};
  return {
    INC: {
      BalanceDate: random.pick(['31-Mar', '31-Mar', '31-Mar', '31-Mar', '30-Jun', '31-Dec']), ExemptionReason: '', ProvTaxMethod: random.pick(['STD', 'STD', 'EST', 'AIM', '']),
      ProvTaxRatio: 0, GroupMember: false, GroupRepresentative: false, ICAGroup: false, ICAMember: false, TransTasman: false, AgentNonResidentInsurer: false,
    },
  };
};

/** `id`: `136410132GST001`. */
export function accountDocument(id: string, type: string, addressId: number, random: Random): Document {
  const status = random.chance(0.03) ? 'CLS' : random.chance(0.01) ? 'SUS' : 'ACT';
  const started = random.whole(1995, 2022);
  return {
    ID: id, IDType: 'ACC', Status: status, AccountType: type, FilingFrequency: random.pick(['ITN01C', 'ITN02C', 'ITN03C', 'ITN06C']), FilingChannel: random.pick(['API', 'ONLINE', 'EFILE']),
    Commence: `${started}-04-01`, Cease: status === 'CLS' ? `${started + 3}-03-31` : '9999-12-31', BankAccount: '', NameOnBankAccount: '',
    ...(random.chance(0.5) ? { Address: addressesFor(['PRFMAL'], 4_000_000_000 + addressId, random) } : {}), ...typeBlock(type, random),
  };
}
