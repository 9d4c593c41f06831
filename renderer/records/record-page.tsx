import { Lock, Pencil, Trash2 } from 'lucide-react';
import { useEffect } from 'react';
import type { FieldIssue } from '../../shared/faults.ts';
import type { FieldSpec, SystemFacts } from '../../shared/systems.ts';
import type { ClientDetail } from '../../shared/views.ts';
import { EditReason, EditState } from '../contacts/edit-state.tsx';
import { contactIdentity } from '../contacts/just-sent.ts';
import { useNow } from '../desk/use-now.ts';
import { AlsoIn } from '../same-person/also-in.tsx';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';
import { MarkSign } from '../theme/mark.tsx';
import { groupsOf, rowWords, rowsOf, unknownOf, valueWords } from './field-values.ts';
import { valueAt } from './pointer.ts';
import type { PlacedRecord } from './record-draft.ts';
import { editDraft, issueAt, recordKey, recordOf, removalDraft, removalKey } from './record-draft.ts';
import { Doubt } from './record-field.tsx';
import { RecordForm, RemovalForm } from './record-form.tsx';
import './records.css';

export const recordElementId = 'record';

/** One record, whole: every field its system names, and what nobody here knows, as it is. */
export function RecordPage({ detail, facts }: { detail: ClientDetail; facts: SystemFacts }) {
  const placed = recordOf(detail);
  const editing = useApp((state) => state.drafts[recordKey(detail.id)]);
  const removing = useApp((state) => state.drafts[removalKey(detail.id)]);
  const key = placed?.contact.key ?? '';
  useEffect(() => useApp.getState().setCurrentContact(key), [key]);
  if (placed === null) return <p className="strip calm">Not read from {facts.name} yet. It is first in line and will show here as it arrives.</p>;
  const { contact } = placed;
  return (
    <article id={recordElementId} className={`record${contact.removed ? ' removed' : ''}`} tabIndex={-1} aria-label={`Contact ${contact.name}`}>
      <Head detail={detail} placed={placed} facts={facts} editing={editing !== undefined} />
      <EditReason editIds={contact.editIds} />
      {removing?.kind === 'recordRemoval' && <RemovalForm formKey={removalKey(detail.id)} draft={removing} facts={facts} returnTo={recordElementId} />}
      {editing?.kind === 'record' ? (
        <RecordForm formKey={recordKey(detail.id)} draft={editing} facts={facts} returnTo={recordElementId} saved={{ doc: contact.doc ?? {}, found: contact.warnings ?? [] }} />
      ) : (
        <Values placed={placed} facts={facts} />
      )}
    </article>
  );
}

function Head({ detail, placed, facts, editing }: { detail: ClientDetail; placed: PlacedRecord; facts: SystemFacts; editing: boolean }) {
  const { level, contact } = placed;
  const why = contact.locked || level.locked;
  const { openDraft } = useApp.getState();
  return (
    <div className="record-head">
      <EditState mark={contact.mark} editIds={contact.editIds} removed={contact.removed} of={contact.name} identity={contactIdentity(contact)} />
      {why !== '' && (
        <p className="record-locked">
          <Lock size={14} aria-hidden />
          {why}
        </p>
      )}
      {why === '' && !contact.removed && !editing && (
        <span className="record-actions">
          <AlsoIn clientId={detail.id} contact={contact} words />
          <Button small onPress={() => openDraft(editDraft(detail.id, placed))} aria-label={`Change ${contact.name}`}>
            <Pencil size={13} aria-hidden />
            Change
          </Button>
          {facts.cannot.remove === '' ? (
            <Button small onPress={() => openDraft(removalDraft(detail.id, placed))} aria-label={`Remove ${contact.name}`}>
              <Trash2 size={13} aria-hidden />
              Remove
            </Button>
          ) : (
            <span className="quiet record-cannot">{facts.cannot.remove}</span>
          )}
        </span>
      )}
    </div>
  );
}

function Values({ placed, facts }: { placed: PlacedRecord; facts: SystemFacts }) {
  const doc = placed.contact.doc ?? {};
  const others = unknownOf(doc, facts.fields);
  return (
    <>
      {groupsOf(facts.fields).map((group) => (
        <section key={group.title} className="record-group" aria-label={group.title}>
          <h3>{group.title}</h3>
          <dl className="record-values">
            {group.fields.map((spec) => (
              <Value key={spec.path} spec={spec} placed={placed} doubts={placed.contact.warnings ?? []} />
            ))}
          </dl>
        </section>
      ))}
      {others.length > 0 && (
        <section className="record-group" aria-label="Other">
          <h3>Other</h3>
          <p className="field-hint">Kept as {facts.name} has it, and not changed here.</p>
          <dl className="record-values">
            {others.map(({ name, text }) => (
              <div key={name}>
                <dt className="record-name">{name}</dt>
                <dd className="selectable record-raw">{text}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </>
  );
}

function Value({ spec, placed, doubts }: { spec: FieldSpec; placed: PlacedRecord; doubts: readonly FieldIssue[] }) {
  const now = useNow();
  const { contact } = placed;
  const value = valueAt(contact.doc ?? {}, spec.path);
  const waits = contact.mark !== 'upToDate' && (contact.touched ?? []).some((pointer) => pointer === spec.path || pointer.startsWith(`${spec.path}/`));
  const doubt = spec.kind === 'list' ? doubts.filter(({ field }) => field === spec.path || field.startsWith(`${spec.path}/`)).map(({ text }) => text).join(' ') : issueAt(doubts, spec.path);
  const lines = spec.kind === 'list' ? rowsOf(value).map((row) => rowWords(spec, row, now)) : [valueWords(spec, value, now)].filter((text) => text !== '');
  return (
    <div>
      <dt>{spec.label}</dt>
      <dd className={waits ? 'waits' : ''}>
        <span className={`selectable${lines.length === 0 ? ' quiet' : ''}`}>
          {lines.length === 0 ? <Nothing /> : lines.map((line, at) => <span key={at} className="record-line">{line}</span>)}
        </span>
        {waits && <MarkSign mark={contact.mark} size={13} />}
        {doubt !== '' && <Doubt text={doubt} />}
      </dd>
    </div>
  );
}

const Nothing = () => (
  <>
    <span aria-hidden>–</span>
    <span className="unseen">nothing</span>
  </>
);
