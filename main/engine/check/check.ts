import type { Dispatcher } from 'undici';
import type { CheckLine } from '../../../shared/connection-settings.ts';
import { err } from '../../../shared/result.ts';
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
 * Looks at a gateway in turn: certificates, the network, the clock, whether it is the system's, whether it takes our token, and what can be
 * worked with. With the same transport and connector as the engine's own, and without anything stored. What is about the token has the
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
  const troubleLine = (trouble: Trouble): CheckLine => networkLine(trouble, network.clientCertificate !== null, connector.words.check.addressField);
  const asking = new Asking(dispatcher, gateway.baseUrl, authorization, connector);
  try {
    const answer = await connector.askStatus(asking.send);
    const trouble = answer.ok ? troubleOfStatus(answer.value.status) : asking.trouble;
    if (trouble !== null) return [...lines, troubleLine(trouble)];
    if (!answer.ok) return lines;
    const clockSays = clockLine(answer.value.headers['date'], clock.now());
    lines.push(fine('network', reached(gateway.baseUrl)), ...(clockSays === null ? [] : [clockSays]), ...answerLines(answer.value, authorization, connector, network));
    if (lines.every(({ outcome }) => outcome === 'ok')) {
      const line = await connector.tellAccess(asking.send);
      lines.push(asking.trouble === null ? line : { ...line, text: `${connector.words.check.outOfReach} ${troubleLine(asking.trouble).text}` });
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

  constructor(dispatcher: Dispatcher, baseUrl: string, authorization: string | null, connector: Connector) {
    this.send = async (call) => {
      // Before a sign-in it goes without: that the gateway answers is seen all the same.
      const headers = connector.headers(authorization, call);
      if (!headers.ok && headers.error.kind === 'refused') return headers;
      const answer = await exchange(dispatcher, questionOf(call, baseUrl, headers.ok ? headers.value : {}));
      this.trouble = answer.ok ? null : answer.error;
      return answer.ok ? answer : err(faultOf(answer.error));
    };
  }
}

function certificateLines(network: NetworkAccess, now: number): CheckLine[] {
  const own = network.clientCertificate === null ? null : readClientCertificate(network.clientCertificate, now);
  const until = own?.ok === true ? new Date(own.value.validTo).toLocaleDateString('en-NZ', { dateStyle: 'long' }) : '';
  const lines = own?.ok === true ? [fine('certificate', `The client certificate of ${own.value.subject} can be used until ${until}.`)] : [];
  return [...lines, ...certificateIssues(network, now).map(({ field, code, text }) => wrong('certificate', code, field, text))];
}

/** What an answer to the status call means, by status and code only (SPEC 10). */
function answerLines(answer: Answer, authorization: string | null, connector: Connector, { clientCertificate }: NetworkAccess): CheckLine[] {
  const words = connector.words.check;
  const gateway = fine('gateway', words.itIs);
  if (connector.isStatusAnswer(answer)) return [gateway, fine('token', words.accepted)];
  const fault = connector.faultOf(answer);
  if (fault?.kind === 'signedOut' && authorization === null) return [gateway, { what: 'token', outcome: 'skipped', code: 'notSignedIn', field: '', text: words.notSignedIn }];
  if (fault?.kind === 'signedOut') return [gateway, wrong('token', 'tokenRefused', 'authorization', words.notAccepted)];
  if (fault?.kind === 'forbidden') return [gateway, wrong('token', 'forbidden', 'authorization', words.denied)];
  if (fault?.kind === 'busy' || answer.status >= 500) return [wrong('gateway', 'busy', '', 'The gateway answers that it is busy or out of order. Try again in a few minutes.')];
  const hint = answer.status === 400 && clientCertificate === null ? words.badRequest : '';
  return [wrong('gateway', 'notAGateway', words.addressField, words.notIt + hint)];
}
