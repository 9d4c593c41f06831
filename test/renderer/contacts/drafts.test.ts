import { describe, expect, it } from 'vitest';
import { keyedContact } from '../../../shared/inland-revenue/edits.ts';
import type { ClientDetail, LevelDetail, ShownContact, ShownPhone } from '../../../shared/views.ts';
import type { PageDraft } from '../../../renderer/contacts/drafts.ts';
import { buildIntent, changesNothing, draftKey, problemWith, problemWithAll, restedOn, stranded } from '../../../renderer/contacts/drafts.ts';
import { contactAt, freeTypes, levelWithRoom, nameDraft, newContactDraft, newestFirst, newPhoneDraft, phoneDraft, removeDraft, undoable } from '../../../renderer/contacts/contact-commands.ts';
import { goneWords } from '../../../renderer/contacts/stranded-words.ts';
import { emptyPhone, phoneDraftOf, withText } from '../../../renderer/contacts/phone-draft.ts';

const scope = { level: 'ird.customer' as const, key: 'IRD:136410132' };
const gst = { level: 'ird.account' as const, key: 'ACC:136410132GST001' };
const mobile: ShownPhone = { key: '7', PhoneType: 'CELL', Country: 'NZ', AreaCode: '', PhoneNumber: '0215550199', Extension: '', mark: 'upToDate', removed: false, editIds: [] };
const person = (part: Partial<ShownContact> = {}): ShownContact => ({ key: '1', type: 'PRIMRY', name: 'Māhina Ngata', mark: 'upToDate', removed: false, phones: [mobile], editIds: [], ...part });
const level = (contacts: ShownContact[], part: Partial<LevelDetail> = {}): LevelDetail => ({ scope, kind: 'customer', title: 'Customer', accountId: '', status: '', commenced: '', ceased: '', linkedOn: '', addresses: [], locked: '', contacts, ...part });
const client = (...levels: LevelDetail[]): ClientDetail => ({
  id: 'IRD:136410132', number: '136-410-132', name: 'Ngata', entityType: 'Trust', mark: 'upToDate', idType: 'IRD', entitySubType: '', otherNames: [], addresses: [], linked: true, frozen: '', links: [], readAt: 1, levels,
});
const base = { clientId: 'IRD:136410132', scope, issues: [] };
const seen = keyedContact(person(), scope);
let made = 0;
const newKey = (): string => `new:${++made}`;

describe('a form and what it means', () => {
  it('becomes an intent on the document as it was seen', () => {
    const draft: PageDraft = { ...base, kind: 'name', was: seen, name: '  Māhina Tāne ' };
    expect(buildIntent(draft, client(level([person()])), newKey)).toEqual({
      ok: true,
      intent: { type: 'edit', contact: '1', scope, changes: [{ op: 'set', field: 'Name', was: 'Māhina Ngata', to: 'Māhina Tāne' }] },
    });
  });

  it('names what is wrong beside its own field, and builds nothing', () => {
    const draft: PageDraft = { ...base, kind: 'phone', was: seen, phoneKey: null, phone: withText(emptyPhone(), '021 5x') };
    const built = buildIntent(draft, client(level([person()])), newKey);
    expect(built.ok).toBe(false);
    if (built.ok) return;
    expect(problemWith(built.issues, 'number')).toContain('digits only');
    expect(problemWithAll(built.issues)).toBe('');
  });

  it('says what belongs to no field, such as removing the last phone', () => {
    const draft: PageDraft = { ...base, kind: 'remove', was: seen, phoneKey: '7' };
    const built = buildIntent(draft, client(level([person()])), newKey);
    expect(built.ok ? '' : problemWithAll(built.issues)).toContain('at least one phone');
  });

  it('says when its contact is gone instead of guessing', () => {
    const draft: PageDraft = { ...base, kind: 'name', was: keyedContact(person({ key: 'gone' }), scope), name: 'X' };
    expect(buildIntent(draft, client(level([person()])), newKey).ok).toBe(false);
  });

  it('knows a change that changes nothing', () => {
    const built = buildIntent({ ...base, kind: 'phone', was: seen, phoneKey: '7', phone: phoneDraftOf(mobile) }, client(level([person()])), newKey);
    expect(built.ok && changesNothing(built.intent)).toBe(true);
    const renamed = buildIntent({ ...base, kind: 'name', was: seen, name: 'Other' }, client(level([person()])), newKey);
    expect(renamed.ok && changesNothing(renamed.intent)).toBe(false);
  });

  it('gives a new contact and its phone keys of their own', () => {
    const draft = newContactDraft('IRD:136410132', level([]));
    const built = buildIntent({ ...draft, kind: 'contact', contactType: 'PRIMRY', name: 'Tama', phone: withText(emptyPhone(), '021 555 0199') }, client(level([])), newKey);
    expect(built.ok && built.intent.type === 'create' && built.intent.contact !== built.intent.doc.Phone[0]?.key).toBe(true);
  });
});

describe('a form left open while somebody else changes the contact', () => {
  const opened = level([person()]);
  const place = { level: opened, contact: person() };
  const elsewhere = client(level([person({ name: 'Hana Ngata', phones: [{ ...mobile, PhoneNumber: '0215550100' }] })]));
  const built = (draft: PageDraft, detail: ClientDetail): unknown => {
    const answer = buildIntent(draft, detail, newKey);
    return answer.ok ? answer.intent : answer.issues.map(({ code }) => code);
  };

  it('keeps the name that was seen as the base of a new name', () => {
    const draft: PageDraft = { ...nameDraft('c', place), kind: 'name', was: keyedContact(person(), scope), name: 'Māhina Tāne' };
    expect(built(draft, elsewhere)).toMatchObject({ changes: [{ op: 'set', was: 'Māhina Ngata', to: 'Māhina Tāne' }] });
  });

  it('keeps the phone that was seen as the base of a changed one', () => {
    const draft = phoneDraft('c', place, mobile);
    const typed = draft.kind === 'phone' ? { ...draft, phone: withText(draft.phone, '021 555 0177') } : draft;
    expect(built(typed, elsewhere)).toMatchObject({ changes: [{ op: 'setPhone', key: '7', was: { PhoneNumber: '0215550199' }, to: { PhoneNumber: '0215550177' } }] });
  });

  it('removes the contact and the phone that were seen, not what they have become', () => {
    expect(built(removeDraft('c', place, null), elsewhere)).toMatchObject({ type: 'remove', was: { Name: 'Māhina Ngata', Phone: [{ PhoneNumber: '0215550199' }] } });
    const two = [mobile, { ...mobile, key: '8' }];
    const seen = { level: opened, contact: person({ phones: two }) };
    const now = client(level([person({ phones: two.map((phone) => ({ ...phone, PhoneNumber: '0215550100' })) })]));
    expect(built(removeDraft('c', seen, '7'), now)).toMatchObject({ changes: [{ op: 'dropPhone', was: { PhoneNumber: '0215550199' } }] });
  });

  it('rests on an edit that was queued when it opened', () => {
    const queued = person({ name: 'Queued Name', mark: 'waiting', editIds: ['01A'] });
    const draft = nameDraft('c', { level: level([queued]), contact: queued });
    expect(built({ ...draft, kind: 'name', was: keyedContact(queued, scope), name: 'Next' }, client(level([queued])))).toMatchObject({ changes: [{ was: 'Queued Name', to: 'Next' }] });
  });

  it('takes in what its own person has saved meanwhile on the same contact', () => {
    const asking = removeDraft('c', place, null);
    const other = nameDraft('c', { level: opened, contact: person({ key: '2' }) });
    const own = { type: 'edit' as const, contact: '1', scope, changes: [{ op: 'set' as const, field: 'Name' as const, was: 'Māhina Ngata', to: 'Mine' }] };
    const drafts = restedOn({ a: asking, b: other }, own);
    expect(drafts).toMatchObject({ a: { was: { key: '1', doc: { Name: 'Mine' } } }, b: other });
  });
});

describe('a form whose place is gone', () => {
  const place = { level: level([person()]), contact: person() };
  const drafts = Object.fromEntries([nameDraft(base.clientId, place), phoneDraft(base.clientId, place, mobile), removeDraft(base.clientId, place, null), newContactDraft(base.clientId, place.level)].map((draft) => [draftKey(draft), draft]));
  const namesOf = (detail: ClientDetail | null): string[] => stranded(drafts, base.clientId, detail).map(([key]) => key);

  it('stays with its text and never moves to another contact of the same type', () => {
    expect(namesOf(client(level([person()])))).toEqual([]);
    expect(namesOf(client(level([person({ key: '2' })])))).toEqual(['name 1', 'phone 1 7', 'remove 1 all']);
    expect(namesOf(client(level([person({ phones: [{ ...mobile, key: '8' }] })])))).toEqual(['phone 1 7']);
    expect(namesOf(client(level([], { scope: gst })))).toHaveLength(4);
    expect(namesOf(null)).toHaveLength(4);
    expect(stranded(drafts, 'IRD:another', null)).toEqual([]);
  });

  it('says so in words when it is saved, in a place of the form that shows', () => {
    const asking = removeDraft(base.clientId, place, null);
    for (const draft of [asking, drafts['phone 1 7'], { ...drafts['name 1'], name: 'X' } as PageDraft]) {
      const built = draft ? buildIntent(draft, client(level([person({ key: '2' })])), newKey) : null;
      expect(built?.ok === false && problemWithAll(built.issues)).toContain('contact is no longer there');
    }
  });

  it('names what is gone as the person knew it', () => {
    const named = (key: string, now: LevelDetail | null): string => (drafts[key] ? goneWords(drafts[key], now) : '');
    expect(named('name 1', level([]))).toBe('Māhina Ngata is no longer there. What you typed is still here, but there is nothing left to save it on.');
    expect(named('phone 1 7', level([person({ phones: [] })]))).toContain('The mobile 021 555 0199 of Māhina Ngata is no longer there.');
    expect(named('phone 1 7', null)).toContain('Māhina Ngata is no longer there.');
    expect(named('remove 1 all', level([]))).toContain('nothing left to remove');
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

  it('undoes the newest edit first, by the order of the queue and not by a clock', () => {
    const waiting = { mark: 'waiting' as const };
    const shown = client(level([person({ ...waiting, editIds: ['01A', '01C'], phones: [{ ...mobile, ...waiting, editIds: ['01B'] }, { ...mobile, key: '8', editIds: ['01D'] }] })]));
    expect(undoable(shown)).toEqual(['01A', '01C', '01B']);
    // Made while the clock stood back: the later edit has the earlier id.
    const rows = [{ editId: '01B', seq: 3 }, { editId: '01C', seq: 1 }, { editId: '01A', seq: 2 }, { editId: '01Z', seq: 9 }];
    expect(newestFirst(undoable(shown), rows)).toEqual(['01B', '01A', '01C']);
    expect(newestFirst(['01A', 'sent'], rows)).toEqual(['01A']);
  });
});
