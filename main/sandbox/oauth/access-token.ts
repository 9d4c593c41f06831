import { randomBytes, randomUUID } from 'node:crypto';
import { generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey } from 'jose';
import type { Logon } from '../logons.ts';

/** The only scope there is (SPEC 4.1). */
export const scope = 'MYIR.Services';

interface SigningKey {
  privateKey: CryptoKey;
  publicKey: CryptoKey;
  kid: string;
}

let made: Promise<SigningKey> | null = null;

/** Made on first use, once a process: it takes longer than all the rest of a start. */
function signingKey(): Promise<SigningKey> {
  made ??= generateKeyPair('RS512', { modulusLength: 2048 }).then((pair) => ({ ...pair, kid: randomBytes(20).toString('hex') }));
  return made;
}

export interface AccessTokenOf {
  /** Origin of the OAuth server. */
  host: string;
  clientId: string;
  logon: Logon;
  /** Epoch seconds. */
  iat: number;
  exp: number;
}

/** An access token with the header and claims of Inland Revenue's published sample (SPEC 4.1). The value of `grant` is inferred. */
export async function signAccessToken({ host, clientId, logon, iat, exp }: AccessTokenOf): Promise<string> {
  const { privateKey, kid } = await signingKey();
  const issuer = `${host}/gateway3/oauth/`;
  return new SignJWT({ startLogon: logon.logon, scope, clientid: clientId, grant: 'authorization_code' })
    .setProtectedHeader({ alg: 'RS512', typ: 'at-JWT', kid })
    .setNotBefore(iat - 300)
    .setJti(randomUUID())
    .setIssuer(issuer)
    .setAudience(issuer)
    .setIssuedAt(iat)
    .setSubject(logon.sub)
    .setExpirationTime(exp)
    .sign(privateKey);
}

/** What a test verifies a token with. */
export const accessTokenKey = async (): Promise<CryptoKey> => (await signingKey()).publicKey;
