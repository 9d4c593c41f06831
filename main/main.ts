import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { app, BrowserWindow, nativeTheme, net, powerMonitor, protocol, session, shell, utilityProcess, type Session } from 'electron';
import { answers, mayAsk } from './answers.ts';
import { CloseGuard, closeQuestion } from './close-question.ts';
import { DeskConnections } from './connection/desk-connections.ts';
import { appOrigin, appPage, emptyPage, schemePrivileges, serveApp } from './app-protocol.ts';
import { createConnections, type Connections } from './connection/connections.ts';
import { systems } from './engine/connectors/systems.ts';
import { Engines } from './engines.ts';
import { answerRenderer } from './ipc.ts';
import { askToClose, askWhere } from './dialogs.ts';
import { DeskLock } from './lock/desk-lock.ts';
import { KeptDrafts } from './lock/kept-drafts.ts';
import { createLockWatch, type LockWatch } from './lock/lock-watch.ts';
import { lockableDesk } from './lock/lockable-desk.ts';
import { createLog, type Log } from './log.ts';
import { measureLoop } from './loop-delay.ts';
import { showMenu } from './menu.ts';
import { lockNavigation } from './navigation-lock.ts';
import { createNetworkWatch, type NetworkWatch } from './network.ts';
import { PracticeHost } from './connection/practice-host.ts';
import { practiceCount, practiceSeed } from './connection/practice-options.ts';
import { createProxyLookup } from './connection/proxy-lookup.ts';
import { createPreferenceKeeper, type PreferenceKeeper, type Preferences } from './preferences.ts';
import { isSession, SecretPlaces } from './secrets/secret-places.ts';
import { createTokenVault } from './secrets/token-vault.ts';
import { systemClock } from './sign-in/clock.ts';
import { sqliteBinding } from './sqlite-binding.ts';
import { stopInOrder } from './stop-in-order.ts';
import { placesIn, systemUser, userDataFolder } from './user-data.ts';
import { openWindow, rememberPlace } from './window.ts';

/** The composition root of the shell: builds the parts, starts them in order, stops them in reverse. */

const here = import.meta.dirname;
const env = process.env;

// Before anything is read: where this installation keeps its things, and what Chromium must know ahead of its start.
app.setName('Agentbook');
const userData = userDataFolder(app.commandLine.getSwitchValue('user-data-dir'), app.getPath('appData'));
const places = placesIn(userData);
mkdirSync(places.browser, { recursive: true, mode: 0o700 });
app.setPath('userData', userData);
app.setPath('sessionData', places.browser);
app.commandLine.appendSwitch('lang', 'en-NZ');
// Chromium keeps no secret of ours, so it has no business in the person's keychain.
app.commandLine.appendSwitch('password-store', 'basic');
protocol.registerSchemesAsPrivileged([schemePrivileges]);

/** Origin of the development server, '' in a built app; a packaged app never looks. */
const devOrigin = app.isPackaged ? '' : (env['ELECTRON_RENDERER_URL'] ?? '').replace(/\/+$/, '');

const fork = (file: string, serviceName: string) => () =>
  utilityProcess.fork(path.join(here, file), [], { serviceName, stdio: 'inherit' });

interface Parts {
  engines: Engines;
  desk: DeskConnections;
  connections: Connections;
  secrets: SecretPlaces;
  drafts: KeptDrafts;
  lock: DeskLock;
}

/** The page learns what it may show when it asks for the facts anew; what it showed before goes with it. */
const loadPagesAnew = (): void => {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.reload();
};

/** The list of connections has changed. */
const tellPages = (): void => {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.send('connections');
};

/**
 * By way of an empty page of another site, which takes another process: with the old one goes its memory, and what it shared with this
 * process through temporary files (Chromium's own way to send text between the two).
 */
const hidePages = (): void => {
  for (const window of BrowserWindow.getAllWindows()) {
    const anew = (): Promise<void> => window.loadURL(windowParts().url);
    void window.loadURL(emptyPage).then(anew, anew).catch(() => undefined);
  }
};

function build(log: Log): Parts {
  const connections = createConnections(userData, places.connections);
  const secrets = new SecretPlaces({ keychain: createTokenVault(), fileOf: (id) => path.join(connections.folderOf(id), 'secrets.sealed') });
  const engines = new Engines({ fork: fork('engine.js', 'Agentbook engine'), log });
  const desk: DeskConnections = new DeskConnections({
    connections,
    vault: secrets,
    systemUser,
    systems,
    engines,
    practice: (onMoved) => new PracticeHost({ fork: fork('sandbox.js', 'Agentbook practice office'), log, onMoved }),
    practiceData: { count: (system) => practiceCount(env, systems.find(({ id }) => id === system)?.rows ?? 'contacts'), seed: practiceSeed },
    onChanged: tellPages,
    onFrontStopped: loadPagesAnew,
    sqliteBinding: sqliteBinding(env, app.isPackaged, process.resourcesPath),
    fetch: (input, init) => net.fetch(input instanceof URL ? input.href : input, init),
    openBrowser: (address) => shell.openExternal(address),
    // A session of its own: pages never go through the gateway's proxy.
    lookup: createProxyLookup(session.fromPartition('proxies')),
    clock: systemClock,
    random: randomBytes,
    release: app.getVersion(),
    log,
  });
  const drafts = new KeptDrafts();
  const lock = new DeskLock({ desk: lockableDesk({ desk, secrets, engines }), drafts, hide: hidePages, clock: systemClock, log });
  return { engines, desk, connections, secrets, drafts, lock };
}

function preparePages(log: Log): Session {
  // Kept on disk for the page's own settings only; clients come over the engine's port, which Chromium never stores.
  const pages = session.fromPartition('persist:agentbook');
  serveApp(pages.protocol, path.join(here, '../renderer'));
  lockNavigation(app, pages, { openExternal: (url) => void shell.openExternal(url), log, devOrigin });
  return pages;
}

const setTheme = (preferences: PreferenceKeeper, lock: DeskLock) => (theme: Preferences['theme']): void => {
  nativeTheme.themeSource = theme;
  preferences.change({ theme });
  showMenu(theme, !app.isPackaged, () => void lock.lock('asked'));
};

const watchForLock = ({ lock }: Parts, preferences: PreferenceKeeper): LockWatch =>
  createLockWatch({
    idleSeconds: () => powerMonitor.getSystemIdleTime(),
    screenLocked: () => powerMonitor.getSystemIdleState(60) === 'locked',
    lockAfterMinutes: () => preferences.current().lockAfterMinutes,
    on(event, listener) {
      // Electron's types take these names one at a time.
      powerMonitor.on(event as 'suspend', listener);
      return () => powerMonitor.off(event as 'suspend', listener);
    },
    lock: (reason) => void lock.lock(reason),
  });

function guardClosing({ desk }: Parts): CloseGuard {
  const unsent = () => desk.set.all.map(({ connection: { id, name }, waiting }) => ({ name, count: waiting, session: isSession(id) }));
  const guard = new CloseGuard({ question: () => closeQuestion(unsent()), ask: askToClose, closeNow: () => app.quit() });
  // Nothing is lost when the system shuts down, and nobody is there to answer.
  powerMonitor.on('shutdown', () => guard.agree());
  app.on('browser-window-created', (_event, window) => window.on('query-session-end', () => guard.agree()));
  // How the end of a session is told where there is no such event; nobody is there to answer.
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const)
    process.once(signal, () => {
      guard.agree();
      app.quit();
    });
  return guard;
}

const watchNetwork = ({ desk }: Parts): NetworkWatch =>
  createNetworkWatch({
    isOnline: () => net.isOnline(),
    needsNetwork: () => desk.needsNetwork(),
    tell(online) {
      desk.network(online);
    },
    woke: () => desk.woke(),
    onWake(listener) {
      powerMonitor.on('resume', listener);
      return () => powerMonitor.off('resume', listener);
    },
  });

function keepOneWindow(show: () => void, log: Log): void {
  show();
  app.on('second-instance', () => {
    log('second-start');
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) show();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
}

function windowParts(): { preload: string; url: string; icon: string } {
  const icon = path.join(app.getAppPath(), 'build/icon.png');
  return {
    preload: path.join(here, '../preload/preload.cjs'),
    url: devOrigin === '' ? appPage : `${devOrigin}/`,
    icon: process.platform === 'linux' && existsSync(icon) ? icon : '',
  };
}

async function start(): Promise<void> {
  const log = createLog(places.log);
  const measure = measureLoop(env['AGENTBOOK_MEASURE_LOOP']);
  const preferences = await createPreferenceKeeper(places.preferences);
  await app.whenReady();
  log('started');
  const pages = preparePages(log);
  const parts = build(log);
  await parts.connections.sweepSessions();
  const network = watchNetwork(parts);
  const guard = guardClosing(parts);
  const watch = watchForLock(parts, preferences);
  const window = { ...windowParts(), session: pages, preferences, log, holds: () => guard.holds() };
  const theme = setTheme(preferences, parts.lock);
  const about = { version: app.getVersion(), platform: process.platform };
  answerRenderer(answers({ ...parts, systems, preferences, setTheme: theme, askWhere, about }), (channel) => mayAsk(parts, channel), devOrigin === '' ? appOrigin : devOrigin, log);
  theme(preferences.current().theme);
  keepOneWindow(() => void openWindow(window), log);
  parts.engines.warm();
  void parts.lock.start();
  network.start();
  watch.start();
  stopInOrder(app, () => guard.holds(), [
    () => BrowserWindow.getAllWindows().forEach((open) => rememberPlace(open, preferences)),
    () => network.stop(),
    () => watch.stop(),
    () => parts.desk.close(),
    () => parts.engines.close(),
    () => parts.connections.sweepSessions(),
    () => preferences.settled(),
    () => measure.stop(),
    () => log('stopped'),
  ]);
}

if (app.requestSingleInstanceLock()) void start();
else app.quit();
