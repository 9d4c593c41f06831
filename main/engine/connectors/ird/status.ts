import type { Result } from '../../../../shared/result.ts';
import type { Fault } from '../../../../shared/faults.ts';
import type { HttpReply, Send } from '../../gateway/connector.ts';
import { nobodyCall, statusCall } from './calls.ts';
import { errorCode } from './interpret.ts';

/** The gateway's status, or, where it has no such service, its refusal to read nobody. */
export async function askStatus(send: Send): Promise<Result<HttpReply, Fault>> {
  const status = await send(statusCall);
  const isMissing = status.ok && (status.value.status === 404 || status.value.status === 405);
  return isMissing ? send(nobodyCall) : status;
}

/** `OK` and nothing else, quoted or not (SPEC 3); or that nobody has the number 000-000-000: its check digit, or no record. */
export function isStatusAnswer(reply: HttpReply): boolean {
  if (reply.status === 200) return reply.text.trim().replaceAll('"', '') === 'OK';
  const code = errorCode(reply);
  return reply.status === 400 && (code === 'CST404' || code === 'EV2234');
}
