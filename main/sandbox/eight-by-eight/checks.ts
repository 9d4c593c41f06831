import { isObject } from '../json.ts';
import { writableLists, writableTexts } from './contact.ts';
import type { Wrong } from './errors.ts';

const wrong = (field: string, message: string): Wrong => ({ field, code: 'VALIDATION_ERROR', message });

const purposes = ['HOME', 'WORK', 'OTHER'];
const phonePurposes = ['HOME', 'HOME_FAX', 'WORK', 'WORK_FAX', 'MOBILE', 'PAGER', 'OTHER'];

const looksLikeEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
/** What is a valid number is not published (inferred): 3 to 20 digits with the usual punctuation. */
const looksLikePhone = (text: string): boolean => /^\+?[\d\s().-]+$/.test(text) && /^\d{3,20}$/.test(text.replace(/\D/g, ''));

interface Rule {
  needed?: boolean;
  longest?: number;
  kind?: 'boolean';
  oneOf?: readonly string[];
  test?: (text: string) => boolean;
}

/** SPEC 3. Letter case of the enumerations counts (inferred). */
const rules: Readonly<Record<(typeof writableLists)[number], Readonly<Record<string, Rule>>>> = {
  addresses: {
    apartmentNumber: { longest: 5 }, city: { longest: 64 }, country: { longest: 64 }, county: { longest: 64 }, notes: { longest: 128 }, postalCode: { longest: 16 },
    primary: { kind: 'boolean' }, purposeType: { oneOf: purposes }, state: { longest: 64 }, streetName: { longest: 64 }, streetNumber: { longest: 8 },
  },
  emails: { email: { needed: true, test: looksLikeEmail }, primary: { needed: true, kind: 'boolean' }, purposeType: { needed: true, oneOf: purposes } },
  phones: { phone: { needed: true, test: looksLikePhone }, primary: { needed: true, kind: 'boolean' }, purposeType: { needed: true, oneOf: phonePurposes }, source: { oneOf: ['EXTERNAL'] } },
  tags: { name: { needed: true, test: (text) => /^customField([1-9]|10)$/.test(text) }, value: { longest: 254 } },
};

function wordsAbout(value: unknown, rule: Rule): string {
  if (value === undefined || value === null || value === '') return rule.needed === true ? 'must not be empty' : '';
  if (rule.kind === 'boolean') return typeof value === 'boolean' ? '' : 'must be true or false';
  if (typeof value !== 'string') return 'must be a text';
  if (rule.longest !== undefined && rule.longest > 0 && value.length > rule.longest) return `must not be longer than ${rule.longest}`;
  if (rule.oneOf !== undefined && !rule.oneOf.includes(value)) return `must be one of ${rule.oneOf.join(', ')}`;
  return rule.test === undefined || rule.test(value) ? '' : 'is not valid';
}

const isLocale = (text: string): boolean => /^[a-z]{2}[-_][A-Z]{2}$/.test(text);

/** Asking takes milliseconds, so each good one is asked about once. */
const knownZones = new Set<string>();

function isTimeZone(text: string): boolean {
  if (knownZones.has(text)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    knownZones.add(text);
    return true;
  } catch {
    return false;
  }
}

const plainRule = (name: string): Rule => ({ needed: name === 'customerId', longest: writableTexts[name] ?? 0, ...(name === 'locale' ? { test: isLocale } : name === 'timeZone' ? { test: isTimeZone } : {}) });

function wrongsInList(list: (typeof writableLists)[number], value: unknown): Wrong[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return [wrong(list, 'must be a list')];
  const wrongs = value.flatMap((row: unknown, n) => {
    if (!isObject(row)) return [wrong(`${list}[${n}]`, 'must be an object')];
    return Object.entries(rules[list]).flatMap(([name, rule]) => {
      const words = wordsAbout(row[name], rule);
      return words === '' ? [] : [wrong(`${list}[${n}].${name}`, words)];
    });
  });
  const primaries = value.filter((row) => isObject(row) && row['primary'] === true).length;
  return (list === 'emails' || list === 'phones') && primaries > 1 ? [...wrongs, wrong(list, 'only one can be primary')] : wrongs;
}

/** All that is wrong with what was sent, but for who may write it and whether it is unique (SPEC 3). */
export function wrongsIn(body: Record<string, unknown>): Wrong[] {
  const plain = Object.keys(writableTexts).flatMap((name) => {
    const words = wordsAbout(body[name], plainRule(name));
    return words === '' ? [] : [wrong(name, words)];
  });
  const times = ['createdTimestamp', 'updatedTimestamp'].filter((name) => body[name] !== undefined).map((name) => wrong(name, 'must not be sent'));
  return [...plain, ...times, ...writableLists.flatMap((list) => wrongsInList(list, body[list]))];
}
