import { expect, test } from 'vitest';
import type { Draft } from '../../../renderer/contacts/drafts.ts';
import { draftKey } from '../../../renderer/contacts/drafts.ts';
import { emptyPhone } from '../../../renderer/contacts/phone-draft.ts';
import { draftsText, readDrafts } from '../../../renderer/lock/drafts-text.ts';
import { keepingWords, readMinutes } from '../../../renderer/lock/privacy-words.ts';

const draft: Draft = { kind: 'contact', clientId: 'IRD:136410132', scope: { clientId: 'IRD:136410132', level: 'customer' } as unknown as Draft['scope'], issues: [], contactType: 'PRI', name: 'Wharekōkako Moss', phone: { ...emptyPhone(), text: '021 555' } };
const drafts = { practice: { [draftKey(draft)]: draft } };

test('forms left open come back as they were; none is no text', () => {
  expect(readDrafts(draftsText(drafts))).toEqual(drafts);
  expect([draftsText({}), draftsText({ practice: {} }), readDrafts('')]).toEqual(['', '', {}]);
});

test('what is no form, or from another version, is left alone', () => {
  const text = draftsText(drafts);
  for (const other of ['no json', 'null', '[]', '{"format":2}', text.replace('"format":2', '"format":3'), '{"format":1,"drafts":{"a":null,"b":7}}']) expect(readDrafts(other), other).toEqual({});
  for (const other of [text.replace('"kind":"contact"', '"kind":"other"'), '{"format":2,"desks":{"practice":{"a":null,"b":7}}}', '{"format":2,"desks":{"practice":null}}']) expect(readDrafts(other), other).toEqual({ practice: {} });
});

test('minutes are whole, at most a day, and 0 is never', () => {
  for (const [typed, minutes] of [['0', 0], ['15', 15], [' 1440 ', 1440]] as const) expect(readMinutes(typed)).toEqual({ ok: true, value: minutes });
  for (const typed of ['', '-1', '1.5', '1441', 'soon', '٣']) expect(readMinutes(typed).ok, typed).toBe(false);
});

test('each way of keeping says what it means', () => {
  for (const keeping of ['keychain', 'passPhrase', 'session'] as const) expect(keepingWords(keeping).length).toBeGreaterThan(60);
});
