import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { err, ok, type Result } from '../../../../../shared/result.ts';
import type { ClientId } from '../../../../../shared/contacts.ts';
import type { Fault } from '../../../../../shared/faults.ts';
import { isIrdNumber } from '../../../../../shared/inland-revenue/ird-number.ts';
import type { HttpReply, Link, LinkedClient, LinkedClients, Send } from '../../../gateway/connector.ts';
import { faultOf } from '../interpret.ts';
import { clientContent, clientListContent, readAnswer } from './answers.ts';
import type { Operation } from './names.ts';
import { faultOfStatus, noneFound } from './refusals.ts';
import { clientCall, clientListCall, type Intermediation } from './requests.ts';

/**
 * Which kind of number of ours an IdentifierValueType is (Common.v2.xsd: IRD, ACCIRD the IRD number of an account, CST a customer id). An
 * account-level link of a client without an IRD number is nowhere shown; ACCCST for it is inferred from ACCIRD.
 */
const kinds: Readonly<Record<string, 'IRD' | 'CST'>> = { IRD: 'IRD', ACCIRD: 'IRD', CST: 'CST', ACCCST: 'CST' };

/** `136410132GST001` (SPEC 6). */
const accountNumber = /^(\d{9})([A-Z]{3})\d{3}$/;
export const isAccountNumber = (id: string): boolean => accountNumber.test(id);

/**
 * `IRD:077415807`; null for a kind of number that the Customer API does not take. Old numbers of eight digits get their zero (SPEC 6). An
 * account's number (`ACC`) begins with its owner's IRD number, or with the end of a customer id (SPEC 6, inferred): only the first can be told.
 */
export function clientIdOf(type: string, id: string): ClientId | null {
  const owner = type === 'ACC' ? accountNumber.exec(id)?.[1] : undefined;
  if (owner) return isIrdNumber(owner) ? `IRD:${owner}` : null;
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  if (!kind || !/^\d{8,10}$/.test(id)) return null;
  return kind === 'IRD' ? `IRD:${id.padStart(9, '0')}` : `CST:${id}`;
}

/** The last list that was taken in: most lists equal the one before, and a large one takes seconds to read. */
export interface ListMemory {
  digest: string;
  list: LinkedClients;
}

export const noMemory = (): ListMemory => ({ digest: '', list: { clients: [], strange: [] } });

/**
 * All linked clients (SPEC 11): one element a link, so a client repeats and is gathered here. An answer of 103 is an empty list, 102 (no
 * client lists for this logon) a refusal: losing every list at once is more likely a logon's trouble than an agency's, and what is held stays.
 */
export async function retrieveClientList(send: Send, service: Intermediation, now: number, memory: ListMemory = noMemory()): Promise<Result<LinkedClients, Fault>> {
  const reply = await send(clientListCall(service));
  if (!reply.ok) return reply;
  const digest = createHash('sha256').update(reply.value.text).digest('base64');
  if (digest === memory.digest) return ok(memory.list);
  const content = contentOf('RetrieveClientList', reply.value, now);
  if (!content.ok) return content;
  const parsed = clientListContent.safeParse(content.value ?? {});
  if (!parsed.success) return err(notTheGateway);
  Object.assign(memory, { digest, list: gathered(parsed.data) });
  return ok(memory.list);
}

function gathered({ agency = [] }: z.infer<typeof clientListContent>): LinkedClients {
  const clients = new Map<ClientId, LinkedClient>();
  const strange = new Set<string>();
  for (const list of agency.flatMap((one) => one.clientList ?? [])) {
    const linkOf = linksOn({ id: list['@clientListID'], idType: list['@clientListIDType'], type: list['@clientListType'] });
    for (const { clientID, clientAccountType, '@status': state } of list.client) {
      const clientId = clientIdOf(clientID['@IdentifierValueType'], clientID['#text']);
      if (clientId === null) {
        strange.add(clientID['@IdentifierValueType'] || 'none given');
        continue;
      }
      const client = clients.get(clientId) ?? { clientId, links: [] };
      // An account's number tells its type where nothing else does: no link of an account covers everything.
      client.links.push(linkOf(clientAccountType || (accountNumber.exec(clientID['#text'])?.[2] ?? ''), state));
      clients.set(clientId, client);
    }
  }
  return { clients: [...clients.values()], strange: [...strange] };
}

/** Links of one list: there are few different ones, however many clients have them. */
function linksOn(list: Link['list']): (accountType: string, state: string) => Link {
  const known = new Map<string, Link>();
  return (accountType, state) => {
    const key = `${accountType} ${state}`;
    const link = known.get(key) ?? { list, accountType, state };
    known.set(key, link);
    return link;
  };
}

/** Whether one client is on any list still: asked where reading it was refused, to say why. */
export async function isOnAList(send: Send, service: Intermediation, clientId: ClientId, now: number): Promise<Result<boolean, Fault>> {
  const reply = await send(clientCall(service, clientId));
  if (!reply.ok) return reply;
  const content = contentOf('RetrieveClient', reply.value, now);
  if (!content.ok) return content;
  const parsed = clientContent.safeParse(content.value ?? {});
  return parsed.success ? ok((parsed.data.link ?? []).length > 0) : err(notTheGateway);
}

/** What stands beside the status in an answer, null where nothing was found. `UnAuthorised` and other SOAP faults are technical, and say nothing of the sign-in (SPEC 11). */
export function contentOf(operation: Operation, reply: HttpReply, now: number): Result<unknown, Fault> {
  const answer = readAnswer(operation, reply.text);
  if (answer.kind === 'fault') return err({ kind: 'unknown', detail: 'Inland Revenue\'s client list service had a technical fault.' });
  if (answer.kind === 'other') return err(faultOf(reply, now) ?? notTheGateway);
  if (answer.code === '0') return ok(answer.content);
  return answer.code === noneFound ? ok(null) : err(faultOfStatus(answer.code, answer.message));
}

const notTheGateway: Fault = { kind: 'unknown', detail: 'The answer was not one the gateway gives.' };
