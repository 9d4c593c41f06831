import type { NativeContact } from '../../../../shared/contacts.ts';
import type { Change, Intent } from '../../../../shared/edits.ts';
import { contactTypes, wordFor } from '../../../../shared/inland-revenue/codes.ts';
import { phoneWords } from '../../../../shared/inland-revenue/edits.ts';
import type { HistoryRow } from '../../../../shared/views.ts';

type Changed = HistoryRow['changes'];

/** What an edit changes, field by field, in words; '' for what was not there before or is not there after. Pure. */
export function changesOf(intent: Intent): Changed {
  if (intent.type === 'create') return wholeContact(intent.doc).map(([field, value]) => ({ field, before: '', after: value }));
  if (intent.type === 'remove') return wholeContact(intent.was).map(([field, value]) => ({ field, before: value, after: '' }));
  return intent.changes.map(changed);
}

const wholeContact = (doc: NativeContact): [field: string, value: string][] => {
  const all: [string, string][] = [['contactType', wordFor(contactTypes, doc.ContactType)], ['name', doc.Name], ...doc.Phone.map((phone): [string, string] => ['phone', phoneWords(phone)])];
  return all.filter(([, value]) => value !== '');
};

function changed(change: Change): Changed[number] {
  switch (change.op) {
    case 'set': return { field: 'name', before: change.was, after: change.to };
    case 'addPhone': return { field: 'phone', before: '', after: phoneWords(change.phone) };
    case 'setPhone': return { field: 'phone', before: phoneWords(change.was), after: phoneWords(change.to) };
    case 'dropPhone': return { field: 'phone', before: phoneWords(change.was), after: '' };
  }
}
