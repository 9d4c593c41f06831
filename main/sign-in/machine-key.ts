import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import type { JwtAlgorithm } from '../../shared/connection-settings.ts';
import type { FieldIssue } from '../../shared/faults.ts';
import { err, ok, type Result } from '../../shared/result.ts';

/** What a machine signs with (SPEC 4.3), checked against each other. */
export interface MachineKey {
  key: KeyObject;
  /** Thumbprint of the certificate: the JWT's `sub`. */
  thumbprint: string;
  /** Epoch milliseconds. */
  validFrom: number;
  validTo: number;
}

/**
 * Which thumbprint Inland Revenue expects is unknown (SPEC 4.3, 16): its sample script gives SHA-256, an example in its build pack has
 * the length of SHA-1. Upper-case hexadecimal without colons in both.
 */
const thumbprintHash: 'sha256' | 'sha1' = 'sha256';

const keyIssue = (code: string, text: string): Result<never, FieldIssue> => err({ field: 'secrets.machineKey', code, text });
const certificateIssue = (code: string, text: string): Result<never, FieldIssue> => err({ field: 'secrets.machineCertificate', code, text });

/** Reads key and certificate, both PEM, and says in words where they are not what they should be. `now`: epoch milliseconds. */
export function readMachineKey(ask: { key: string; certificate: string; algorithm: JwtAlgorithm; now: number }): Result<MachineKey, FieldIssue> {
  const key = readKey(ask.key);
  if (!key.ok) return key;
  const certificate = readCertificate(ask.certificate);
  if (!certificate.ok) return certificate;
  const fits = fitsAlgorithm(key.value, ask.algorithm);
  if (!fits.ok) return fits;
  if (!certificate.value.checkPrivateKey(key.value))
    return keyIssue('keyDoesNotMatch', 'This private key does not belong to the signing certificate. Choose the key that was made together with it.');
  const [validFrom, validTo] = [Date.parse(certificate.value.validFrom), Date.parse(certificate.value.validTo)];
  if (ask.now >= validTo)
    return certificateIssue('certificateExpired', `The signing certificate ended on ${day(validTo)}. Have a new one registered with Inland Revenue, and choose it here with its key.`);
  if (ask.now < validFrom)
    return certificateIssue('certificateNotYetValid', `The signing certificate begins on ${day(validFrom)}, which is later than this computer's clock. Check the clock, or wait until then.`);
  const fingerprint = thumbprintHash === 'sha256' ? certificate.value.fingerprint256 : certificate.value.fingerprint;
  return ok({ key: key.value, thumbprint: fingerprint.replaceAll(':', '').toUpperCase(), validFrom, validTo });
}

const day = (at: number): string => new Intl.DateTimeFormat('en-NZ', { dateStyle: 'long', timeZone: 'Pacific/Auckland' }).format(at);

function readKey(pem: string): Result<KeyObject, FieldIssue> {
  if (pem.trim() === '') return keyIssue('noKey', 'Choose the private key that signs, as a PEM file.');
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(pem))
    return keyIssue('keyEncrypted', 'This private key is locked with a pass phrase. Choose it without one: Agentbook keeps it in your keychain, which is locked with your login.');
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem))
    return keyIssue('notAKey', /-----BEGIN [A-Z ]*(PUBLIC KEY|CERTIFICATE)-----/.test(pem)
      ? 'This file holds no private key: it is a certificate or a public key. Choose the file whose first line says PRIVATE KEY.'
      : 'This is not a private key in PEM form. Choose a file whose first line looks like -----BEGIN PRIVATE KEY-----.');
  try {
    return ok(createPrivateKey(pem));
  } catch {
    return keyIssue('notAKey', 'This private key cannot be read. Choose the file again, or have it exported anew in PEM form.');
  }
}

function readCertificate(pem: string): Result<X509Certificate, FieldIssue> {
  if (pem.trim() === '') return certificateIssue('noCertificate', 'Choose the signing certificate that is registered with Inland Revenue, as a PEM file.');
  if (!pem.includes('-----BEGIN CERTIFICATE-----'))
    return certificateIssue('notACertificate', 'This is not a certificate in PEM form. Choose a file whose first line looks like -----BEGIN CERTIFICATE-----.');
  try {
    return ok(new X509Certificate(pem));
  } catch {
    return certificateIssue('notACertificate', 'This certificate cannot be read. Choose the file again, or have it exported anew in PEM form.');
  }
}

/** Curves by their names in OpenSSL (RFC 7518, 3.4). */
const curves: Partial<Record<JwtAlgorithm, string>> = { ES256: 'prime256v1', ES384: 'secp384r1', ES512: 'secp521r1' };
const algorithmOfCurve = new Map(Object.entries(curves).map(([algorithm, curve]) => [curve, algorithm]));

function fitsAlgorithm(key: KeyObject, algorithm: JwtAlgorithm): Result<null, FieldIssue> {
  const wrong = (text: string): Result<never, FieldIssue> => err({ field: 'settings.signIn.machine.algorithm', code: 'wrongKeyKind', text });
  const { namedCurve = '', modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa') {
    if (!algorithm.startsWith('RS')) return wrong(`This is an RSA key, which cannot sign with ${algorithm}. Choose RS256, or the key of an elliptic curve.`);
    return modulusLength >= 2_048 ? ok(null) : keyIssue('keyTooShort', `This RSA key has ${modulusLength} bits; 2,048 is the least that may sign. Have a longer one registered.`);
  }
  const fitting = key.asymmetricKeyType === 'ec' ? algorithmOfCurve.get(namedCurve) : undefined;
  if (fitting === undefined) return keyIssue('wrongKeyKind', 'Inland Revenue takes RSA keys and keys on the curves P-256, P-384 and P-521. This one is of another kind: have one of those registered, and choose it with its certificate.');
  return fitting === algorithm ? ok(null) : wrong(`This key signs with ${fitting}, not with ${algorithm}. Choose ${fitting}, or another key.`);
}
