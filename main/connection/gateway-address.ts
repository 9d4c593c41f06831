import { err, ok, type Result } from '../../shared/result.ts';

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** Whether an address is this computer itself, where no network is needed and none can listen in. */
export function isThisComputer(baseUrl: string): boolean {
  try {
    return loopback.has(new URL(baseUrl).hostname);
  } catch {
    return false;
  }
}

/**
 * The gateway's origin from what a person typed or pasted: https, or plain http on this computer only. A path that ends in
 * `/gateway…` is cut off, because the gateway's own paths are appended later (SPEC 3). The error is a sentence for beside the field.
 */
export function readGatewayAddress(typed: string): Result<string, string> {
  const text = typed.trim();
  if (text === '') return err('Enter the address of the gateway, for example https://services.ird.govt.nz:4046.');
  let url: URL;
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  } catch {
    return err('This is not a web address. It looks like https://services.ird.govt.nz:4046.');
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback.has(url.hostname)))
    return err('The address must begin with https://, so that nobody on the way can read your clients\' details.');
  if (url.username !== '' || url.password !== '') return err('Leave the user name and password out of the address; the access token goes into its own field.');
  if (url.hostname === '') return err('The address has no host name in it.');
  const path = url.pathname.replace(/\/gateway(\/.*)?$/, '').replace(/\/+$/, '');
  if (path !== '' || url.search !== '' || url.hash !== '') return err(`Enter the address without what follows the host: ${url.origin}.`);
  return ok(url.origin);
}

/** The token alone, from a pasted header or a wrapped line. The error is a sentence for beside the field. */
export function readToken(typed: string): Result<string, string> {
  const token = typed.trim().replace(/^(authorization:\s*)?bearer(\s+|$)/i, '').replace(/\s+/g, '');
  if (token === '') return err('Paste the access token that Inland Revenue gave you.');
  if (!/^[\x21-\x7e]+$/.test(token)) return err('The token holds characters that no access token has. Copy it again.');
  return ok(token);
}
