import type { Fault } from '../../../shared/faults.ts';
import type { Result } from '../../../shared/result.ts';
import type { Authorization } from './authorization.ts';
import type { Connector, HttpCall, HttpReply, Send } from './connector.ts';
import type { Pacing, Urgency } from './pacing.ts';
import type { Transport } from './transport.ts';

interface CallerParts {
  authorization: Authorization;
  connector: Connector;
  pacing: Pacing;
  transport: Transport;
  /** The gateway has refused what we come with. */
  refused: () => void;
  /** It has answered, and taken it. */
  answered: () => void;
}

/** Sends calls when they may go, with what lets them in. */
export class Caller {
  readonly #parts: CallerParts;

  constructor(parts: CallerParts) {
    this.#parts = parts;
  }

  as(urgency: Urgency): Send {
    return (call) => this.#send(call, urgency === 'edit' && call.method !== 'GET' ? 'change' : urgency, true);
  }

  /** To services beside the gateway: they may take other tokens, so their refusal does not sign us out. */
  readonly beside: Send = (call) => this.#send(call, 'lookedAt', false);

  /** A refusal of a token that has been replaced while the call was under way says nothing of the new one: the call goes out again. */
  async #send(call: HttpCall, urgency: Urgency, decides: boolean): Promise<Result<HttpReply, Fault>> {
    const { authorization, connector, pacing, transport } = this.#parts;
    for (;;) {
      let used: string | null = null;
      const reply = await pacing.send(urgency, () => {
        used = authorization.value;
        return transport.send(call);
      });
      if (!reply.ok) return reply;
      const fault = connector.faultOf(reply.value, call);
      if (!fault && decides) this.#parts.answered();
      if (fault?.kind !== 'signedOut') return reply;
      if (decides) authorization.refuse(used);
      const { value } = authorization;
      if (value !== null && value !== used) continue;
      if (decides) this.#parts.refused();
      return reply;
    }
  }
}
