import { CertificateTrouble } from './certificate-trouble.ts';

/** Why nothing, or nothing whole, came back over the network. */
export type TroubleKind =
  /** No computer of this name (DNS). */
  | 'notFound'
  /** The computer is there, and nothing listens at this port. */
  | 'refused'
  /** No network, or no way to that computer. */
  | 'offline'
  | 'timedOut'
  /** The server's certificate comes from nobody we trust: a private authority, or somebody who reads along. */
  | 'certificateUnknown'
  | 'certificateExpired'
  | 'certificateNotYetValid'
  /** A certificate for another name. */
  | 'certificateWrongHost'
  /** The gateway (or a relay) does not take the certificate we show, or misses one. */
  | 'clientCertificateRefused'
  /** Our own certificate cannot be loaded, so nothing was tried. */
  | 'clientCertificateUnusable'
  /** No version of TLS, or no suite, in common. */
  | 'tlsTooOld'
  /** What answers does not speak TLS, or speaks it wrongly. */
  | 'notSecure'
  | 'proxyUnreachable'
  /** The proxy wants a name and password, or others than ours. */
  | 'proxyCredentials'
  /** The proxy will not, or cannot, connect to the gateway. */
  | 'proxyRefused'
  /** The proxy (or the script that names it) wants something that is not built: NTLM, Negotiate, SOCKS. */
  | 'proxyUnsupported'
  /** An answer that sends us elsewhere: never the gateway's. */
  | 'redirected'
  /** The connection ended early, or what came was no HTTP. */
  | 'broken';

export interface Trouble {
  kind: TroubleKind;
  /** false: proved that no request left, or that no one can have read it. 'maybe': it may have been carried out. */
  sent: false | 'maybe';
  /** Node's, OpenSSL's or undici's code, or a status such as `407`; for *Details*. */
  code: string;
}

/** Carries a trouble through libraries that pass on errors. The message is for logs: no address, no secret. */
export class TroubleError extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super(`${trouble.kind} (${trouble.code})`);
    this.name = 'TroubleError';
    this.trouble = trouble;
  }
}

const codes: Readonly<Record<string, TroubleKind>> = {
  ENOTFOUND: 'notFound', EAI_NONAME: 'notFound', EAI_NODATA: 'notFound', EAI_FAIL: 'notFound',
  // "Try again": the name server itself was not reached.
  EAI_AGAIN: 'offline',
  ENETUNREACH: 'offline', EHOSTUNREACH: 'offline', ENETDOWN: 'offline', EHOSTDOWN: 'offline', EADDRNOTAVAIL: 'offline', ENONET: 'offline',
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timedOut', UND_ERR_CONNECT_TIMEOUT: 'timedOut', UND_ERR_HEADERS_TIMEOUT: 'timedOut', UND_ERR_BODY_TIMEOUT: 'timedOut', ABORT_ERR: 'timedOut', UND_ERR_ABORTED: 'timedOut',
  CERT_HAS_EXPIRED: 'certificateExpired',
  CERT_NOT_YET_VALID: 'certificateNotYetValid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificateWrongHost', ERR_TLS_CERT_ALTNAME_FORMAT: 'certificateWrongHost', HOSTNAME_MISMATCH: 'certificateWrongHost',
};

/** Names Node gives to X509_V_ERR_* (its crypto_common.cc) that have nothing to do with dates or names. */
const untrusted = /^(UNABLE_TO_.+|.*SELF_SIGNED_CERT.*|CERT_(UNTRUSTED|REJECTED|REVOKED|SIGNATURE_FAILURE|CHAIN_TOO_LONG)|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|ERROR_IN_CERT_.+|CRL_.+|UNSPECIFIED)$/;

/**
 * Alerts about a certificate, which is ours when the server sends them: RFC 8446 section 6.2, by the names of OpenSSL (which differ
 * from release to release) and BoringSSL.
 */
const aboutOurCertificate = /^ERR_SSL_.+_ALERT_(BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_REVOKED|CERTIFICATE_EXPIRED|CERTIFICATE_UNKNOWN|UNKNOWN_CA|CERTIFICATE_REQUIRED|NO_CERTIFICATE|ACCESS_DENIED|DECRYPT_ERROR)$/;
const handshakeRefused = /_ALERT_(HANDSHAKE_FAILURE|INSUFFICIENT_SECURITY)$/;
const noCommonVersion = /^ERR_SSL_(.+_ALERT_PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|UNKNOWN_PROTOCOL|VERSION_TOO_LOW|WRONG_SSL_VERSION|NO_SHARED_CIPHER|NO_CIPHERS_AVAILABLE|NO_PROTOCOLS_AVAILABLE|WRONG_CIPHER_RETURNED|DH_KEY_TOO_SMALL)$/;

/** A kind for Node's code. `ourTurn`: the server has shown its certificate, so what it refuses is ours and not the version or the suites. */
export function kindOf(code: string, ourTurn = true): TroubleKind {
  const known = codes[code];
  if (known) return known;
  if (untrusted.test(code)) return 'certificateUnknown';
  if (aboutOurCertificate.test(code)) return 'clientCertificateRefused';
  if (handshakeRefused.test(code)) return ourTurn ? 'clientCertificateRefused' : 'tlsTooOld';
  if (noCommonVersion.test(code)) return 'tlsTooOld';
  return code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_') || code === 'EPROTO' ? 'notSecure' : 'broken';
}

/**
 * The one alert that proves, after a request was written, that it was not read. In TLS 1.3 a client has finished its handshake before the
 * server has looked at its certificate, so the refusal arrives behind the first request. `certificate_required` (alert 116) exists in
 * TLS 1.3 only, is sent while the server is still in its handshake (RFC 8446, 4.4.2.4), and a server may not take application data before
 * the client's Finished; neither early data nor a certificate asked for later (post-handshake authentication) is offered by us. Other
 * alerts have the same names in TLS 1.2, where a server may ask again after it has read a request: those prove nothing.
 */
const neverRead = /^ERR_SSL_.+_ALERT_CERTIFICATE_REQUIRED$/;

/**
 * What an error of a request means. Errors of our own connector say that nothing left (`TroubleError`); whatever else a library throws
 * happened on a connection that stood, where nothing is proved. A certificate that cannot be loaded makes no connection at all.
 */
export function troubleOf(error: unknown): Trouble {
  const carried = carriedBy(error);
  if (carried) return carried;
  const code = codeOf(error);
  return { kind: kindOf(code), sent: neverRead.test(code) ? false : 'maybe', code };
}

function carriedBy(error: unknown): Trouble | null {
  if (error instanceof TroubleError) return error.trouble;
  if (error instanceof CertificateTrouble) return { kind: 'clientCertificateUnusable', sent: false, code: error.kind };
  return error instanceof Error && error.cause !== undefined ? carriedBy(error.cause) : null;
}

const vague = new Set<TroubleKind>(['offline', 'broken']);

/** Connecting to several addresses at once fails with an AggregateError: the cause that says most stands for all. */
export function codeOf(error: unknown): string {
  if (error instanceof AggregateError) {
    const all = error.errors.map(codeOf);
    return all.find((code) => !vague.has(kindOf(code))) ?? all[0] ?? '';
  }
  if (!(error instanceof Error)) return '';
  // A TimeoutError of AbortSignal has a number here, and its name says what it is.
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'ABORT_ERR';
  return error.cause === undefined ? '' : codeOf(error.cause);
}

/**
 * What an answer's status says of the way it took; null for any other. A redirect is not a gateway's (SPEC 3, inferred). 495 and 496 are
 * nginx's own: our relay refuses a desktop's certificate with them before it passes anything on (docs/relay.md).
 */
export function troubleOfStatus(status: number): Trouble | null {
  if (status === 495 || status === 496) return { kind: 'clientCertificateRefused', sent: false, code: String(status) };
  return status >= 300 && status < 400 && status !== 304 ? { kind: 'redirected', sent: 'maybe', code: String(status) } : null;
}
