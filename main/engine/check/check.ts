import type { Dispatcher } from 'undici';
import type { CheckLine } from '../../../shared/connection-settings.ts';
import type { Fault } from '../../../shared/faults.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { NetworkAccess } from '../../transport/access.ts';
import { certificateIssues } from '../../transport/certificate-issues.ts';
import { CertificateTrouble } from '../../transport/certificate-trouble.ts';
import { readClientCertificate } from '../../transport/client-certificate.ts';
import { createDispatcher, usualLimits } from '../../transport/dispatcher.ts';
import { exchange, type Answer } from '../../transport/exchange.ts';
import { troubleOfStatus, type Trouble } from '../../transport/trouble.ts';
import type { Clock } from '../clock.ts';
import type { Connector, Send } from '../gateway/connector.ts';
import { faultOf, questionOf } from '../gateway/transport.ts';
import type { GatewayAccess } from '../host-contract.ts';
import { clockLine } from './clock-line.ts';
import { networkLine } from './network-words.ts';

interface Ask {
  gateway: GatewayAccess;
  /** null: before a sign-in. */
  authorization: string | null;
  connector: Connector;
  clock: Clock;
}

/** A person waits for it. */
const limits = { ...usualLimits, answerMs: 15_000 };

const fine = (what: CheckLine['what'], text: string): CheckLine => ({ what, outcome: 'ok', code: '', field: '', text });
const wrong = (what: CheckLine['what'], code: string, field: string, text: string): CheckLine => ({ what, outcome: 'wrong', code, field, text });

/**
 * Looks at a gateway in turn: certificates, the network, the clock, whether it is Inland Revenue's, whether it takes our token, and the
 * client lists. With the same transport and connector as the engine's own, and without anything stored. What is about the token has the
 * field `authorization`: only the shell knows where that came from.
 */
export async function checkGateway({ gateway, authorization, connector, clock }: Ask): Promise<CheckLine[]> {
  const { network } = gateway;
  const lines = certificateLines(network, clock.now());
  let dispatcher: Dispatcher;
  try {
    dispatcher = createDispatcher(network, limits);
  } catch (error) {
    if (error instanceof CertificateTrouble) return lines;
    throw error;
  }
  const asking = new Asking(dispatcher, gateway.baseUrl, authorization);
  try {
    const answer = await connector.askStatus(asking.send);
    const trouble = answer.ok ? troubleOfStatus(answer.value.status) : asking.trouble;
    if (trouble !== null) return [...lines, networkLine(trouble, network.clientCertificate !== null)];
    if (!answer.ok) return lines;
    const clockSays = clockLine(answer.value.headers['date'], clock.now());
    lines.push(fine('network', reached(gateway.baseUrl)), ...(clockSays === null ? [] : [clockSays]), ...answerLines(answer.value, authorization, connector, network));
    if (lines.every(({ outcome }) => outcome === 'ok')) {
      const line = await clientsLine(asking.send, connector, gateway);
      lines.push(asking.trouble === null ? line : { ...line, text: outOfReach(asking.trouble, network) });
    }
    return lines;
  } finally {
    await dispatcher.destroy();
  }
}

const reached = (baseUrl: string): string =>
  baseUrl.startsWith('https:') ? 'The address answers, over a connection nobody else can read.' : 'The address answers. It is this computer itself, so nobody else can listen in.';

/** Sends as the engine does, and keeps what went wrong on the way: a person is told more of it than the engine needs. */
class Asking {
  readonly send: Send;
  trouble: Trouble | null = null;

  constructor(dispatcher: Dispatcher, baseUrl: string, authorization: string | null) {
    this.send = async (call) => {
      const { headers, ...question } = questionOf(call, baseUrl, authorization ?? '');
      const answer = await exchange(dispatcher, { ...question, headers: authorization === null ? without(headers) : headers });
      this.trouble = answer.ok ? null : answer.error;
      return answer.ok ? answer : err(faultOf(answer.error));
    };
  }
}

const without = ({ authorization: _none, ...headers }: Record<string, string>): Record<string, string> => headers;

function certificateLines(network: NetworkAccess, now: number): CheckLine[] {
  const own = network.clientCertificate === null ? null : readClientCertificate(network.clientCertificate, now);
  const until = own?.ok === true ? new Date(own.value.validTo).toLocaleDateString('en-NZ', { dateStyle: 'long' }) : '';
  const lines = own?.ok === true ? [fine('certificate', `The client certificate of ${own.value.subject} can be used until ${until}.`)] : [];
  return [...lines, ...certificateIssues(network, now).map(({ field, code, text }) => wrong('certificate', code, field, text))];
}

const notAGateway = (hint: string): CheckLine =>
  wrong('gateway', 'notAGateway', 'settings.gateway', `Something answers at this address, but it is not an Inland Revenue gateway. Check the address; on a public network, sign in to the network first.${hint}`);

/** What an answer to the status call means, by status and code only (SPEC 10). */
function answerLines(answer: Answer, authorization: string | null, connector: Connector, { clientCertificate }: NetworkAccess): CheckLine[] {
  const gateway = fine('gateway', 'It is an Inland Revenue gateway.');
  if (connector.isStatusAnswer(answer)) return [gateway, fine('token', 'The gateway accepts the sign-in.')];
  const fault = connector.faultOf(answer);
  if (fault?.kind === 'signedOut' && authorization === null) return [gateway, { what: 'token', outcome: 'skipped', code: 'notSignedIn', field: '', text: 'Not signed in yet; the client lists can be looked at after that.' }];
  if (fault?.kind === 'signedOut') return [gateway, wrong('token', 'tokenRefused', 'authorization', 'Inland Revenue did not accept this sign-in. It may have expired.')];
  if (fault?.kind === 'forbidden') return [gateway, wrong('token', 'forbidden', 'authorization', 'The sign-in is valid, but not for the contact service. Ask Inland Revenue to enable the Contact API for your software.')];
  if (fault?.kind === 'busy' || answer.status >= 500) return [wrong('gateway', 'busy', '', 'The gateway answers that it is busy or out of order. Try again in a few minutes.')];
  const hint = answer.status === 400 && clientCertificate === null ? ' If a relay or the gateway asks for a client certificate, choose one.' : '';
  return [notAGateway(hint)];
}

/** The client lists often lie at another address than the gateway: why that one cannot be reached is told as fully. */
const outOfReach = (trouble: Trouble, { clientCertificate }: NetworkAccess): string =>
  `The client list service cannot be reached. ${networkLine(trouble, clientCertificate !== null).text}`;

async function clientsLine(send: Send, connector: Connector, { clients }: GatewayAccess): Promise<CheckLine> {
  const listed: Result<number, Fault> = await connector.listClients(send).then((list) => (list.ok ? ok(list.value.clients.length) : list));
  if (listed.ok) return fine('clients', listed.value === 1 ? '1 client is linked.' : `${listed.value.toLocaleString('en-NZ')} clients are linked.`);
  const fault = listed.error;
  if (clients.from === 'numbers') return wrong('clients', fault.kind, 'settings.signIn.clientNumbers', 'The clients\' numbers cannot be used.');
  if (fault.kind === 'signedOut') return wrong('clients', 'tokenRefused', 'authorization', 'The gateway accepts the sign-in, but the client list service does not.');
  if (fault.kind === 'refused') return wrong('clients', fault.code, fault.fields[0]?.field ?? '', fault.fields[0]?.text ?? '');
  if (fault.kind === 'broken') return wrong('clients', 'broken', 'settings.agency', fault.incident);
  return wrong('clients', fault.kind, 'settings.intermediation', 'The client list service did not give its answer. Check its address, or try again later.');
}
