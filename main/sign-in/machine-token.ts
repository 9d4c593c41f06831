import { SignJWT } from 'jose';
import type { SignInSettings } from '../../shared/connection-settings.ts';
import type { FieldIssue } from '../../shared/faults.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { readMachineKey } from './machine-key.ts';

/** Longest life of a JWT that Inland Revenue takes, seconds (SPEC 4.3). */
const longestSeconds = 8 * 60 * 60;

export interface MachineToken {
  /** The whole Authorization header: the JWT itself, without the word Bearer (SPEC 3). */
  authorization: string;
  lifeSeconds: number;
}

interface Ask {
  signIn: Pick<SignInSettings, 'machine' | 'accessSeconds'>;
  /** Both PEM. */
  key: string;
  certificate: string;
  /** Epoch milliseconds. */
  now: number;
}

/** Signs the JWT of SPEC 4.3. The error names the field that is wrong, and what to do. */
export async function machineToken({ signIn, key, certificate, now }: Ask): Promise<Result<MachineToken, FieldIssue>> {
  const { issuer, logon, algorithm } = signIn.machine;
  if (issuer === '') return err({ field: 'settings.signIn.machine.issuer', code: 'noIssuer', text: 'Enter the issuer value that was agreed with Inland Revenue.' });
  const read = readMachineKey({ key, certificate, algorithm, now });
  if (!read.ok) return read;
  const issuedAt = Math.floor(now / 1000);
  const lifeSeconds = Math.max(1, Math.min(signIn.accessSeconds, longestSeconds));
  const token = new SignJWT({ startLogon: logon === '' ? null : logon })
    .setProtectedHeader({ alg: algorithm, typ: 'JWT', kid: 'M2M' })
    .setSubject(read.value.thumbprint)
    .setIssuer(issuer)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifeSeconds);
  try {
    return ok({ authorization: await token.sign(read.value.key), lifeSeconds });
  } catch {
    // A key that passed every check, and that this computer's cryptography refuses all the same.
    return err({ field: 'secrets.machineKey', code: 'notSigned', text: 'This computer cannot sign with this key. Choose the key again, or have one made for ES256.' });
  }
}
