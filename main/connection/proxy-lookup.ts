import type { ConnectionSettings } from '../../shared/connection-settings.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { createOneAtATime } from '../one-at-a-time.ts';
import { proxyFor } from '../transport/proxy-rules.ts';
import type { Proxy } from '../transport/access.ts';

/** What of Electron's session finds proxies: the system's own settings, or a script (PAC). */
export interface ProxyFinder {
  setProxy(config: { mode: 'system' } | { mode: 'pac_script'; pacScript: string }): Promise<void>;
  /** Chromium's rules for one address: `PROXY proxy.firm.example:3128;DIRECT`. */
  resolveProxy(url: string): Promise<string>;
}

export type ProxyLookup = (url: string, settings: ConnectionSettings['proxy'], password: string) => Promise<Result<Proxy | null, string>>;

/** Finds the proxy for one address. The error says in words why its rules cannot be followed. */
export function createProxyLookup(finder: ProxyFinder): ProxyLookup {
  // Setting the rules and asking by them belong together: a test of other settings must not answer for the connection in use.
  const inTurn = createOneAtATime();
  return (url, settings, password) => inTurn(() => lookUp(finder, url, settings, password));
}

async function lookUp(finder: ProxyFinder, url: string, { kind, address, user }: ConnectionSettings['proxy'], password: string): Promise<Result<Proxy | null, string>> {
  if (kind === 'none') return ok(null);
  if (kind === 'fixed') return ok({ address, user, password });
  try {
    await finder.setProxy(kind === 'script' ? { mode: 'pac_script', pacScript: address } : { mode: 'system' });
    const found = proxyFor(await finder.resolveProxy(url));
    if (!found.ok) return err('The proxy settings name only proxies that Agentbook cannot use (SOCKS). Enter an HTTP proxy under Proxy, or ask whoever looks after your network.');
    return ok(found.value === null ? null : { ...found.value, user, password });
  } catch {
    return err('The proxy settings could not be read. Check the address of the proxy script, or enter the proxy itself.');
  }
}
