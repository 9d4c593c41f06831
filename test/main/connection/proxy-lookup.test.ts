import { describe, expect, test } from 'vitest';
import { createProxyLookup } from '../../../main/connection/proxy-lookup.ts';

const ask = (kind: 'system' | 'script' | 'none' | 'fixed', address = '') => ({ kind, address, user: 'me' });

/** Answers by whatever rules were set last, and takes its time over both. */
function finder(rules: Record<string, string>) {
  let mode = '';
  return {
    async setProxy(config: { mode: string }): Promise<void> {
      await new Promise((resolve) => setImmediate(resolve));
      mode = config.mode;
    },
    async resolveProxy(): Promise<string> {
      await new Promise((resolve) => setImmediate(resolve));
      return rules[mode] ?? 'DIRECT';
    },
  };
}

describe('the proxy for an address', () => {
  test('comes from the system, from a script, as it was typed, or is none', async () => {
    const lookup = createProxyLookup(finder({ system: 'PROXY firm.example:3128', pac_script: 'DIRECT' }));
    const url = 'https://gateway.example';
    expect(await lookup(url, ask('system'), 'secret')).toEqual({ ok: true, value: { address: 'http://firm.example:3128', user: 'me', password: 'secret' } });
    expect(await lookup(url, ask('script', 'http://firm.example/proxy.pac'), '')).toEqual({ ok: true, value: null });
    expect(await lookup(url, ask('fixed', 'http://typed.example:8080'), 's')).toEqual({ ok: true, value: { address: 'http://typed.example:8080', user: 'me', password: 's' } });
    expect(await lookup(url, ask('none'), '')).toEqual({ ok: true, value: null });
  });

  test('asked for twice at once never mixes the rules of one with the other', async () => {
    const lookup = createProxyLookup(finder({ system: 'PROXY firm.example:3128', pac_script: 'PROXY typed.example:8080' }));
    const found = await Promise.all([lookup('https://a.example', ask('system'), ''), lookup('https://a.example', ask('script', 'http://x.example/pac'), '')]);
    expect(found).toMatchObject([{ value: { address: 'http://firm.example:3128' } }, { value: { address: 'http://typed.example:8080' } }]);
  });

  test('that only SOCKS could be is said in words', async () => {
    expect(await createProxyLookup(finder({ system: 'SOCKS5 firm.example:1080' }))('https://a.example', ask('system'), '')).toEqual({ ok: false, error: expect.stringContaining('SOCKS') });
  });
});
