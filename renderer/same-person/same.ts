import type { Role } from '../../shared/systems.ts';
import type { RoleView } from './role-view.ts';

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/gu, ' ').trim();

/** The digits that tell one number from another, however it is written: `+64 21 555 0199` and `021 555 0199` are one. */
export function significantDigits(text: string): string {
  const digits = text.replace(/\D/g, '');
  const abroad = text.trim().startsWith('+');
  return (abroad && digits.startsWith('64') ? digits.slice(2) : digits).replace(/^0+/, '');
}

const isPhone = (role: Role): boolean => role === 'phone' || role === 'mobile' || role === 'fax';

/** Whether two systems say the same of one role, each in its own way of writing it. */
export const saysTheSame = (role: Role, a: string, b: string): boolean => (isPhone(role) ? significantDigits(a) === significantDigits(b) && significantDigits(a) !== '' : role === 'taxId' ? a.replace(/\W/g, '') === b.replace(/\W/g, '') : fold(a) === fold(b));

const textIn = (view: RoleView, role: Role): string => view.get(role)?.text ?? '';

const numbersOf = (view: RoleView): string[] => (['mobile', 'phone'] as const).map((role) => significantDigits(textIn(view, role))).filter((digits) => digits.length >= 6);

/** Why two contacts may be one person, in words; empty when nothing speaks for it. */
export function sameBy(a: RoleView, b: RoleView): string[] {
  const both = (role: Role): boolean => textIn(a, role) !== '' && textIn(b, role) !== '' && saysTheSame(role, textIn(a, role), textIn(b, role));
  const others = numbersOf(b);
  return [
    ...(both('email') ? ['same email'] : []),
    ...(numbersOf(a).some((number) => others.includes(number)) ? ['same phone number'] : []),
    ...(both('taxId') ? ['same tax number'] : []),
    ...(both('name') ? ['same name'] : []),
  ];
}

/** What to look for in another connection, the surest first. */
export const soughtBy = (view: RoleView): string[] => [
  ...new Set([textIn(view, 'email'), ...numbersOf(view), textIn(view, 'taxId').replace(/\W/g, ''), textIn(view, 'name')].filter((text) => text.trim().length >= 3)),
];
