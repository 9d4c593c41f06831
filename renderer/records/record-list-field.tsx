import { Plus, X } from 'lucide-react';
import { useId } from 'react';
import type { Json } from '../../shared/contacts.ts';
import type { FieldIssue } from '../../shared/faults.ts';
import type { FieldSpec } from '../../shared/systems.ts';
import { Button, IconButton } from '../theme/button.tsx';
import { rowsOf } from './field-values.ts';
import { newRow, withPart } from './list-rows.ts';
import { valueAt } from './pointer.ts';
import { issueAt } from './record-draft.ts';
import { RecordField, Words } from './record-field.tsx';

interface Props {
  spec: FieldSpec;
  value: Json | undefined;
  onChange: (rows: Json) => void;
  issues: readonly FieldIssue[];
  doubts: readonly FieldIssue[];
}

/** Rows of a list: each with its parts side by side, one more at the end as long as the system takes more. */
export function RecordListField({ spec, value, onChange, issues, doubts }: Props) {
  const id = useId();
  const rows = rowsOf(value);
  const full = spec.most !== undefined && rows.length >= spec.most;
  const put = (next: Json[]): void => onChange(next);
  return (
    <div className="record-list" role="group" aria-labelledby={id} aria-describedby={`${id}-words`} data-list={spec.path}>
      <span className="label" id={id}>
        {spec.label}
      </span>
      {rows.map((row, at) => (
        <Row key={at} {...{ spec, row, at, issues, doubts }} onPart={(part, to) => put(part === null ? rows.map((held, place) => (place === at ? to : held)) : withPart(rows, at, part, to))} onRemove={() => put(rows.filter((_, place) => place !== at))} />
      ))}
      <Words id={`${id}-words`} problem={issueAt(issues, spec.path)} doubt={issueAt(doubts, spec.path)} hint={full ? `As many as are taken: ${spec.most}.` : (spec.hint ?? '')} />
      {!full && (
        <div>
          <Button look="plain" small aria-label={`Add to ${spec.label.toLowerCase()}`} onPress={() => put([...rows, newRow(spec, rows)])}>
            <Plus size={14} aria-hidden />
            Add
          </Button>
        </div>
      )}
    </div>
  );
}

interface RowProps extends Pick<Props, 'spec' | 'issues' | 'doubts'> {
  row: Json;
  at: number;
  /** null: the row is one text. */
  onPart: (part: FieldSpec | null, value: Json) => void;
  onRemove: () => void;
}

function Row({ spec, row, at, issues, doubts, onPart, onRemove }: RowProps) {
  const pointer = `${spec.path}/${at}`;
  const whole: FieldSpec = { path: '', label: spec.label, group: '', kind: 'text' };
  const parts = spec.item ?? [whole];
  return (
    <div className="record-row" role="group" aria-label={`${spec.label}, ${at + 1}`}>
      <div className="record-parts">
        {parts
          .filter(({ readOnly, kind }) => readOnly !== true && kind !== 'time')
          .map((part) => (
            <RecordField key={part.path} spec={part} value={valueAt(row, part.path)} problem={issueAt(issues, `${pointer}${part.path}`)} doubt={issueAt(doubts, `${pointer}${part.path}`)} onChange={(value) => onPart(part === whole ? null : part, value)} />
          ))}
      </div>
      <IconButton label={`Remove from ${spec.label.toLowerCase()}, ${at + 1}`} onPress={onRemove}>
        <X size={14} aria-hidden />
      </IconButton>
      {spec.item !== undefined && <Words id={`${pointer}-words`} problem={issueAt(issues, pointer)} doubt={issueAt(doubts, pointer)} hint="" />}
    </div>
  );
}
