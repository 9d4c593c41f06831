import type { SystemId } from './systems.ts';

/**
 * How an installation reaches Inland Revenue: one form for mock, test, production and a relay in the firm. Kept in connections.json;
 * no secret in it. Addresses and lifetimes are settings because Inland Revenue gives them out at onboarding and may change them (SPEC 2, 4.1).
 */
export interface ConnectionSettings {
  name: string;
  environment: Environment;
  /** Origin of the gateway: `https://services.ird.govt.nz:4046`. */
  gateway: string;
  /** Origin of the OAuth server: `https://services.ird.govt.nz`. */
  signInHost: string;
  /** Whole address of the Intermediation service. */
  intermediation: string;
  /** The agency's own IRD number: nine digits, or ten for a customer id. */
  agency: string;
  /** The platform value Inland Revenue issued for `softwareProviderData` (SPEC 11). */
  softwarePlatform: string;
  signIn: SignInSettings;
  proxy: ProxySettings;
  /** Calls at once, 1 to 20. */
  callsAtOnce: number;
}

/**
 * How an installation reaches any other system (`SystemFacts.connect`). Kept in connections.json; its secrets, named by the system, are in
 * the keychain.
 */
export interface RecordSettings {
  system: SystemId;
  name: string;
  /** Whole address up to where the system's paths begin: `https://api.dnsimple.com/v2`. */
  address: string;
  /** What was typed as the account, business or customer, one a line; '' where the system tells it. */
  scope: string;
  proxy: ProxySettings;
  /** Calls of each window left to other programs; null: as the system's own facts say. */
  reserve: number | null;
}

/** `other`: a relay in the firm, or a sandbox. */
export type Environment = 'mock' | 'test' | 'production' | 'other';

/**
 * native: the browser once a day, no refresh token (SPEC 4.2). cloud: the browser once, then rotating refresh tokens (4.1).
 * machine: a JWT signed here (4.3). token: a token that the person pastes.
 */
export type SignInMethod = 'native' | 'cloud' | 'machine' | 'token';

export interface SignInSettings {
  method: SignInMethod;
  clientId: string;
  /** Loopback ports registered with Inland Revenue, tried in turn. */
  redirectPorts: number[];
  /** Life of an access token where the server does not say, seconds (SPEC 4.1: 28,800). A machine's JWT lives as long. */
  accessSeconds: number;
  /** Life of a refresh token, seconds (SPEC 4.1: one year). */
  refreshSeconds: number;
  /** Only for `machine`. */
  machine: { issuer: string; /** The myIR logon whose delegations apply; '' for one's own. */ logon: string; algorithm: JwtAlgorithm };
  /** Only for `machine`, which the Intermediation service does not take: the clients' numbers, one a line, as typed. */
  clientNumbers: string;
}

export const jwtAlgorithms = ['ES256', 'ES384', 'ES512', 'RS256', 'RS384', 'RS512'] as const;
export type JwtAlgorithm = (typeof jwtAlgorithms)[number];

export interface ProxySettings {
  kind: 'system' | 'none' | 'fixed' | 'script';
  /** `http://proxy.firm.example:3128` for `fixed`, the address of the PAC script for `script`; otherwise ''. */
  address: string;
  user: string;
}

/** What belongs in the keychain. In a request '' means: as it is held. Files come as their content: PEM as text, PFX in base64. */
export interface ConnectionSecrets {
  token: string;
  clientSecret: string;
  machineKey: string;
  /** The signing certificate of a machine sign-in; its thumbprint is the JWT's `sub`. */
  machineCertificate: string;
  /** PFX in base64, or PEM of a certificate. */
  certificate: string;
  /** PEM, where the certificate is PEM and its key in a file of its own. */
  certificateKey: string;
  certificatePassPhrase: string;
  /** PEM of own certificate authorities. No secret, but it travels and is kept with the others. */
  authorities: string;
  proxyPassword: string;
}

export type SecretName = keyof ConnectionSecrets;

export const noSecrets: ConnectionSecrets = {
  token: '', clientSecret: '', machineKey: '', machineCertificate: '', certificate: '', certificateKey: '', certificatePassPhrase: '', authorities: '', proxyPassword: '',
};

/** Addresses as published (SPEC 2, 11); '' where Inland Revenue gives them out at onboarding. */
export const published: Record<Environment, Pick<ConnectionSettings, 'gateway' | 'signInHost' | 'intermediation'>> = {
  mock: {
    gateway: 'https://customerservices.test.services.ird.govt.nz',
    signInHost: 'https://oauth.test.services.ird.govt.nz',
    intermediation: 'https://intermediation.test.services.ird.govt.nz/',
  },
  test: {
    gateway: 'https://test5.services.ird.govt.nz:4046',
    signInHost: 'https://test5.services.ird.govt.nz',
    intermediation: 'https://test5.services.ird.govt.nz:4046/gateway/gws/intermediation/',
  },
  production: {
    gateway: 'https://services.ird.govt.nz:4046',
    signInHost: 'https://services.ird.govt.nz',
    intermediation: 'https://services.ird.govt.nz:4046/gateway/gws/intermediation/',
  },
  other: { gateway: '', signInHost: '', intermediation: '' },
};

/** What a new form begins with. The ports are a proposal: any that were registered will do. */
export const newSettings = (environment: Environment): ConnectionSettings => ({
  name: '',
  environment,
  ...published[environment],
  agency: '',
  softwarePlatform: '',
  signIn: {
    method: 'native',
    clientId: '',
    redirectPorts: [53_171, 53_172, 53_173, 53_174, 53_175],
    accessSeconds: 28_800,
    refreshSeconds: 31_536_000,
    machine: { issuer: '', logon: '', algorithm: 'ES256' },
    clientNumbers: '',
  },
  proxy: { kind: 'system', address: '', user: '' },
  callsAtOnce: 5,
});

/** One line of *Test connection*: what was looked at, and how it is, in words that say what to do next. */
export interface CheckLine {
  what: 'settings' | 'certificate' | 'network' | 'clock' | 'gateway' | 'signIn' | 'machineKey' | 'token' | 'clients';
  /** skipped: cannot be told yet, for instance before a sign-in. */
  outcome: 'ok' | 'wrong' | 'skipped';
  /** One word for what was found, such as `tokenRefused`; '' where all is well. */
  code: string;
  /** Path into the form for what is wrong, such as `settings.gateway`, `settings.signIn.clientId` or `secrets.certificate`; '' for none. */
  field: string;
  text: string;
  /** Ids of the accounts whose contacts the key shows, where the system tells them itself (`ConnectFacts.scope` is null). */
  places?: string[];
}

/** What is held of the open connection, for the form. */
export interface HeldSettings {
  settings: ConnectionSettings;
  /** Secrets that are in the keychain. */
  held: SecretName[];
  session: SignedIn;
  /** Why the person is needed to go on, in words; '' while nobody is. */
  why: string;
}

/** Who is signed in, as far as we know. `until`: epoch milliseconds, null where nobody says. */
export type SignedIn = { state: 'signedIn'; logon: string; until: number | null } | { state: 'signedOut' };
