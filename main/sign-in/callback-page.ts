import { createHash } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';

const style =
  'body{font:16px/1.5 system-ui,sans-serif;color:#1f2328;background:#f6f7f9;display:grid;place-items:center;min-height:90vh;margin:0 1.5rem}' +
  'main{max-width:32rem}h1{font-size:1.375rem;font-weight:600;margin:0 0 .5rem}p{margin:0}' +
  '@media(prefers-color-scheme:dark){body{color:#e6e8eb;background:#17191c}}';

const styleHash = createHash('sha256').update(style).digest('base64');

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** The page a browser shows at the end of a sign-in: words, and nothing that runs or loads. */
export const callbackPage = (title: string, text: string): string =>
  `<!doctype html><html lang="en-NZ"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>` +
  `<style>${style}</style><main><h1>${escaped(title)}</h1><p>${escaped(text)}</p></main></html>`;

/** The address of this page holds the code: no cache keeps it, and no other site is told of it. */
export const pageHeaders: OutgoingHttpHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  connection: 'close',
};
