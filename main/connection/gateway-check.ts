import type { FieldIssue } from '../../shared/faults.ts';

/**
 * Asks a gateway once whether this is its address and this a valid token, before anything is stored: GET /gateway/contact/status
 * answers 200 with the body `OK` (SPEC 3). Says nothing about clients; that is the engine's business.
 */
export type CheckOutcome = { kind: 'ok' } | { kind: 'tokenRefused'; issue: FieldIssue } | { kind: 'unreachable' | 'notAGateway'; issue: FieldIssue };

const address = (code: string, text: string): FieldIssue => ({ field: 'settings.gateway', code, text });

const tokenRefused: CheckOutcome = {
  kind: 'tokenRefused',
  issue: { field: 'secrets.token', code: 'tokenRefused', text: 'Inland Revenue did not accept this token. It may have expired: tokens last at most eight hours. Get a new one and paste it here.' },
};

const notAGateway: CheckOutcome = {
  kind: 'notAGateway',
  issue: address('notAGateway', 'Something answers at this address, but it is not an Inland Revenue gateway. Check the address; on a public network, sign in to the network first.'),
};

/** Why no answer came, from Chromium's network error name (net_error_list.h); a Node error code serves as well. */
export function unreachableIssue(message: string): FieldIssue {
  const has = (pattern: RegExp): boolean => pattern.test(message);
  if (has(/ERR_CERT|CERT_|SELF_SIGNED|ERR_SSL|UNABLE_TO_VERIFY/i))
    return address('certificate', 'The certificate of this address is not valid for it, so Agentbook did not send the token. Check the address, and the clock of this computer.');
  if (has(/NAME_NOT_RESOLVED|ENOTFOUND|EAI_AGAIN/i)) return address('noSuchHost', 'No computer of this name was found. Check the address for a slip of the pen, and your network.');
  if (has(/INTERNET_DISCONNECTED|NETWORK_CHANGED|ENETUNREACH|ADDRESS_UNREACHABLE/i)) return address('offline', 'This computer is offline. Connect to a network, then try again.');
  if (has(/CONNECTION_REFUSED|ECONNREFUSED/i)) return address('refused', 'The computer at this address does not answer there. Check the address and the port number after the colon.');
  if (has(/TIMED_OUT|Timeout|ETIMEDOUT|aborted/i)) return address('noAnswer', 'No answer came within 15 seconds. Check the address, or try again later.');
  return address('unreachable', 'The gateway could not be reached at this address. Check the address and your network, then try again.');
}

/** What an answer to `/status` means. Read by status and error code only. */
export function readStatusAnswer(status: number, body: string): CheckOutcome {
  if (status === 200) return body === 'OK' ? { kind: 'ok' } : notAGateway;
  if (status === 401) return tokenRefused;
  if (status === 400 && /"EV102[01]"/.test(body)) return tokenRefused;
  if (status === 403 && /"EV1022"/.test(body))
    return { kind: 'tokenRefused', issue: { field: 'secrets.token', code: 'forbidden', text: 'This token is valid, but not for the contact service. Ask Inland Revenue to enable the Contact API for your software.' } };
  if (status === 429 || status >= 500) return { kind: 'unreachable', issue: address('busy', 'The gateway answers that it is busy or out of order. Try again in a few minutes.') };
  return notAGateway;
}

export async function checkGateway(baseUrl: string, token: string, ask: typeof fetch): Promise<CheckOutcome> {
  try {
    const reply = await ask(`${baseUrl}/gateway/contact/status`, {
      headers: { Authorization: `Bearer ${token}` },
      // A redirect is a sign-in page or a mistake; following it would hand the token on.
      redirect: 'error',
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(15_000),
    });
    return readStatusAnswer(reply.status, (await reply.text()).slice(0, 64_000));
  } catch (error) {
    const { name, message, cause } = error as Error & { cause?: { code?: string } };
    const words = `${name} ${message} ${cause?.code ?? ''}`;
    return /redirect/i.test(words) ? notAGateway : { kind: 'unreachable', issue: unreachableIssue(words) };
  }
}
