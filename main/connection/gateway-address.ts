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

/** https, or plain http on this computer only. The error is a sentence for beside the field. */
function readAddress(typed: string, example: string): Result<URL, string> {
  const text = typed.trim();
  let url: URL;
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  } catch {
    return err(`This is not a web address. It looks like ${example}.`);
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback.has(url.hostname)))
    return err('The address must begin with https://, so that nobody on the way can read your clients\' details.');
  if (url.username !== '' || url.password !== '') return err('Leave the user name and password out of the address; they go into fields of their own.');
  if (url.hostname === '') return err('The address has no host name in it.');
  return ok(url);
}

/**
 * The gateway's origin from what a person typed or pasted. A path that ends in `/gateway…` is cut off, because the gateway's own paths
 * are appended later (SPEC 2).
 */
export function readGatewayAddress(typed: string): Result<string, string> {
  if (typed.trim() === '') return err('Enter the address of the gateway, for example https://services.ird.govt.nz:4046.');
  const url = readAddress(typed, 'https://services.ird.govt.nz:4046');
  return url.ok ? originOnly(url.value, /\/gateway(\/.*)?$/) : url;
}

/** Origin of the OAuth server; the path of its end points (`/gateway3/oauth/…`, SPEC 4.1) is cut off. */
export function readSignInHost(typed: string): Result<string, string> {
  if (typed.trim() === '') return err('Enter the address where people sign in, for example https://services.ird.govt.nz.');
  const url = readAddress(typed, 'https://services.ird.govt.nz');
  return url.ok ? originOnly(url.value, /\/gateway3(\/.*)?$/) : url;
}

function originOnly(url: URL, own: RegExp): Result<string, string> {
  const path = url.pathname.replace(own, '').replace(/\/+$/, '');
  return path !== '' || url.search !== '' || url.hash !== '' ? err(`Enter the address without what follows the host: ${url.origin}.`) : ok(url.origin);
}

/** Whole address of a service that does not lie below the gateway's origin, such as Intermediation (SPEC 11). */
export function readServiceAddress(typed: string): Result<string, string> {
  const example = 'https://services.ird.govt.nz:4046/gateway/gws/intermediation/';
  if (typed.trim() === '') return err(`Enter the address of the client list service, for example ${example}.`);
  const url = readAddress(typed, example);
  if (!url.ok) return url;
  return url.value.search !== '' || url.value.hash !== '' ? err('Leave out what follows the ? or # in the address.') : ok(url.value.href);
}

/** Whole address up to where a system's own paths begin, without a slash at its end: `https://api.dnsimple.com/v2`. */
export function readSystemAddress(typed: string, example: string): Result<string, string> {
  if (typed.trim() === '') return err(`Enter the address, for example ${example}.`);
  const url = readAddress(typed, example);
  if (!url.ok) return url;
  return url.value.search !== '' || url.value.hash !== '' ? err('Leave out what follows the ? or # in the address.') : ok(url.value.href.replace(/\/+$/, ''));
}

/** The token alone, from a pasted header or a wrapped line. The error is a sentence for beside the field. */
export function readToken(typed: string): Result<string, string> {
  const token = typed.trim().replace(/^(authorization:\s*)?bearer(\s+|$)/i, '').replace(/\s+/g, '');
  if (token === '') return err('Paste the access token that Inland Revenue gave you.');
  if (!/^[\x21-\x7e]+$/.test(token)) return err('The token holds characters that no access token has. Copy it again.');
  return ok(token);
}
