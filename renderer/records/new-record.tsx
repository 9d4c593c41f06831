import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import { scopeId } from '../../shared/contacts.ts';
import type { SystemFacts } from '../../shared/systems.ts';
import { useApp } from '../store.ts';
import type { Place } from './record-commands.ts';
import { moveNewRecord, placesFor } from './record-commands.ts';
import type { RecordDraft } from './record-draft.ts';
import { recordKey } from './record-draft.ts';
import { RecordForm } from './record-form.tsx';
import './records.css';

/** A contact that is being written and is nowhere yet. */
export function NewRecord({ draft, facts }: { draft: RecordDraft; facts: SystemFacts }) {
  const status = useApp((state) => state.status);
  const formKey = recordKey(draft.clientId);
  const places = placesFor({ status, detail: null });
  return (
    <>
      <header className="client-head">
        <div className="client-title">
          <h2>New contact</h2>
        </div>
        <p className="quiet">{places.find(({ scope }) => scopeId(scope) === scopeId(draft.scope))?.title ?? facts.name}</p>
      </header>
      <div className="detail-body">
        {places.length > 1 && <Where facts={facts} places={places} draft={draft} formKey={formKey} />}
        <RecordForm key={formKey} formKey={formKey} draft={draft} facts={facts} returnTo="client" />
      </div>
    </>
  );
}

function Where({ facts, places, draft, formKey }: { facts: SystemFacts; places: readonly Place[]; draft: RecordDraft; formKey: string }) {
  const id = useId();
  const move = (key: string): void => {
    const place = places.find(({ scope }) => scopeId(scope) === key);
    if (place) moveNewRecord(formKey, place.scope);
  };
  return (
    <div className="field record-place">
      <label htmlFor={id}>{facts.scopeWord}</label>
      <span className="pick">
        <select id={id} className="input" value={scopeId(draft.scope)} onChange={(event) => move(event.target.value)}>
          {places.map(({ scope, title }) => (
            <option key={scopeId(scope)} value={scopeId(scope)}>
              {title}
            </option>
          ))}
        </select>
        <ChevronDown size={14} aria-hidden />
      </span>
    </div>
  );
}
