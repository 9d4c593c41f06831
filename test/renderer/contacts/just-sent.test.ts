import { describe, expect, it } from 'vitest';
import type { ClientDetail, ShownContact } from '../../../shared/views.ts';
import { contactIdentity, editPlaces, goneEdits, phoneIdentity } from '../../../renderer/contacts/just-sent.ts';

const scope = { level: 'ird.customer' as const, key: 'IRD:136410132' };

const tama = (key: string, editIds: string[]): ShownContact => ({
  key, type: 'PRIMRY', name: 'Tama Kīngi', mark: editIds.length > 0 ? 'waiting' : 'upToDate', removed: false, editIds,
  phones: [{ key: `${key}-1`, PhoneType: 'CELL', Country: 'NZ', AreaCode: '', PhoneNumber: '0215550199', Extension: '', mark: 'upToDate', removed: false, editIds }],
});

const client = (contact: ShownContact): ClientDetail => ({
  id: 'IRD:136410132', number: '', name: '', entityType: '', mark: 'upToDate', idType: 'IRD', entitySubType: '', otherNames: [], addresses: [], linked: true, frozen: '', links: [], readAt: 1,
  levels: [{ scope, kind: 'customer', title: 'Customer', accountId: '', status: '', commenced: '', ceased: '', linkedOn: '', addresses: [], locked: '', contacts: [contact] }],
});

describe('what was sent while a person watched', () => {
  it('is known again by the key made here, which stays', () => {
    const [before, after] = [tama('new:A', ['E1']), tama('new:A', [])];
    const watched = editPlaces(client(before));
    expect(goneEdits(watched, editPlaces(client(after)))).toEqual(['E1']);
    expect(watched.get('E1')).toEqual([contactIdentity(after), ...after.phones.map((phone) => phoneIdentity(after, phone))]);
  });

  it('is nothing while every edit is still on screen', () => {
    const watched = editPlaces(client(tama('1', ['E1', 'E2'])));
    expect(goneEdits(watched, watched)).toEqual([]);
  });

  it('does not take another contact of the same type and name for it', () => {
    expect(contactIdentity(tama('2', []))).not.toBe(contactIdentity(tama('1', [])));
  });

  it('does not take another name or number for the one that was sent', () => {
    const held = tama('1', []);
    expect(contactIdentity({ ...held, name: 'Another' })).not.toBe(contactIdentity(held));
  });
});
