import { CircleAlert } from 'lucide-react';
import type { KeyboardEvent, ReactNode, SubmitEvent } from 'react';
import { useEffect, useRef } from 'react';
import type { FieldIssue } from '../../shared/faults.ts';
import type { ConnectionInfo } from '../../shared/ipc-contract.ts';
import type { Result } from '../../shared/result.ts';
import { Button } from '../theme/button.tsx';
import { TextField } from '../theme/text-field.tsx';
import { CheckReport } from './check-report.tsx';
import type { Draft } from './draft.ts';
import { requestOf } from './draft.ts';
import type { Field } from './fields.ts';
import { labels } from './fields.ts';
import { agencyDoubt, lacking } from './lacking.ts';
import { Box, Line } from './lines.tsx';
import { AdvancedFields, CertificateFields, NetworkFields } from './network-fields.tsx';
import { generalProblem, isCancelled } from './problems.ts';
import { SignInFields } from './sign-in-fields.tsx';
import { SignInWait } from './sign-in-wait.tsx';
import { isNeeded, isShown } from './shown-fields.ts';
import { useAttempt } from './use-attempt.ts';
import type { Check } from './use-check.ts';
import { testGateway, testNewGateway, useCheck } from './use-check.ts';
import { useForm } from './use-form.ts';
import type { FormHandle } from './use-form.ts';
import { Where } from './where.tsx';
import './connection.css';

interface Props {
  initial: Draft;
  label: string;
  /** What the button says that hands it in, and what it says meanwhile. */
  submit: { word: string; busy: string };
  send: (request: ReturnType<typeof requestOf>) => Promise<Result<ConnectionInfo, FieldIssue[]>>;
  onDone: (connection: ConnectionInfo) => void;
  /** A connection that is being made: nothing held counts in its test. */
  anew?: boolean;
  /** A field to begin at. */
  goTo?: Field | '';
  /** Cancel or Esc, for a form that can be left. */
  onLeave?: (draft: Draft) => void;
  /** Takes the place of Cancel while something is asked. */
  question?: ReactNode;
  /** Said above the buttons, from what the form holds; '' for nothing. */
  warning?: (draft: Draft) => string;
}

const unanswered: FieldIssue = { field: '', code: 'broken', text: 'That did not work, and nothing was saved. Try again; if it happens again, restart Agentbook.' };

/** Stops short of the desk's own Escape, which would leave the settings. */
const onEscape = (leave: () => unknown) => (event: KeyboardEvent): void => {
  if (event.key !== 'Escape' || event.defaultPrevented) return;
  event.preventDefault();
  leave();
};

/** How Inland Revenue is reached: one form for production, test, mock, a relay and a sandbox. */
export function ConnectionForm({ initial, label, submit, send, onDone, anew = false, goTo = '', onLeave, question, warning }: Props) {
  const form = useForm(initial);
  const attempt = useAttempt();
  const check = useCheck(anew ? testNewGateway : testGateway);
  const { draft } = form;
  useStart(form, goTo);
  const isFilledIn = (): boolean => {
    const missing = lacking(draft);
    if (missing.length > 0) form.show(missing);
    return missing.length === 0;
  };
  const handIn = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (attempt.busy || !isFilledIn()) return;
    const answer = await attempt.run(() => send(requestOf(draft)));
    if (answer?.ok) onDone(answer.value);
    else form.show(answer?.error ?? [unanswered]);
  };
  return (
    <form className="connection-form" tabIndex={-1} aria-label={label} onSubmit={(event) => void handIn(event)} onKeyDown={onEscape(() => !attempt.busy && onLeave?.(draft))} noValidate>
      <Fields form={form} busy={attempt.busy} />
      <Outcome form={form} warning={warning?.(draft) ?? ''} />
      {attempt.address !== '' ? (
        <SignInWait address={attempt.address} onCancel={attempt.cancel} />
      ) : (
        <div className="settings-actions">
          <Button type="submit" look="primary" isDisabled={attempt.busy}>
            {attempt.busy ? submit.busy : submit.word}
          </Button>
          <TestButton check={check} disabled={attempt.busy} onPress={() => isFilledIn() && void check.run(draft)} />
          {question || (onLeave && <Button isDisabled={attempt.busy} onPress={() => onLeave(draft)}>Cancel</Button>)}
        </div>
      )}
      <CheckReport check={check} draft={draft} onGoTo={form.goTo} />
    </form>
  );
}

/** Puts the focus on the field that somebody was sent to. */
function useStart(form: FormHandle, goTo: Field | ''): void {
  const start = useRef(goTo);
  useEffect(() => {
    const field = start.current;
    start.current = '';
    if (field !== '') requestAnimationFrame(() => form.goTo(field));
  }, [form]);
}

export function TestButton({ check, disabled = false, onPress }: { check: Pick<Check, 'state'>; disabled?: boolean; onPress: () => void }) {
  const running = check.state === 'running' || check.state === 'slow';
  // Not disabled while it runs: a disabled button would lose the focus.
  return (
    <Button onPress={onPress} isDisabled={disabled}>
      {running ? 'Testing…' : 'Test connection'}
    </Button>
  );
}

function Fields({ form, busy }: { form: FormHandle; busy: boolean }) {
  return (
    <div className="connection-fields" inert={busy}>
      <Where form={form} />
      <Agency form={form} />
      <SignInFields form={form} />
      <CertificateFields form={form} />
      <NetworkFields form={form} />
      <AdvancedFields form={form} />
      <Line form={form} field="settings.name" placeholder="Inland Revenue" />
    </div>
  );
}

function Agency({ form }: { form: FormHandle }) {
  const { draft } = form;
  if (!isShown(draft, 'settings.agency')) return null;
  const platform = labels['settings.softwarePlatform'];
  return (
    <div className="field-pair">
      <Line form={form} field="settings.agency" hint={agencyDoubt(draft) || 'The list of linked clients is asked for by it.'} />
      <Box field="settings.softwarePlatform">
        <TextField
          label={isNeeded(draft, 'settings.softwarePlatform') ? platform : `${platform} (optional)`}
          value={draft.values['settings.softwarePlatform']}
          onChange={form.type('settings.softwarePlatform')}
          problem={form.problem('settings.softwarePlatform')}
          hint="The value Inland Revenue issued to the software’s provider."
        />
      </Box>
    </div>
  );
}

function Outcome({ form, warning }: { form: FormHandle; warning: string }) {
  const general = generalProblem(form.issues, form.draft);
  const calm = isCancelled(form.issues);
  return (
    <>
      {warning !== '' && <p className="form-note">{warning}</p>}
      {general !== '' && (
        <p className={`${calm ? 'form-note calm' : 'field-error'} form-problem`} role={calm ? 'status' : 'alert'} tabIndex={-1}>
          {!calm && <CircleAlert size={14} aria-hidden />}
          <span>{general}</span>
        </p>
      )}
    </>
  );
}
