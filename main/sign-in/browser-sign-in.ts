import type { ConnectionSettings } from '../../shared/connection-settings.ts';
import type { FieldIssue } from '../../shared/faults.ts';
import { err, type Result } from '../../shared/result.ts';
import type { Clock } from './clock.ts';
import { openLoopback, type Ending } from './loopback-listener.ts';
import { authorizeAddress, challengeOf, exchangeCode, type Tokens } from './oauth.ts';

export interface BrowserParts {
  /** Opens the system's browser. Where it cannot, the person copies the address. */
  openBrowser: (address: string) => Promise<void>;
  fetch: typeof fetch;
  clock: Clock;
  /** So many random bytes. */
  random: (bytes: number) => Uint8Array;
  /** Calls the sign-in off. */
  signal: AbortSignal;
  /** The address the browser is sent to, for copying; '' once nothing waits any more. */
  onAddress: (address: string) => void;
}

/** As long as Inland Revenue keeps a code (SPEC 4.1); people look for their phone meanwhile. */
const patienceMs = 10 * 60_000;
const exchangeDeadlineMs = 60_000;

type Outcome = Result<Tokens, FieldIssue[]>;

export const calledOff: Result<never, FieldIssue[]> = err([{ field: '', code: 'cancelled', text: 'The sign-in was called off.' }]);

/**
 * Signs a person in on Inland Revenue's own page: authorisation code with PKCE, through the system's browser and back over a loopback
 * port (SPEC 4.1, 4.2). An answer with a wrong state is refused, and the right one still waited for. The port is free again at the end.
 */
export async function signInWithBrowser(settings: Pick<ConnectionSettings, 'signInHost' | 'signIn'>, clientSecret: string, parts: BrowserParts): Promise<Outcome> {
  const { clientId, redirectPorts } = settings.signIn;
  const [state, verifier] = [hex(parts.random(32)), Buffer.from(parts.random(48)).toString('base64url')];
  const ending = withPatience(parts);
  const finish = async (callback: URLSearchParams): Promise<Ending> => {
    ending.answered();
    const client = { signInHost: settings.signInHost, clientId, clientSecret, fetch: parts.fetch, deadlineMs: exchangeDeadlineMs, signal: parts.signal };
    const tokens = await exchangeCode(client, { callback, state, redirectUri: listener.value.redirectUri, verifier });
    const outcome: Outcome = tokens.ok ? tokens : err([tokens.error.issue]);
    ending.settle(outcome);
    return outcome.ok ? signedIn : { title: 'You are not signed in', text: `${outcome.error[0]?.text ?? ''} You can close this page.` };
  };
  const opened = await openLoopback({ ports: redirectPorts, state, onAnswer: finish });
  if (!opened.ok) return opened;
  const listener = opened;
  try {
    const address = authorizeAddress({ signInHost: settings.signInHost, clientId, redirectUri: listener.value.redirectUri, state, challenge: await challengeOf(verifier) });
    parts.onAddress(address);
    void openIfPossible(parts, address);
    return await ending.outcome;
  } finally {
    ending.stop();
    parts.onAddress('');
    await listener.value.close();
  }
}

/** Where no browser opens, the address is there to be copied. */
async function openIfPossible({ openBrowser }: BrowserParts, address: string): Promise<void> {
  try {
    await openBrowser(address);
  } catch {
    // Told by nothing having opened.
  }
}

const signedIn: Ending = { title: 'You are signed in', text: 'You can close this page and go back to Agentbook.' };

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The first of: an answer, ten minutes, the person calling it off. */
function withPatience({ clock, signal }: BrowserParts): { outcome: Promise<Outcome>; settle: (outcome: Outcome) => void; answered: () => void; stop: () => void } {
  let settle: (outcome: Outcome) => void = () => undefined;
  const outcome = new Promise<Outcome>((resolve) => (settle = resolve));
  const cancel = (): void => settle(calledOff);
  const tooLate = (): void => settle(err([{ field: '', code: 'timedOut', text: 'Nothing came back from the browser within ten minutes, so the sign-in was called off. Try again when you are ready.' }]));
  const forget = clock.after(patienceMs, tooLate);
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  return {
    outcome,
    settle,
    answered: forget,
    stop() {
      forget();
      signal.removeEventListener('abort', cancel);
    },
  };
}
