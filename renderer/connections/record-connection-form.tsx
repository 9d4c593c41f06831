import { CircleAlert } from 'lucide-react';
import type { KeyboardEvent, SubmitEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { FieldIssue } from '../../shared/faults.ts';
import type { ConnectionInfo } from '../../shared/ipc-contract.ts';
import type { Result } from '../../shared/result.ts';
import type { SystemFacts } from '../../shared/systems.ts';
import { bridge } from '../bridge.ts';
import type { Place } from '../connection/check-report.tsx';
import { CheckLines } from '../connection/check-report.tsx';
import { TestButton } from '../connection/connection-form.tsx';
import { useAttempt } from '../connection/use-attempt.ts';
import { useCheck } from '../connection/use-check.ts';
import { Button } from '../theme/button.tsx';
import type { ConnectionDraft } from './record-connection-draft.ts';
import { connectionRequest, missingIn, shownFields, wholeProblem } from './record-connection-draft.ts';
import { RecordConnectionFields, labelOf } from './record-connection-fields.tsx';
import '../connection/connection.css';

type Request = ReturnType<typeof connectionRequest>;

interface Props {
  facts: SystemFacts;
  initial: ConnectionDraft;
  /** It is being made, and nothing held counts. */
  anew: boolean;
  label: string;
  submit: { word: string; busy: string };
  send: (request: Request) => Promise<Result<ConnectionInfo, FieldIssue[]>>;
  onDone: (connection: ConnectionInfo) => void;
  onLeave: () => void;
}

const unanswered: FieldIssue = { field: '', code: 'broken', text: 'That did not work, and nothing was saved. Try again; if it happens again, restart Agentbook.' };

/** The form's state: what is typed, what is wrong with it, and the way to a field. */
function useConnectionForm({ facts, initial }: Pick<Props, 'facts' | 'initial'>) {
  const [draft, setDraft] = useState(initial);
  const [issues, setIssues] = useState<readonly FieldIssue[]>([]);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.focus(), []);
  const shown = shownFields(facts);
  const goTo = (path: string): void => form.current?.querySelector<HTMLElement>(`[data-field="${path}"] :is(input:not([type="radio"]), textarea, select, [role="radio"][aria-checked="true"], input[type="radio"]:checked)`)?.focus();
  const show = (found: readonly FieldIssue[]): void => {
    flushSync(() => setIssues(found));
    const first = shown.find((path) => found.some(({ field }) => field === path));
    if (first !== undefined) goTo(first);
    else form.current?.querySelector<HTMLElement>('.form-problem')?.focus();
  };
  const isFilledIn = (): boolean => {
    const missing = missingIn(draft, facts);
    if (missing.length > 0) show(missing);
    return missing.length === 0;
  };
  const change = (next: ConnectionDraft, ...touched: string[]): void => {
    setDraft(next);
    setIssues((known) => known.filter(({ field }) => shown.includes(field) && !touched.includes(field)));
  };
  const placeFor = ({ field }: { field: string }): Place | null => (shown.includes(field) ? { word: labelOf(facts, field), go: () => goTo(field) } : null);
  return { form, draft, issues, show, isFilledIn, change, placeFor };
}

/** How a system whose contacts are records is reached: one form for all of them, drawn from what each says of itself. */
export function RecordConnectionForm({ facts, initial, anew, label, submit, send, onDone, onLeave }: Props) {
  const { form, draft, issues, show, isFilledIn, change, placeFor } = useConnectionForm({ facts, initial });
  const attempt = useAttempt();
  const check = useCheck((tested: ConnectionDraft) => bridge().ask('app.testRecords', { ...connectionRequest(tested, facts), anew }));
  const handIn = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (attempt.busy || !isFilledIn()) return;
    const answer = await attempt.run(() => send(connectionRequest(draft, facts)));
    if (answer?.ok) onDone(answer.value);
    else show(answer?.error ?? [unanswered]);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || attempt.busy) return;
    event.preventDefault();
    onLeave();
  };
  return (
    <form ref={form} className="connection-form" tabIndex={-1} aria-label={label} onSubmit={(event) => void handIn(event)} onKeyDown={onKeyDown} noValidate>
      {facts.lifecycle.note !== '' && <p className="form-note">{facts.lifecycle.note}</p>}
      <div className="connection-fields" inert={attempt.busy}>
        <RecordConnectionFields facts={facts} draft={draft} issues={issues} onChange={change} />
      </div>
      <WholeProblem text={wholeProblem(issues, facts)} />
      <div className="settings-actions">
        <Button type="submit" look="primary" isDisabled={attempt.busy}>
          {attempt.busy ? submit.busy : submit.word}
        </Button>
        <TestButton check={check} disabled={attempt.busy} onPress={() => isFilledIn() && void check.run(draft)} />
        <Button isDisabled={attempt.busy} onPress={onLeave}>
          Cancel
        </Button>
      </div>
      <CheckLines check={check} changed={check.of !== draft} placeFor={placeFor} />
    </form>
  );
}

function WholeProblem({ text }: { text: string }) {
  if (text === '') return null;
  return (
    <p className="field-error form-problem" role="alert" tabIndex={-1}>
      <CircleAlert size={14} aria-hidden />
      <span>{text}</span>
    </p>
  );
}
