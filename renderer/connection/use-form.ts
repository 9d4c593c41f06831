import { useState } from 'react';
import { flushSync } from 'react-dom';
import type { FieldIssue } from '../../shared/faults.ts';
import type { Draft } from './draft.ts';
import type { Field, Part } from './fields.ts';
import { fieldOf, partsOf } from './fields.ts';
import { lackingCode, problemAt, wrongFields } from './problems.ts';

/** The form as its parts see it. */
export interface FormHandle {
  draft: Draft;
  issues: readonly FieldIssue[];
  /** What is wrong with a field, in words; '' when it is right. */
  problem(field: Field): string;
  /** Changes the draft; what was said about the fields touched, and about the whole, no longer holds. */
  change(next: (draft: Draft) => Draft, ...touched: Field[]): void;
  /** Types into a field that nothing follows from. */
  type(field: Field): (text: string) => void;
  /** Says something about a field without asking anybody. */
  say(field: Field, text: string): void;
  isOpen(part: Part): boolean;
  setOpen(part: Part, open: boolean): void;
  /** Shows what is wrong, unfolds it and puts the focus on the first of it. */
  show(issues: readonly FieldIssue[]): void;
  /** Unfolds a field and puts the focus on it. */
  goTo(field: Field): void;
}

const focusable = 'input[type="radio"]:checked, [role="radio"][aria-checked="true"], input:not([type="file"], [type="radio"]), textarea, select, button';

function focusOn(selector: string): void {
  const box = document.querySelector(selector);
  const target = box?.matches('[tabindex]') ? box : box?.querySelector(focusable);
  if (!(target instanceof HTMLElement)) return;
  target.focus();
  target.scrollIntoView({ block: 'nearest' });
}

const focusField = (field: Field): void => focusOn(`[data-field="${field}"]`);

export function useForm(initial: Draft): FormHandle {
  const [draft, setDraft] = useState(initial);
  const [issues, setIssues] = useState<readonly FieldIssue[]>([]);
  const [open, setOpenParts] = useState<readonly Part[]>([]);
  const unfold = (wanted: readonly Field[]): void => setOpenParts((parts) => [...new Set([...parts, ...partsOf(wanted)])]);
  const change: FormHandle['change'] = (next, ...touched) => {
    setDraft(next);
    setIssues((known) => known.filter(({ field }) => fieldOf(field) !== '' && !touched.includes(fieldOf(field) as Field)));
  };
  return {
    draft,
    issues,
    problem: (field) => problemAt(issues, field),
    change,
    type: (field) => (text) => change((from) => ({ ...from, values: { ...from.values, [field]: text } }), field),
    say: (field, text) => setIssues((known) => [...known.filter((issue) => fieldOf(issue.field) !== field), { field, code: lackingCode, text }]),
    isOpen: (part) => open.includes(part),
    setOpen: (part, isOpen) => setOpenParts((parts) => [...parts.filter((other) => other !== part), ...(isOpen ? [part] : [])]),
    show: (found) => {
      const wrong = wrongFields(found, draft);
      flushSync(() => {
        setIssues(found);
        unfold(wrong);
      });
      if (wrong[0] === undefined) focusOn('.form-problem');
      else focusField(wrong[0]);
    },
    goTo: (field) => {
      flushSync(() => unfold([field]));
      focusField(field);
    },
  };
}
