import type { FieldIssue } from '../../shared/faults.ts';
import { contactTypes } from '../../shared/inland-revenue/codes.ts';
import { DraftForm } from '../contacts/draft-form.tsx';
import type { Draft } from '../contacts/drafts.ts';
import { problemWith } from '../contacts/drafts.ts';
import { PhoneFields } from '../contacts/phone-fields.tsx';
import { contactTypeWord } from '../contacts/phone-words.ts';
import { useApp } from '../store.ts';
import { Segmented } from '../theme/segmented.tsx';
import { TextField } from '../theme/text-field.tsx';
import { issuesOfPhone } from './fix-draft.ts';
import type { Fix, FixPhone } from './fix-draft.ts';

type FixDraft = Extract<Draft, { kind: 'fix' }>;

/** Changes a part of the form. What was said about it no longer holds. */
function change(formKey: string, part: Partial<Fix>, touched: (field: string) => boolean): void {
  const left = (issues: readonly FieldIssue[]): FieldIssue[] => issues.filter(({ field }) => field !== '' && !touched(field));
  useApp.getState().changeDraft(formKey, (draft) => (draft.kind === 'fix' ? { ...draft, fix: { ...draft.fix, ...part }, issues: left(draft.issues) } : draft));
}

/** An edit as it was meant, to be corrected where it stands in the queue. The field that was refused has the focus. */
export function FixForm({ formKey, draft }: { formKey: string; draft: FixDraft }) {
  const { fix, issues } = draft;
  const phoneFirst = fix.phones.find(({ at }) => issuesOfPhone(issues, at).length > 0) ?? (fix.name === null ? fix.phones[0] : undefined);
  const typeProblem = problemWith(issues, 'contactType');
  return (
    <DraftForm formKey={formKey} draft={draft} label="Correct this edit" save="Save and send" returnTo={`row-${fix.editId}`}>
      {fix.contactType !== null && (
        <div className="field">
          <span className="label" aria-hidden>
            Contact type
          </span>
          <Segmented
            label="Contact type"
            options={[...new Set([...Object.keys(contactTypes), fix.contactType])].map((id) => ({ id, word: contactTypeWord(id) }))}
            value={fix.contactType}
            onChange={(contactType) => change(formKey, { contactType }, (field) => field === 'contactType')}
          />
          {typeProblem !== '' && <p className="field-error">{typeProblem}</p>}
        </div>
      )}
      {fix.name !== null && (
        <TextField label="Name" value={fix.name} onChange={(name) => change(formKey, { name }, (field) => field === 'name')} problem={problemWith(issues, 'name')} autoFocus={phoneFirst === undefined} />
      )}
      {fix.phones.map((held, number) => (
        <Phone key={held.key} {...{ formKey, fix, issues, held }} label={fix.phones.length === 1 ? 'Phone' : `Phone ${number + 1}`} autoFocus={held === phoneFirst} />
      ))}
    </DraftForm>
  );
}

interface PhoneProps {
  formKey: string;
  fix: Fix;
  issues: readonly FieldIssue[];
  held: FixPhone;
  label: string;
  autoFocus: boolean;
}

function Phone({ formKey, fix, issues, held, label, autoFocus }: PhoneProps) {
  const put = (phone: FixPhone['phone']): void =>
    change(formKey, { phones: fix.phones.map((other) => (other.key === held.key ? { ...other, phone } : other)) }, (field) => field.startsWith(`phones.${held.at}.`));
  return (
    <div role="group" aria-label={label}>
      <PhoneFields phone={held.phone} issues={issuesOfPhone(issues, held.at)} onChange={put} autoFocus={autoFocus} />
    </div>
  );
}
