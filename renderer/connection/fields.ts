import type { SecretName } from '../../shared/connection-settings.ts';

/** Every field of the connection's form, called by the path that an issue names it by. All of them hold text. */
const settingFields = [
  'settings.environment',
  'settings.gateway',
  'settings.signInHost',
  'settings.intermediation',
  'settings.agency',
  'settings.softwarePlatform',
  'settings.name',
  'settings.signIn.method',
  'settings.signIn.clientId',
  'settings.signIn.redirectPorts',
  'settings.signIn.machine.issuer',
  'settings.signIn.machine.logon',
  'settings.signIn.machine.algorithm',
  'settings.signIn.clientNumbers',
  'settings.proxy.kind',
  'settings.proxy.address',
  'settings.proxy.user',
  'settings.signIn.accessSeconds',
  'settings.signIn.refreshSeconds',
  'settings.callsAtOnce',
] as const;

type SettingField = (typeof settingFields)[number];
export type SecretField = `secrets.${SecretName}`;
export type Field = SettingField | SecretField;

const secretFields: readonly SecretField[] = [
  'secrets.token',
  'secrets.clientSecret',
  'secrets.machineKey',
  'secrets.machineCertificate',
  'secrets.certificate',
  'secrets.certificateKey',
  'secrets.certificatePassPhrase',
  'secrets.authorities',
  'secrets.proxyPassword',
];

export const fields: readonly Field[] = [...settingFields, ...secretFields];

export const secretOf = (field: SecretField): SecretName => field.slice('secrets.'.length) as SecretName;

/** The longest field that `path` is or lies in, or the first field that lies in `path`; '' for none. */
const fieldAt = (path: string): Field | '' => {
  const around = fields.filter((field) => path === field || path.startsWith(`${field}.`)).sort((a, b) => b.length - a.length);
  return around[0] ?? fields.find((field) => field.startsWith(`${path}.`)) ?? '';
};

/**
 * The field that an issue or a line of *Test connection* means: `settings.gateway`, `gateway`, `signIn.redirectPorts.2`,
 * `secrets.token`, `token`. '' where it means none.
 */
export function fieldOf(path: string): Field | '' {
  if (path === '' || path === 'settings' || path === 'secrets') return '';
  return fieldAt(path) || fieldAt(`settings.${path}`) || fieldAt(`secrets.${path}`);
}

/** What each field is called, on its label and wherever a message points to it. */
export const labels: Readonly<Record<Field, string>> = {
  'settings.environment': 'Environment',
  'settings.gateway': 'Gateway address',
  'settings.signInHost': 'Sign-in address',
  'settings.intermediation': 'Client list address',
  'settings.agency': 'Agency’s IRD number',
  'settings.softwarePlatform': 'Software platform',
  'settings.name': 'Name for this connection (optional)',
  'settings.signIn.method': 'How to sign in',
  'settings.signIn.clientId': 'Client id',
  'settings.signIn.redirectPorts': 'Ports for the answer of the browser',
  'settings.signIn.machine.issuer': 'Issuer',
  'settings.signIn.machine.logon': 'myIR logon (optional)',
  'settings.signIn.machine.algorithm': 'Algorithm',
  'settings.signIn.clientNumbers': 'Clients’ IRD numbers',
  'settings.signIn.accessSeconds': 'Hours an access token lasts',
  'settings.signIn.refreshSeconds': 'Days a refresh token lasts',
  'settings.proxy.kind': 'Proxy',
  'settings.proxy.address': 'Proxy address',
  'settings.proxy.user': 'Proxy user (optional)',
  'settings.callsAtOnce': 'Calls at once',
  'secrets.token': 'Access token',
  'secrets.clientSecret': 'Client secret',
  'secrets.machineKey': 'Signing key (PEM)',
  'secrets.machineCertificate': 'Signing certificate (PEM)',
  'secrets.certificate': 'Certificate file',
  'secrets.certificateKey': 'Key file (PEM)',
  'secrets.certificatePassPhrase': 'Pass phrase (optional)',
  'secrets.authorities': 'Certificate authorities (PEM)',
  'secrets.proxyPassword': 'Proxy password (optional)',
};

/** Parts of the form that fold away: opened when something in them needs the person. */
export type Part = 'addresses' | 'network' | 'advanced';

const parts: Readonly<Record<Part, readonly Field[]>> = {
  addresses: ['settings.gateway', 'settings.signInHost', 'settings.intermediation'],
  network: ['settings.proxy.kind', 'settings.proxy.address', 'settings.proxy.user', 'secrets.proxyPassword', 'secrets.authorities'],
  advanced: ['settings.signIn.accessSeconds', 'settings.signIn.refreshSeconds', 'settings.callsAtOnce'],
};

/** The folded parts that hold one of these fields. */
export const partsOf = (wanted: readonly Field[]): Part[] => (Object.keys(parts) as Part[]).filter((part) => wanted.some((field) => parts[part].includes(field)));
