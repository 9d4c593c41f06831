import type { LevelDetail } from '../../shared/views.ts';
import type { PageDraft } from './drafts.ts';
import { contactName, phoneName } from './phone-words.ts';

const contactOf = ({ was }: Exclude<PageDraft, { kind: 'contact' }>): string => contactName({ name: was.doc.Name, type: was.doc.ContactType });

/** What a form was about and is gone, by the name the person knew it by; and that nothing typed is lost. `level` is null when that is gone as well. */
export function goneWords(draft: PageDraft, level: LevelDetail | null): string {
  const kept = draft.kind === 'remove' ? 'There is nothing left to remove.' : 'What you typed is still here, but there is nothing left to save it on.';
  if (draft.kind === 'contact') return `${draft.scope.level === 'ird.customer' ? 'This client' : 'This account'} is no longer there. ${kept}`;
  const contactThere = level?.contacts.some((contact) => contact.key === draft.was.key) === true;
  const phone = draft.kind !== 'name' && contactThere ? draft.was.doc.Phone.find((held) => held.key === draft.phoneKey) : undefined;
  return phone ? `The ${phoneName(phone)} of ${contactOf(draft)} is no longer there. ${kept}` : `${contactOf(draft)} is no longer there. ${kept}`;
}
