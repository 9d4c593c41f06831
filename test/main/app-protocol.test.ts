import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerAppRequest, contentSecurityPolicy, pressableStyleHash, resolveAppPath } from '../../main/app-protocol.ts';

let folder = '';
let root = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'protocol-'));
  root = path.join(folder, 'renderer');
  mkdirSync(path.join(root, 'assets'), { recursive: true });
  writeFileSync(path.join(root, 'index.html'), '<!doctype html>');
  writeFileSync(path.join(root, 'assets/index-1.js'), 'export {};');
  writeFileSync(path.join(root, 'notes.txt'), 'not for serving');
  writeFileSync(path.join(folder, 'secret.json'), '{}');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const get = (url: string, method = 'GET'): Promise<Response> => answerAppRequest({ url, method }, root);

describe('the app protocol', () => {
  test('serves the page and its files with their types, a strict policy and no sniffing', async () => {
    const page = await get('app://agentbook/');
    expect([page.status, await page.text(), page.headers.get('content-type')]).toEqual([200, '<!doctype html>', 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    const script = await get('app://agentbook/assets/index-1.js?v=1');
    expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
  });

  test.each([
    'app://agentbook/../secret.json',
    'app://agentbook/%2e%2e/secret.json',
    'app://agentbook/..%2fsecret.json',
    'app://agentbook/assets/..%2f..%2f..%2fsecret.json',
    'app://agentbook/..%5csecret.json',
    'app://agentbook/C:/secret.json',
    'app://agentbook/%00index.html',
    'app://agentbook/%zz',
    'app://agentbook/notes.txt',
    'app://agentbook/assets',
    'app://agentbook/missing.js',
    'app://elsewhere/index.html',
    'https://agentbook/index.html',
    'not a url',
  ])('answers %s with 404', async (url) => {
    expect((await get(url)).status).toBe(404);
  });

  test('answers nothing but GET', async () => {
    expect((await get('app://agentbook/', 'POST')).status).toBe(404);
  });

  test('never resolves to a file outside its root, whatever the path', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '/', '\\', 'a', '%252e', ':', '%00', 'é'), { maxLength: 12 }), (parts) => {
        const file = resolveAppPath(`app://agentbook/${parts.join('/')}`, root);
        expect(file === null || file.startsWith(root + path.sep)).toBe(true);
      }),
    );
  });
});

describe('the content security policy', () => {
  test('begins with nothing allowed and allows neither inline code nor evaluation', () => {
    expect(contentSecurityPolicy).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(contentSecurityPolicy).not.toMatch(/unsafe|\*|http|data:|blob:/);
  });

  test('allows exactly the style that the installed react-aria adds, by its hash', () => {
    const source = readFileSync(path.join(import.meta.dirname, '../../node_modules/react-aria/dist/private/interactions/usePress.mjs'), 'utf8');
    const name = /const \S+PRESSABLE_ATTRIBUTE = '([^']+)'/.exec(source)?.[1] ?? '';
    const text = /style\.textContent = `([^`]*)`\.trim\(\)/.exec(source)?.[1]?.replace(/\$\{[^}]+\}/, name).trim() ?? '';
    expect(text).toContain('touch-action');
    expect(`sha256-${createHash('sha256').update(text).digest('base64')}`).toBe(pressableStyleHash);
  });
});
