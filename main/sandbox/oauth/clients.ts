import { randomBytes } from 'node:crypto';

/** A piece of software that Inland Revenue has registered (SPEC 4.1, 4.2). */
export interface RegisteredClient {
  /** Shaped like `Vendor_Product`. */
  clientId: string;
  clientSecret: string;
  /** What the consent page calls it. */
  name: string;
  /** native: no refresh tokens (SPEC 4.2). */
  kind: 'cloud' | 'native';
  /** Compared byte for byte. */
  redirectUris: readonly string[];
}

export interface RegisteredClients {
  cloud: RegisteredClient;
  native: RegisteredClient;
}

/** Any-port loopback is not supported: a few fixed ones are registered (SPEC 4.2). */
export const usualRedirectPorts: readonly number[] = [53_171, 53_172, 53_173, 53_174, 53_175];

/** Carries what a client that encodes its secret, instead of taking it raw, would change. */
const secret = (): string => `${randomBytes(24).toString('base64')}+/%=:`;

export function registerClients(ports: readonly number[]): RegisteredClients {
  const redirectUris = ports.map((port) => `http://127.0.0.1:${port}/callback`);
  return {
    cloud: { clientId: 'Agentbook_Cloud', clientSecret: secret(), name: 'Agentbook', kind: 'cloud', redirectUris },
    native: { clientId: 'Agentbook_Desktop', clientSecret: secret(), name: 'Agentbook for the desktop', kind: 'native', redirectUris },
  };
}

export const clientBy = ({ cloud, native }: RegisteredClients, id: string): RegisteredClient | null => [cloud, native].find((one) => one.clientId === id) ?? null;
