import type { FieldIssue } from '../../shared/faults.ts';

/** The words for one field; '' when it is right. */
export const problemOf = (issues: readonly FieldIssue[], field: string): string =>
  issues.filter((issue) => issue.field === field).map((issue) => issue.text).join(' ');

/** The words for what belongs to none of the form's fields. */
export const generalProblem = (issues: readonly FieldIssue[], fields: readonly string[]): string =>
  issues.filter((issue) => !fields.includes(issue.field)).map((issue) => issue.text).join(' ');
