import { z } from 'zod';
import type { EngineRequests } from '../../shared/ipc-contract.ts';
import type { Schemas } from './gateway/connector.ts';

/** Every argument from the renderer is parsed before it is used: the types of the contract end at the process boundary. */

const short = z.string().max(300);
const editId = z.string().min(1).max(64);
const view = z.enum(['all', 'waiting', 'needsYou', 'notLinked']);
const contact = z.string().min(1).max(200);
const start = z.number().int().min(0);
const count = z.number().int().min(0).max(1_000);
const nothing = z.object({});

type Arguments = { [C in keyof EngineRequests]: z.ZodType<Parameters<EngineRequests[C]>[0]> };

/** `schemas`: of the system, for what only its connector looks inside. */
export const engineArguments = ({ clientId, intent }: Schemas): Arguments => ({
  'clients.list': z.object({ query: short, view, start, count }),
  'clients.open': z.object({ clientId }),
  'clients.position': z.object({ clientId, query: short, view }),
  'edits.queue': z.object({ editId, clientId, intent }),
  'edits.doubts': z.object({ clientId, intent }),
  'edits.undo': z.object({ editId }),
  'edits.resolve': z.object({ editId, choices: z.array(z.object({ field: short, take: z.enum(['mine', 'theirs', 'other']), value: z.string().max(2_000) })).max(20) }),
  'edits.replace': z.object({ editId, with: z.object({ editId, clientId, intent }) }),
  'edits.discardAll': z.object({ clientId }),
  'edits.reopen': z.object({ editIds: z.array(editId).min(1).max(10_000) }),
  'edits.act': z.object({ editId, action: z.enum(['undo', 'retry', 'discard', 'checkAgain', 'keepMine', 'takeTheirs', 'recreate', 'fix']) }),
  'queue.list': z.object({ states: z.array(z.enum(['waiting', 'sending', 'checking', 'needsYou', 'sent'])).max(5), start, count, query: short.optional(), clientId: clientId.nullable().optional() }),
  'history.list': z.object({ query: short, clientId: clientId.nullable(), start, count }),
  'history.reverse': z.object({ editId }),
  'history.export': z.object({ query: short, clientId: clientId.nullable() }),
  'same.ties': nothing,
  'same.tie': z.object({ contacts: z.array(z.object({ clientId, contact })).min(1).max(1_000), ties: z.array(z.ulid()).min(1).max(1_000) }),
  'same.untie': z.object({ clientId, contact }),
  'status.get': nothing,
  'status.lossRead': nothing,
  'sync.now': nothing,
  'sync.refresh': nothing,
  'sync.pause': z.object({ paused: z.boolean() }),
});
