import { fieldsOf } from '../../shared/inland-revenue/edits.ts';
import type { ClientDetail, ShownContact, ShownPhone } from '../../shared/views.ts';

/**
 * Which contacts and phones of the open client were confirmed while a person watched: they carry *Sent* until the client is closed.
 * A thing is known by its key and what it says: what somebody else wrote there afterwards was not sent from here.
 */
export const contactIdentity = (contact: ShownContact): string => JSON.stringify([contact.key, contact.name]);

export const phoneIdentity = (contact: ShownContact, phone: ShownPhone): string => JSON.stringify([contact.key, phone.key, fieldsOf(phone)]);

export type EditPlaces = ReadonlyMap<string, readonly string[]>;

/** Every edit on screen, with what it is on. */
export function editPlaces(detail: ClientDetail): EditPlaces {
  const places = new Map<string, string[]>();
  const note = (editIds: readonly string[], identity: string): void => {
    for (const id of editIds) places.set(id, [...(places.get(id) ?? []), identity]);
  };
  for (const { contacts } of detail.levels)
    for (const contact of contacts) {
      note(contact.editIds, contactIdentity(contact));
      for (const phone of contact.phones) note(phone.editIds, phoneIdentity(contact, phone));
    }
  return places;
}

/** Edits that were on screen and are not any more: sent, undone or discarded; the queue knows which. */
export const goneEdits = (watched: EditPlaces, now: EditPlaces): string[] => [...watched.keys()].filter((id) => !now.has(id));
