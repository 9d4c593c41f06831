import type { NativePhone } from '../../shared/contacts.ts';
import { contactTypes, phoneTypes } from '../../shared/inland-revenue/codes.ts';
import { displayPhone } from '../../shared/inland-revenue/phone-display.ts';

const short: Readonly<Record<string, string>> = { CELL: 'Mobile', BSN: 'Business', HOM: 'Home', BSNFAX: 'Fax' };

/** `Mobile`; a kind we do not know keeps its code, and one that is missing says so. */
export const phoneTypeWord = (code: string): string => short[code] ?? phoneTypes[code] ?? (code === '' ? 'No kind' : code);

/** `mobile 021 555 0199`, inside a sentence. */
export const phoneName = (phone: NativePhone): string => `${phoneTypeWord(phone.PhoneType).toLowerCase()} ${displayPhone(phone)}`;

/** `Primary`; a type we do not know keeps its code. */
export const contactTypeWord = (code: string): string => contactTypes[code] ?? code;

/** `Primary contact` when it has no name. */
export const contactName = (contact: { name: string; type: string }): string => (contact.name === '' ? `${contactTypeWord(contact.type)} contact` : contact.name);
