import type { Privacy } from '../shared/ipc-contract.ts';
import type { SystemFacts } from '../shared/systems.ts';
import type { DeskConnections } from './connection/desk-connections.ts';
import type { Engines } from './engines.ts';
import type { ShellHandlers } from './ipc.ts';
import type { DeskLock } from './lock/desk-lock.ts';
import { changeKeeping, keepNext, type Kept } from './lock/keeping.ts';
import type { KeptDrafts } from './lock/kept-drafts.ts';
import type { PreferenceKeeper, Preferences } from './preferences.ts';
import { saveFile, type AskWhere } from './save-file.ts';
import type { SecretPlaces } from './secrets/secret-places.ts';

interface Parts {
  desk: DeskConnections;
  engines: Engines;
  systems: readonly SystemFacts[];
  lock: DeskLock;
  drafts: KeptDrafts;
  secrets: SecretPlaces;
  preferences: PreferenceKeeper;
  setTheme: (theme: Preferences['theme']) => void;
  askWhere: AskWhere;
  about: { version: string; platform: string };
}

/** What a locked shell still answers. */
const always: ReadonlySet<keyof ShellHandlers> = new Set(['app.info', 'app.unlock', 'app.lock', 'app.theme']);

export const mayAsk = ({ lock }: Pick<Parts, 'lock'>, channel: keyof ShellHandlers): boolean => lock.locked === '' || always.has(channel);

async function privacy({ desk, secrets, preferences }: Parts): Promise<Privacy> {
  const front = await desk.set.known();
  return { keeping: front === null ? 'keychain' : await secrets.keepingOf(front.id), lockAfterMinutes: preferences.current().lockAfterMinutes };
}

const keptOf = ({ desk, secrets }: Parts): Kept => ({ secrets, connections: () => desk.set.all.map(({ connection: { id, name } }) => ({ id, name })) });

type Page = Parameters<ShellHandlers['app.reachEngine']>[1];

/** The page is given a line to every engine; the answer says which connection was meant. Throws in words where that one has no engine to speak to. */
function reachEngine({ desk, engines }: Parts, connection: string | null, page: Page): string {
  const one = connection === null ? desk.set.front : desk.set.of(connection);
  engines.reach(page);
  if (one === null && connection !== null) throw new Error('This connection is no longer there.');
  if (one !== null && one.trouble !== '') throw new Error(`${one.connection.name}: ${one.trouble}`);
  return one?.id ?? '';
}

/** A handler for each of the page's requests to the shell. */
export function answers(parts: Parts): ShellHandlers {
  return { ...frontAnswers(parts), ...listAnswers(parts), ...lockAnswers(parts) };
}

type FrontChannel = 'app.info' | 'app.test' | 'app.settings' | 'app.change' | 'app.testRecords' | 'app.recordSettings' | 'app.changeRecords' | 'app.signIn' | 'app.signInAddress' | 'app.cancelSignIn' | 'app.signOut' | 'app.theme' | 'app.reachEngine';
type ListChannel = 'app.startPractice' | 'app.connect' | 'app.connectRecords' | 'app.systems' | 'app.connections' | 'app.front' | 'app.nameConnection' | 'app.removeConnection';

/** About the connection in front. */
const frontAnswers = (parts: Parts): Pick<ShellHandlers, FrontChannel> => {
  const { desk, lock, setTheme, about } = parts;
  return {
    'app.info': async () => {
      await lock.begun();
      // Asking further would open what is locked.
      if (lock.locked !== '') return { ...about, connection: lock.behind, trouble: '', locked: lock.locked };
      return { ...about, ...(await desk.info()), locked: lock.locked };
    },
    'app.test': (ask) => desk.test(ask),
    'app.settings': () => desk.settings(),
    'app.change': (ask) => desk.change(ask),
    'app.testRecords': (ask) => desk.testRecords(ask),
    'app.recordSettings': () => desk.recordSettings(),
    'app.changeRecords': (ask) => desk.changeRecords(ask),
    'app.signIn': (ask) => desk.signIn(ask),
    'app.signInAddress': () => desk.signInAddress(),
    'app.cancelSignIn': () => (desk.cancelSignIn(), null),
    'app.signOut': () => desk.signOut(),
    'app.theme': ({ theme }) => (setTheme(theme), null),
    'app.reachEngine': ({ connection }, page) => reachEngine(parts, connection, page),
  };
};

/** About all connections. */
const listAnswers = ({ desk, systems }: Parts): Pick<ShellHandlers, ListChannel> => ({
  'app.startPractice': (ask) => desk.startPractice(ask),
  'app.connect': (ask) => desk.connect(ask),
  'app.connectRecords': (ask) => desk.connectRecords(ask),
  'app.systems': () => [...systems],
  'app.connections': () => desk.rows(),
  'app.front': (ask) => desk.putInFront(ask),
  'app.nameConnection': (ask) => desk.name(ask),
  'app.removeConnection': (ask) => desk.remove(ask),
});

const lockAnswers = (parts: Parts): Omit<ShellHandlers, FrontChannel | ListChannel> => ({
  'app.keep': (ask) => keepNext(keptOf(parts), ask),
  'app.privacy': () => privacy(parts),
  'app.lockAfter': ({ minutes }) => (parts.preferences.change({ lockAfterMinutes: minutes }), null),
  'app.changeKeeping': (ask) => changeKeeping(keptOf(parts), ask),
  'app.lock': () => parts.lock.lock('asked'),
  'app.unlock': ({ passPhrase }) => parts.lock.unlock(passPhrase),
  'app.drafts': () => parts.drafts.current(),
  'app.keepDrafts': ({ text }) => (parts.drafts.hand(text), null),
  'app.save': (ask) => saveFile(ask, parts.askWhere),
});
