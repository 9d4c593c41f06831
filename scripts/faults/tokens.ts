import type { Change, Intent } from '../../shared/edits.ts';
import type { Effect } from '../../main/sandbox/record.ts';
import type { Language } from './claims.ts';

/** Which gateway id each of our own keys stands for, learnt from what the gateway did and from nothing the engine says. */
export type Ids = ReadonlyMap<string, string>;

interface Body {
  ContactID?: number;
  PhoneID?: number;
  Contact?: { Name?: string };
  Phone?: { PhoneNumber?: string };
}

const idOf = (key: string, ids: Ids): string => (key.startsWith('new:') ? (ids.get(key) ?? key) : String(Number(key)));

function tokenOfChange(change: Change, ids: Ids): string {
  if (change.op === 'set') return `rename to ${change.to}`;
  if (change.op === 'addPhone') return `add phone ${change.phone.PhoneNumber}`;
  if (change.op === 'setPhone') return `change phone to ${change.to.PhoneNumber}`;
  return `remove phone ${idOf(change.key, ids)}`;
}

/**
 * What an edit is to leave behind at the gateway, one token for each call, in order. The checker gives every name and number to one
 * edit only, so that a token belongs to one edit and to those that have something back; ids cease for ever, so that a removal can happen
 * once only.
 */
export function tokensOf(intent: Intent, ids: Ids): string[] {
  if (intent.type === 'create') return [`add contact ${intent.doc.Name}`];
  if (intent.type === 'remove') return [`remove contact ${idOf(intent.contact, ids)}`];
  return intent.changes.map((change) => tokenOfChange(change, ids));
}

/** What was done at the gateway, in the same words. */
export function tokenOfEffect({ method, path, body }: Pick<Effect, 'method' | 'path' | 'body'>): string {
  const { ContactID, PhoneID, Contact, Phone } = body as Body;
  const phone = path.endsWith('/phone');
  if (method === 'DELETE') return phone ? `remove phone ${PhoneID}` : `remove contact ${ContactID}`;
  if (phone) return `${method === 'POST' ? 'add phone' : 'change phone to'} ${Phone?.PhoneNumber}`;
  return `${method === 'POST' ? 'add contact' : 'rename to'} ${Contact?.Name}`;
}

/** What an effect and a claim to it have in common: two clients may have contacts of one name. */
export const placeOf = (clientId: string, token: string): string => `${clientId} ${token}`;

/** The name or number that a call brought; '' for a removal, which brings none. */
export const contentOf = ({ body }: Pick<Effect, 'body'>): string => (body as Body).Contact?.Name ?? (body as Body).Phone?.PhoneNumber ?? '';

/** The names and numbers that an edit would bring. */
export function contentsOf(intent: Intent): string[] {
  if (intent.type === 'remove') return [];
  if (intent.type === 'create') return [intent.doc.Name, ...intent.doc.Phone.map((phone) => phone.PhoneNumber)];
  return intent.changes.flatMap((change) => (change.op === 'set' ? change.to : change.op === 'addPhone' ? change.phone.PhoneNumber : change.op === 'setPhone' ? change.to.PhoneNumber : []));
}

/**
 * The ids our own keys got, from the effects of the creations they were sent in. `edits`: in the order in which they come by what was
 * done, where two of them brought the same, as one that undoes a removal may.
 */
export function idsOf(edits: readonly { clientId: string; intent: Intent }[], effects: readonly Effect[]): Ids {
  const ids = new Map<string, string>();
  const made = new Map<string, Effect['ids'][]>();
  for (const effect of effects.filter(({ actor, method }) => actor === 'caller' && method === 'POST')) {
    const place = placeOf(effect.client, tokenOfEffect(effect));
    made.set(place, [...(made.get(place) ?? []), effect.ids]);
  }
  for (const { clientId, intent } of edits) {
    const given = (token: string): Effect['ids'] | undefined => made.get(placeOf(clientId, token))?.shift();
    if (intent.type === 'create') noteContact(ids, intent, given(`add contact ${intent.doc.Name}`));
    else if (intent.type === 'edit')
      for (const change of intent.changes) {
        const id = change.op === 'addPhone' ? given(`add phone ${change.phone.PhoneNumber}`)?.phoneIds?.[0] : undefined;
        if (change.op === 'addPhone' && id !== undefined) ids.set(change.phone.key, String(id));
      }
  }
  return ids;
}

function noteContact(ids: Map<string, string>, { contact, doc }: Extract<Intent, { type: 'create' }>, given: Effect['ids'] | undefined): void {
  if (given?.contactId !== undefined) ids.set(contact, String(given.contactId));
  doc.Phone.forEach((phone, index) => given?.phoneIds?.[index] !== undefined && ids.set(phone.key, String(given.phoneIds[index])));
}

/** All of it, learnt from everything that was done. */
export const languageOf = (effects: readonly Effect[]): Language<Intent, Effect> => ({
  ofEdits: (edits) => {
    const ids = idsOf(edits, effects);
    return ({ clientId, intent }) => tokensOf(intent, ids).map((token) => ({ token, place: placeOf(clientId, token) }));
  },
  placeOf: (effect) => placeOf(effect.client, tokenOfEffect(effect)),
});
