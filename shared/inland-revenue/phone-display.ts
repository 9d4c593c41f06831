import type { NativePhone } from '../contacts.ts';
import { callingCode, joinNumber, significant, trunkPrefix, writeNumber } from './numbering-plan.ts';

/**
 * A phone as people write it: `021 555 0199`, `04 445 1153 ext 4`, `+61 2 9374 4000 ext 5`. What does not follow its country's plan is
 * shown as it is stored, so that nothing looks tidier than it is.
 */
export function displayPhone(phone: NativePhone): string {
  const extension = phone.Extension === '' ? '' : ` ext ${phone.Extension}`;
  return `${displayNumber(phone)}${extension}`;
}

function displayNumber(phone: NativePhone): string {
  const number = joinNumber(phone.Country, phone.AreaCode, phone.PhoneNumber);
  if (number) return writeNumber(phone.Country, number);
  const stored = [phone.AreaCode, phone.PhoneNumber].filter((part) => part !== '').join(' ');
  return phone.Country === 'NZ' || phone.Country === '' ? stored : `${stored} (${phone.Country})`;
}

const digits = (text: string): string => text.replace(/\D/g, '');

/**
 * What a search box may find the number by: digits only, the national form with its trunk prefix and the international form without `+`,
 * once each. `['0215550199', '64215550199']`; `['0293744000', '61293744000']`.
 */
export function phoneDigits(phone: NativePhone): string[] {
  const whole = digits(phone.AreaCode) + digits(phone.PhoneNumber);
  if (whole === '') return [];
  const bare = phone.Country === 'NZ' ? whole.replace(/^0/, '') : bareDigits(phone, whole);
  const code = phone.Country === 'NZ' ? '64' : callingCode(phone.Country);
  const trunk = phone.Country === 'NZ' ? '0' : trunkPrefix(phone.Country);
  return [...new Set([whole, trunk + bare, code + bare])];
}

function bareDigits(phone: NativePhone, whole: string): string {
  const number = joinNumber(phone.Country, phone.AreaCode, phone.PhoneNumber);
  if (number) return significant(number);
  const trunk = trunkPrefix(phone.Country);
  return trunk === '0' && whole.startsWith('0') ? whole.slice(1) : whole;
}
