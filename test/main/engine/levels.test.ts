import { describe, expect, test } from 'vitest';
import { clientFacts, levelsOf } from '../../../main/engine/connectors/ird/view.ts';
import type { AccountSnapshot } from '../../../main/engine/gateway/connector.ts';

const account = (id: string, doc: Record<string, unknown> = {}, unreadable = ''): AccountSnapshot => ({ scope: { level: 'ird.account', key: `ACC:${id}` }, doc: { ID: id, ...doc }, unreadable });
const levelOf = (snapshot: AccountSnapshot) => levelsOf('IRD:136410132', [snapshot])[1]!;

describe('an account as it is shown', () => {
  test('has its type by name, its status in words, since when, and its addresses', () => {
    const address = { Type: 'PRFMAL', Formatted: '1 Tui Street\nNapier' };
    expect(levelOf(account('136410132GST001', { AccountType: 'GST', Status: 'ACT', Commence: '2019-04-01', Cease: '9999-12-31', Address: [address] }))).toEqual({
      ...{ scope: { level: 'ird.account', key: 'ACC:136410132GST001' }, kind: 'account', title: 'GST', accountId: '136410132GST001', status: 'Active' },
      ...{ commenced: '2019-04-01', ceased: '', linkedOn: '', addresses: [{ type: 'Mailing', text: '1 Tui Street\nNapier' }], locked: '', contacts: [] },
    });
    expect(levelOf(account('136410132INC002', { AccountType: 'INC', Status: 'CLS', Commence: '2001-01-01', Cease: '2024-03-31' }))).toMatchObject({ title: 'Income tax', status: 'Closed', ceased: '2024-03-31', locked: '' });
  });

  test('keeps codes that nobody has documented, and takes the type from the id where the document has none', () => {
    expect(levelOf(account('136410132ZZZ001', { AccountType: 'ZZZ', Status: 'NEW', Address: [{ Type: 'NEWADR', Formatted: 'x' }] }))).toMatchObject({ title: 'ZZZ', status: 'NEW', addresses: [{ type: 'NEWADR' }], locked: '' });
    expect(levelOf(account('136410132FBT001'))).toMatchObject({ title: 'FBT', status: '', commenced: '', ceased: '' });
    expect(levelOf(account('not an account id', { AccountType: 7, Commence: null }))).toMatchObject({ title: 'Account', commenced: '' });
  });

  test('says why it is closed: KSS before anything is asked, others as the gateway answered', () => {
    expect(levelOf(account('136410132KSS001'))).toMatchObject({ title: 'KiwiSaver member', locked: expect.stringContaining('KSS') });
    expect(levelOf(account('136410132DWT001', {}, 'ACT100')).locked).toContain('closed to software');
    expect(levelOf(account('136410132DWT001', {}, 'EV1022')).locked).toContain('does not give you access');
    expect(levelOf(account('136410132DWT001', {}, 'ZZZ999')).locked).toContain('ZZZ999');
  });
});

test('a customer is shown with its legal name, its entity in words and codes we do not know as they are', () => {
  const doc = { EntityType: 'TRUST', EntitySubType: 'NEW', Name: [{ Type: 'DBACST', Formatted: 'Trading' }, { Type: 'LGL', FirstName: 'Māhina', LastName: 'Ngata' }], Address: [{ Type: 'LOC', Formatted: 'Here' }] };
  expect(clientFacts(doc)).toEqual({ name: 'Māhina Ngata', entityType: 'Trust', entitySubType: 'NEW', otherNames: [{ type: 'Trade name', name: 'Trading' }], addresses: [{ type: 'Physical', text: 'Here' }] });
  expect(clientFacts({})).toEqual({ name: '', entityType: '', entitySubType: '', otherNames: [], addresses: [] });
});
