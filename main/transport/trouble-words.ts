import type { TroubleKind } from './trouble.ts';

/** What a person can do about each trouble, in whole sentences. For forms and *Test connection*. */
const words: Record<TroubleKind, string> = {
  notFound: 'No computer of this name was found. Check the address for a slip of the pen, and your network.',
  refused: 'The computer at this address does not answer there. Check the address and the port number after the colon.',
  offline: 'This computer is offline, or has no way to this address. Connect to a network, then try again.',
  timedOut: 'No answer came in time. Check the address, or try again later.',
  certificateUnknown: 'The certificate of this address was not issued by an authority that this computer trusts, so nothing was sent. If your firm has an authority of its own, add its certificate; otherwise somebody may be reading along: ask your administrator.',
  certificateExpired: 'The certificate of this address has expired, so nothing was sent. Check the date of this computer; if that is right, whoever runs the address has to renew its certificate.',
  certificateNotYetValid: 'The certificate of this address is not valid yet, so nothing was sent. Check the date of this computer.',
  certificateWrongHost: 'The certificate of this address was issued for another name, so nothing was sent. Check the address.',
  clientCertificateRefused: 'The gateway does not accept the client certificate, or misses one. Choose the certificate that Inland Revenue (or, for a relay, your administrator) knows for this environment.',
  clientCertificateUnusable: 'The client certificate or its authorities cannot be opened on this computer, so nothing was sent. Choose the certificate again in the connection’s settings.',
  tlsTooOld: 'The computer at this address has no encryption in common with Agentbook, which needs TLS 1.2 or newer, as Inland Revenue does. Check the address, or ask whoever runs it.',
  notSecure: 'Something answers at this address, but not over a secure connection. Check the address and its port; on a public network, sign in to the network first.',
  proxyUnreachable: 'The proxy does not answer. Check its address and port, or ask your administrator.',
  proxyCredentials: 'The proxy asks for a name and password, or does not accept these. Check the proxy’s name and password.',
  proxyRefused: 'The proxy does not connect to this address. Ask your administrator to allow it, with its port.',
  proxyUnsupported: 'This proxy wants a way of signing in, or of speaking, that Agentbook does not have (NTLM, Negotiate, SOCKS). Ask your administrator for a proxy with Basic sign-in, or for a direct way.',
  redirected: 'This address sends us on to another one, which Inland Revenue’s gateway never does. Check the address; on a public network, sign in to the network first.',
  broken: 'The connection ended before a whole answer came. Try again; if it keeps happening, check the address and your network.',
};

export const wordsOfTrouble = (kind: TroubleKind): string => words[kind];
