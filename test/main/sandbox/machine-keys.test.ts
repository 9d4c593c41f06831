import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { selfSigned } from '../../../main/sandbox/authority.ts';
import type { Identity, KeyKind } from '../../../main/sandbox/authority.ts';
import type { MachineCredentials } from '../../../main/sandbox/credentials.ts';
import { world } from './caller.ts';
import type { World } from './caller.ts';

let desk: World;
let machine: MachineCredentials;
const start = Date.parse('2026-11-20T20:52:00Z');
let now = start;
beforeAll(async () => {
  desk = await world({ clients: 5, machine: true, clock: () => now });
  if (desk.sandbox.credentials.machine === undefined) throw new Error('No certificate was made');
  machine = desk.sandbox.credentials.machine;
});
beforeEach(() => {
  now = start;
});
afterAll(() => desk.close());

const thumbprint = (certificate: string, algorithm: 'sha1' | 'sha256' = 'sha256'): string => createHash(algorithm).update(new X509Certificate(certificate).raw).digest('hex').toUpperCase();
const iat = start / 1000;

interface Change {
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
}

/** Everything as SPEC 4.3 has it, but for what changes; undefined leaves one out. */
async function signed({ header = {}, claims = {} }: Change = {}, identity: Identity = machine): Promise<string> {
  const whole = { sub: thumbprint(identity.certificate), iss: machine.issuer, startLogon: machine.logon, iat, exp: iat + 28_800, ...claims };
  const payload = Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined));
  return new SignJWT(payload).setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: 'M2M', ...header }).sign(createPrivateKey(identity.key));
}

async function says(authorization: string): Promise<string> {
  const { text, code } = await desk.ask('GET', '/gateway/contact/status', undefined, { authorization });
  return code === '' ? text : code;
}

describe('A JWT that a machine has signed', () => {
  it('is taken bare, without the word Bearer, and not with it', async () => {
    const jwt = await signed();
    expect([await says(jwt), await says(`Bearer ${jwt}`)]).toEqual(['OK', 'EV1020']);
  });

  it('may name its certificate by SHA-256 or SHA-1, in upper case', async () => {
    const { certificate } = machine;
    expect(await says(await signed({ claims: { sub: thumbprint(certificate, 'sha1') } }))).toBe('OK');
    for (const sub of [thumbprint(certificate).toLowerCase(), `${thumbprint(certificate)}0`, new X509Certificate(certificate).fingerprint256, '', undefined]) expect(await says(await signed({ claims: { sub } }))).toBe('EV1020');
  });

  it.each([
    ['P-256', ['ES256']], ['P-384', ['ES384']], ['P-521', ['ES512']], ['RSA', ['RS256', 'RS384', 'RS512']],
  ] as [KeyKind, string[]][])('of a registered %s key is taken with %j', async (keyKind, algorithms) => {
    const identity = await selfSigned({ commonName: 'Another', keyKind });
    const claims = { iss: 'Another_Machine' };
    const [first = ''] = algorithms;
    expect(await says(await signed({ header: { alg: first }, claims }, identity))).toBe('EV1020');
    await desk.control.registerMachine({ issuer: 'Another_Machine', certificate: identity.certificate });
    for (const alg of algorithms) expect(await says(await signed({ header: { alg }, claims }, identity))).toBe('OK');
  });

  it('of another key, or changed on the way, is not', async () => {
    const other = await selfSigned({ commonName: 'Another' });
    expect(await says(await signed({}, { certificate: machine.certificate, key: other.key }))).toBe('EV1020');
    const [head, , signature] = (await signed()).split('.');
    const payload = Buffer.from(JSON.stringify({ sub: thumbprint(machine.certificate), iss: machine.issuer, startLogon: '', iat, exp: iat + 28_800 })).toString('base64url');
    expect(await says(`${head}.${payload}.${signature}`)).toBe('EV1020');
    for (const text of ['nonsense', 'a.b.c', `${head}.${payload}.`]) expect(await says(text)).toBe('EV1020');
  });

  it.each<[string, Change]>([
    ['another kid', { header: { kid: 'other' } }],
    ['no kid', { header: { kid: undefined } }],
    ['another typ', { header: { typ: 'at-JWT' } }],
    ['no typ', { header: { typ: undefined } }],
    ['another issuer', { claims: { iss: 'Somebody_Else' } }],
    ['no issuer', { claims: { iss: undefined } }],
    ['no iat', { claims: { iat: undefined } }],
    ['an iat more than five minutes ahead', { claims: { iat: iat + 301 } }],
    ['an iat before its certificate', { claims: { iat: iat - 24 * 3600 - 1, exp: iat + 60 - 16 * 3600 } }],
    ['no exp', { claims: { exp: undefined } }],
    ['a life of more than eight hours', { claims: { exp: iat + 28_801 } }],
    ['an exp that has passed', { claims: { iat: iat - 60, exp: iat } }],
    ['an unknown logon', { claims: { startLogon: 'nobody' } }],
    ['no startLogon at all', { claims: { startLogon: undefined } }],
    ['a startLogon that is no text', { claims: { startLogon: 7 } }],
  ])('with %s is refused', async (_name, change) => {
    expect(await says(await signed(change))).toBe('EV1020');
  });

  it('may be signed five minutes ahead, and speak for its own relationships', async () => {
    expect(await says(await signed({ claims: { iat: iat + 300, exp: iat + 600 } }))).toBe('OK');
    for (const startLogon of [null, '']) expect(await says(await signed({ claims: { startLogon } }))).toBe('OK');
  });

  it('is good until it expires', async () => {
    const jwt = await signed();
    now = start + 28_800_000 - 1;
    expect(await says(jwt)).toBe('OK');
    now = start + 28_800_000;
    expect(await says(jwt)).toBe('EV1020');
  });

  it('stops with all other tokens when they are expired by order, and a newer one works', async () => {
    const [seen, unseen] = [await signed(), await signed({ claims: { exp: iat + 60 } })];
    expect(await says(seen)).toBe('OK');
    now = start + 2_000;
    await desk.control.expireTokens();
    expect([await says(seen), await says(unseen)]).toEqual(['EV1020', 'EV1020']);
    expect(await says(await signed({ claims: { iat: iat + 2 } }))).toBe('OK');
  });

  it('of what is no certificate cannot be registered', async () => {
    await expect(desk.control.registerMachine({ issuer: 'x', certificate: 'nonsense' })).rejects.toThrow('That is not a certificate in PEM');
  });
});
