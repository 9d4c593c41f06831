import { published, type ConnectionSecrets, type ConnectionSettings, type SecretName } from '../../shared/connection-settings.ts';
import type { FieldIssue } from '../../shared/faults.ts';
import { parseIrdNumber } from '../../shared/inland-revenue/ird-number.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { readGatewayAddress, readServiceAddress, readSignInHost, readToken } from './gateway-address.ts';
import { readProxy } from './proxy-settings.ts';

/** Settings and secrets as they will be used: addresses in full, numbers in digits. Secrets not given are those held. */
export interface FilledForm {
  settings: ConnectionSettings;
  secrets: ConnectionSecrets;
}

/** Collects what is wrong beside each field, and goes on to the next. */
class Reading {
  readonly issues: FieldIssue[] = [];

  take<T>(field: string, read: Result<T, string>, otherwise: T): T {
    if (read.ok) return read.value;
    this.issues.push({ field, code: field, text: read.error });
    return otherwise;
  }

  need(field: string, given: string, text: string): void {
    if (given.trim() === '') this.issues.push({ field, code: field, text });
  }
}

/**
 * Reads the form as a person filled it in. Errors stand beside their fields and are all told at once. What lies in files (certificates,
 * keys) is looked at later, by whoever uses it.
 */
export function readForm(typed: ConnectionSettings, given: ConnectionSecrets, held: Partial<ConnectionSecrets>): Result<FilledForm, FieldIssue[]> {
  const reading = new Reading();
  const secrets = filledUp(given, held);
  const { signIn } = typed;
  const settings: ConnectionSettings = {
    ...typed,
    name: typed.name.trim() === '' ? 'Inland Revenue' : typed.name.trim(),
    gateway: reading.take('settings.gateway', readGatewayAddress(typed.gateway), ''),
    signInHost: usesBrowser(typed) ? reading.take('settings.signInHost', readSignInHost(typed.signInHost), '') : typed.signInHost.trim(),
    ...(signIn.method === 'machine' ? {} : {
      intermediation: reading.take('settings.intermediation', readServiceAddress(typed.intermediation), ''),
      agency: reading.take('settings.agency', readAgency(typed.agency), ''),
    }),
    softwarePlatform: typed.softwarePlatform.trim(),
    proxy: reading.take('settings.proxy.address', readProxy(typed.proxy), { ...typed.proxy, address: '' }),
  };
  mixedUp(reading, settings);
  settings.signIn = { ...signIn, clientId: signIn.clientId.trim(), redirectPorts: [...new Set(signIn.redirectPorts)] };
  if (signIn.method === 'token') secrets.token = reading.take('secrets.token', readToken(secrets.token), '');
  if (usesBrowser(typed)) readBrowserSignIn(reading, settings, secrets);
  if (signIn.method === 'machine') readMachineSignIn(reading, settings, secrets);
  return reading.issues.length === 0 ? ok({ settings, secrets }) : err(reading.issues);
}

export const usesBrowser = ({ signIn }: Pick<ConnectionSettings, 'signIn'>): boolean => signIn.method === 'native' || signIn.method === 'cloud';

function filledUp(given: ConnectionSecrets, held: Partial<ConnectionSecrets>): ConnectionSecrets {
  const all = { ...given };
  for (const name of Object.keys(given) as SecretName[]) if (given[name] === '') all[name] = held[name] ?? '';
  // A new certificate does not go with the old one's key and pass phrase.
  if (given.certificate !== '') Object.assign(all, { certificateKey: given.certificateKey, certificatePassPhrase: given.certificatePassPhrase });
  return all;
}

const addresses = ['gateway', 'signInHost', 'intermediation'] as const;

/** A production token must not reach a test host, nor the reverse: an address that Inland Revenue publishes for another environment is refused. */
function mixedUp(reading: Reading, settings: ConnectionSettings): void {
  const { environment } = settings;
  if (environment === 'other') return;
  const own = new Set(addresses.map((name) => new URL(published[environment][name]).host));
  for (const name of addresses) {
    const host = URL.canParse(settings[name]) ? new URL(settings[name]).host : '';
    const stranger = host !== '' && !own.has(host) && Object.values(published).some((one) => addresses.some((each) => URL.canParse(one[each]) && new URL(one[each]).host === host));
    if (stranger) reading.issues.push({ field: `settings.${name}`, code: 'otherEnvironment', text: 'This address belongs to another environment of Inland Revenue. Choose that environment, or put this address right.' });
  }
}

/** Nine digits, or ten of a customer id. The check digit is not insisted on: Inland Revenue's own test agencies need not have one. */
function readAgency(typed: string): Result<string, string> {
  const digits = typed.normalize('NFKC').replace(/[\s\p{Dash}.]/gu, '');
  if (digits === '') return err('Enter the IRD number of your agency: Inland Revenue lists the clients linked to it.');
  if (/^\d{10}$/.test(digits)) return ok(digits);
  return /^\d{8,9}$/.test(digits) ? ok(digits.padStart(9, '0')) : err('An agency\'s number has 8 or 9 digits (IRD number), or 10 (customer id).');
}

function readBrowserSignIn(reading: Reading, { signIn }: ConnectionSettings, secrets: ConnectionSecrets): void {
  reading.need('settings.signIn.clientId', signIn.clientId, 'Enter the client id that Inland Revenue gave your software.');
  reading.need('secrets.clientSecret', secrets.clientSecret, 'Enter the client secret that goes with the client id.');
  if (signIn.redirectPorts.length === 0) reading.need('settings.signIn.redirectPorts', '', 'Enter the ports that were registered with Inland Revenue, for example 53171, 53172.');
}

function readMachineSignIn(reading: Reading, settings: ConnectionSettings, secrets: ConnectionSecrets): void {
  const { machine, clientNumbers } = settings.signIn;
  reading.need('settings.signIn.machine.issuer', machine.issuer, 'Enter the issuer that was agreed with Inland Revenue.');
  reading.need('secrets.machineKey', secrets.machineKey, 'Choose the file with your private signing key (PEM).');
  reading.need('secrets.machineCertificate', secrets.machineCertificate, 'Choose the file with the certificate of your signing key (PEM).');
  reading.take('settings.signIn.clientNumbers', readClientNumbers(clientNumbers), []);
}

/** One number a line or separated by commas → our names for the clients. The error names the lines that are wrong. */
export function readClientNumbers(typed: string): Result<string[], string> {
  const numbers = typed.split(/[\n,;]/).map((line) => line.trim()).filter((line) => line !== '');
  if (numbers.length === 0) return err('Enter the numbers of your clients, one a line: a machine sign-in is not given the list of linked clients.');
  const ids: string[] = [];
  const wrong: string[] = [];
  for (const number of numbers) {
    const digits = number.normalize('NFKC').replace(/[\s\p{Dash}.]/gu, '');
    const ird = parseIrdNumber(number);
    if (/^\d{10}$/.test(digits)) ids.push(`CST:${digits}`);
    else if (ird.ok) ids.push(`IRD:${ird.value}`);
    else wrong.push(number);
  }
  if (wrong.length === 0) return ok([...new Set(ids)]);
  const shown = wrong.slice(0, 5).join(', ');
  return err(`${wrong.length === 1 ? 'This is not a client\'s number' : `${wrong.length} of these are not clients' numbers`}: ${shown}${wrong.length > 5 ? ' …' : ''}. An IRD number has 8 or 9 digits, a customer id 10.`);
}
