import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { useId } from 'react';
import { TextField } from '../theme/text-field.tsx';
import type { Field } from './fields.ts';
import { labels } from './fields.ts';
import type { FormHandle } from './use-form.ts';

interface Props {
  form: FormHandle;
  field: Field;
  hint?: string;
  placeholder?: string;
  type?: 'text' | 'url' | 'password';
}

/** By `data-field` a message finds its field. */
export function Box({ field, onBlur, children }: { field: string; onBlur?: () => void; children: ReactNode }) {
  return (
    <div className="field-box" data-field={field} onBlur={onBlur}>
      {children}
    </div>
  );
}

/** One line of text, kept as it is typed. */
export function Line({ form, field, ...look }: Props) {
  return (
    <Box field={field}>
      <TextField label={labels[field]} value={form.draft.values[field]} onChange={form.type(field)} problem={form.problem(field)} {...look} />
    </Box>
  );
}

interface PickProps {
  form: FormHandle;
  field: Field;
  options: readonly { id: string; word: string }[];
}

/** One of a few words, in the system's own list. */
export function Pick({ form, field, options }: PickProps) {
  const id = useId();
  const problem = form.problem(field);
  return (
    <Box field={field}>
      <div className="field" data-invalid={problem === '' ? undefined : true}>
        <label htmlFor={id}>{labels[field]}</label>
        <span className="pick">
          <select id={id} className="input" value={form.draft.values[field]} onChange={(event) => form.type(field)(event.target.value)} aria-invalid={problem !== ''} aria-describedby={`${id}-problem`}>
            {options.map((option) => (
              <option key={option.id} value={option.id}>
                {option.word}
              </option>
            ))}
          </select>
          <ChevronDown size={14} aria-hidden />
        </span>
        <p id={`${id}-problem`} className="field-error">
          {problem}
        </p>
      </div>
    </Box>
  );
}
