import type { FieldIssue } from '../shared/faults.ts';
import type { Privacy } from '../shared/ipc-contract.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { ActiveConnection } from './connection/active-connection.ts';
import { whole } from './connection/door.ts';
import { systems } from './engine/connectors/systems.ts';
import type { EngineHost } from './engine-host.ts';
import type { ShellHandlers } from './ipc.ts';
import type { DeskLock } from './lock/desk-lock.ts';
import type { KeptDrafts } from './lock/kept-drafts.ts';
import type { PreferenceKeeper, Preferences } from './preferences.ts';
import { saveFile, type AskWhere } from './save-file.ts';
import { phraseIssue, type SecretPlaces } from './secrets/secret-places.ts';

interface Parts {
  active: ActiveConnection;
  engine: EngineHost;
  lock: DeskLock;
  drafts: KeptDrafts;
  secrets: SecretPlaces;
  preferences: PreferenceKeeper;
  setTheme: (theme: Preferences['theme']) => void;
  askWhere: AskWhere;
  about: { version: string; platform: string };
}

type Issues = Result<null, FieldIssue[]>;

/** What a locked shell still answers. */
const always: ReadonlySet<keyof ShellHandlers> = new Set(['app.info', 'app.unlock', 'app.lock', 'app.theme']);

export const mayAsk = ({ lock }: Pick<Parts, 'lock'>, channel: keyof ShellHandlers): boolean => lock.locked === '' || always.has(channel);

const notYet = whole('notYet', 'This version of Agentbook holds one connection.');

const issue = (field: string, code: string, text: string): Issues => err([{ field, code, text }]);

/** Where the open connection's secrets are to be from now on. Whoever moves them knows the pass phrase of now. */
async function changeKeeping({ active, secrets }: Parts, { keeping, passPhrase, current }: { keeping: 'keychain' | 'passPhrase'; passPhrase: string; current: string }): Promise<Issues> {
  const connection = await active.known();
  if (connection === null) return issue('', 'notConnected', 'There is no connection yet.');
  const held = await secrets.keepingOf(connection.id);
  if (held === 'session') return issue('', 'session', 'This connection is kept for this session only. Close Agentbook, open it again and connect anew to keep it.');
  const wanting = keeping === 'passPhrase' ? phraseIssue(passPhrase) : '';
  if (wanting !== '') return issue('passPhrase', 'short', wanting);
  const known = await secrets.unlock(connection.id, current);
  if (!known.ok) return issue('current', known.error.kind, known.error.text);
  const moved = await secrets.move(connection.id, keeping, passPhrase);
  return moved.ok ? ok(null) : issue('', 'notMoved', moved.error.text);
}

async function privacy({ active, secrets, preferences }: Parts): Promise<Privacy> {
  const connection = await active.known();
  return { keeping: connection === null ? 'keychain' : await secrets.keepingOf(connection.id), lockAfterMinutes: preferences.current().lockAfterMinutes };
}

/** A handler for each of the page's requests to the shell. */
export function answers(parts: Parts): ShellHandlers {
  return { ...connectionAnswers(parts), ...lockAnswers(parts) };
}

type ConnectionChannel = 'app.info' | 'app.startPractice' | 'app.connect' | 'app.test' | 'app.settings' | 'app.change' | 'app.signIn' | 'app.signInAddress' | 'app.cancelSignIn' | 'app.signOut' | 'app.theme' | 'app.reachEngine';

const connectionAnswers = ({ active, engine, lock, setTheme, about }: Parts): Pick<ShellHandlers, ConnectionChannel> => ({
  'app.info': async () => {
    await lock.begun();
    // Asking further would open what is locked.
    if (lock.locked !== '') return { ...about, connection: lock.behind, trouble: '', locked: lock.locked };
    return { ...about, ...(await active.info()), locked: lock.locked };
  },
  'app.startPractice': () => active.startPractice(),
  'app.connect': (ask) => active.connect(ask),
  'app.test': (ask) => active.test(ask),
  'app.settings': () => active.settings(),
  'app.change': (ask) => active.change(ask),
  'app.signIn': (ask) => active.signIn(ask),
  'app.signInAddress': () => active.signInAddress(),
  'app.cancelSignIn': () => (active.cancelSignIn(), null),
  'app.signOut': () => active.signOut(),
  'app.theme': ({ theme }) => (setTheme(theme), null),
  'app.reachEngine': (_ask, page) => (engine.reach(page), ''),
});

const lockAnswers = (parts: Parts): Omit<ShellHandlers, ConnectionChannel> => ({
  'app.systems': () => [...systems],
  'app.connections': async () => {
    const { connection, trouble } = await parts.active.info();
    return connection === null ? [] : [{ ...connection, trouble, status: null, unsent: parts.engine.unsent }];
  },
  'app.front': async ({ id }) => {
    const { connection } = await parts.active.info();
    return connection?.id === id ? ok(connection) : notYet;
  },
  'app.connectRecords': () => notYet,
  'app.recordSettings': () => null,
  'app.changeRecords': () => notYet,
  'app.nameConnection': () => notYet,
  'app.removeConnection': () => notYet,
  'app.keep': ({ keeping, passPhrase }) => {
    const kept = parts.secrets.keepNext(keeping, passPhrase);
    return kept.ok ? kept : issue('passPhrase', 'short', kept.error);
  },
  'app.privacy': () => privacy(parts),
  'app.lockAfter': ({ minutes }) => (parts.preferences.change({ lockAfterMinutes: minutes }), null),
  'app.changeKeeping': (ask) => changeKeeping(parts, ask),
  'app.lock': () => parts.lock.lock('asked'),
  'app.unlock': ({ passPhrase }) => parts.lock.unlock(passPhrase),
  'app.drafts': () => parts.drafts.current(),
  'app.keepDrafts': ({ text }) => (parts.drafts.hand(text), null),
  'app.save': (ask) => saveFile(ask, parts.askWhere),
});
