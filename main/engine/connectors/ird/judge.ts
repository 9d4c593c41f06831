import { isNewKey, type KeyedContact, type KeyedPhone, type NativePhone } from '../../../../shared/contacts.ts';
import type { Intent } from '../../../../shared/edits.ts';
import type { Judgement, Names } from '../../gateway/connector.ts';
import type { IrdEffect, IrdStep } from './effects.ts';
import { samePhone } from './phones.ts';

const did = (identities: Extract<Judgement, { outcome: 'happened' }>['identities'] = []): Judgement => ({ outcome: 'happened', identities });
const didNot: Judgement = { outcome: 'didNot' };
const cannotTell = (why: string): Judgement => ({ outcome: 'cannotTell', why });

/**
 * Whether a call whose answer was lost took effect, from the contact as it stood before (kept with the step) and the contacts of
 * the scope as read back now (faults F2 and F3). Never guesses: what two histories could explain is `cannotTell`. Pure.
 */
export function judge(step: IrdStep, intent: Intent, before: KeyedContact | null, now: readonly KeyedContact[], names: Names): Judgement {
  const { effect } = step;
  if (effect.type === 'createContact') return judgeCreate(effect, intent, now, names);
  const contact = now.find((candidate) => candidate.key === effect.contact);
  if (effect.type === 'removeContact') return contact ? didNot : did();
  if (!contact) return cannotTell('The contact is no longer there.');
  if (effect.type === 'renameContact') return judgeName(effect.to, before, contact);
  if (effect.type === 'dropPhone') return contact.doc.Phone.some((phone) => phone.key === effect.phone) ? didNot : did();
  const sent = (step.call.body as { Phone: NativePhone }).Phone;
  return effect.type === 'addPhone' ? judgeAdded(effect.phone, sent, before, contact, names) : judgeSet(effect.phone, sent, before, contact);
}

function judgeCreate(effect: Extract<IrdEffect, { type: 'createContact' }>, intent: Intent, now: readonly KeyedContact[], names: Names): Judgement {
  if (intent.type !== 'create') return cannotTell('The edit does not add a contact.');
  const holder = now.find((candidate) => candidate.doc.ContactType === intent.doc.ContactType);
  if (!holder) return didNot;
  const equal = holder.doc.Name === intent.doc.Name && samePhoneSets(holder.doc.Phone, intent.doc.Phone);
  if (!equal) return cannotTell('Another contact of this type is there now.');
  const remote = names.remote('contact', holder.key);
  return did(remote ? [{ kind: 'contact', local: effect.contact, remote }] : []);
}

function samePhoneSets(a: readonly KeyedPhone[], b: readonly KeyedPhone[]): boolean {
  const left = [...b];
  for (const phone of a) {
    const index = left.findIndex((other) => samePhone(other, phone));
    if (index < 0) return false;
    left.splice(index, 1);
  }
  return left.length === 0;
}

function judgeName(to: string, before: KeyedContact | null, contact: KeyedContact): Judgement {
  if (contact.doc.Name === to) return did();
  return contact.doc.Name === before?.doc.Name ? didNot : cannotTell('Somebody else has changed the name meanwhile.');
}

function judgeAdded(key: string, sent: NativePhone, before: KeyedContact | null, contact: KeyedContact, names: Names): Judgement {
  const known = new Set(before?.doc.Phone.map((phone) => phone.key));
  const added = contact.doc.Phone.filter((phone) => !known.has(phone.key) && !isNewKey(phone.key));
  const fresh = added.filter((phone) => samePhone(phone, sent));
  const [only] = fresh;
  // Ours may be among what was added, and somebody else may have changed it since.
  if (!only) return added.length > 0 ? cannotTell('Another number has been added meanwhile, which may be this one, changed by somebody else.') : didNot;
  if (fresh.length > 1) return cannotTell('The same number is there more than once.');
  const remote = names.remote('phone', only.key);
  return did(remote ? [{ kind: 'phone', local: key, remote }] : []);
}

function judgeSet(key: string, sent: NativePhone, before: KeyedContact | null, contact: KeyedContact): Judgement {
  const phone = contact.doc.Phone.find((candidate) => candidate.key === key);
  if (!phone) return cannotTell('The phone number is no longer there.');
  if (samePhone(phone, sent)) return did();
  const old = before?.doc.Phone.find((candidate) => candidate.key === key);
  return old && samePhone(phone, old) ? didNot : cannotTell('Somebody else has changed the number meanwhile.');
}
