import { Label, TextArea as AriaTextArea, TextField } from 'react-aria-components';
import { FieldMessage } from './field-message.tsx';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What is wrong, in words; '' when nothing is. */
  problem?: string;
  hint?: string;
  rows?: number;
}

/** Labelled lines of text with their message beside them. */
export function TextArea({ label, value, onChange, problem = '', hint = '', rows = 4 }: Props) {
  return (
    <TextField className="field" value={value} onChange={onChange} isInvalid={problem !== ''} validationBehavior="aria">
      <Label>{label}</Label>
      <AriaTextArea className="input lines" rows={rows} spellCheck="false" />
      <FieldMessage hint={hint} problem={problem} />
    </TextField>
  );
}
