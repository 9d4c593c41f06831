import type { App, Session, WebContents } from 'electron';
import { appOrigin, emptyPage } from './app-protocol.ts';
import type { Log } from './log.ts';

/** Sites the app itself links to; everything else stays shut. */
const linkedHosts: ReadonlySet<string> = new Set(['www.ird.govt.nz', 'myir.ird.govt.nz']);

/** Whether a link may open in the person's own browser: https, a host we list, the standard port, no name or password in it. */
export function opensInBrowser(url: string): boolean {
  try {
    const { protocol, hostname, port, username, password } = new URL(url);
    return protocol === 'https:' && port === '' && username === '' && password === '' && linkedHosts.has(hostname);
  } catch {
    return false;
  }
}

/** Copying an answer's details is all a page of ours ever asks the system for; every other permission is refused. */
export const permits = (permission: string, origin: string): boolean =>
  permission === 'clipboard-sanitized-write' && origin === appOrigin;

interface Parts {
  openExternal: (url: string) => void;
  log: Log;
  /** Origin of the development server, '' in a built app. */
  devOrigin: string;
}

function lockPage(page: WebContents, { openExternal, log, devOrigin }: Parts): void {
  const refuse = (event: { preventDefault(): void; url: string }): void => {
    // The development server reloads its own page; a built app never navigates.
    if (devOrigin !== '' && event.url.startsWith(`${devOrigin}/`)) return;
    event.preventDefault();
    log('refused-navigation');
  };
  page.on('will-navigate', refuse);
  page.on('will-frame-navigate', refuse);
  page.on('will-redirect', refuse);
  page.on('will-attach-webview', (event) => event.preventDefault());
  page.setWindowOpenHandler(({ url }) => {
    if (opensInBrowser(url)) openExternal(url);
    return { action: 'deny' };
  });
}

/** No navigation, no new window, no permission, no download and no network for any page, whatever it was made to run. */
export function lockNavigation(app: App, session: Session, parts: Parts): void {
  app.on('web-contents-created', (_event, page) => lockPage(page, parts));
  session.setPermissionRequestHandler((page, permission, answer) => answer(permits(permission, originOf(page.getURL()))));
  session.setPermissionCheckHandler((_page, permission, origin) => permits(permission, originOf(origin)));
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  // The content security policy says the same; this holds even where a page's own policy is not asked.
  session.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, ({ url }, answer) =>
    answer({ cancel: !mayLoad(url, parts.devOrigin) }),
  );
}

/** What a page may load at all. */
export function mayLoad(url: string, devOrigin: string): boolean {
  if (url === emptyPage || url.startsWith(`${appOrigin}/`) || url.startsWith('devtools://')) return true;
  return devOrigin !== '' && (url.startsWith(`${devOrigin}/`) || url.startsWith(`${devOrigin.replace(/^http/, 'ws')}/`));
}

/** `URL.origin` is `null` for schemes it does not know, so ours is read by hand. */
export function originOf(url: string): string {
  try {
    const { protocol, host } = new URL(url);
    return `${protocol}//${host}`;
  } catch {
    return '';
  }
}
