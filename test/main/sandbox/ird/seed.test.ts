import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIrdNumber } from '../../../../main/sandbox/ird/check-digit.ts';
import { phoneIsWrong } from '../../../../main/sandbox/ird/phone-rules.ts';
import { Office } from '../../../../main/sandbox/ird/practice/office.ts';
import type { Party } from '../../../../main/sandbox/ird/practice/party.ts';
import type { ContactRecord } from '../../../../main/sandbox/ird/wire.ts';

const partiesOf = (office: Office): Party[] => Array.from({ length: office.size }, (_, index) => office.party(index));
const contactsOf = (party: Party): ContactRecord[] => [...party.contacts, ...party.accounts.flatMap((account) => account.contacts)];

const office = new Office(7, 2000);
const parties = partiesOf(office);
const ours = parties.slice(0, 2000);

describe('An office invented from a seed', () => {
  it('is the same office each time, byte for byte', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 30 }), (seed, clients) => {
        expect(JSON.stringify(partiesOf(new Office(seed, clients)))).toBe(JSON.stringify(partiesOf(new Office(seed, clients))));
      }),
      { numRuns: 20 },
    );
  });

  it('keeps its first clients when it grows', () => {
    expect(JSON.stringify(partiesOf(new Office(7, 2000)).slice(0, 40))).toBe(JSON.stringify(partiesOf(new Office(7, 40)).slice(0, 40)));
  });

  it('is another office with another seed', () => {
    const other = new Set(partiesOf(new Office(8, 2000)).map((party) => party.id));
    expect(parties.filter((party) => other.has(party.id)).length).toBeLessThan(5);
  });

  it('has ids that are valid, and each only once', () => {
    expect(new Set(parties.map((party) => party.id)).size).toBe(parties.length);
    for (const { idType, id } of parties) expect(idType === 'IRD' ? isIrdNumber(id) : /^\d{10}$/.test(id)).toBe(true);
    const contacts = parties.flatMap(contactsOf);
    expect(new Set(contacts.map((contact) => contact.ContactID)).size).toBe(contacts.length);
    const phones = contacts.flatMap((contact) => contact.Phone);
    expect(new Set(phones.map((phone) => phone.PhoneID)).size).toBe(phones.length);
    for (const { PhoneID } of phones) expect(Number.isSafeInteger(PhoneID)).toBe(true);
  });

  it('is legal from the start: one contact of a type on each level, one to five phones, each acceptable', () => {
    for (const party of parties)
      for (const level of [party.contacts, ...party.accounts.map((account) => account.contacts)]) {
        expect(new Set(level.map((contact) => contact.ContactType)).size).toBe(level.length);
        for (const contact of level) {
          expect(contact.Phone.length).toBeGreaterThanOrEqual(1);
          expect(contact.Phone.length).toBeLessThanOrEqual(5);
          expect(contact.Phone.filter((phone) => phoneIsWrong(phone, true))).toEqual([]);
        }
      }
  });

  it('finds every contact and phone by its id', () => {
    for (const party of parties.slice(0, 300))
      for (const contact of contactsOf(party)) {
        expect(office.findContact(contact.ContactID)?.party.id).toBe(party.id);
        for (const phone of contact.Phone) expect(office.findPhone(phone.PhoneID)?.contact.ContactID).toBe(contact.ContactID);
      }
  });

  it('is varied: every kind of client, macrons, long names, none to six accounts, overseas phones, viewing and partial links', () => {
    const share = (what: (party: Party) => boolean): number => ours.filter(what).length / ours.length;
    for (const type of ['INDVDL', 'COMPNY', 'TRUST', 'PTNRSP', 'SOCITY']) expect(share((party) => party.entityType === type)).toBeGreaterThan(0.02);
    expect(share((party) => party.idType === 'CST')).toBeGreaterThan(0.005);
    expect(share((party) => party.idType === 'CST')).toBeLessThan(0.05);
    expect(share((party) => party.id.startsWith('0'))).toBeGreaterThan(0.1);
    expect(share((party) => /[āēīōū]/i.test(party.name))).toBeGreaterThan(0.2);
    expect(share((party) => party.name.length >= 60)).toBeGreaterThan(0.001);
    expect(share((party) => party.contacts.length === 0)).toBeGreaterThan(0.05);
    expect(share((party) => party.contacts.length === 2)).toBeGreaterThan(0.1);
    expect(share((party) => party.links[0]?.access === 'VIEW')).toBeGreaterThan(0.001);
    expect(share((party) => party.links[0]?.master === false)).toBeGreaterThan(0.01);
    for (const list of [0, 1, 2]) expect(share((party) => party.links[0]?.list === list)).toBeGreaterThan(0.02);
    expect(share((party) => party.links.length === 2)).toBeGreaterThan(0.01);
    expect(share((party) => party.accounts.some((account) => account.type === 'KSS'))).toBeGreaterThan(0.005);
    const counts = new Set(ours.map((party) => party.accounts.length));
    for (const count of counts) expect(count >= 1 && count <= 6).toBe(true);
    expect(counts.size).toBeGreaterThanOrEqual(5);
    const phones = ours.flatMap(contactsOf).flatMap((contact) => contact.Phone);
    expect(new Set(phones.map((phone) => phone.Country)).size).toBeGreaterThan(4);
    expect(ours.flatMap(contactsOf).some((contact) => contact.Phone.length === 5)).toBe(true);
  });

  it('knows customers who are not ours', () => {
    const strangers = parties.slice(2000);
    expect(strangers.length).toBeGreaterThan(50);
    expect(strangers.every((party) => party.links.length === 0)).toBe(true);
  });

  it('lists the same links that its clients have', () => {
    const listed = [...office.links()].map(({ identity, links }) => ({ id: identity.id, links }));
    expect(listed).toEqual(ours.map(({ id, links }) => ({ id, links })));
  });
});
