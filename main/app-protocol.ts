import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Protocol } from 'electron';

/** The renderer's files come from `app://agentbook/`, a secure origin of their own: no file:// rights, no server to attack. */
export const appScheme = 'app';
export const appOrigin = 'app://agentbook';
export const appPage = `${appOrigin}/index.html`;
/** Nothing: what a window shows for the moment in which its page is put away. */
export const emptyPage = 'data:text/html,';

/** What Chromium must know about the scheme before the app is ready. */
export const schemePrivileges = { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } };

/**
 * The one `<style>` react-aria-components adds by itself (usePress: touch-action on pressable elements), allowed by the SHA-256 of its
 * exact text, so that no other inline style is. A test compares it with the installed package.
 */
export const pressableStyleHash = 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o=';

export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' '${pressableStyleHash}'`,
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** null for a kind of file the renderer has no business with: nothing else is served. */
export const contentTypeOf = (file: string): string | null => contentTypes[path.extname(file).toLowerCase()] ?? null;

/**
 * The file a URL of ours stands for, inside `root`; null for any other host, a path that leaves the root, a control character, or
 * an encoding that does not decode.
 */
export function resolveAppPath(url: string, root: string): string | null {
  let asked: URL;
  let decoded: string;
  try {
    asked = new URL(url);
    decoded = decodeURIComponent(asked.pathname);
  } catch {
    return null;
  }
  if (asked.protocol !== `${appScheme}:` || asked.host !== 'agentbook') return null;
  // A backslash or a drive letter means something to Windows only, and never appears in a built file's name.
  if (/[\0-\x1f\\:]/.test(decoded)) return null;
  const base = path.resolve(root);
  const file = path.resolve(base, `.${decoded === '/' || decoded === '' ? '/index.html' : decoded}`);
  return file.startsWith(base + path.sep) ? file : null;
}

const headers = (type: string): Record<string, string> => ({
  'Content-Type': type,
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
});

const notFound = (): Response => new Response('Not found', { status: 404, headers: headers('text/plain; charset=utf-8') });

/** Answers one request for a renderer file. Only GET; anything that is not a known file is 404. */
export async function answerAppRequest(request: { url: string; method: string }, root: string): Promise<Response> {
  const file = resolveAppPath(request.url, root);
  const type = file === null ? null : contentTypeOf(file);
  if (file === null || type === null || request.method !== 'GET') return notFound();
  try {
    return new Response(new Uint8Array(await readFile(file)), { headers: headers(type) });
  } catch {
    return notFound();
  }
}

export const serveApp = (protocol: Protocol, root: string): void =>
  protocol.handle(appScheme, (request) => answerAppRequest(request, root));
