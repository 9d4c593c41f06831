import { contactTypes, phoneTypes } from '../../shared/inland-revenue/codes.ts';

const short: Readonly<Record<string, string>> = { CELL: 'Mobile', BSN: 'Business', HOM: 'Home', BSNFAX: 'Fax' };

/** `Mobile`; a kind we do not know keeps its code, and one that is missing says so. */
export const phoneTypeWord = (code: string): string => short[code] ?? phoneTypes[code] ?? (code === '' ? 'No kind' : code);

/** `Primary`; a type we do not know keeps its code. */
export const contactTypeWord = (code: string): string => contactTypes[code] ?? code;

/** `Primary contact` when it has no name. */
export const contactName = (contact: { name: string; type: string }): string => (contact.name === '' ? `${contactTypeWord(contact.type)} contact` : contact.name);
