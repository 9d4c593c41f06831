import type { ProxySettings } from '../../shared/connection-settings.ts';
import { err, ok, type Result } from '../../shared/result.ts';

/** The proxy as it will be used. The error is a sentence for beside its address. */
export function readProxy(proxy: ProxySettings): Result<ProxySettings, string> {
  if (proxy.kind !== 'fixed' && proxy.kind !== 'script') return ok(proxy);
  const text = proxy.address.trim();
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const example = proxy.kind === 'fixed' ? 'http://proxy.firm.example:3128' : 'http://proxy.firm.example/proxy.pac';
  if (text === '' || !URL.canParse(whole) || !/^https?:$/.test(new URL(whole).protocol)) return err(`Enter the proxy's address; it looks like ${example}.`);
  return ok({ ...proxy, address: proxy.kind === 'fixed' ? new URL(whole).origin : whole });
}
