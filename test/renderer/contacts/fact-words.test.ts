import { describe, expect, it } from 'vitest';
import { accountFacts, dateWords, linkWords } from '../../../renderer/contacts/fact-words.ts';
import type { LevelDetail } from '../../../shared/views.ts';

const account: LevelDetail = {
  scope: { level: 'ird.account', key: 'ACC:136410132GST001' }, kind: 'account', title: 'GST', accountId: '136410132GST001', status: 'Active',
  commenced: '2019-04-01', ceased: '', linkedOn: '', addresses: [{ type: 'Mailing', text: 'PO Box 1' }], locked: '', contacts: [],
};

describe('facts about a client and its accounts', () => {
  it('write dates as people do, and leave what is no date as it is', () => {
    expect(dateWords('2019-04-01')).toBe('1 Apr 2019');
    expect(dateWords('2026-11-20T09:30:00')).toBe('20 Nov 2026');
    expect(dateWords('')).toBe('');
    expect(dateWords('soon')).toBe('soon');
  });

  it('say by which list a client is linked and what the link covers', () => {
    expect(linkWords({ list: '132-280-722', type: 'Tax agent client list', covers: 'everything', state: '' })).toBe('Tax agent client list 132-280-722 · covers everything');
    expect(linkWords({ list: 'L1', type: 'Payroll', covers: ['GST', 'Income tax', 'Employer'], state: 'Pending' })).toBe('Payroll L1 · covers GST, Income tax and Employer · pending');
    expect(linkWords({ list: '', type: 'XYZ', covers: [], state: '' })).toBe('XYZ · covers no account');
  });

  it('leave out what nobody has said', () => {
    expect(accountFacts(account)).toEqual([
      { term: 'Status', text: 'Active' },
      { term: 'Commenced', text: '1 Apr 2019' },
      { term: 'Mailing address', text: 'PO Box 1' },
    ]);
    expect(accountFacts({ ...account, kind: 'customer' })).toEqual([{ term: 'Mailing address', text: 'PO Box 1' }]);
  });
});
