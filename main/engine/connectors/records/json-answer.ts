import type { Json, NativeDoc } from '../../../../shared/contacts.ts';
import type { HttpReply } from '../../gateway/connector.ts';

/** What an answer says, for systems whose answers are JSON and whose ids are texts. Pure. */

export type Named = { [name: string]: Json };

export const isNamed = (value: Json | undefined): value is Named => typeof value === 'object' && value !== null && !Array.isArray(value);

/** null: not JSON, such as a page of the web server. */
export function bodyOf(reply: HttpReply): Json {
  try {
    return JSON.parse(reply.text) as Json;
  } catch {
    return null;
  }
}

/** A record without an id is none. */
export const isContact = (value: Json | undefined): value is NativeDoc => isNamed(value) && typeof value['id'] === 'string' && value['id'] !== '';
