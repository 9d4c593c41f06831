import { X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { decodeJwt, jwtVerify } from 'jose';
import type { Logons } from './logons.ts';

const algorithms = ['ES256', 'ES384', 'ES512', 'RS256', 'RS384', 'RS512'];
const longestSeconds = 8 * 60 * 60;
/** How far a client's clock may be ahead. Inferred: nothing is published. */
const aheadSeconds = 300;

interface Machine {
  issuer: string;
  key: KeyObject;
  /** Epoch milliseconds. */
  validFrom: number;
  validTo: number;
}

const plain = (fingerprint: string): string => fingerprint.replaceAll(':', '');

/** Certificates whose JWTs are taken (SPEC 4.3). */
export class MachineKeys {
  /** By either thumbprint, upper-case hex: whether the real one wants SHA-256 or SHA-1 is not known (SPEC 16). */
  readonly #machines = new Map<string, Machine>();
  readonly #clock: () => number;
  readonly #logons: Logons;
  #seen = new Set<string>();
  #refused = new Set<string>();
  /** Epoch seconds: what was signed before is expired by order. */
  #from = 0;

  constructor(clock: () => number, logons: Logons) {
    this.#clock = clock;
    this.#logons = logons;
  }

  /** Throws a TypeError where that is no certificate. */
  register(issuer: string, pem: string): void {
    let certificate: X509Certificate;
    try {
      certificate = new X509Certificate(pem);
    } catch {
      throw new TypeError('That is not a certificate in PEM');
    }
    const machine = { issuer, key: certificate.publicKey, validFrom: Date.parse(certificate.validFrom), validTo: Date.parse(certificate.validTo) };
    for (const thumbprint of [certificate.fingerprint256, certificate.fingerprint]) this.#machines.set(plain(thumbprint), machine);
  }

  /** The logon whose delegations a good JWT claims, '' for its own; null for a bad one. */
  async logonOf(jwt: string): Promise<string | null> {
    if (this.#refused.has(jwt)) return null;
    try {
      const logon = await this.#verified(jwt);
      if (logon !== null) this.#seen.add(jwt);
      return logon;
    } catch {
      return null;
    }
  }

  /** What was seen so far, or signed before now, is refused from here on. */
  expireSeen(): void {
    for (const jwt of this.#seen) this.#refused.add(jwt);
    this.#seen = new Set();
    this.#from = Math.floor(this.#clock() / 1000);
  }

  async #verified(jwt: string): Promise<string | null> {
    const machine = this.#machines.get(decodeJwt(jwt).sub ?? '');
    if (machine === undefined) return null;
    const now = this.#clock();
    if (now < machine.validFrom || now >= machine.validTo) return null;
    const currentDate = new Date(now);
    const { payload, protectedHeader } = await jwtVerify(jwt, machine.key, { algorithms, currentDate, typ: 'JWT', issuer: machine.issuer, requiredClaims: ['iat', 'exp', 'startLogon'] });
    const { iat = 0, exp = 0, startLogon } = payload;
    const inTime = iat * 1000 >= machine.validFrom && iat <= now / 1000 + aheadSeconds && exp <= iat + longestSeconds && iat >= this.#from;
    if (protectedHeader.kid !== 'M2M' || protectedHeader.typ !== 'JWT' || !inTime) return null;
    if (startLogon === null || startLogon === '') return '';
    return typeof startLogon === 'string' && this.#logons.find(startLogon) !== null ? startLogon : null;
  }
}
