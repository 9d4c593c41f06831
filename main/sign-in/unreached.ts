import { troubleOf, type TroubleKind } from '../transport/trouble.ts';
import type { OAuthTrouble } from './oauth-trouble.ts';

const address = 'settings.signInHost';

interface Words {
  field: string;
  text: string;
}

const words: Partial<Record<TroubleKind, Words>> = {
  notFound: { field: address, text: 'No computer of this name was found. Check the sign-in address for a slip of the pen, and your network.' },
  refused: { field: address, text: 'The computer at the sign-in address does not answer there. Check the address and the port.' },
  offline: { field: '', text: 'This computer is offline. Connect to a network, then try again.' },
  certificateUnknown: {
    field: address,
    text: 'The certificate of the sign-in address comes from nobody this computer trusts, so Agentbook sent nothing. On a network that reads along, add its certificate authority in the settings.',
  },
  certificateExpired: { field: address, text: 'The certificate of the sign-in address has expired, or the clock of this computer is wrong. Agentbook sent nothing. Check the clock, then try again.' },
  certificateNotYetValid: { field: address, text: 'The certificate of the sign-in address is not valid yet: the clock of this computer is probably wrong. Agentbook sent nothing. Check the clock, then try again.' },
  certificateWrongHost: { field: address, text: 'The certificate there belongs to another name, so Agentbook sent nothing. Check the sign-in address.' },
  tlsTooOld: { field: address, text: 'The sign-in address offers only encryption that Agentbook does not trust. Check the address; if it is right, ask who looks after your network.' },
  notSecure: { field: address, text: 'What answers at the sign-in address does not speak https properly. Check the address and its port.' },
  clientCertificateRefused: {
    field: 'secrets.certificate',
    text: 'The sign-in address does not accept the client certificate, or misses one. Choose the one that your firm\'s relay gave you.',
  },
  clientCertificateUnusable: { field: 'secrets.certificate', text: 'The client certificate or the certificate authorities cannot be opened, so nothing was sent. Choose them again in the settings.' },
  redirected: { field: address, text: 'The sign-in address sends us elsewhere, which Inland Revenue\'s does not. Check it; on a public network, sign in to the network first.' },
  proxyUnreachable: { field: 'settings.proxy.address', text: 'The proxy does not answer. Check its address, or ask who looks after your network.' },
  proxyCredentials: { field: 'secrets.proxyPassword', text: 'The proxy wants a user name and password, or does not accept these. Enter them in the settings.' },
  proxyRefused: { field: 'settings.proxy.address', text: 'The proxy does not let Agentbook through to the sign-in address. Ask who looks after your network to allow it.' },
  proxyUnsupported: { field: 'settings.proxy.address', text: 'The proxy wants a way of signing in, or is of a kind, that Agentbook does not know. Ask who looks after your network for another one.' },
};

const noAnswer: Words = { field: '', text: 'No whole answer came from Inland Revenue\'s sign-in. Try again in a few minutes; your work goes on offline.' };

/** What became of a call that failed in the network. Only a proof makes it `notSent`. */
export function unreached(error: unknown): OAuthTrouble {
  const { kind, sent } = troubleOf(error);
  const { field, text } = words[kind] ?? noAnswer;
  return { kind: sent === false ? 'notSent' : 'lost', issue: { field, code: kind, text } };
}
