import type { Logon, Role } from './logons.ts';
import type { RegisteredClient, RegisteredClients } from './oauth/clients.ts';

export interface ClientCredentials {
  clientId: string;
  clientSecret: string;
  /** `http://127.0.0.1:53171/callback` and so on, one for each of the ports. */
  redirectUris: string[];
  redirectPorts: number[];
}

/** What a machine signs its JWTs with (SPEC 4.3). Both PEM; P-256, so ES256. */
export interface MachineCredentials {
  issuer: string;
  /** A logon whose delegations apply. */
  logon: string;
  certificate: string;
  key: string;
}

/** Everything one can sign in to a sandbox with. All of it is made anew at each start. */
export interface Credentials {
  /** A first access token, that of the first logon. */
  token: string;
  /** Number of the agency whose clients are linked. */
  agency: string;
  logons: { logon: string; name: string; role: Role }[];
  cloud: ClientCredentials;
  native: ClientCredentials;
  /** Only where it was asked for: a certificate takes a moment to make. */
  machine?: MachineCredentials;
}

const clientCredentials = ({ clientId, clientSecret, redirectUris }: RegisteredClient): ClientCredentials => ({
  clientId, clientSecret, redirectUris: [...redirectUris], redirectPorts: redirectUris.map((uri) => Number(new URL(uri).port)),
});

export interface CredentialParts {
  token: string;
  agency: string;
  logons: readonly Logon[];
  clients: RegisteredClients;
}

export const credentialsOf = ({ token, agency, logons, clients }: CredentialParts): Credentials => ({
  token,
  agency,
  logons: logons.map(({ logon, name, role }) => ({ logon, name, role })),
  cloud: clientCredentials(clients.cloud),
  native: clientCredentials(clients.native),
});
