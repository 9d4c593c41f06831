import type { ContactEffect } from '../contact-system/effects.ts';
import { isObject } from '../json.ts';
import { accountOf } from './accounts.ts';

const nameOf = (effect: ContactEffect): string => (effect.before === null ? 'contact.create' : effect.after === null ? 'contact.delete' : 'contact.update');

/** Shorter names first, as in the published examples. */
const byLength = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : 1);

const reordered = (contact: unknown): object =>
  isObject(contact) ? Object.fromEntries(Object.keys(contact).sort(byLength).map((name) => [name, contact[name]])) : {};

/**
 * What DNSimple would have posted to a webhook (SPEC 5). It needs an address on the internet, so a desktop cannot have it: here for
 * whoever wants to see the shape. A deleted contact is told as it last was.
 */
export function webhookOf(effect: ContactEffect): object {
  const account = accountOf(Number(effect.scope));
  return {
    data: { contact: reordered(effect.after ?? effect.before) },
    name: nameOf(effect),
    actor: { id: '1', entity: 'user', pretty: account?.email ?? '' },
    account: { id: account?.id ?? 0, display: account?.name ?? '', identifier: account?.email ?? '' },
    api_version: 'v2',
    request_identifier: `00000000-0000-4000-8000-${String(effect.n).padStart(12, '0')}`,
  };
}
