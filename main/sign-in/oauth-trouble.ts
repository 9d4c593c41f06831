import type { FieldIssue } from '../../shared/faults.ts';

/** Why a call to the sign-in server came to nothing. */
export type OAuthTrouble =
  /** Proved: no connection was made, so nothing was sent and nothing can have happened there. */
  | { kind: 'notSent'; issue: FieldIssue }
  /** It may have arrived, and no answer that can be trusted came back. */
  | { kind: 'lost'; issue: FieldIssue }
  /** The sign-in server said no. `error` is its OAuth error code. */
  | { kind: 'refused'; status: number; error: string; issue: FieldIssue };

/** Which of the calls of SPEC 4.1 was refused; the same code means different things to a person at each. */
export type OAuthCall = 'authorize' | 'exchange' | 'refresh' | 'introspect' | 'revoke';

const clientId = 'settings.signIn.clientId';
const clientSecret = 'secrets.clientSecret';

interface Words {
  field: string;
  text: string;
}

const wrongClient: Words = {
  field: clientSecret,
  text: 'Inland Revenue did not accept the client id and the client secret together. Check both against what Inland Revenue gave you; a secret ends with its renewal.',
};

const badRequest: Words = {
  field: '',
  text: 'Inland Revenue did not understand the sign-in request. Check that the client id, the client secret and the sign-in address belong to the same environment, then try again.',
};

const signInAgain: Words = { field: '', text: 'This sign-in has ended at Inland Revenue. Sign in again; your edits stay and wait.' };

/** Codes of the tables in SPEC 4.1, at every call that can give them. Never read: `error_description`, whose text Inland Revenue changes. */
const everywhere: Record<string, Words> = {
  access_denied: wrongClient,
  invalid_client: wrongClient,
  invalid_request: badRequest,
  unsupported_grant_type: badRequest,
  invalid_grant: signInAgain,
  unauthorized_client: {
    field: clientId,
    text: 'Inland Revenue has not allowed this client id to do that. Ask Inland Revenue which kind of client was registered, and choose the same way to sign in here.',
  },
};

const ofCall: Record<OAuthCall, Record<string, Words>> = {
  authorize: {
    access_denied: { field: '', text: 'Access was not allowed on the Inland Revenue page, so Agentbook is not signed in. To go on, sign in again and choose Allow.' },
    invalid_scope: { field: clientId, text: 'Inland Revenue does not let this client id ask for myIR services. Ask Inland Revenue to add the scope MYIR.Services to it.' },
    invalid_request: {
      field: 'settings.signIn.redirectPorts',
      text: 'Inland Revenue did not accept the sign-in request. Check the client id, and that the return address with this port is registered with Inland Revenue.',
    },
    invalid_client: { field: clientId, text: 'Inland Revenue does not know this client id in this environment. Check it against what Inland Revenue gave you.' },
    unauthorized_client: { field: clientId, text: 'Inland Revenue has not allowed this client id to sign people in. Ask which kind of client was registered.' },
  },
  exchange: {
    invalid_grant: {
      field: '',
      text: 'The sign-in took too long or its answer was already used, so Inland Revenue did not finish it. Sign in again.',
    },
  },
  refresh: {},
  introspect: {},
  revoke: {},
};

/** A refusal in words for a person, from its code and status alone. */
export function refused(call: OAuthCall, status: number, error: string): OAuthTrouble {
  const own = ofCall[call];
  const known = Object.hasOwn(own, error) ? own[error] : Object.hasOwn(everywhere, error) ? everywhere[error] : undefined;
  const words = known ?? { field: '', text: `Inland Revenue refused the sign-in with the code ${shown(error)}. Try again; if it stays, tell Inland Revenue this code.` };
  return { kind: 'refused', status, error, issue: { field: words.field, code: error, text: words.text } };
}

/** A code that nobody documented goes on a person's screen: letters, digits and underscores of it, no more than 40. */
const shown = (error: string): string => error.replace(/[^\w.-]/g, '').slice(0, 40) || 'without a name';

/** An answer without an OAuth error in it: an outage page, a network's own sign-in page, a server out of order. */
export function notUnderstood(status: number): OAuthTrouble {
  const busy = status === 429 || status >= 500;
  const text = busy
    ? 'Inland Revenue\'s sign-in is busy or out of order. Try again in a few minutes; your work goes on offline.'
    : 'What answers at the sign-in address is not Inland Revenue\'s sign-in. Check the address; on a public network, sign in to the network first.';
  return { kind: 'lost', issue: { field: busy ? '' : 'settings.signInHost', code: busy ? 'busy' : 'notASignInServer', text } };
}
