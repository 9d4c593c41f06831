import { describe, expect, it } from 'vitest';
import { createContact, replaceContact } from '../../../../../main/engine/connectors/eight-by-eight/calls.ts';
import { eightByEightFacts } from '../../../../../main/engine/connectors/eight-by-eight/facts.ts';
import { allOf, anyOf, equal } from '../../../../../main/engine/connectors/eight-by-eight/fiql.ts';
import { planRecord } from '../../../../../main/engine/connectors/records/plan.ts';
import { eightByEight } from '../../../../../main/engine/connectors/eight-by-eight/system.ts';
import type { NativeDoc } from '../../../../../shared/contacts.ts';
import { somebody as invented } from '../../../sandbox/eight-by-eight/desk.ts';

const scope = { level: '8x8.customer', key: '0016' };
const somebody = invented('0016') as NativeDoc;
const issues = (more: object): string[] => eightByEight.check({ ...somebody, ...more }, 'edit').map(({ field, severity }) => `${severity} ${field}`);

describe('A filter', () => {
  it('is equal to a text, or to the part of it that can be written for sure', () => {
    expect([equal('lastName', 'Müllerson'), equal('lastName', "O'Halloran"), equal('lastName', '*star'), equal('name', 'a"bc'), equal('x', '*'), equal('x', '')]).toEqual(["lastName=='Müllerson'", "lastName=='*Halloran'", "lastName=='*star'", "name=='*bc'", '', '']);
  });

  it('joins what there is', () => {
    expect([allOf('a', '', 'b'), anyOf('a', 'b', allOf('c', 'd')), anyOf('', ''), allOf('a')]).toEqual(['(a;b)', '(a,b,(c;d))', '', 'a']);
  });
});

describe('The rules between fields', () => {
  it('want one primary, and nothing twice', () => {
    expect(issues({})).toEqual([]);
    const phones = [{ phone: '+1', primary: true }, { phone: '+18005550123', primary: true }, { phone: '+18005550123', primary: true }];
    expect(issues({ phones })).toEqual(['error /phones/1/primary', 'error /phones/2/primary', 'error /phones/2/phone', 'warning /phones/0/phone']);
    expect(issues({ emails: [{ email: 'a@b.example' }, { email: 'A@b.example' }], tags: [{ name: 'customField1' }, { name: 'customField1' }] })).toEqual(['error /emails/1/email', 'error /tags/1/name']);
  });

  it('warn of what 8x8 may not take, and stop nobody: its own rules are not published', () => {
    expect(issues({ emails: [{ email: 'nobody' }], phones: [{ phone: 'x' }], locale: 'English', timeZone: 'NZST' })).toEqual(['warning /emails/0/email', 'warning /phones/0/phone', 'warning /locale', 'warning /timeZone']);
    expect(issues({ phones: [{ phone: '04029511367' }, { phone: '(503) 555-0100' }], locale: 'en-NZ', timeZone: 'America/Argentina/Salta', emails: null })).toEqual([]);
  });
});

describe('A contact is locked', () => {
  it('where it belongs to the phone system, in words', () => {
    expect(eightByEight.locked(somebody)).toBe('');
    for (const contactType of ['corporate', 'service', 'robot']) expect(eightByEight.locked({ ...somebody, contactType })).not.toBe('');
  });

  it('where it came without its lists: such a copy is never a base', () => {
    const { addresses: _a, emails: _e, phones: _p, tags: _t, ...thin } = somebody;
    expect(eightByEight.locked({ ...thin, id: 'c1' })).toContain('Changing it now would lose them');
    expect(() => eightByEight.changeCall(scope, 'c1', { ...thin, id: 'c1' }, ['/department'])).toThrow('lose them');
  });

});

describe('A copy without some of its lists', () => {
  const { phones: _p, tags: _t, ...partly } = { ...somebody, id: 'c1' } as NativeDoc;
  const names = { remote: (_: string, key: string) => key, local: (_: string, remote: string) => remote };
  const planned = (doc: NativeDoc, seen: NativeDoc | null, path = '/department', to: NativeDoc[string] = 'Attic') =>
    planRecord(eightByEight, { type: 'edit', contact: 'c1', scope, changes: [{ op: 'field', path, was: somebody[path.slice(1)]!, to }] }, [{ key: 'c1', scope, doc }], names, seen);
  const refused = (text: string) => ({ ok: false, error: { kind: 'refused', fields: [{ field: '', text: expect.stringContaining(text) as string }] } });
  const sent = { ok: true, value: [{}] };

  it('is no base where another came empty: who tells of nothing leaves nothing out', () => {
    expect(planned({ ...partly, emails: [] }, null)).toMatchObject(refused('without its phones and tags. Changing it now could lose them'));
    expect(planned({ ...somebody, id: 'c1', tags: [] }, null)).toMatchObject(sent);
  });

  it('is no base for an edit of somebody who saw rows there', () => {
    expect(planned(partly, somebody)).toMatchObject(refused('phones'));
  });

  it('is one where nothing tells that there are any: empty lists may be left out, and emptying one is no sign', () => {
    expect([planned(partly, null), planned(partly, { ...somebody, phones: [], tags: [] }), planned(partly, partly), planned(partly, partly, '/emails', [])]).toMatchObject([sent, sent, sent, sent]);
    expect(eightByEight.locked({ ...partly, emails: [] })).toBe('');
  });
});

describe('A contact is written', () => {
  it('whole, without times, what nobody may write, ids of rows and nothing', () => {
    const held: NativeDoc = {
      ...somebody, id: 'c1', name: 'Mereana Ashdown', createdTimestamp: 1, updatedTimestamp: 2, hideInAA: false, extensions: [], pronouns: { said: 'ia' }, nickName: null, location: '',
      emails: [{ id: 7, email: 'a@b.example', purposeType: 'WORK', seen: 3 }],
      addresses: [{ id: 8, apartmentNumber: null, city: 'Napier', notes: '', purposeType: '' }],
    };
    const { body } = replaceContact(scope, 'c1', held);
    expect(body).toEqual({
      ...somebody, id: 'c1', pronouns: { said: 'ia' },
      emails: [{ email: 'a@b.example', primary: false, purposeType: 'WORK', seen: 3 }],
      addresses: [{ city: 'Napier', notes: '' }],
    });
  });

  it('anew under the customer of the connection, with no id', () => {
    expect(createContact(scope, { id: 'x', firstName: 'Ada', contactType: 'corporate', customerId: 'other', phones: [] }).body).toEqual({ firstName: 'Ada', contactType: 'company', customerId: '0016', phones: [] });
  });
});

describe('A contact is shown', () => {
  it('by its person, else by whatever there is, with its kind', () => {
    const title = (doc: NativeDoc): string => eightByEight.title({ id: 'c1', ...doc });
    expect([title({ ...somebody, middleName: 'Rose' }), title({ companyName: 'Ironsand' }), title({ emails: [{ email: 'a@b.example' }] }), title({ phones: [{}, { phone: '+1' }] }), title({})]).toEqual(['Mereana Rose Ashdown', 'Ironsand', 'a@b.example', '+1', 'Contact c1']);
    expect(['company', 'corporate', 'service', 'robot'].map((contactType) => eightByEight.kind({ contactType }))).toEqual(['', 'User of the phone system', 'Queue or menu', 'robot']);
    expect([eightByEight.updatedAt({ updatedTimestamp: 1_678_182_231_575 }), eightByEight.updatedAt({})]).toEqual([1_678_182_231_575, null]);
  });
});

describe('The facts', () => {
  it('name each field once, and go over to other processes as they are', () => {
    const paths = eightByEightFacts.fields.flatMap(({ path, item = [] }) => [path, ...item.map((inner) => path + inner.path)]);
    expect(new Set(paths).size).toBe(paths.length);
    expect(structuredClone(eightByEightFacts)).toEqual(eightByEightFacts);
  });

  it('give each call the key with its right; without a key for changes nothing can be changed', () => {
    const [read, write] = [eightByEight.statusCall(''), createContact(scope, {})];
    expect(eightByEight.headers({ read: 'r', write: 'w' }, read)).toMatchObject({ 'x-api-key': 'r' });
    expect(eightByEight.headers({ read: 'r', write: 'w' }, write)).toMatchObject({ 'x-api-key': 'w' });
    expect([eightByEight.headers({ read: 'r' }, write), eightByEight.headers({ read: 'r', write: '' }, write), eightByEight.headers({ write: 'w' }, read)]).toEqual([null, null, null]);
  });
});
