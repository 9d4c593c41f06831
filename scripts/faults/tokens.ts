import type { Change, Intent } from '../../shared/edits.ts';
import type { Effect } from '../../main/sandbox/record.ts';

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
 * edit only, so that a token belongs to one edit; ids cease for ever, so that a removal can happen once only.
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

/** The ids our own keys got, from the effects of the creations they were sent in. */
export function idsOf(intents: readonly Intent[], effects: readonly Effect[]): Ids {
  const ids = new Map<string, string>();
  const made = new Map(effects.filter((effect) => effect.actor === 'caller' && effect.method === 'POST').map((effect) => [tokenOfEffect(effect), effect.ids]));
  for (const intent of intents) {
    if (intent.type === 'create') {
      const given = made.get(`add contact ${intent.doc.Name}`);
      if (given?.contactId !== undefined) ids.set(intent.contact, String(given.contactId));
      intent.doc.Phone.forEach((phone, index) => given?.phoneIds?.[index] !== undefined && ids.set(phone.key, String(given.phoneIds[index])));
    } else if (intent.type === 'edit') {
      for (const change of intent.changes) {
        const given = change.op === 'addPhone' ? made.get(`add phone ${change.phone.PhoneNumber}`) : undefined;
        if (change.op === 'addPhone' && given?.phoneIds?.[0] !== undefined) ids.set(change.phone.key, String(given.phoneIds[0]));
      }
    }
  }
  return ids;
}
