import { describe, expect, it } from 'vitest';
import type { Intent } from '../../../shared/edits.ts';
import { withPart, withText } from '../../../renderer/contacts/phone-draft.ts';
import { fixOf, intentOfFix, issuesOfPhone, unreadIn } from '../../../renderer/outbox/fix-draft.ts';
import type { Fix } from '../../../renderer/outbox/fix-draft.ts';

const scope = { level: 'ird.customer', key: 'IRD:136410132' } as const;
const phone = (number: string) => ({ PhoneType: 'CELL', Country: 'NZ', AreaCode: '', PhoneNumber: number, Extension: '' });
const create: Intent = { type: 'create', contact: 'new:1', scope, doc: { ContactType: 'PRIMRY', Name: 'Hēmi', Phone: [{ key: 'new:2', ...phone('0215550101') }, { key: 'new:3', ...phone('0215550102') }] } };
const edit: Intent = {
  type: 'edit', contact: '1', scope,
  changes: [{ op: 'set', field: 'Name', was: 'A', to: 'B' }, { op: 'dropPhone', key: '7', was: phone('0215550107') }, { op: 'setPhone', key: '8', was: phone('0215550108'), to: phone('0215550109') }, { op: 'addPhone', phone: { key: 'new:9', ...phone('0215550110') } }],
};
const change = (fix: Fix, key: string, text: string): Fix => ({ ...fix, phones: fix.phones.map((held) => (held.key === key ? { ...held, phone: withText(held.phone, text) } : held)) });

describe('an edit that is being corrected', () => {
  it('is the same edit as long as nothing is changed', () => {
    for (const doc of [create, edit]) expect(intentOfFix(fixOf({ editId: 'E', doc }))).toEqual(doc);
  });

  it('shows what it says and nothing else', () => {
    expect(fixOf({ editId: 'E', doc: create })).toMatchObject({ contactType: 'PRIMRY', name: 'Hēmi', phones: [{ key: 'new:2', at: 0 }, { key: 'new:3', at: 1 }] });
    expect(fixOf({ editId: 'E', doc: edit })).toMatchObject({ contactType: null, name: 'B', phones: [{ key: '8', at: 1 }, { key: 'new:9', at: 2 }] });
    const only: Intent = { ...edit, changes: edit.changes.slice(1, 3) };
    expect(fixOf({ editId: 'E', doc: only }).name).toBeNull();
  });

  it('keeps its keys and what was seen, whatever is corrected', () => {
    const fixed = intentOfFix(change({ ...fixOf({ editId: 'E', doc: edit }), name: ' C ' }, 'new:9', '021 555 0199'));
    expect(fixed).toEqual({ ...edit, changes: [{ op: 'set', field: 'Name', was: 'A', to: 'C' }, edit.changes[1], edit.changes[2], { op: 'addPhone', phone: { key: 'new:9', ...phone('0215550199') } }] });
    const made = intentOfFix(change({ ...fixOf({ editId: 'E', doc: create }), contactType: 'SCNDRY' }, 'new:3', '+61 2 9374 4000'));
    expect(made).toMatchObject({ contact: 'new:1', doc: { ContactType: 'SCNDRY', Phone: [{ key: 'new:2' }, { key: 'new:3', Country: 'AU', AreaCode: '02', PhoneNumber: '93744000' }] } });
  });

  it('is not handed in with a number that cannot be read, and says so at its field', () => {
    const wrong = change(fixOf({ editId: 'E', doc: edit }), 'new:9', '12');
    expect(unreadIn(wrong)).toMatchObject([{ field: 'phones.2.number' }]);
    const byHand: Fix = { ...wrong, phones: wrong.phones.map((held) => ({ ...held, phone: withPart(held.phone, 'number', '0215550111') })) };
    expect(unreadIn(byHand)).toEqual([]);
  });

  it('gives each phone its own issues', () => {
    const issues = [1, 2, 11].map((at) => ({ field: `phones.${at}.number`, code: 'x', text: String(at) }));
    expect(issuesOfPhone(issues, 1).map(({ text }) => text)).toEqual(['1']);
  });
});
