import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { app, BrowserWindow, Menu, nativeTheme, net, powerMonitor, protocol, session, shell, utilityProcess } from 'electron';
import type { MenuCommand } from '../shared/ipc-contract.ts';
import { createActiveConnection } from './active-connection.ts';
import { appOrigin, appPage, schemePrivileges, serveApp } from './app-protocol.ts';
import { createConnections } from './connections.ts';
import { createEngineHost } from './engine-host.ts';
import { answerRenderer } from './ipc.ts';
import { createLog } from './log.ts';
import { measureLoop } from './loop-delay.ts';
import { menuTemplate } from './menu.ts';
import { lockNavigation } from './navigation-lock.ts';
import { createNetworkWatch } from './network.ts';
import { createPracticeHost, practiceClients, practiceSeed } from './practice-host.ts';
import { createPreferenceKeeper, type Preferences } from './preferences.ts';
import { createTokenVault } from './secrets/token-vault.ts';
import { sqliteBinding } from './sqlite-binding.ts';
import { stopInOrder } from './stop-in-order.ts';
import { placesIn, userDataFolder } from './user-data.ts';
import { openWindow } from './window.ts';

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

async function start(): Promise<void> {
  const log = createLog(places.log);
  const measure = measureLoop(env['AGENTBOOK_MEASURE_LOOP']);
  const preferences = await createPreferenceKeeper(places.preferences);
  await app.whenReady();
  log('started');

  const devOrigin = app.isPackaged ? '' : (env['ELECTRON_RENDERER_URL'] ?? '').replace(/\/+$/, '');
  // Kept on disk for the page's own settings only; clients come over the engine's port, which Chromium never stores.
  const pages = session.fromPartition('persist:agentbook');
  serveApp(pages.protocol, path.join(here, '../renderer'));
  lockNavigation(app, pages, { openExternal: (url) => void shell.openExternal(url), log, devOrigin });

  const fork = (file: string, name: string) => () =>
    utilityProcess.fork(path.join(here, file), [], { serviceName: name, stdio: 'inherit' });
  const engine = createEngineHost({
    fork: fork('engine.js', 'Agentbook engine'),
    log,
    onGivenUp(text) {
      active.stoppedBy(text);
      for (const window of BrowserWindow.getAllWindows()) window.webContents.reload();
    },
  });
  const practice = createPracticeHost({
    fork: fork('sandbox.js', 'Agentbook practice office'),
    log,
    onMoved: (office) => active.practiceMoved(office),
  });
  const active = createActiveConnection({
    connections: createConnections(userData, places.connections),
    vault: createTokenVault(),
    engine,
    practice,
    practiceOffice: { clients: practiceClients(env), seed: practiceSeed },
    sqliteBinding: sqliteBinding(env, app.isPackaged, process.resourcesPath),
    fetch: (input, init) => net.fetch(input instanceof URL ? input.href : input, init),
    log,
  });
  const network = createNetworkWatch({
    isOnline: () => net.isOnline(),
    needsNetwork: () => active.needsNetwork(),
    tell: (online) => engine.network(online),
    onWake(listener) {
      powerMonitor.on('resume', listener);
      return () => powerMonitor.off('resume', listener);
    },
  });

  const showMenu = (): void => {
    const send = (command: MenuCommand): void => BrowserWindow.getAllWindows()[0]?.webContents.send('menu', command);
    const theme = preferences.current().theme;
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ mac: process.platform === 'darwin', developer: !app.isPackaged, theme, send })));
  };
  const setTheme = (theme: Preferences['theme']): void => {
    nativeTheme.themeSource = theme;
    preferences.change({ theme });
    showMenu();
  };
  const icon = path.join(app.getAppPath(), 'build/icon.png');
  const showWindow = (): void => {
    openWindow({
      preload: path.join(here, '../preload/preload.cjs'),
      session: pages,
      url: devOrigin === '' ? appPage : `${devOrigin}/`,
      preferences,
      icon: process.platform === 'linux' && existsSync(icon) ? icon : '',
      log,
    });
  };

  answerRenderer(
    {
      'app.info': async () => ({ version: app.getVersion(), platform: process.platform, ...(await active.info()) }),
      'app.startPractice': () => active.startPractice(),
      'app.connect': (ask) => active.connect(ask),
      'app.signIn': (ask) => active.signIn(ask),
      'app.theme': ({ theme }) => (setTheme(theme), null),
      'app.reachEngine': (_ask, page) => (engine.reach(page), null),
    },
    devOrigin === '' ? appOrigin : devOrigin,
    log,
  );

  nativeTheme.themeSource = preferences.current().theme;
  showMenu();
  showWindow();
  engine.warm();
  void active.openSaved();
  network.start();

  app.on('second-instance', () => {
    log('second-start');
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) showWindow();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  stopInOrder(app, [
    () => network.stop(),
    () => engine.close(),
    () => practice.close(),
    () => preferences.settled(),
    () => measure.stop(),
    () => log('stopped'),
  ]);
}

if (app.requestSingleInstanceLock()) void start();
else app.quit();
