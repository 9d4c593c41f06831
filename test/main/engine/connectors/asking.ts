import { Agent } from 'undici';
import type { HttpCall } from '../../../../main/engine/gateway/connector.ts';
import type { Ask, RecordSystem } from '../../../../main/engine/connectors/records/record-system.ts';
import { faultOf as transportFault } from '../../../../main/engine/gateway/transport.ts';
import { exchange } from '../../../../main/transport/exchange.ts';
import { err } from '../../../../shared/result.ts';

export interface Asking {
  ask: Ask;
  /** Every call that went out, as it went out. */
  sent: { method: string; path: string; body: string }[];
  close(): Promise<void>;
}

/** Makes a record system's calls over real HTTP, with nothing of the engine in between: what its connector reads and plans is tried alone. */
export function askingOver(system: RecordSystem, address: string, secrets: Record<string, string>, now: () => number = Date.now): Asking {
  const agent = new Agent({ headersTimeout: 5_000, bodyTimeout: 5_000 });
  const sent: Asking['sent'] = [];
  const ask = async (call: HttpCall): ReturnType<Ask> => {
    const headers = system.headers(secrets, call);
    if (headers === null) throw new Error('nothing given has the right to this call');
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    sent.push({ method: call.method, path: call.path, body: body ?? '' });
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
    const reply = await exchange(agent, { method: call.method, url: address + call.path, headers: { ...headers, ...type }, ...(body === undefined ? {} : { body }) });
    if (!reply.ok) return err(transportFault(reply.error));
    const fault = system.faultOf(reply.value, now(), call);
    return fault ? err(fault) : reply;
  };
  return { ask, sent, close: () => agent.destroy() };
}

/** What came of it, where it must have gone well. */
export function right<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!result.ok) throw new Error(`unexpected: ${JSON.stringify(result.error)}`);
  return result.value;
}
