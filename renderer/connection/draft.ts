import type { ConnectionSecrets, ConnectionSettings, Environment, HeldSettings, SecretName, SignInMethod } from '../../shared/connection-settings.ts';
import { newSettings, noSecrets } from '../../shared/connection-settings.ts';
import type { AddressField } from './addresses.ts';
import type { Field, SecretField } from './fields.ts';
import { fields } from './fields.ts';
import { agencyDigits, daysOf, hoursOf, parseCalls, parseDays, parseHours, parsePorts } from './entries.ts';

export type CertificateKind = 'none' | 'pfx' | 'pem';

/** A chosen file as it is shown; what is in it is never shown. */
export interface ChosenFile {
  name: string;
  /** Bytes. */
  size: number;
}

/** What the form holds while a person fills it in. */
export interface Draft {
  values: Readonly<Record<Field, string>>;
  certificateKind: CertificateKind;
  files: Readonly<Partial<Record<SecretField, ChosenFile | null>>>;
  /** Secrets that are held for this connection. */
  held: readonly SecretName[];
  /** Held secrets that the person took away. */
  removed: readonly SecretName[];
  /** Fields that the person filled in, and no choice fills in for them. */
  typed: readonly Field[];
  /** Addresses typed that the choice of an environment replaced; null when none was. */
  replaced: Readonly<Partial<Record<AddressField, string>>> | null;
}

const textOf = (settings: ConnectionSettings): Record<Field, string> => {
  const { signIn, proxy } = settings;
  const values = Object.fromEntries(fields.map((field) => [field, ''])) as Record<Field, string>;
  return {
    ...values,
    'settings.environment': settings.environment,
    'settings.gateway': settings.gateway,
    'settings.signInHost': settings.signInHost,
    'settings.intermediation': settings.intermediation,
    'settings.agency': settings.agency,
    'settings.softwarePlatform': settings.softwarePlatform,
    'settings.name': settings.name,
    'settings.signIn.method': signIn.method,
    'settings.signIn.clientId': signIn.clientId,
    'settings.signIn.redirectPorts': signIn.redirectPorts.join(', '),
    'settings.signIn.machine.issuer': signIn.machine.issuer,
    'settings.signIn.machine.logon': signIn.machine.logon,
    'settings.signIn.machine.algorithm': signIn.machine.algorithm,
    'settings.signIn.clientNumbers': signIn.clientNumbers,
    'settings.signIn.accessSeconds': hoursOf(signIn.accessSeconds),
    'settings.signIn.refreshSeconds': daysOf(signIn.refreshSeconds),
    'settings.proxy.kind': proxy.kind,
    'settings.proxy.address': proxy.address,
    'settings.proxy.user': proxy.user,
    'settings.callsAtOnce': String(settings.callsAtOnce),
  };
};

/** A first connection: production, where most people are going. */
export const newDraft = (environment: Environment = 'production'): Draft => ({
  values: textOf(newSettings(environment)), certificateKind: 'none', files: {}, held: [], removed: [], typed: [], replaced: null,
});

/** The open connection, to be changed. Its addresses count as typed: no choice changes them in silence. */
export const draftOf = ({ settings, held }: Pick<HeldSettings, 'settings' | 'held'>): Draft => ({
  ...newDraft(settings.environment),
  values: textOf(settings),
  certificateKind: heldKind(held),
  held,
  typed: ['settings.gateway', 'settings.signInHost', 'settings.intermediation', 'settings.signIn.method'],
});

export const methodOf = (draft: Draft): SignInMethod => draft.values['settings.signIn.method'] as SignInMethod;
export const environmentOf = (draft: Draft): Environment => draft.values['settings.environment'] as Environment;

/** Held, not taken away and not replaced here. */
export const isHeld = (draft: Draft, name: SecretName): boolean =>
  draft.held.includes(name) && !draft.removed.includes(name) && draft.values[`secrets.${name}`] === '';

/** The same connection by what would be sent. */
export const isChanged = (draft: Draft, from: Draft): boolean =>
  fields.some((field) => draft.values[field] !== from.values[field]) || draft.certificateKind !== from.certificateKind || draft.removed.length > 0;

const ifOk = <T>(parsed: { ok: true; value: T } | { ok: false }, otherwise: T): T => (parsed.ok ? parsed.value : otherwise);

function settingsOf({ values }: Draft): ConnectionSettings {
  const text = (field: Field): string => values[field].trim();
  const blank = newSettings('other');
  return {
    name: text('settings.name'),
    environment: values['settings.environment'] as Environment,
    gateway: text('settings.gateway'),
    signInHost: text('settings.signInHost'),
    intermediation: text('settings.intermediation'),
    agency: agencyDigits(values['settings.agency']),
    softwarePlatform: text('settings.softwarePlatform'),
    signIn: {
      method: values['settings.signIn.method'] as SignInMethod,
      clientId: text('settings.signIn.clientId'),
      redirectPorts: ifOk(parsePorts(values['settings.signIn.redirectPorts']), []),
      accessSeconds: ifOk(parseHours(values['settings.signIn.accessSeconds']), blank.signIn.accessSeconds),
      refreshSeconds: ifOk(parseDays(values['settings.signIn.refreshSeconds']), blank.signIn.refreshSeconds),
      machine: {
        issuer: text('settings.signIn.machine.issuer'),
        logon: text('settings.signIn.machine.logon'),
        algorithm: values['settings.signIn.machine.algorithm'] as ConnectionSettings['signIn']['machine']['algorithm'],
      },
      clientNumbers: values['settings.signIn.clientNumbers'],
    },
    proxy: { kind: values['settings.proxy.kind'] as ConnectionSettings['proxy']['kind'], address: text('settings.proxy.address'), user: text('settings.proxy.user') },
    callsAtOnce: ifOk(parseCalls(values['settings.callsAtOnce']), blank.callsAtOnce),
  };
}

/** A pass phrase is as it was typed; what is pasted may bring a line's end along. */
const pasted: readonly SecretName[] = ['token', 'clientSecret'];

function secretsOf({ values }: Draft): ConnectionSecrets {
  const secrets = { ...noSecrets };
  for (const name of Object.keys(noSecrets) as SecretName[]) {
    const value = values[`secrets.${name}` satisfies SecretField];
    secrets[name] = pasted.includes(name) ? value.trim() : value;
  }
  return secrets;
}

const ofCertificate: readonly SecretName[] = ['certificate', 'certificateKey', 'certificatePassPhrase'];

const heldKind = (held: readonly SecretName[]): CertificateKind => (!held.includes('certificate') ? 'none' : held.includes('certificateKey') ? 'pem' : 'pfx');

/** Another kind of client certificate: what was chosen for the kind before goes, and what is held only stays for its own kind. */
export function chooseCertificate(draft: Draft, kind: CertificateKind): Draft {
  const values = { ...draft.values };
  for (const name of ofCertificate) values[`secrets.${name}`] = '';
  const files = { ...draft.files, 'secrets.certificate': null, 'secrets.certificateKey': null };
  const others = draft.removed.filter((name) => !ofCertificate.includes(name));
  const removed = kind === heldKind(draft.held) ? others : [...others, ...ofCertificate.filter((name) => draft.held.includes(name))];
  return { ...draft, values, files, certificateKind: kind, removed };
}

/** A secret that is held and is to go, or is to stay after all. */
export const setRemoved = (draft: Draft, name: SecretName, gone: boolean): Draft => ({
  ...draft, removed: [...draft.removed.filter((other) => other !== name), ...(gone ? [name] : [])],
});

/** Held secrets that go: those taken away, and what belonged to a certificate that is replaced. */
function forgotten({ removed, values, held }: Draft): SecretName[] {
  const gone = new Set<SecretName>([...removed, ...(values['secrets.certificate'] === '' ? [] : ofCertificate)]);
  return [...gone].filter((name) => held.includes(name) && values[`secrets.${name}`] === '');
}

/** What is sent when the form is handed in. Numbers that do not parse are the proposals: `lacking` has refused them before. */
export const requestOf = (draft: Draft): { settings: ConnectionSettings; secrets: ConnectionSecrets; forget: SecretName[] } => ({
  settings: settingsOf(draft), secrets: secretsOf(draft), forget: forgotten(draft),
});
