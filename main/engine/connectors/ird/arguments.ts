import { z } from 'zod';
import type { Schemas } from '../../gateway/connector.ts';

/** What the page may say of Inland Revenue's clients and contacts. */

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

export const irdSchemas: Schemas = { clientId, intent };
