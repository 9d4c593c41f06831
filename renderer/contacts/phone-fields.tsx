import { CircleAlert } from 'lucide-react';
import type { FieldIssue } from '../../shared/faults.ts';
import { phoneTypes } from '../../shared/inland-revenue/codes.ts';
import { Segmented } from '../theme/segmented.tsx';
import { TextField } from '../theme/text-field.tsx';
import { CountryChip, PartChip } from './part-chips.tsx';
import type { PhoneDraft } from './phone-draft.ts';
import { withPart, withText, withType } from './phone-draft.ts';
import { phoneTypeWord } from './phone-words.ts';
import { problemWith } from './drafts.ts';

interface Props {
  phone: PhoneDraft;
  issues: readonly FieldIssue[];
  onChange: (phone: PhoneDraft) => void;
  autoFocus?: boolean;
}

const order = ['CELL', 'BSN', 'HOM', 'BSNFAX'] as const;

const typeOptions = (current: string): { id: string; word: string }[] =>
  [...order, ...(current in phoneTypes ? [] : [current])].map((id) => ({ id, word: phoneTypeWord(id) }));

/** One phone being typed: its kind, the number in any format, and below it the parts it was read as. */
export function PhoneFields({ phone, issues, onChange, autoFocus = false }: Props) {
  const typeProblem = problemWith(issues, 'type');
  return (
    <div className="phone-fields">
      <div className="phone-line">
        <TextField
          className="phone-text"
          label="Phone number"
          value={phone.text}
          onChange={(text) => onChange(withText(phone, text))}
          problem={problemWith(issues, 'number')}
          placeholder="021 555 0199, or +61 2 9374 4000 ext 5"
          autoFocus={autoFocus}
        />
        <div className="field">
          <span className="label" aria-hidden>
            Kind
          </span>
          <Segmented label="Kind of phone" options={typeOptions(phone.type)} value={phone.type} onChange={(type) => onChange(withType(phone, type))} />
        </div>
      </div>
      {typeProblem !== '' && <p className="field-error">{typeProblem}</p>}
      {(phone.text.trim() !== '' || phone.byHand) && <ReadAs phone={phone} issues={issues} onChange={onChange} />}
    </div>
  );
}

function ReadAs({ phone, issues, onChange }: Props) {
  const words = ['country', 'areaCode', 'extension'].map((part) => problemWith(issues, part)).filter((text) => text !== '');
  return (
    <div className="read-as" role="group" aria-label="Read as">
      <span className="read-as-label" aria-hidden>
        Read as
      </span>
      <CountryChip value={phone.country} problem={problemWith(issues, 'country')} onChange={(code) => onChange(withPart(phone, 'country', code))} />
      <PartChip label="Area" value={phone.areaCode} problem={problemWith(issues, 'areaCode')} onChange={(value) => onChange(withPart(phone, 'areaCode', value))} />
      <PartChip label="Number" value={phone.number} problem="" onChange={(value) => onChange(withPart(phone, 'number', value))} wide />
      <PartChip label="Extension" value={phone.extension} problem={problemWith(issues, 'extension')} onChange={(value) => onChange(withPart(phone, 'extension', value))} />
      {words.map((text) => (
        <p key={text} className="field-error read-as-note" aria-hidden>
          <CircleAlert size={14} aria-hidden />
          <span>{text}</span>
        </p>
      ))}
      {phone.note !== '' && words.length === 0 && <p className="field-hint read-as-note">{phone.note}</p>}
    </div>
  );
}
