import { describe, expect, it } from 'vitest';
import type { ClientDetail, LevelDetail, ShownContact, ShownPhone } from '../../../shared/views.ts';
import type { Draft } from '../../../renderer/contacts/drafts.ts';
import { buildIntent, changesNothing, draftKey, problemWith, problemWithAll, rekeyDrafts } from '../../../renderer/contacts/drafts.ts';
import { contactAt, freeTypes, levelWithRoom, newContactDraft, newPhoneDraft, undoable } from '../../../renderer/contacts/contact-commands.ts';
import { emptyPhone, phoneDraftOf, withText } from '../../../renderer/contacts/phone-draft.ts';

const scope = { level: 'ird.customer' as const, key: 'IRD:136410132' };
const gst = { level: 'ird.account' as const, key: 'ACC:136410132GST001' };
const mobile: ShownPhone = { key: '7', PhoneType: 'CELL', Country: 'NZ', AreaCode: '', PhoneNumber: '0215550199', Extension: '', mark: 'upToDate', removed: false, editIds: [] };
const person = (part: Partial<ShownContact> = {}): ShownContact => ({ key: '1', type: 'PRIMRY', name: 'Māhina Ngata', mark: 'upToDate', removed: false, phones: [mobile], editIds: [], ...part });
const level = (contacts: ShownContact[], part: Partial<LevelDetail> = {}): LevelDetail => ({ scope, kind: 'customer', title: 'Customer', accountId: '', status: '', addresses: [], locked: '', contacts, ...part });
const client = (...levels: LevelDetail[]): ClientDetail => ({
  id: 'IRD:136410132', number: '136-410-132', name: 'Ngata', entityType: 'Trust', mark: 'upToDate', idType: 'IRD', entitySubType: '', otherNames: [], addresses: [], linked: true, readAt: 1, levels,
});
const base = { clientId: 'IRD:136410132', scope, issues: [] };
let made = 0;
const newKey = (): string => `new:${++made}`;

describe('a form and what it means', () => {
  it('becomes an intent on the document as it was seen', () => {
    const draft: Draft = { ...base, kind: 'name', contact: '1', name: '  Māhina Tāne ' };
    expect(buildIntent(draft, client(level([person()])), newKey)).toEqual({
      ok: true,
      intent: { type: 'edit', contact: '1', scope, changes: [{ op: 'set', field: 'Name', was: 'Māhina Ngata', to: 'Māhina Tāne' }] },
    });
  });

  it('names what is wrong beside its own field, and builds nothing', () => {
    const draft: Draft = { ...base, kind: 'phone', contact: '1', phoneKey: null, phone: withText(emptyPhone(), '021 5x') };
    const built = buildIntent(draft, client(level([person()])), newKey);
    expect(built.ok).toBe(false);
    if (built.ok) return;
    expect(problemWith(built.issues, 'number')).toContain('digits only');
    expect(problemWithAll(built.issues)).toBe('');
  });

  it('says what belongs to no field, such as removing the last phone', () => {
    const draft: Draft = { ...base, kind: 'remove', contact: '1', phoneKey: '7' };
    const built = buildIntent(draft, client(level([person()])), newKey);
    expect(built.ok ? '' : problemWithAll(built.issues)).toContain('at least one phone');
  });

  it('says when its contact is gone instead of guessing', () => {
    const draft: Draft = { ...base, kind: 'name', contact: 'gone', name: 'X' };
    expect(buildIntent(draft, client(level([person()])), newKey).ok).toBe(false);
  });

  it('knows a change that changes nothing', () => {
    const built = buildIntent({ ...base, kind: 'phone', contact: '1', phoneKey: '7', phone: phoneDraftOf(mobile) }, client(level([person()])), newKey);
    expect(built.ok && changesNothing(built.intent)).toBe(true);
    const renamed = buildIntent({ ...base, kind: 'name', contact: '1', name: 'Other' }, client(level([person()])), newKey);
    expect(renamed.ok && changesNothing(renamed.intent)).toBe(false);
  });

  it('gives a new contact and its phone keys of their own', () => {
    const draft = newContactDraft('IRD:136410132', level([]));
    const built = buildIntent({ ...draft, kind: 'contact', contactType: 'PRIMRY', name: 'Tama', phone: withText(emptyPhone(), '021 555 0199') }, client(level([])), newKey);
    expect(built.ok && built.intent.type === 'create' && built.intent.contact !== built.intent.doc.Phone[0]?.key).toBe(true);
  });
});

describe('forms while the gateway answers', () => {
  it('follow a new contact to the id it got, with what was typed', () => {
    const draft: Draft = { ...base, kind: 'phone', contact: 'new:A', phoneKey: null, phone: withText(emptyPhone(), '09 5') };
    const before = client(level([person({ key: 'new:A' })]));
    const moved = rekeyDrafts({ [draftKey(draft)]: draft }, before, client(level([person({ key: '1001' })])));
    expect(moved).toEqual({ 'phone 1001 new': { ...draft, contact: '1001' } });
  });

  it('follow a new phone to its id', () => {
    const draft: Draft = { ...base, kind: 'phone', contact: '1', phoneKey: 'new:P', phone: phoneDraftOf(mobile) };
    const before = client(level([person({ phones: [{ ...mobile, key: 'new:P' }] })]));
    const moved = rekeyDrafts({ [draftKey(draft)]: draft }, before, client(level([person({ phones: [{ ...mobile, key: '55' }] })])));
    expect(Object.keys(moved)).toEqual(['phone 1 55']);
  });

  it('stay as they are when nothing moved', () => {
    const draft: Draft = { ...base, kind: 'name', contact: '1', name: 'x' };
    const drafts = { [draftKey(draft)]: draft };
    const detail = client(level([person()]));
    expect(rekeyDrafts(drafts, detail, detail)).toBe(drafts);
  });
});

describe('what a command is about', () => {
  const locked = level([person({ key: '9' })], { scope: gst, kind: 'account', locked: 'closed' });
  const detail = client(level([person({ removed: true, key: '0' }), person()]), locked);

  it('is the contact last touched, otherwise the first that can be changed', () => {
    expect(contactAt(detail, '')?.contact.key).toBe('1');
    expect(contactAt(detail, '9')?.contact.key).toBe('1');
    expect(contactAt(client(locked), '')).toBeNull();
  });

  it('offers the types a level has room for', () => {
    expect(freeTypes(level([]))).toEqual(['PRIMRY', 'SCNDRY']);
    expect(freeTypes(level([person()]))).toEqual(['SCNDRY']);
    expect(freeTypes(locked)).toEqual([]);
    expect(levelWithRoom(client(level([person(), person({ key: '2', type: 'SCNDRY' })]), locked), '')).toBeNull();
  });

  it('offers another kind of phone where there is a mobile already', () => {
    const draft = newPhoneDraft('c', { level: level([person()]), contact: person() });
    expect(draft.kind === 'phone' && draft.phone.type).toBe('BSN');
  });

  it('undoes the newest edit first', () => {
    const waiting = { mark: 'waiting' as const };
    const shown = client(level([person({ ...waiting, editIds: ['01A', '01C'], phones: [{ ...mobile, ...waiting, editIds: ['01B'] }, { ...mobile, key: '8', editIds: ['01D'] }] })]));
    expect(undoable(shown)).toEqual(['01C', '01B', '01A']);
  });
});
