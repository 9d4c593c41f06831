import { z } from 'zod';
import type { KeyedContact, KeyedPhone, ScopeRef } from '../../../../shared/contacts.ts';
import type { Names } from '../../gateway/connector.ts';

/**
 * Inland Revenue's documents as they arrive. Loose on purpose: unknown fields and unknown codes are kept, missing text becomes ''
 * (SPEC 6 and 8: code lists grow without notice, arrays may be missing).
 */
const text = z.string().nullish().transform((value) => value ?? '');
const id = z.union([z.number(), z.string().min(1)]).transform(String);

const phoneDocument = z.looseObject({ PhoneID: id, PhoneType: text, Country: text, AreaCode: text, PhoneNumber: text, Extension: text });
const contactDocument = z.looseObject({ ContactID: id, ContactType: text, Name: text, Updated: text, Phone: z.array(phoneDocument).nullish() });

const holder = z.looseObject({ ID: text, IDType: text, Contact: z.array(contactDocument).nullish() });
export const customerReply = z.looseObject({ Customer: holder });
export const accountReply = z.looseObject({ Account: holder });
export const accountListReply = z.looseObject({ Accounts: z.array(z.looseObject({ ID: z.string(), IDType: text })).nullish() });
export const contactIdReply = z.looseObject({ ContactID: id });
export const phoneIdReply = z.looseObject({ PhoneID: id });
export const errorReply = z.looseObject({ errors: z.array(z.looseObject({ code: z.string(), type: text, message: text })).min(1) });

/** A customer or an account. */
export type Holder = z.infer<typeof holder>;

/** Splits a customer or account document into itself and its contacts, keyed by our names for them. */
export function contactsOf(document: Holder, scope: ScopeRef, names: Names): { rest: Record<string, unknown>; contacts: KeyedContact[] } {
  const { Contact, ...rest } = document;
  return { rest, contacts: (Contact ?? []).map((contact) => keyed(contact, scope, names)) };
}

function keyed(contact: z.infer<typeof contactDocument>, scope: ScopeRef, names: Names): KeyedContact {
  const { ContactID, Phone, ...doc } = contact;
  return { key: names.local('contact', ContactID), scope, doc: { ...doc, Phone: (Phone ?? []).map((phone) => keyedPhone(phone, names)) } };
}

function keyedPhone(phone: z.infer<typeof phoneDocument>, names: Names): KeyedPhone {
  const { PhoneID, ...doc } = phone;
  return { ...doc, key: names.local('phone', PhoneID) };
}

/** Parses JSON; null for anything else, such as an outage page. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
