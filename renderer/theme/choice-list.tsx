import { Label, Radio, RadioGroup } from 'react-aria-components';
import { FieldProblem } from './field-message.tsx';

interface Props<T extends string> {
  label: string;
  options: readonly { id: T; word: string; meaning: string }[];
  value: T;
  onChange: (value: T) => void;
  problem?: string;
}

/** A few choices, each with a line that says what it means. */
export function ChoiceList<T extends string>({ label, options, value, onChange, problem = '' }: Props<T>) {
  return (
    <RadioGroup className="field choice-list" value={value} onChange={(chosen) => onChange(chosen as T)} isInvalid={problem !== ''} validationBehavior="aria">
      <Label className="label">{label}</Label>
      {options.map(({ id, word, meaning }) => (
        <Radio key={id} value={id} className="radio" aria-label={word} aria-describedby={`${label}-${id}`.replace(/\s/g, '-')}>
          <span className="radio-sign" aria-hidden />
          <span className="choice-words">
            <span className="choice-word">{word}</span>
            <span className="field-hint" id={`${label}-${id}`.replace(/\s/g, '-')}>
              {meaning}
            </span>
          </span>
        </Radio>
      ))}
      <FieldProblem problem={problem} />
    </RadioGroup>
  );
}
