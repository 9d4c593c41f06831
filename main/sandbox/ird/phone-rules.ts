import { areaCodeRules } from '../../../shared/inland-revenue/area-codes.ts';
import type { PhoneGiven } from './wire.ts';

const digits = /^\d+$/;

/**
 * Whether Inland Revenue would answer CNT102 for this phone (SPEC 7.7). Where the rules leave a gap we took:
 * the table's length is a maximum; a country outside the table is refused; numbers and extensions are digits only.
 * `extensions`: whether an extension is held to BSN and BSNFAX, which Inland Revenue's own mock does not do.
 */
export function phoneIsWrong(phone: PhoneGiven, extensions: boolean): boolean {
  const area = phone.AreaCode ?? '';
  const extension = phone.Extension ?? '';
  if (!digits.test(phone.PhoneNumber)) return true;
  if (extension !== '' && !digits.test(extension)) return true;
  if (extensions && extension !== '' && phone.PhoneType !== 'BSN' && phone.PhoneType !== 'BSNFAX') return true;
  if (phone.Country === 'NZ') return area !== '';
  const rule = areaCodeRules.get(phone.Country);
  if (rule === undefined) return true;
  if (area === '') return rule.required;
  return !digits.test(area) || area.length > rule.length;
}
