import { createHash, timingSafeEqual } from 'node:crypto';
import { clientBy } from './clients.ts';
import type { RegisteredClient, RegisteredClients } from './clients.ts';
import { noAuthorization, notBasic, unknownClient, wrongAuthorization, wrongSecret } from './refusals.ts';
import type { Refusal } from './refusals.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

/** Base64 with or without its padding, and nothing else. */
const isBase64 = (text: string): boolean => /^[A-Za-z0-9+/]+={0,2}$/.test(text);

/** `Basic base64(ClientID:ClientSecret)`, taken raw: neither part is form-encoded first (SPEC 4.1). Credentials in the body are not looked at. */
export function clientOf(authorization: string, clients: RegisteredClients): RegisteredClient | Refusal {
  if (authorization.trim() === '') return noAuthorization;
  const [scheme = '', encoded = ''] = authorization.trim().split(/ +/, 2);
  if (scheme.toLowerCase() !== 'basic') return notBasic;
  const text = isBase64(encoded) ? Buffer.from(encoded, 'base64').toString('utf8') : '';
  const colon = text.indexOf(':');
  if (colon < 1) return wrongAuthorization;
  const client = clientBy(clients, text.slice(0, colon));
  if (client === null) return unknownClient;
  return timingSafeEqual(digest(text.slice(colon + 1)), digest(client.clientSecret)) ? client : wrongSecret;
}
