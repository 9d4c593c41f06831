import { describe, expect, it } from 'vitest';
import { cleartaxFacts } from '../../../main/engine/connectors/cleartax/facts.ts';
import { dnsimpleFacts } from '../../../main/engine/connectors/dnsimple/facts.ts';
import { eightByEightFacts } from '../../../main/engine/connectors/eight-by-eight/facts.ts';
import { irdFacts } from '../../../main/engine/connectors/ird/facts.ts';
import type { Ask, Person } from '../../../renderer/same-person/person.ts';
import { likelySame, personsOf } from '../../../renderer/same-person/person.ts';
import { cannotSet, editOfRole } from '../../../renderer/same-person/role-edit.ts';
import { sameBy, saysTheSame, significantDigits, soughtBy } from '../../../renderer/same-person/same.ts';
import type { NativeDoc } from '../../../shared/contacts.ts';
import type { ConnectionRow } from '../../../shared/ipc-contract.ts';
import type { ClientDetail, ShownContact } from '../../../shared/views.ts';

const systems = [irdFacts, dnsimpleFacts, cleartaxFacts, eightByEightFacts];
const connection = (id: string, system: string): ConnectionRow => ({ id, name: id, system, colour: 0, practice: false, signIn: 'keys', trouble: '', status: {} as never, unsent: 0 });
const connections = [connection('office', 'ird'), connection('domains', 'dnsimple'), connection('phones', '8x8')];
const known = { systems, connections };

const detailOf = (id: string, number: string, contact: Partial<ShownContact>, level: string, key: string): ClientDetail =>
  ({ id, number, name: 'Māhina Ngata', levels: [{ scope: { level, key }, kind: 'customer', title: 'Account 1010', locked: '', contacts: [{ type: '', name: 'Māhina Ngata', mark: 'upToDate', removed: false, phones: [], editIds: [], ...contact }] }] }) as unknown as ClientDetail;

const dnsDoc: NativeDoc = { id: 5, first_name: 'Mahina', last_name: 'Ngata', email: 'MAHINA@ngata.example', phone: '+64 21 555 0199', country: 'NZ', odd: 1 };
const eightDoc: NativeDoc = { id: 'a1', contactType: 'company', firstName: 'Mahina', lastName: 'Ngata', emails: [{ id: 1, email: 'other@ngata.example', primary: false, purposeType: 'HOME' }, { id: 2, email: 'mahina@ngata.example', primary: true, purposeType: 'WORK', x: 1 }], phones: [] };
const phone = { key: '9', PhoneType: 'CELL', Country: 'NZ', AreaCode: '', PhoneNumber: '0215550199', Extension: '', mark: 'upToDate', removed: false, editIds: [] };

const details: Readonly<Record<string, ClientDetail>> = {
  office: detailOf('IRD:136410132', '136-410-132', { key: '77', type: 'PRIMRY', phones: [phone] as unknown as ShownContact['phones'] }, 'ird.customer', 'IRD:136410132'),
  domains: detailOf('1010/5', '', { key: '5', doc: dnsDoc }, 'dnsimple.account', '1010'),
  phones: detailOf('C1/a1', '', { key: 'a1', doc: eightDoc }, '8x8.customer', 'C1'),
};

const personIn = (id: string): Person => {
  const [row] = connections.filter((one) => one.id === id);
  const [person] = row === undefined ? [] : personsOf(details[id] as ClientDetail, row, known, 0);
  if (person === undefined) throw new Error(`nobody in ${id}`);
  return person;
};

const asked: string[] = [];
const ask: Ask = {
  list: async (id, query) => (asked.push(`${id}: ${query}`), { total: 1, matched: 1, rows: [{ id: details[id]?.id ?? '', number: '', name: '', entityType: '', mark: 'upToDate' }], start: 0 }),
  open: async (id) => details[id] ?? null,
};

const newKey = (): string => 'new:1';

describe('the same person in several systems', () => {
  it('is one number however it is written, and one email whatever its letters', () => {
    expect(['+64 21 555 0199', '021 555 0199', '(021) 555-0199', '+1 800 555'].map(significantDigits)).toEqual(['215550199', '215550199', '215550199', '1800555']);
    expect([saysTheSame('mobile', '+64215550199', '021 555 0199'), saysTheSame('phone', '', ''), saysTheSame('name', 'Māhina  Ngata', 'mahina ngata'), saysTheSame('taxId', '136-410-132', '136410132')]).toEqual([true, false, true, true]);
  });

  it('is looked for by what tells people apart, the surest first, and each says what speaks for it', async () => {
    expect(soughtBy(personIn('domains').view)).toEqual(['MAHINA@ngata.example', '215550199', 'Mahina Ngata']);
    expect(sameBy(personIn('domains').view, personIn('phones').view)).toEqual(['same email', 'same name']);
    const found = await likelySame(personIn('office'), known, 0, ask);
    expect(found.map(({ person, by }) => `${person.connection.id}: ${by.join(', ')}`)).toEqual(['domains: same phone number, same name', 'phones: same name']);
    expect(asked).toContain('domains: 136410132');
  });

  it('is nobody where nothing speaks for it', async () => {
    const stranger = { ...personIn('office'), view: new Map([['name', { text: 'Somebody Else', value: '', slot: { in: 'name' } }]]) } as unknown as Person;
    expect(await likelySame(stranger, known, 0, ask)).toEqual([]);
  });

  it('is changed in each system’s own terms', () => {
    expect(editOfRole(personIn('domains'), 'email', 'new@ngata.example', newKey)).toEqual({ ok: true, value: { type: 'edit', contact: '5', scope: { level: 'dnsimple.account', key: '1010' }, changes: [{ op: 'field', path: '/email', was: 'MAHINA@ngata.example', to: 'new@ngata.example' }] } });
    const eight = editOfRole(personIn('phones'), 'email', 'new@ngata.example', newKey);
    expect(eight.ok && eight.value).toEqual({ type: 'edit', contact: 'a1', scope: { level: '8x8.customer', key: 'C1' }, changes: [{ op: 'field', path: '/emails', was: eightDoc['emails'], to: [(eightDoc['emails'] as NativeDoc[])[0], { id: 2, email: 'new@ngata.example', primary: true, purposeType: 'WORK', x: 1 }] }] });
    const added = editOfRole(personIn('phones'), 'phone', '+64215550199', newKey);
    expect(added.ok && added.value).toMatchObject({ changes: [{ path: '/phones', was: [], to: [{ phone: '+64215550199', purposeType: 'WORK', primary: true }] }] });
    const ird = editOfRole(personIn('office'), 'mobile', '+64 27 555 0163', newKey);
    expect(ird.ok && ird.value).toMatchObject({ type: 'edit', contact: '77', changes: [{ op: 'setPhone', key: '9', to: { PhoneType: 'CELL', Country: 'NZ', PhoneNumber: '0275550163' } }] });
  });

  it('is left alone where it says so already, and where it cannot be said it is said why', () => {
    expect(editOfRole(personIn('domains'), 'email', 'MAHINA@ngata.example', newKey)).toEqual({ ok: true, value: null });
    expect(editOfRole(personIn('office'), 'mobile', 'call me', newKey).ok).toBe(false);
    expect([cannotSet(personIn('office'), 'email'), cannotSet(personIn('domains'), 'name'), cannotSet(personIn('domains'), 'email')]).toEqual(['Not kept there.', 'Kept in two parts here: change the first or the last name.', '']);
  });
});
