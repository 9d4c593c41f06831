import { BrowserWindow, nativeTheme, screen, type Session } from 'electron';
import type { Log } from './log.ts';
import type { PreferenceKeeper } from './preferences.ts';
import { restartDelay } from './restart-policy.ts';
import { boundsOnScreens, defaultSize, smallestSize } from './window-place.ts';

interface Parts {
  preload: string;
  session: Session;
  url: string;
  preferences: PreferenceKeeper;
  icon: string;
  log: Log;
  /** Whether closing has to wait, because the person is asked first. */
  holds: () => boolean;
}

/** A page whose process died is loaded again, unless it keeps dying: nothing is lost with it, because every edit is in the ledger. */
function loadAgainWhenGone(window: BrowserWindow, log: Log): void {
  const deaths: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log('page-gone', { code: exitCode });
    deaths.push(Date.now());
    const delay = restartDelay(deaths);
    if (delay !== null) setTimeout(() => !window.isDestroyed() && window.webContents.reload(), delay);
  });
}

/** The renderer's own canvas (theme/tokens.css), so that the first frame already has the right colour. */
const background = (): string => (nativeTheme.shouldUseDarkColors ? '#0c1110' : '#eef1f0');

/** At a quit this runs before the windows close, while there is still time to write. */
export function rememberPlace(window: BrowserWindow, preferences: PreferenceKeeper): void {
  preferences.change({ bounds: window.getNormalBounds(), maximised: window.isMaximized() });
}

/** Opens the main window once its page has something to show; remembers its place when it closes. */
export function openWindow({ preload, session, url, preferences, icon, log, holds }: Parts): BrowserWindow {
  const placed = boundsOnScreens(preferences.current().bounds, screen.getAllDisplays().map(({ workArea }) => workArea));
  const window = new BrowserWindow({
    ...(placed ?? defaultSize),
    minWidth: smallestSize.width,
    minHeight: smallestSize.height,
    show: false,
    title: 'Agentbook',
    backgroundColor: background(),
    ...(icon === '' ? {} : { icon }),
    webPreferences: {
      preload,
      session,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      // A queue that is being sent must not slow down because another window is in front.
      backgroundThrottling: false,
    },
  });
  if (preferences.current().maximised) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', (event) => {
    // On macOS the app goes on, and sends, without its window.
    if (process.platform !== 'darwin' && holds()) return event.preventDefault();
    rememberPlace(window, preferences);
  });
  nativeTheme.on('updated', () => {
    if (!window.isDestroyed()) window.setBackgroundColor(background());
  });
  loadAgainWhenGone(window, log);
  void window.loadURL(url);
  return window;
}
