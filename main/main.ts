import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { app, BrowserWindow, nativeTheme, net, powerMonitor, protocol, session, shell, utilityProcess, type Session } from 'electron';
import { ActiveConnection } from './connection/active-connection.ts';
import { appOrigin, appPage, schemePrivileges, serveApp } from './app-protocol.ts';
import { createConnections } from './connection/connections.ts';
import { EngineHost } from './engine-host.ts';
import { answerRenderer } from './ipc.ts';
import { createLog, type Log } from './log.ts';
import { measureLoop } from './loop-delay.ts';
import { showMenu } from './menu.ts';
import { lockNavigation } from './navigation-lock.ts';
import { createNetworkWatch, type NetworkWatch } from './network.ts';
import { PracticeHost } from './connection/practice-host.ts';
import { practiceClients, practiceSeed } from './connection/practice-options.ts';
import { createProxyLookup } from './connection/proxy-lookup.ts';
import { createPreferenceKeeper, type PreferenceKeeper, type Preferences } from './preferences.ts';
import { createTokenVault } from './secrets/token-vault.ts';
import { systemClock } from './sign-in/clock.ts';
import { sqliteBinding } from './sqlite-binding.ts';
import { stopInOrder } from './stop-in-order.ts';
import { placesIn, userDataFolder } from './user-data.ts';
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
  engine: EngineHost;
  practice: PracticeHost;
  active: ActiveConnection;
}

function build(log: Log): Parts {
  const engine = new EngineHost({
    fork: fork('engine.js', 'Agentbook engine'),
    log,
    onGivenUp(text) {
      active.stoppedBy(text);
      // The page learns of trouble when it asks for the facts anew.
      for (const window of BrowserWindow.getAllWindows()) window.webContents.reload();
    },
    onSignedOut: (authorization) => active.refused(authorization),
  });
  const practice = new PracticeHost({
    fork: fork('sandbox.js', 'Agentbook practice office'),
    log,
    onMoved: (office) => active.practiceMoved(office),
  });
  const active = new ActiveConnection({
    connections: createConnections(userData, places.connections),
    vault: createTokenVault(),
    engine,
    practice,
    practiceOffice: { clients: practiceClients(env), seed: practiceSeed },
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
  return { engine, practice, active };
}

function preparePages(log: Log): Session {
  // Kept on disk for the page's own settings only; clients come over the engine's port, which Chromium never stores.
  const pages = session.fromPartition('persist:agentbook');
  serveApp(pages.protocol, path.join(here, '../renderer'));
  lockNavigation(app, pages, { openExternal: (url) => void shell.openExternal(url), log, devOrigin });
  return pages;
}

function setTheme(preferences: PreferenceKeeper, theme: Preferences['theme']): void {
  nativeTheme.themeSource = theme;
  preferences.change({ theme });
  showMenu(theme, !app.isPackaged);
}

function answer({ active, engine }: Parts, preferences: PreferenceKeeper, log: Log): void {
  const handlers: Parameters<typeof answerRenderer>[0] = {
    'app.info': async () => ({ version: app.getVersion(), platform: process.platform, ...(await active.info()) }),
    'app.startPractice': () => active.startPractice(),
    'app.connect': (ask) => active.connect(ask),
    'app.test': (ask) => active.test(ask),
    'app.settings': () => active.settings(),
    'app.change': (ask) => active.change(ask),
    'app.signIn': (ask) => active.signIn(ask),
    'app.signInAddress': () => active.signInAddress(),
    'app.cancelSignIn'() {
      active.cancelSignIn();
      return null;
    },
    'app.signOut': () => active.signOut(),
    'app.theme'({ theme }) {
      setTheme(preferences, theme);
      return null;
    },
    'app.reachEngine'(_ask, page) {
      engine.reach(page);
      return null;
    },
  };
  answerRenderer(handlers, devOrigin === '' ? appOrigin : devOrigin, log);
}

const watchNetwork = ({ active, engine }: Parts): NetworkWatch =>
  createNetworkWatch({
    isOnline: () => net.isOnline(),
    needsNetwork: () => active.needsNetwork(),
    tell(online) {
      engine.network(online);
      active.wake();
    },
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

async function start(): Promise<void> {
  const log = createLog(places.log);
  const measure = measureLoop(env['AGENTBOOK_MEASURE_LOOP']);
  const preferences = await createPreferenceKeeper(places.preferences);
  await app.whenReady();
  log('started');
  const pages = preparePages(log);
  const parts = build(log);
  const network = watchNetwork(parts);
  const icon = path.join(app.getAppPath(), 'build/icon.png');
  const window = {
    preload: path.join(here, '../preload/preload.cjs'),
    session: pages,
    url: devOrigin === '' ? appPage : `${devOrigin}/`,
    preferences,
    icon: process.platform === 'linux' && existsSync(icon) ? icon : '',
    log,
  };

  answer(parts, preferences, log);
  setTheme(preferences, preferences.current().theme);
  keepOneWindow(() => void openWindow(window), log);
  parts.engine.warm();
  void parts.active.openSaved();
  network.start();
  stopInOrder(app, [
    () => BrowserWindow.getAllWindows().forEach((open) => rememberPlace(open, preferences)),
    () => network.stop(),
    () => parts.active.close(),
    () => parts.engine.close(),
    () => parts.practice.close(),
    () => preferences.settled(),
    () => measure.stop(),
    () => log('stopped'),
  ]);
}

if (app.requestSingleInstanceLock()) void start();
else app.quit();
