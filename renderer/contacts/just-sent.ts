import type { ScopeRef } from '../../shared/contacts.ts';
import { scopeId } from '../../shared/contacts.ts';
import type { ClientDetail, ShownContact, ShownPhone } from '../../shared/views.ts';

/**
 * Which contacts and phones of the open client were confirmed while a person watched: they carry *Sent* until the client is closed.
 * Keys change when the gateway answers, so a thing is known by its place and what it says.
 */
export const contactIdentity = (scope: ScopeRef, contact: ShownContact): string => JSON.stringify([scopeId(scope), contact.type, contact.name]);

export const phoneIdentity = (scope: ScopeRef, contact: ShownContact, phone: ShownPhone): string =>
  JSON.stringify([scopeId(scope), contact.type, phone.PhoneType, phone.Country, phone.AreaCode, phone.PhoneNumber, phone.Extension]);

export type EditPlaces = ReadonlyMap<string, readonly string[]>;

/** Every edit on screen, with what it is on. */
export function editPlaces(detail: ClientDetail): EditPlaces {
  const places = new Map<string, string[]>();
  const note = (editIds: readonly string[], identity: string): void => {
    for (const id of editIds) places.set(id, [...(places.get(id) ?? []), identity]);
  };
  for (const { scope, contacts } of detail.levels)
    for (const contact of contacts) {
      note(contact.editIds, contactIdentity(scope, contact));
      for (const phone of contact.phones) note(phone.editIds, phoneIdentity(scope, contact, phone));
    }
  return places;
}

/** Edits that were on screen and are not any more: sent, undone or discarded; the queue knows which. */
export const goneEdits = (watched: EditPlaces, now: EditPlaces): string[] => [...watched.keys()].filter((id) => !now.has(id));
