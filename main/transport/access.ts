/** How a gateway is reached over the network, and as whom: plain data that the shell hands to the engine. Holds secrets; never logged or stored. */
export interface NetworkAccess {
  /** Shown to the gateway where it asks for one (SPEC 4.4). */
  clientCertificate: ClientCertificate | null;
  /** PEM of certificate authorities to trust besides the system's; '' for none. */
  authorities: string;
  /** null: straight to the gateway. Already decided for this gateway: a script (PAC) or the system's settings have been asked. */
  proxy: Proxy | null;
}

/** A PFX (PKCS #12) file in base64, or PEM; the pass phrase is '' where there is none. */
export type ClientCertificate = { pfx: string; passPhrase: string } | { certificate: string; key: string; passPhrase: string };

export interface Proxy {
  /** `http://proxy.firm.example:3128`, or https. */
  address: string;
  /** Both '' where the proxy asks for nobody. */
  user: string;
  password: string;
}

export const directly: NetworkAccess = { clientCertificate: null, authorities: '', proxy: null };
