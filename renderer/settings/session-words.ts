import type { ConnectionSettings, HeldSettings, SecretName, SignedIn } from '../../shared/connection-settings.ts';
import type { Keeping } from '../../shared/ipc-contract.ts';
import { published } from '../../shared/connection-settings.ts';
import { formatIrdNumber } from '../../shared/inland-revenue/ird-number.ts';
import { momentWords } from '../desk/time-words.ts';

/** Who is signed in and until when, as far as anybody has said. */
export function sessionWords(session: SignedIn, now: number): string {
  if (session.state === 'signedOut') return 'Signed out';
  const who = session.logon === '' ? 'Signed in' : `Signed in as ${session.logon}`;
  return session.until === null ? who : session.until <= now ? `${who}, until ${momentWords(session.until, now)}: to be renewed` : `${who} until ${momentWords(session.until, now)}`;
}

const environmentWords: Readonly<Record<ConnectionSettings['environment'], string>> = {
  production: 'Production', test: 'Test environment', mock: 'Mock service', other: 'Another address: a relay or a sandbox',
};

const places: Readonly<Record<Keeping, string>> = {
  keychain: 'in this computer’s keychain', passPhrase: 'in one encrypted file that only the pass phrase opens', session: 'in memory, until Agentbook closes',
};

const certificateWords = (held: readonly SecretName[], keeping: Keeping | null): string => (!held.includes('certificate') ? 'None' : keeping === null ? 'Held' : `Held ${places[keeping]}`);

/** What of a connection is where. `keeping` null: not known yet, and not said. */
export function keptHereWords(keeping: Keeping | null): string {
  const files = keeping === 'session' ? 'Clients and edits in encrypted files, which go when Agentbook closes.' : 'Clients and edits in encrypted files on this computer.';
  return keeping === null ? files : `${files} Keys and tokens ${places[keeping]}.`;
}

/** The open connection in lines of what and how. `keeping`: where its secrets are; null: not known yet. */
export function connectionFacts({ settings, held, session, why }: HeldSettings, keeping: Keeping | null, now: number): { term: string; text: string }[] {
  const { environment, signIn } = settings;
  const known = published[environment];
  const isPublished = environment !== 'other' && (['gateway', 'signInHost', 'intermediation'] as const).every((part) => settings[part] === known[part]);
  const browser = signIn.method === 'native' || signIn.method === 'cloud';
  const facts = [
    { term: 'Environment', text: environmentWords[environment] },
    { term: 'Gateway', text: settings.gateway },
    { term: 'Sign-in', text: browser && !isPublished ? settings.signInHost : '' },
    { term: 'Client list', text: signIn.method === 'machine' ? 'The numbers typed in' : isPublished ? '' : settings.intermediation },
    { term: 'Agency', text: signIn.method === 'machine' ? '' : formatIrdNumber(settings.agency) },
    { term: 'Access', text: [sessionWords(session, now), why].filter((part) => part !== '').join('. ') },
    { term: 'Certificate', text: certificateWords(held, keeping) },
  ];
  return facts.filter(({ text }) => text !== '');
}

/** What signing out does, in words: what goes, and what stays. `waiting`: edits not sent yet. */
export function signOutWords(waiting: number): string {
  const edits = waiting === 0 ? 'Edits you make meanwhile are kept and wait' : `${waiting === 1 ? 'The edit that waits is kept, and so are' : `The ${waiting} edits that wait are kept, and so are`} new ones`;
  return `Access is given back to Inland Revenue and forgotten on this computer. ${edits} until you sign in again.`;
}
