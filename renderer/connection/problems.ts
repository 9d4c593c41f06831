import type { FieldIssue } from '../../shared/faults.ts';
import type { Draft } from './draft.ts';
import type { Field } from './fields.ts';
import { fieldOf, fields } from './fields.ts';
import { isShown } from './shown-fields.ts';

/** The code of what the form itself finds, before anybody is asked. */
export const lackingCode = 'lacking';

/** A sign-in that the person broke off is no fault and is not said as one. */
export const isCancelled = (issues: readonly FieldIssue[]): boolean => issues.length > 0 && issues.every(({ code }) => code === 'cancelled');

/** The words for one field; '' when it is right. */
export const problemAt = (issues: readonly FieldIssue[], field: Field): string =>
  issues.filter((issue) => fieldOf(issue.field) === field).map((issue) => issue.text).join(' ');

/** The words for what belongs to no field that shows. What was lacking in a field that is not asked for any more lacks no longer. */
export const generalProblem = (issues: readonly FieldIssue[], draft: Draft): string =>
  issues
    .filter((issue) => {
      const field = fieldOf(issue.field);
      return field === '' || (!isShown(draft, field) && issue.code !== lackingCode);
    })
    .map((issue) => issue.text)
    .join(' ');

/** The fields that something is wrong with, in the form's order. */
export const wrongFields = (issues: readonly FieldIssue[], draft: Draft): Field[] =>
  fields.filter((field) => isShown(draft, field) && issues.some((issue) => fieldOf(issue.field) === field));
