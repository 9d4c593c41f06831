import type { Answer } from '../answer.ts';

const json = { 'content-type': 'application/json;charset=UTF-8' };

export const answered = (value: unknown): Answer => ({ status: 200, body: JSON.stringify(value), headers: json });

/** One error, and the field it is about; '' for none. */
export interface Wrong {
  field: string;
  code: string;
  message: string;
  severity?: 'ERROR';
}

/** First and second shape (SPEC 8): numbered errors, and a tree that says where they belong. */
export function refused(status: number, wrongs: readonly Wrong[]): Answer {
  const errors: Record<string, object> = {};
  const sources: Record<string, { error_refs: string[] }> = {};
  for (const [n, { field, code, message, severity }] of wrongs.entries()) {
    const name = `err_${n + 1}`;
    errors[name] = { code, message, error_group_code: 0, error_id: 0, ...(severity === undefined ? {} : { severity }) };
    if (field !== '') (sources[field] ??= { error_refs: [] }).error_refs.push(name);
  }
  const value = Object.keys(sources).length === 0 ? { errors } : { errors, error_sources: sources };
  return { status, body: JSON.stringify(value), headers: json };
}

/** Third shape (SPEC 8): a number for a code. Published for query parameters; for other refusals inferred. */
export const plainly = (status: number, message: string): Answer => ({ status, body: JSON.stringify({ code: status, message }), headers: json });

export const wrongMethod = (allow: string): Answer => ({ status: 405, body: '', headers: { allow } });
