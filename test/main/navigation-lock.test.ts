import { expect, test } from 'vitest';
import { mayLoad, opensInBrowser, originOf, permits } from '../../main/navigation-lock.ts';

test.each(['https://www.ird.govt.nz/', 'https://myir.ird.govt.nz/eservices/?x=1'])('%s opens in the person\'s browser', (url) => {
  expect(opensInBrowser(url)).toBe(true);
});

test.each([
  'http://www.ird.govt.nz/',
  'https://www.ird.govt.nz.example.org/',
  'https://user:word@www.ird.govt.nz/',
  'https://www.ird.govt.nz:8443/',
  'https://example.org/#www.ird.govt.nz',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'app://agentbook/index.html',
  'ms-settings:',
  '',
])('%s opens nowhere', (url) => {
  expect(opensInBrowser(url)).toBe(false);
});

test('a page may copy to the clipboard on our origin, and nothing else', () => {
  expect(permits('clipboard-sanitized-write', 'app://agentbook')).toBe(true);
  expect(permits('clipboard-sanitized-write', 'https://agentbook')).toBe(false);
  for (const permission of ['clipboard-read', 'media', 'geolocation', 'notifications', 'openExternal', 'hid', 'fullscreen'])
    expect(permits(permission, 'app://agentbook')).toBe(false);
});

test('a built app loads its own files only', () => {
  expect(mayLoad('app://agentbook/index.html', '')).toBe(true);
  for (const url of ['https://example.org/', 'http://127.0.0.1:5173/', 'ws://127.0.0.1/', 'file:///etc/passwd', 'app://agentbook.example.org/', 'data:text/html,x', 'blob:app://agentbook/1'])
    expect(mayLoad(url, '')).toBe(false);
});

test('in development the development server may be loaded as well', () => {
  expect(mayLoad('http://localhost:5173/main.tsx', 'http://localhost:5173')).toBe(true);
  expect(mayLoad('ws://localhost:5173/', 'http://localhost:5173')).toBe(true);
  expect(mayLoad('http://localhost:51730/', 'http://localhost:5173')).toBe(false);
});

test('an origin is scheme and host, for our own scheme too', () => {
  expect(originOf('app://agentbook/index.html')).toBe('app://agentbook');
  expect(originOf('nonsense')).toBe('');
});
