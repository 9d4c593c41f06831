import type { CheckLine } from '../../../shared/connection-settings.ts';
import type { Trouble, TroubleKind } from '../../transport/trouble.ts';

/** Why a gateway could not be reached, in words that say what to do next, beside the field of the form that may be wrong. */
/** Stands for the field of the form in which the address was typed. */
const address = 'address';

type Words = Pick<CheckLine, 'what' | 'field' | 'text'>;

const network = (field: string, text: string): Words => ({ what: 'network', field, text });

const words: Record<TroubleKind, Words> = {
  notFound: network(address, 'No computer of this name was found. Check the address for a slip of the pen, and your network.'),
  refused: network(address, 'The computer at this address does not answer there. Check the address and the port number after the colon.'),
  offline: network('', 'This computer is offline, or its network has no way to the gateway. Connect to a network, then try again.'),
  timedOut: network(address, 'No answer came in time. Check the address; a firewall may be in the way. Otherwise try again later.'),
  certificateUnknown: network(
    'secrets.authorities',
    'The certificate at this address comes from an authority this computer does not trust, so nothing was sent. If your firm has an authority of its own, choose its certificate file here; otherwise check the address, and be wary of this network.',
  ),
  certificateExpired: network(address, 'The certificate at this address has expired, so nothing was sent. Check the clock of this computer; if it is right, whoever runs the gateway has to renew it.'),
  certificateNotYetValid: network(address, 'The certificate at this address is not valid yet, so nothing was sent. The clock of this computer is probably slow: put it right, then try again.'),
  certificateWrongHost: network(address, 'The certificate at this address belongs to another name, so nothing was sent. Check the address.'),
  clientCertificateRefused: { what: 'certificate', field: 'secrets.certificate', text: 'The gateway does not accept the client certificate. Check that it is the one registered for this environment; test and production have separate ones.' },
  clientCertificateUnusable: { what: 'certificate', field: 'secrets.certificate', text: 'The client certificate could not be loaded, so nothing was sent. Choose its file again, and check the pass phrase.' },
  tlsTooOld: network(address, 'What answers at this address speaks only an older kind of encryption than is allowed. Check the address; a relay or proxy may be out of date.'),
  notSecure: network(address, 'What answers at this address does not speak TLS as a gateway does. Check the address and the port number.'),
  proxyUnreachable: network('settings.proxy.address', 'The proxy does not answer. Check its address, or choose another way under Proxy.'),
  proxyCredentials: network('secrets.proxyPassword', 'The proxy wants a user name and password, or does not accept these. Enter them under Proxy.'),
  proxyRefused: network('settings.proxy.address', 'The proxy will not connect to the gateway. Ask whoever looks after your network to allow its address.'),
  proxyUnsupported: network('settings.proxy.address', 'The proxy asks for a way of signing in that Agentbook does not have (it has user name and password). Ask for a proxy address that takes those, or for a way past it.'),
  redirected: { what: 'gateway', field: address, text: 'What answers at this address sends callers elsewhere, which what is looked for never does. Check the address; on a public network, sign in to the network first.' },
  broken: network(address, 'The connection was cut before an answer came. Check the address, then try again.'),
};

const noCertificate: Words = { what: 'certificate', field: 'secrets.certificate', text: 'The gateway asks for a client certificate, and none is chosen. Choose the one that is registered there, or the one your firm\'s relay gave you.' };

/** `hasCertificate`: whether one was shown. `addressField`: of the form in which the address was typed. */
export function networkLine({ kind, code }: Trouble, hasCertificate: boolean, addressField: string): CheckLine {
  const said = kind === 'clientCertificateRefused' && !hasCertificate ? noCertificate : words[kind];
  return { ...said, field: said.field === address ? addressField : said.field, outcome: 'wrong', code: kind, text: code === '' || kind in plain ? said.text : `${said.text} (${code})` };
}

/** Kinds whose code adds nothing for a person. */
const plain: Partial<Record<TroubleKind, true>> = { notFound: true, refused: true, offline: true, timedOut: true, redirected: true };
