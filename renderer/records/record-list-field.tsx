import { Plus, X } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Json } from '../../shared/contacts.ts';
import type { FieldIssue } from '../../shared/faults.ts';
import type { FieldSpec } from '../../shared/systems.ts';
import { Button, IconButton } from '../theme/button.tsx';
import { rowsOf } from './field-values.ts';
import { newRow, withoutRow, withPart } from './list-rows.ts';
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

/** Rows of a list: each with its parts side by side, one more at the end as long as the system takes more. The focus goes along: into a new row, and on from one that is removed. */
export function RecordListField({ spec, value, onChange, issues, doubts }: Props) {
  const id = useId();
  const rows = rowsOf(value);
  const full = spec.most !== undefined && rows.length >= spec.most;
  const { list, said, add, remove } = useRows(spec, rows, onChange);
  return (
    <div ref={list} className="record-list" role="group" aria-labelledby={id} aria-describedby={`${id}-words`} data-list={spec.path}>
      <span className="label" id={id}>
        {spec.label}
      </span>
      {rows.map((row, at) => (
        <Row key={at} {...{ spec, row, at, issues, doubts }} onPart={(part, to) => onChange(part === null ? rows.map((held, place) => (place === at ? to : held)) : withPart(rows, at, part, to))} onRemove={() => remove(at)} />
      ))}
      <Words id={`${id}-words`} problem={issueAt(issues, spec.path)} doubt={issueAt(doubts, spec.path)} hint={full ? `As many as are taken: ${spec.most}.` : (spec.hint ?? '')} />
      {!full && (
        <div className="record-list-add">
          <Button look="plain" small aria-label={`Add to ${spec.label.toLowerCase()}`} onPress={add}>
            <Plus size={14} aria-hidden />
            Add
          </Button>
        </div>
      )}
      <p className="unseen" role="status" aria-label={`Rows of ${spec.label.toLowerCase()}`}>
        {said}
      </p>
    </div>
  );
}

/** Adding and removing rows, with the focus where the next key is meant to land: it never falls to the page. */
function useRows(spec: FieldSpec, rows: readonly Json[], onChange: Props['onChange']) {
  const list = useRef<HTMLDivElement>(null);
  const [said, say] = useState('');
  const putAndFocus = (next: Json[], ...places: string[]): void => {
    flushSync(() => onChange(next));
    const found = places.flatMap((place) => list.current?.querySelector<HTMLElement>(place) ?? []);
    found[0]?.focus();
  };
  const add = (): void => {
    say('');
    putAndFocus([...rows, newRow(spec, rows)], `[data-row="${rows.length}"] :is(input, select)`);
  };
  const remove = (at: number): void => {
    say(`Removed. ${rows.length - 1} left in ${spec.label.toLowerCase()}.`);
    putAndFocus(withoutRow(rows, at), `[data-row="${at}"] > button`, '.record-list-add button');
  };
  return { list, said, add, remove };
}

interface RowProps extends Pick<Props, 'spec' | 'issues' | 'doubts'> {
  row: Json;
  at: number;
  /** null: the row is one text. */
  onPart: (part: FieldSpec | null, value: Json) => void;
  onRemove: () => void;
}

function Row({ spec, row, at, issues, doubts, onPart, onRemove }: RowProps) {
  const words = useId();
  const pointer = `${spec.path}/${at}`;
  const whole: FieldSpec = { path: '', label: spec.label, group: '', kind: 'text' };
  const parts = spec.item ?? [whole];
  return (
    <div className="record-row" role="group" aria-label={`${spec.label}, ${at + 1}`} aria-describedby={spec.item === undefined ? undefined : words} data-row={at}>
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
      {spec.item !== undefined && <Words id={words} problem={issueAt(issues, pointer)} doubt={issueAt(doubts, pointer)} hint="" />}
    </div>
  );
}
