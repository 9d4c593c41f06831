import { z } from 'zod';
import type { EngineRequests } from '../../shared/ipc-contract.ts';

/** Every argument from the renderer is parsed before it is used: the types of the contract end at the process boundary. */

const short = z.string().max(300);
const key = z.string().min(1).max(64);
const clientId = z.string().regex(/^[A-Z]{2,8}:[\w-]{1,32}$/);
const scope = z.object({ level: z.enum(['ird.customer', 'ird.account']), key: z.string().min(3).max(40) });
const phone = z.object({ PhoneType: short, Country: short, AreaCode: short, PhoneNumber: short, Extension: short });
const keyedPhone = phone.extend({ key });
const contact = z.object({ ContactType: short, Name: z.string().max(2_000), Phone: z.array(keyedPhone).max(20) });
/** Keys of what is made here: the gateway's own are never taken for new ones. */
const newKey = z.string().regex(/^new:.{1,60}$/);
const newPhone = phone.extend({ key: newKey });

const change = z.discriminatedUnion('op', [
  z.object({ op: z.literal('set'), field: z.literal('Name'), was: z.string().max(2_000), to: z.string().max(2_000) }),
  z.object({ op: z.literal('addPhone'), phone: newPhone }),
  z.object({ op: z.literal('setPhone'), key, was: phone, to: phone }),
  z.object({ op: z.literal('dropPhone'), key, was: phone }),
]);
const intent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('create'), contact: newKey, scope, doc: contact.extend({ Phone: z.array(newPhone).max(20) }) }),
  z.object({ type: z.literal('edit'), contact: key, scope, changes: z.array(change).min(1).max(20) }),
  z.object({ type: z.literal('remove'), contact: key, scope, was: contact }),
]);

const editId = z.string().min(1).max(64);
const view = z.enum(['all', 'waiting', 'needsYou', 'notLinked']);
const start = z.number().int().min(0);
const count = z.number().int().min(0).max(1_000);
const request = z.object({ editId, clientId, intent });
const nothing = z.object({});

export const engineArguments = {
  'clients.list': z.object({ query: short, view, start, count }),
  'clients.open': z.object({ clientId }),
  'clients.position': z.object({ clientId, query: short, view }),
  'edits.queue': request,
  'edits.undo': z.object({ editId }),
  'edits.resolve': z.object({ editId, choices: z.array(z.object({ field: short, take: z.enum(['mine', 'theirs', 'other']), value: z.string().max(2_000) })).max(20) }),
  'edits.replace': z.object({ editId, with: request }),
  'edits.discardAll': z.object({ clientId }),
  'edits.reopen': z.object({ editIds: z.array(editId).min(1).max(10_000) }),
  'edits.act': z.object({ editId, action: z.enum(['undo', 'retry', 'discard', 'checkAgain', 'keepMine', 'takeTheirs', 'recreate', 'fix']) }),
  'queue.list': z.object({ states: z.array(z.enum(['waiting', 'sending', 'checking', 'needsYou', 'sent'])).max(5), start, count, query: short.optional(), clientId: clientId.nullable().optional() }),
  'history.list': z.object({ query: short, clientId: clientId.nullable(), start, count }),
  'history.reverse': z.object({ editId }),
  'history.export': z.object({ query: short, clientId: clientId.nullable() }),
  'status.get': nothing,
  'status.lossRead': nothing,
  'sync.now': nothing,
  'sync.refresh': nothing,
  'sync.pause': z.object({ paused: z.boolean() }),
} satisfies { [C in keyof EngineRequests]: z.ZodType<Parameters<EngineRequests[C]>[0]> };
