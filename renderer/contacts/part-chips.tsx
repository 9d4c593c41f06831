import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import { FieldError, Input, Label, TextField } from 'react-aria-components';
import type { Country } from '../../shared/inland-revenue/countries.ts';
import { commonCountries, countries } from '../../shared/inland-revenue/countries.ts';

interface ChipProps {
  label: string;
  value: string;
  /** In words; shown below the chips and read out with this one. */
  problem: string;
  onChange: (value: string) => void;
  wide?: boolean;
}

/** One part of a number as a small field with its name inside: `Area 02`. */
export function PartChip({ label, value, problem, onChange, wide = false }: ChipProps) {
  return (
    <TextField className={`chip${wide ? ' wide' : ''}`} value={value} onChange={onChange} isInvalid={problem !== ''} validationBehavior="aria" autoComplete="off">
      <Label>{label}</Label>
      <Input className="chip-input numeric" placeholder="none" inputMode="numeric" />
      <FieldError className="unseen">{problem}</FieldError>
    </TextField>
  );
}

/** The country; the ones a practice meets most come first, and typing a name finds any. */
export function CountryChip({ value, problem, onChange }: Omit<ChipProps, 'label' | 'wide'>) {
  const id = useId();
  const known = value === '' || countries.some(({ code }) => code === value);
  return (
    <div className="chip country" data-invalid={problem === '' ? undefined : true}>
      <label htmlFor={id}>Country</label>
      <select id={id} className="chip-input" value={value} onChange={(event) => onChange(event.target.value)} aria-invalid={problem !== ''} aria-describedby={`${id}-problem`}>
        {value === '' && <option value="">none</option>}
        {!known && <option value={value}>{value}</option>}
        <Countries label="Often used" of={commonCountries} />
        <Countries label="All countries" of={rarer} />
      </select>
      <ChevronDown size={14} aria-hidden className="chip-open" />
      <span id={`${id}-problem`} className="unseen">
        {problem}
      </span>
    </div>
  );
}

const rarer = countries.filter(({ code }) => !commonCountries.some((common) => common.code === code));

function Countries({ label, of }: { label: string; of: readonly Country[] }) {
  return (
    <optgroup label={label}>
      {of.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </optgroup>
  );
}
