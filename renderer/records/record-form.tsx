import type { FieldIssue } from '../../shared/faults.ts';
import type { FieldSpec, SystemFacts } from '../../shared/systems.ts';
import { DraftForm } from '../contacts/draft-form.tsx';
import { useApp } from '../store.ts';
import type { Doubts } from './doubts.ts';
import { newlyFound, noDoubts } from './doubts.ts';
import { groupsOf } from './field-values.ts';
import { valueAt } from './pointer.ts';
import type { AnyRecordDraft, RecordDraft, RecordFix, RecordRemoval } from './record-draft.ts';
import { fieldsOfFix, issueAt, standsBeside, typed } from './record-draft.ts';
import { Doubt, RecordField } from './record-field.tsx';
import { RecordListField } from './record-list-field.tsx';
import { useDoubts } from './use-doubts.ts';

interface Props<D extends AnyRecordDraft> {
  formKey: string;
  draft: D;
  facts: SystemFacts;
  returnTo: string;
}

/** What has to be known before the person saves. */
function Warnings({ facts, on }: { facts: SystemFacts; on: 'create' | 'edit' | 'remove' }) {
  return facts.warnings.filter((warning) => warning.on === on).map(({ text }) => <Doubt key={text} text={text} />);
}

/** A whole record: every field its system has, in groups, with what is wrong beside each. */
export function RecordForm({ formKey, draft, facts, returnTo, saved = noDoubts }: Props<RecordDraft> & { saved?: Doubts }) {
  const isNew = draft.was === null;
  const doubts = useDoubts(draft, facts, saved);
  const fields = facts.fields.filter(({ readOnly, kind }) => readOnly !== true && kind !== 'time');
  return (
    <DraftForm formKey={formKey} draft={draft} label={isNew ? 'New contact' : 'Change contact'} save={isNew ? 'Add contact' : 'Save'} returnTo={returnTo} beside={(field) => standsBeside(facts.fields, field)}>
      <Fields formKey={formKey} draft={draft} fields={fields} doubts={doubts} />
      <ReadOut text={newlyFound(doubts, saved.found, facts.fields)} />
      <Warnings facts={facts} on={isNew ? 'create' : 'edit'} />
    </DraftForm>
  );
}

/** An edit as it was meant, to be corrected where it stands in the queue. */
export function RecordFixForm({ formKey, draft, facts, returnTo }: Props<RecordFix>) {
  const fields = fieldsOfFix(draft.intent, facts.fields);
  const doubts = useDoubts(draft, facts, noDoubts).filter(({ field }) => standsBeside(fields, field));
  return (
    <DraftForm formKey={formKey} draft={draft} label="Correct this edit" save="Save and send" returnTo={returnTo} beside={(field) => standsBeside(fields, field)}>
      <Fields formKey={formKey} draft={draft} fields={fields} doubts={doubts} />
      <ReadOut text={newlyFound(doubts, [], fields)} />
    </DraftForm>
  );
}

/** A doubt comes while the person is in the field or past it: it is said once, and stands beside its field. */
const ReadOut = ({ text }: { text: string }) => (
  <p className="unseen" role="status" aria-label="Looks wrong">
    {text}
  </p>
);

function Fields({ formKey, draft, fields, doubts }: { formKey: string; draft: RecordDraft | RecordFix; fields: readonly FieldSpec[]; doubts: readonly FieldIssue[] }) {
  const put = (path: string) => (value: Parameters<typeof typed>[2]): void =>
    useApp.getState().changeDraft(formKey, (held) => (held.kind === 'record' || held.kind === 'recordFix' ? typed(held, path, value) : held));
  const first = fields.find(({ path }) => draft.issues.some(({ field }) => field === path || field.startsWith(`${path}/`))) ?? fields[0];
  return groupsOf(fields).map((group) => (
    <fieldset key={group.title} className="record-group">
      <legend>{group.title}</legend>
      <div className="record-fields">
        {group.fields.map((spec) =>
          spec.kind === 'list' ? (
            <RecordListField key={spec.path} spec={spec} value={valueAt(draft.doc, spec.path)} issues={draft.issues} doubts={doubts} onChange={put(spec.path)} />
          ) : (
            <RecordField key={spec.path} spec={spec} value={valueAt(draft.doc, spec.path)} problem={issueAt(draft.issues, spec.path)} doubt={issueAt(doubts, spec.path)} onChange={put(spec.path)} autoFocus={spec === first} />
          ),
        )}
      </div>
    </fieldset>
  ));
}

/** Asked once, with what becomes of it. */
export function RemovalForm({ formKey, draft, facts, returnTo }: Props<RecordRemoval>) {
  return (
    <DraftForm formKey={formKey} draft={draft} label={`Remove ${draft.title}?`} save="Remove contact" returnTo={returnTo}>
      <p>
        <strong>Remove {draft.title}?</strong> You can undo it until it is sent. After that it cannot come back: adding it again makes a new one.
      </p>
      <Warnings facts={facts} on="remove" />
    </DraftForm>
  );
}
