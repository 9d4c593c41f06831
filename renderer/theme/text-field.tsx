import type { RefObject } from 'react';
import { Input, Label, TextField as AriaTextField } from 'react-aria-components';
import { FieldMessage } from './field-message.tsx';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What is wrong, in words; '' when nothing is. Read out with the field. */
  problem?: string;
  hint?: string;
  placeholder?: string;
  type?: 'text' | 'password' | 'url';
  autoFocus?: boolean;
  inputRef?: RefObject<HTMLInputElement | null>;
  className?: string;
}

/** A labelled line of text with its message beside it. */
export function TextField({ label, value, onChange, problem = '', hint = '', placeholder, type = 'text', autoFocus = false, inputRef, className = '' }: Props) {
  return (
    <AriaTextField className={`field ${className}`} value={value} onChange={onChange} isInvalid={problem !== ''} type={type} autoFocus={autoFocus} autoComplete="off" validationBehavior="aria">
      <Label>{label}</Label>
      <Input className="input" placeholder={placeholder ?? ''} spellCheck="false" ref={inputRef ?? null} />
      <FieldMessage hint={hint} problem={problem} />
    </AriaTextField>
  );
}
