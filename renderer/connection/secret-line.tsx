import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../theme/button.tsx';
import { TextField } from '../theme/text-field.tsx';
import { setRemoved } from './draft.ts';
import type { SecretField } from './fields.ts';
import { labels, secretOf } from './fields.ts';
import { Kept } from './kept.tsx';
import { Box } from './lines.tsx';
import type { FormHandle } from './use-form.ts';

interface Props {
  form: FormHandle;
  field: SecretField;
  hint?: string;
}

/** A secret that is typed or pasted; one that is held already shows only that it is. */
export function SecretLine({ form, field, hint = '' }: Props) {
  const name = secretOf(field);
  const { draft } = form;
  const [replacing, setReplacing] = useState(false);
  const problem = form.problem(field);
  const isHeld = draft.held.includes(name);
  // A part of a certificate that was replaced goes with it.
  const goesAlong = draft.values['secrets.certificate'] !== '' && name === 'certificatePassPhrase';
  if (!isHeld || replacing || goesAlong)
    return (
      <Box field={field}>
        <TextField label={labels[field]} type="password" value={draft.values[field]} onChange={form.type(field)} problem={problem} hint={hint} autoFocus={replacing} />
        {replacing && (
          <Button look="plain" small onPress={() => (form.type(field)(''), setReplacing(false))}>
            Keep the one that is held
          </Button>
        )}
      </Box>
    );
  return (
    <Box field={field}>
      <div className="field" role="group" aria-label={labels[field]}>
        <span className="label">{labels[field]}</span>
        <Kept
          field={field}
          removed={draft.removed.includes(name)}
          onReplace={() => setReplacing(true)}
          onRemove={(gone) => form.change((from) => setRemoved(from, name, gone), field)}
        />
        {problem !== '' && (
          <p className="field-error">
            <CircleAlert size={14} aria-hidden />
            <span>{problem}</span>
          </p>
        )}
      </div>
    </Box>
  );
}
