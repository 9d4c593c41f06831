import { err, ok, type Result } from '../../shared/result.ts';
import type { Proxy } from './access.ts';
import type { Trouble } from './trouble.ts';

/**
 * The proxy in what Chromium's `session.resolveProxy` answers, such as `PROXY proxy.firm.example:3128; DIRECT`; null for the straight way. The first entry
 * that can be used is taken: the others are a script's second choices. `proxyUnsupported` where there is none (SOCKS only). Pure.
 */
export function proxyFor(rules: string): Result<Proxy | null, Trouble> {
  const entries = rules.split(';').map((entry) => entry.trim()).filter((entry) => entry !== '');
  if (entries.length === 0) return ok(null);
  for (const entry of entries) {
    const [kind = '', place = ''] = entry.split(/\s+/);
    const scheme = schemes[kind.toUpperCase()];
    if (scheme === 'direct') return ok(null);
    if (scheme && URL.canParse(`${scheme}://${place}`)) return ok({ address: addressOf(scheme, place), user: '', password: '' });
  }
  return err({ kind: 'proxyUnsupported', sent: false, code: entries[0]?.split(/\s+/)[0] ?? '' });
}

const schemes: Readonly<Record<string, 'http' | 'https' | 'direct'>> = { PROXY: 'http', HTTP: 'http', HTTPS: 'https', DIRECT: 'direct' };

const addressOf = (scheme: string, place: string): string => new URL(`${scheme}://${place}`).origin;
