import type { OAuthTrouble } from './oauth-trouble.ts';

/** Made before a connection exists: proof that nothing was sent, where the failing step was to look up a name or to connect. */
const beforeConnection = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL', 'ETIMEDOUT']);
const connecting = new Set(['connect', 'getaddrinfo']);

interface Coded {
  code: string;
  syscall: string;
}

/** Code and failing step of whatever lies at the bottom of an error. Connecting to several addresses fails with one error for each. */
function bottomOf(error: unknown): Coded[] {
  if (error instanceof AggregateError) return error.errors.flatMap(bottomOf);
  if (!(error instanceof Error)) return [];
  if ('code' in error && typeof error.code === 'string') return [{ code: error.code, syscall: 'syscall' in error && typeof error.syscall === 'string' ? error.syscall : '' }];
  return error.cause === undefined ? [] : bottomOf(error.cause);
}

const proves = ({ code, syscall }: Coded): boolean => (beforeConnection.has(code) && connecting.has(syscall)) || code === 'UND_ERR_CONNECT_TIMEOUT' || isCertificateProblem(code);

/** A handshake that we end over the server's certificate is over before a request is written. */
const isCertificateProblem = (code: string): boolean =>
  code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code.startsWith('CERT_') || code.startsWith('UNABLE_TO_') || code === 'DEPTH_ZERO_SELF_SIGNED_CERT' || code === 'SELF_SIGNED_CERT_IN_CHAIN';

/** What became of a request that failed in the network, by error codes only: anything that is no proof may have been sent. */
export function unsent(error: unknown): OAuthTrouble {
  const codes = bottomOf(error);
  const kind = codes.length > 0 && codes.every(proves) ? 'notSent' : 'lost';
  if (kind === 'notSent' && codes.some(({ code }) => isCertificateProblem(code)))
    return { kind, issue: { field: 'settings.signInHost', code: 'certificate', text: 'The certificate of the sign-in address is not valid for it, so Agentbook sent nothing. Check the address, the clock of this computer, and your own certificate authorities.' } };
  return kind === 'notSent'
    ? { kind, issue: { field: 'settings.signInHost', code: 'unreachable', text: 'Inland Revenue\'s sign-in could not be reached. Check the sign-in address and your network, then try again.' } }
    : { kind, issue: { field: '', code: 'noAnswer', text: 'No answer came from Inland Revenue\'s sign-in. Try again in a few minutes.' } };
}
