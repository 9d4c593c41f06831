import type { Random } from '../../random.ts';
import type { PhoneFields } from '../wire.ts';

/** Invented numbers sit in the 555 exchange, or in ranges set aside for fiction where a country has them. */
const fourDigits = (random: Random): string => String(random.whole(0, 9999)).padStart(4, '0');

const overseas: readonly ((random: Random) => Omit<PhoneFields, 'PhoneType' | 'Extension'>)[] = [
  (random) => ({ Country: 'AU', AreaCode: random.pick(['02', '03', '07', '08']), PhoneNumber: `5550${fourDigits(random)}` }),
  (random) => ({ Country: 'AU', AreaCode: random.pick(['02', '03', '07', '08']), PhoneNumber: `7010${fourDigits(random)}` }),
  (random) => ({ Country: 'US', AreaCode: random.pick(['212', '415', '808']), PhoneNumber: `55501${String(random.whole(0, 99)).padStart(2, '0')}` }),
  (random) => ({ Country: 'GB', AreaCode: '20', PhoneNumber: `79460${String(random.whole(0, 999)).padStart(3, '0')}` }),
  (random) => ({ Country: 'CA', AreaCode: random.pick(['416', '604']), PhoneNumber: `55501${String(random.whole(0, 99)).padStart(2, '0')}` }),
  (random) => ({ Country: 'FJ', AreaCode: '', PhoneNumber: `355${fourDigits(random)}` }),
  (random) => ({ Country: 'SG', AreaCode: '', PhoneNumber: `6555${fourDigits(random)}` }),
];

export function inventedPhone(random: Random): PhoneFields {
  const type = random.pick(['CELL', 'CELL', 'CELL', 'BSN', 'BSN', 'HOM', 'BSNFAX']);
  if (random.chance(0.08)) return { PhoneType: type === 'BSNFAX' ? 'BSN' : type, ...random.pick(overseas)(random), Extension: '' };
  const prefix = type === 'CELL' ? random.pick(['020', '021', '021', '022', '027', '027', '029']) : random.pick(['03', '04', '06', '07', '09', '09']);
  const extension = type === 'BSN' && random.chance(0.15) ? String(random.whole(1, 999)) : '';
  return { PhoneType: type, Country: 'NZ', AreaCode: '', PhoneNumber: `${prefix}555${fourDigits(random)}`, Extension: extension };
}
