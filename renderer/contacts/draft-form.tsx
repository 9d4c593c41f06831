import { CircleAlert } from 'lucide-react';
import type { KeyboardEvent, ReactNode, SubmitEvent } from 'react';
import { useRef } from 'react';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';
import { ofAField, problemWithAll } from './drafts.ts';
import type { Draft } from './drafts.ts';

interface Props {
  formKey: string;
  draft: Draft;
  label: string;
  save: string;
  /** Element that takes the focus once the form has closed. */
  returnTo: string;
  /** False for a form that must not take the focus as it comes. */
  autoFocus?: boolean;
  /** Whether what an issue is about has a field of this form to stand beside. */
  beside?: (field: string) => boolean;
  children: ReactNode;
}

const focusSoon = (find: () => HTMLElement | null | undefined): void => void requestAnimationFrame(() => find()?.focus());

/** The frame of every inline form: Enter saves, Esc closes, what is wrong stays beside its field and takes the focus. */
export function DraftForm({ formKey, draft, label, save, returnTo, autoFocus = true, beside = ofAField, children }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const isRemoval = draft.kind === 'remove' || draft.kind === 'recordRemoval';
  const { saveDraft, closeDraft } = useApp.getState();
  // Whoever has gone on meanwhile, to the next form for instance, keeps the focus: their keys must not become commands.
  const isFree = (at: Element | null): boolean => at === null || at === document.body || form.current?.contains(at) === true;
  const leave = (): void => focusSoon(() => (isFree(document.activeElement) ? document.getElementById(returnTo) : null));
  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (await saveDraft(formKey)) leave();
    else focusSoon(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"], .form-problem'));
  };
  const close = (): void => {
    closeDraft(formKey);
    leave();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    close();
  };
  const problem = problemWithAll(draft.issues, beside);
  return (
    <form ref={form} className="draft-form" aria-label={label} data-form={formKey} noValidate onSubmit={(event) => void submit(event)} onKeyDown={onKeyDown}>
      {children}
      {problem !== '' && (
        <p className="field-error form-problem" role="alert" tabIndex={-1}>
          <CircleAlert size={14} aria-hidden />
          <span>{problem}</span>
        </p>
      )}
      <div className="form-actions">
        <Button type="submit" look={isRemoval ? 'danger' : 'primary'} autoFocus={autoFocus && isRemoval}>
          {save}
        </Button>
        <Button onPress={close}>{isRemoval ? 'Keep' : 'Cancel'}</Button>
      </div>
    </form>
  );
}
