import type { FieldIssue } from '../../shared/faults.ts';
import type { Draft } from './draft.ts';
import { environmentOf, isHeld } from './draft.ts';
import { looksLikeNumber, numberProblem, numbersProblem, parseCalls, parseDays, parseHours, parsePorts } from './entries.ts';
import type { Field, SecretField } from './fields.ts';
import { secretOf } from './fields.ts';
import { lackingCode } from './problems.ts';
import { isNeeded, isShown } from './shown-fields.ts';

const missingWords: Readonly<Partial<Record<Field, string>>> = {
  'settings.gateway': 'Type the address of the gateway, such as https://gateway.example.',
  'settings.signInHost': 'Type the address of the sign-in, such as https://gateway.example.',
  'settings.intermediation': 'Type the whole address of the client list service.',
  'settings.agency': 'Type the IRD number of your agency: the list of linked clients is asked for by it.',
  'settings.softwarePlatform': 'Type the platform value that Inland Revenue gave your software provider.',
  'settings.signIn.clientId': 'Type the client id that was registered with Inland Revenue.',
  'settings.signIn.machine.issuer': 'Type the issuer agreed with Inland Revenue.',
  'settings.proxy.address': 'Type the address of the proxy, such as http://proxy.example:3128.',
  'secrets.token': 'Paste the access token you were given.',
  'secrets.clientSecret': 'Paste the client secret that Inland Revenue gave out with the client id.',
  'secrets.machineKey': 'Choose the key that signs: a PEM file.',
  'secrets.machineCertificate': 'Choose the certificate that was registered with Inland Revenue: a PEM file.',
  'secrets.certificate': 'Choose the certificate file, or choose that there is none.',
};

const isSecret = (field: Field): field is SecretField => field.startsWith('secrets.');

const isMissing = (draft: Draft, field: Field): boolean =>
  isNeeded(draft, field) && draft.values[field].trim() === '' && !(isSecret(field) && isHeld(draft, secretOf(field)));

/** Longest text that the shell takes, characters. What is longer was pasted by mistake. */
const longest = (field: Field): number => {
  if (field === 'settings.signIn.clientNumbers' || field.startsWith('secrets.certificate') || field.startsWith('secrets.machine') || field === 'secrets.authorities') return 2_000_000;
  if (field === 'secrets.token') return 16_000;
  return field.startsWith('secrets.') || /gateway|signInHost|intermediation|proxy\.address/.test(field) ? 2_000 : 200;
};

function agencyProblem(draft: Draft): string {
  const text = draft.values['settings.agency'];
  if (text.trim() === '') return '';
  // Test data of Inland Revenue's has numbers whose check digit is wrong (SPEC 14, trap 1).
  return environmentOf(draft) !== 'production' && looksLikeNumber(text) ? '' : numberProblem(text);
}

const readings: Readonly<Partial<Record<Field, (draft: Draft) => string>>> = {
  'settings.agency': agencyProblem,
  'settings.signIn.redirectPorts': ({ values }) => problemOf(parsePorts(values['settings.signIn.redirectPorts'])),
  'settings.signIn.accessSeconds': ({ values }) => problemOf(parseHours(values['settings.signIn.accessSeconds'])),
  'settings.signIn.refreshSeconds': ({ values }) => problemOf(parseDays(values['settings.signIn.refreshSeconds'])),
  'settings.signIn.clientNumbers': ({ values }) => numbersProblem(values['settings.signIn.clientNumbers']),
  'settings.callsAtOnce': ({ values }) => problemOf(parseCalls(values['settings.callsAtOnce'])),
};

const problemOf = (parsed: { ok: true } | { ok: false; error: string }): string => (parsed.ok ? '' : parsed.error);

function problemAt(draft: Draft, field: Field): string {
  if (!isShown(draft, field)) return '';
  if (isMissing(draft, field)) return missingWords[field] ?? 'This is needed.';
  if (draft.values[field].length > longest(field)) return `This is too long: at most ${longest(field)} characters.`;
  return readings[field]?.(draft) ?? '';
}

/** What is wrong with the form as it can be told without asking anybody, in the order of the fields. */
export function lacking(draft: Draft): FieldIssue[] {
  const all = Object.keys(draft.values) as Field[];
  return all.map((field) => ({ field, code: lackingCode, text: problemAt(draft, field) })).filter(({ text }) => text !== '');
}

/** A quiet word beside the agency's number where its check digit is wrong and that may be meant. '' otherwise. */
export function agencyDoubt(draft: Draft): string {
  const text = draft.values['settings.agency'];
  return text.trim() !== '' && agencyProblem(draft) === '' && numberProblem(text) !== '' ? 'Its last digit does not fit the others. That is fine for test data only.' : '';
}
