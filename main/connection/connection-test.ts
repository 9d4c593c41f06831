import type { CheckLine } from '../../shared/connection-settings.ts';
import type { FieldIssue } from '../../shared/faults.ts';
import type { Result } from '../../shared/result.ts';
import type { GatewayAccess } from '../engine/host-contract.ts';
import { certificateIssues } from '../transport/certificate-issues.ts';
import { machineToken } from '../sign-in/machine-token.ts';
import { introspect } from '../sign-in/oauth.ts';
import { clientSource } from './client-source.ts';
import { usesBrowser, type FilledForm } from './filled-form.ts';
import { gatewayNetwork, networkOf } from './network-access.ts';
import type { ProxyLookup } from './proxy-lookup.ts';
import { signInFetch } from './sign-in-fetch.ts';

export interface TestParts {
  /** The engine's own look at a gateway. */
  check: (gateway: GatewayAccess, authorization: string | null) => Promise<CheckLine[]>;
  lookup: ProxyLookup;
  now: () => number;
  release: string;
}

export const wrong = (what: CheckLine['what'], { field, code, text }: FieldIssue): CheckLine => ({ what, outcome: 'wrong', code, field, text });

/**
 * *Test connection*: what can be known without signing anybody in and without storing anything. `authorization`: of the sign-in that is
 * held, null where there is none; a machine's is signed here, a pasted token taken from the form.
 */
export async function testConnection(read: Result<FilledForm, FieldIssue[]>, held: string | null, parts: TestParts): Promise<CheckLine[]> {
  if (!read.ok) return read.error.map((issue) => wrong('settings', issue));
  const form = read.value;
  const network = await gatewayNetwork(form, parts.lookup);
  if (!network.ok) return [wrong('network', { field: 'settings.proxy.address', code: 'proxyUnsupported', text: network.error })];
  const { settings } = form;
  const key = settings.signIn.method === 'machine' ? await signed(form, parts.now()) : null;
  if (key !== null && !key.ok) return [wrong('machineKey', key.error)];
  const authorization = key === null ? (settings.signIn.method === 'token' ? `Bearer ${form.secrets.token}` : held) : key.value;
  const gateway = { baseUrl: settings.gateway, network: network.value, clients: clientSource(settings, parts.release), callsAtOnce: settings.callsAtOnce };
  const lines = (await parts.check(gateway, authorization)).map((line) => aboutSignIn(line, form));
  if (usesBrowser(settings)) lines.splice(lines.findIndex(({ what }) => what === 'token') + 1 || lines.length, 0, await signInLine(form, parts.lookup));
  return lines;
}

/** A JWT signed with the key of the form; the error names what of it is wrong. */
async function signed({ settings, secrets }: FilledForm, now: number): Promise<Result<string, FieldIssue>> {
  const token = await machineToken({ signIn: settings.signIn, key: secrets.machineKey, certificate: secrets.machineCertificate, now });
  return token.ok ? { ok: true, value: token.value.authorization } : token;
}

const refusedWords: Record<string, Pick<CheckLine, 'what' | 'field' | 'text'>> = {
  token: { what: 'token', field: 'secrets.token', text: 'Inland Revenue did not accept this token. It may have expired: tokens last at most eight hours. Get a new one and paste it here.' },
  machine: {
    what: 'machineKey',
    field: 'secrets.machineCertificate',
    text: 'Inland Revenue did not accept the token signed with this key. Check the issuer and the logon, that this certificate is the one registered for this environment, and the clock of this computer.',
  },
};

/** The engine says only that the Authorization was refused; where it came from is known here. */
function aboutSignIn(line: CheckLine, { settings }: FilledForm): CheckLine {
  if (line.field !== 'authorization') return line;
  const { method } = settings.signIn;
  if (line.code === 'tokenRefused' && line.what === 'token') return { ...line, field: '', ...refusedWords[method] };
  return { ...line, field: method === 'token' ? 'secrets.token' : '' };
}

/** Whether the sign-in server is there and knows the client id with its secret: asked about a token that is none (SPEC 4.1, introspect). */
async function signInLine(form: FilledForm, lookup: ProxyLookup): Promise<CheckLine> {
  const { settings, secrets } = form;
  const way = signInFetch(() => form, lookup);
  try {
    const client = { signInHost: settings.signInHost, clientId: settings.signIn.clientId, clientSecret: secrets.clientSecret, fetch: way.fetch, deadlineMs: 15_000 };
    const asked = await introspect(client, 'none', 'access_token');
    if (asked.ok) return { what: 'signIn', outcome: 'ok', code: '', field: '', text: 'The sign-in server knows the client id and its secret.' };
    // Some clients may not ask about tokens (SPEC 4.1): that says nothing about signing in.
    if (asked.error.kind === 'refused' && asked.error.error === 'unauthorized_client') return { what: 'signIn', outcome: 'skipped', code: 'unauthorized_client', field: '', text: 'The sign-in server answers; whether it takes the client secret shows when somebody signs in.' };
    const { issue } = asked.error;
    return wrong('signIn', issue.field === '' && asked.error.kind !== 'refused' ? { ...issue, field: 'settings.signInHost' } : issue);
  } finally {
    await way.close();
  }
}

/** A line as an issue beside its field. */
export const issueOf = ({ field, code, text }: CheckLine): FieldIssue => ({ field, code, text });

/** Troubles that pass by themselves: no reason to keep somebody out. */
const passing: ReadonlySet<string> = new Set(['unknown', 'offline', 'busy']);

/** What of a test keeps a new connection from being made. */
export const blocking = (lines: readonly CheckLine[]): FieldIssue[] =>
  lines.filter(({ what, outcome, code }) => outcome === 'wrong' && !(what === 'clients' && passing.has(code))).map(issueOf);

/** What is wrong with the files in the form, as far as that shows without a network. `now`: epoch milliseconds. */
export async function fileIssues(form: FilledForm, now: number): Promise<FieldIssue[]> {
  const key = form.settings.signIn.method === 'machine' ? await signed(form, now) : null;
  return [...certificateIssues(networkOf(form, null), now), ...(key === null || key.ok ? [] : [key.error])];
}
