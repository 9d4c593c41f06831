import { createHash, createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { createAuthority, type Authority, type Identity } from '../../../main/sandbox/authority.ts';
import { machineToken } from '../../../main/sign-in/machine-token.ts';
import type { JwtAlgorithm } from '../../../shared/connection-settings.ts';

const now = Date.now();
const day = 24 * 3_600_000;
let authority: Authority;
let keys: Record<'P-256' | 'P-384' | 'P-521' | 'RSA', Identity>;
beforeAll(async () => {
  authority = await createAuthority('Test authority');
  const issue = (keyKind: keyof typeof keys): Promise<Identity> => authority.issue({ commonName: 'a machine', keyKind, notBefore: new Date(now - day), notAfter: new Date(now + 365 * day) });
  keys = { 'P-256': await issue('P-256'), 'P-384': await issue('P-384'), 'P-521': await issue('P-521'), RSA: await issue('RSA') };
});

interface Change {
  algorithm?: JwtAlgorithm;
  logon?: string;
  issuer?: string;
  accessSeconds?: number;
  key?: string;
  certificate?: string;
  now?: number;
}

const sign = ({ algorithm = 'ES256', logon = '', issuer = 'agreed', accessSeconds = 28_800, ...given }: Change = {}) =>
  machineToken({ signIn: { accessSeconds, machine: { issuer, logon, algorithm } }, key: keys['P-256'].key, certificate: keys['P-256'].certificate, now, ...given });

describe('a machine\'s own token', () => {
  test.each([['ES256', 'P-256'], ['ES384', 'P-384'], ['ES512', 'P-521'], ['RS256', 'RSA'], ['RS384', 'RSA'], ['RS512', 'RSA']] as const)('signed with %s is what SPEC 4.3 describes, and verifies', async (algorithm, kind) => {
    const { key, certificate } = keys[kind];
    const token = await sign({ algorithm, key, certificate, logon: 'ngata.owner' });
    if (!token.ok) throw new Error(token.error.text);
    const { authorization, lifeSeconds } = token.value;
    expect(decodeProtectedHeader(authorization)).toEqual({ alg: algorithm, typ: 'JWT', kid: 'M2M' });
    const iat = Math.floor(now / 1000);
    const sub = createHash('sha256').update(new X509Certificate(certificate).raw).digest('hex').toUpperCase();
    expect(decodeJwt(authorization)).toEqual({ sub, iss: 'agreed', startLogon: 'ngata.owner', iat, exp: iat + 28_800 });
    await expect(jwtVerify(authorization, createPublicKey(certificate), { currentDate: new Date(now) })).resolves.toBeTruthy();
    expect(lifeSeconds).toBe(28_800);
  });

  test.each([[60, 60], [28_800, 28_800], [1_000_000, 28_800], [0, 1]])('of a life of %i seconds lives %i: eight hours at most', async (accessSeconds, lives) => {
    const token = await sign({ accessSeconds });
    const { iat = 0, exp = 0 } = token.ok ? decodeJwt(token.value.authorization) : {};
    expect(exp - iat).toBe(lives);
  });

  test('without a logon says null, not an empty text', async () => {
    const token = await sign();
    expect(token.ok && decodeJwt(token.value.authorization)['startLogon']).toBeNull();
  });
});

describe('what does not fit is named, with what to do', () => {
  const sec1 = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
  const locked = sec1.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();
  const ed25519 = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const koblitz = generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();

  test.each<[string, () => Change, string, string]>([
    ['no key', () => ({ key: '' }), 'secrets.machineKey', 'noKey'],
    ['no certificate', () => ({ certificate: ' ' }), 'secrets.machineCertificate', 'noCertificate'],
    ['no issuer', () => ({ issuer: '' }), 'settings.signIn.machine.issuer', 'noIssuer'],
    ['a key under a pass phrase', () => ({ key: locked }), 'secrets.machineKey', 'keyEncrypted'],
    ['an older key under a pass phrase', () => ({ key: '-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END EC PRIVATE KEY-----\n' }), 'secrets.machineKey', 'keyEncrypted'],
    ['a certificate for a key', () => ({ key: keys['P-256'].certificate }), 'secrets.machineKey', 'notAKey'],
    ['any text for a key', () => ({ key: 'hello' }), 'secrets.machineKey', 'notAKey'],
    ['a damaged key', () => ({ key: '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n' }), 'secrets.machineKey', 'notAKey'],
    ['a key for a certificate', () => ({ certificate: keys['P-256'].key }), 'secrets.machineCertificate', 'notACertificate'],
    ['a damaged certificate', () => ({ certificate: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n' }), 'secrets.machineCertificate', 'notACertificate'],
    ['another key', () => ({ key: sec1.export({ type: 'sec1', format: 'pem' }).toString() }), 'secrets.machineKey', 'keyDoesNotMatch'],
    ['an RSA key for ES256', () => keys.RSA, 'settings.signIn.machine.algorithm', 'wrongKeyKind'],
    ['a P-256 key for RS256', () => ({ algorithm: 'RS256' }), 'settings.signIn.machine.algorithm', 'wrongKeyKind'],
    ['a P-256 key for ES384', () => ({ algorithm: 'ES384' }), 'settings.signIn.machine.algorithm', 'wrongKeyKind'],
    ['a key of a kind nobody takes', () => ({ key: ed25519 }), 'secrets.machineKey', 'wrongKeyKind'],
    ['a curve nobody takes', () => ({ key: koblitz }), 'secrets.machineKey', 'wrongKeyKind'],
    ['a short RSA key', () => ({ key: short, algorithm: 'RS256' }), 'secrets.machineKey', 'keyTooShort'],
    ['a certificate that has ended', () => ({ now: now + 366 * day }), 'secrets.machineCertificate', 'certificateExpired'],
    ['a certificate of the future', () => ({ now: now - 2 * day }), 'secrets.machineCertificate', 'certificateNotYetValid'],
  ])('%s', async (_what, change, field, code) => {
    const token = await sign(change());
    expect(token).toMatchObject({ ok: false, error: { field, code } });
    expect(token.ok ? '' : token.error.text).toMatch(/\b(Choose|Check|Enter|Have|have)\b/);
    expect(JSON.stringify(token)).not.toContain('PRIVATE KEY-----\nM');
  });

  test('a key in the older forms of PEM signs too', async () => {
    const pem = keys.RSA.key;
    const { createPrivateKey } = await import('node:crypto');
    const key = createPrivateKey(pem).export({ type: 'pkcs1', format: 'pem' }).toString();
    expect((await sign({ key, certificate: keys.RSA.certificate, algorithm: 'RS256' })).ok).toBe(true);
  });
});
