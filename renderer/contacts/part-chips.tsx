import { ChevronDown } from 'lucide-react';
import { Button, ComboBox, FieldError, Input, Label, ListBox, ListBoxItem, Popover, TextField } from 'react-aria-components';
import { countries, countryName } from '../../shared/inland-revenue/countries.ts';

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

/** The country, found by typing its name or its calling code's country. */
export function CountryChip({ value, problem, onChange }: Omit<ChipProps, 'label' | 'wide'>) {
  return (
    <ComboBox
      className="chip country"
      defaultItems={countries}
      selectedKey={value}
      onSelectionChange={(code) => code !== null && onChange(String(code))}
      isInvalid={problem !== ''}
      validationBehavior="aria"
      menuTrigger="focus"
      aria-label={`Country, ${countryName(value)}`}
    >
      <Label>Country</Label>
      <Input className="chip-input" />
      <Button className="chip-open">
        <ChevronDown size={14} aria-hidden />
      </Button>
      <FieldError className="unseen">{problem}</FieldError>
      <Popover className="popover" offset={4}>
        <ListBox<(typeof countries)[number]>>
          {(country) => (
            <ListBoxItem id={country.code} textValue={country.name} className="choice">
              <span>{country.name}</span>
              <span className="quiet numeric">{country.callingCode === '' ? '' : `+${country.callingCode}`}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
