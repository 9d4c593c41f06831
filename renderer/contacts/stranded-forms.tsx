import { useLayoutEffect, useRef } from 'react';
import { scopeId } from '../../shared/contacts.ts';
import type { LevelDetail } from '../../shared/views.ts';
import { useApp } from '../store.ts';
import type { PageDraft } from './drafts.ts';
import { levelOf, stranded } from './drafts.ts';
import { NewContactForm, PhoneForm, RemoveForm, RenameForm } from './forms.tsx';
import { contactName, phoneName } from './phone-words.ts';
import { goneWords } from './stranded-words.ts';

interface Props {
  clientId: string;
  /** null: what belongs to a level that is gone. */
  level: LevelDetail | null;
}

/** Open forms whose contact or phone is gone, at the top of their level: what was typed stays until the person closes it. */
export function StrandedForms({ clientId, level }: Props) {
  const drafts = useApp((state) => state.drafts);
  const detail = useApp((state) => state.detail);
  const here = (draft: PageDraft): boolean => (level ? scopeId(draft.scope) === scopeId(level.scope) : !detail || !levelOf(detail, draft.scope));
  return stranded(drafts, clientId, detail)
    .filter(([, draft]) => here(draft))
    .map(([formKey, draft]) => <StrandedForm key={formKey} formKey={formKey} draft={draft} words={goneWords(draft, level)} />);
}

function StrandedForm({ formKey, draft, words }: { formKey: string; draft: PageDraft; words: string }) {
  const place = useRef<HTMLDivElement>(null);
  // Whoever was typing in the form has lost the focus as it moved here; nobody else loses theirs.
  useLayoutEffect(() => {
    if (document.activeElement === document.body) place.current?.querySelector<HTMLElement>('input, button')?.focus();
  }, []);
  return (
    <div ref={place} className="stranded">
      <p className="strip" role="status">
        {words}
      </p>
      <Form formKey={formKey} draft={draft} />
    </div>
  );
}

function Form({ formKey, draft }: { formKey: string; draft: PageDraft }) {
  const frame = { formKey, returnTo: 'client', autoFocus: false };
  switch (draft.kind) {
    case 'contact': return <NewContactForm {...frame} draft={draft} free={[]} />;
    case 'name': return <RenameForm {...frame} draft={draft} />;
    case 'phone': return <PhoneForm {...frame} draft={draft} />;
    case 'remove': return <RemoveForm {...frame} draft={draft} what={removed(draft)} />;
  }
}

function removed({ was, phoneKey }: Extract<PageDraft, { kind: 'remove' }>): string {
  const phone = was.doc.Phone.find((held) => held.key === phoneKey);
  return phone ? phoneName(phone) : contactName({ name: was.doc.Name, type: was.doc.ContactType });
}
