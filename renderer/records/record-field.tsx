import { ChevronDown, CircleAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useId } from 'react';
import { Checkbox, Input, Label, TextField } from 'react-aria-components';
import type { Json } from '../../shared/contacts.ts';
import type { FieldSpec } from '../../shared/systems.ts';
import { textOf } from '../../shared/systems.ts';

interface Props {
  spec: FieldSpec;
  value: Json | undefined;
  onChange: (value: Json) => void;
  /** What is wrong, in words; '' when nothing is. */
  problem: string;
  /** What looks wrong and stops nobody. */
  doubt?: string;
  autoFocus?: boolean;
}

const inputTypes: Partial<Record<FieldSpec['kind'], 'email' | 'tel'>> = { email: 'email', phone: 'tel' };

/** One field of a record, drawn from what its system says of it. */
export function RecordField(props: Props) {
  const { kind } = props.spec;
  if (kind === 'choice') return <Choice {...props} />;
  if (kind === 'yesNo') return <YesNo {...props} />;
  return <Line {...props} />;
}

function Line({ spec, value, onChange, problem, doubt = '', autoFocus = false }: Props) {
  const words = useId();
  const text = textOf(value);
  return (
    <div className="record-field">
      <TextField className="field" value={text} onChange={onChange} isInvalid={problem !== ''} isRequired={spec.required === true} type={inputTypes[spec.kind] ?? 'text'} autoComplete="off" autoFocus={autoFocus} validationBehavior="aria" aria-describedby={words}>
        <Label>
          <Name spec={spec} />
        </Label>
        <Input className="input" spellCheck="false" />
      </TextField>
      <Words id={words} problem={problem} doubt={doubt} hint={spec.hint ?? ''} />
    </div>
  );
}

/** A value that is none of the known ones is kept, and can be kept. */
function Choice({ spec, value, onChange, problem, doubt = '', autoFocus = false }: Props) {
  const id = useId();
  const text = textOf(value);
  const options = spec.options ?? [];
  return (
    <div className="record-field">
      <div className="field" data-invalid={problem === '' ? undefined : true}>
        <label htmlFor={id}>
          <Name spec={spec} />
        </label>
        <span className="pick">
          <select id={id} className="input" value={text} onChange={(event) => onChange(event.target.value)} autoFocus={autoFocus} aria-invalid={problem !== ''} aria-required={spec.required === true} aria-describedby={`${id}-words`}>
            <option value="">none</option>
            {text !== '' && !options.some((option) => option.value === text) && <option value={text}>{text}</option>}
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown size={14} aria-hidden />
        </span>
      </div>
      <Words id={`${id}-words`} problem={problem} doubt={doubt} hint={spec.hint ?? ''} />
    </div>
  );
}

function YesNo({ spec, value, onChange, problem, doubt = '' }: Props) {
  const words = useId();
  return (
    <div className="record-field yes-no">
      <Checkbox className="check-box" isSelected={value === true} onChange={onChange} isInvalid={problem !== ''} aria-describedby={words}>
        <span className="check-sign" aria-hidden />
        {spec.label}
      </Checkbox>
      <Words id={words} problem={problem} doubt={doubt} hint={spec.hint ?? ''} />
    </div>
  );
}

const Name = ({ spec }: { spec: FieldSpec }): ReactNode => (
  <>
    {spec.label}
    {spec.required === true && (
      <span className="needed" aria-hidden>
        {' '}
        · needed
      </span>
    )}
  </>
);

/** What is wrong comes before what looks wrong, and that before what to type. */
export function Words({ id, problem, doubt, hint }: { id: string; problem: string; doubt: string; hint: string }) {
  return (
    <div id={id} className="record-words">
      {problem !== '' && (
        <p className="field-error">
          <CircleAlert size={14} aria-hidden />
          <span>{problem}</span>
        </p>
      )}
      {problem === '' && doubt !== '' && <Doubt text={doubt} />}
      {problem === '' && hint !== '' && <p className="field-hint">{hint}</p>}
    </div>
  );
}

export function Doubt({ text }: { text: string }) {
  return (
    <p className="field-doubt">
      <TriangleAlert size={14} aria-hidden />
      <span>{text}</span>
    </p>
  );
}
