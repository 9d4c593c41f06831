import { describe, expect, it } from 'vitest';
import type { ClientDetail, ShownContact } from '../../../shared/views.ts';
import { contactIdentity, editPlaces, goneEdits, phoneIdentity } from '../../../renderer/contacts/just-sent.ts';

const scope = { level: 'ird.customer' as const, key: 'IRD:136410132' };

/** A contact that is new until the gateway has named it. */
const tama = (key: string, editIds: string[]): ShownContact => ({
  key, type: 'PRIMRY', name: 'Tama Kīngi', mark: editIds.length > 0 ? 'waiting' : 'upToDate', removed: false, editIds,
  phones: [{ key: `${key}-1`, PhoneType: 'CELL', Country: 'NZ', AreaCode: '', PhoneNumber: '0215550199', Extension: '', mark: 'upToDate', removed: false, editIds }],
});

const client = (contact: ShownContact): ClientDetail => ({
  id: 'IRD:136410132', number: '', name: '', entityType: '', mark: 'upToDate', idType: 'IRD', entitySubType: '', otherNames: [], addresses: [], linked: true, readAt: 1,
  levels: [{ scope, kind: 'customer', title: 'Customer', accountId: '', status: '', addresses: [], locked: '', contacts: [contact] }],
});

describe('what was sent while a person watched', () => {
  it('is known again although its key has changed', () => {
    const [before, after] = [tama('new:A', ['E1']), tama('1001', [])];
    const watched = editPlaces(client(before));
    expect(goneEdits(watched, editPlaces(client(after)))).toEqual(['E1']);
    expect(watched.get('E1')).toEqual([contactIdentity(scope, after), ...after.phones.map((phone) => phoneIdentity(scope, after, phone))]);
  });

  it('is nothing while every edit is still on screen', () => {
    const watched = editPlaces(client(tama('1', ['E1', 'E2'])));
    expect(goneEdits(watched, watched)).toEqual([]);
  });

  it('does not take another name or number for the one that was sent', () => {
    const held = tama('1', []);
    expect(contactIdentity(scope, { ...held, name: 'Another' })).not.toBe(contactIdentity(scope, held));
  });
});
