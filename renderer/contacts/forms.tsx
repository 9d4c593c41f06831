import { useApp } from '../store.ts';
import { Segmented } from '../theme/segmented.tsx';
import { TextField } from '../theme/text-field.tsx';
import { DraftForm } from './draft-form.tsx';
import type { Draft } from './drafts.ts';
import { problemWith } from './drafts.ts';
import { PhoneFields } from './phone-fields.tsx';
import { contactTypeWord } from './phone-words.ts';

type Of<K extends Draft['kind']> = Extract<Draft, { kind: K }>;

interface Props<K extends Draft['kind']> {
  formKey: string;
  draft: Of<K>;
  returnTo: string;
  autoFocus?: boolean;
}

/** Changes a part of an open form. What was said about the parts touched no longer holds. */
function change(formKey: string, part: object, touched: RegExp): void {
  useApp.getState().changeDraft(formKey, (draft) => ({ ...draft, ...part, issues: draft.issues.filter((issue) => issue.field !== '' && !touched.test(issue.field)) }));
}

const ofPhones = /^phones/;

export function NewContactForm({ formKey, draft, returnTo, autoFocus = true, free }: Props<'contact'> & { free: readonly string[] }) {
  const types = free.includes(draft.contactType) ? free : [...free, draft.contactType];
  const typeProblem = problemWith(draft.issues, 'contactType');
  return (
    <DraftForm formKey={formKey} draft={draft} label="New contact" save="Add contact" returnTo={returnTo}>
      <div className="contact-line">
        <TextField
          className="contact-name"
          label="Name"
          value={draft.name}
          onChange={(name) => change(formKey, { name }, /^name$/)}
          problem={problemWith(draft.issues, 'name')}
          autoFocus={autoFocus}
        />
        {types.length > 1 && (
          <div className="field">
            <span className="label" aria-hidden>
              Contact type
            </span>
            <Segmented label="Contact type" options={types.map((id) => ({ id, word: contactTypeWord(id) }))} value={draft.contactType} onChange={(contactType) => change(formKey, { contactType }, /^contactType$/)} />
          </div>
        )}
      </div>
      {typeProblem !== '' && <p className="field-error">{typeProblem}</p>}
      <PhoneFields phone={draft.phone} issues={draft.issues} onChange={(phone) => change(formKey, { phone }, ofPhones)} />
    </DraftForm>
  );
}

export function RenameForm({ formKey, draft, returnTo, autoFocus = true }: Props<'name'>) {
  return (
    <DraftForm formKey={formKey} draft={draft} label="Rename contact" save="Save name" returnTo={returnTo}>
      <TextField label="Name" value={draft.name} onChange={(name) => change(formKey, { name }, /^name$/)} problem={problemWith(draft.issues, 'name')} autoFocus={autoFocus} />
    </DraftForm>
  );
}

export function PhoneForm({ formKey, draft, returnTo, autoFocus = true }: Props<'phone'>) {
  const label = draft.phoneKey === null ? 'New phone' : 'Change phone';
  return (
    <DraftForm formKey={formKey} draft={draft} label={label} save={draft.phoneKey === null ? 'Add phone' : 'Save phone'} returnTo={returnTo}>
      <PhoneFields phone={draft.phone} issues={draft.issues} onChange={(phone) => change(formKey, { phone }, ofPhones)} autoFocus={autoFocus} />
    </DraftForm>
  );
}

/** Asked once, in the row; says what cannot come back. */
export function RemoveForm({ formKey, draft, returnTo, autoFocus = true, what }: Props<'remove'> & { what: string }) {
  const whole = draft.phoneKey === null;
  return (
    <DraftForm formKey={formKey} draft={draft} label={`Remove ${what}?`} save={whole ? 'Remove contact' : 'Remove phone'} returnTo={returnTo} autoFocus={autoFocus}>
      <p>
        <strong>Remove {what}?</strong> You can undo it until it is sent. After that it cannot come back: Inland Revenue never reuses a {whole ? 'contact' : 'phone'} id, and adding
        it again makes a new one.
      </p>
    </DraftForm>
  );
}
