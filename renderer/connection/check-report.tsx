import { CircleAlert, CircleCheck, CircleDashed } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { CheckLine } from '../../shared/connection-settings.ts';
import { Button } from '../theme/button.tsx';
import { outcomeWords, summaryWords, whatWords } from './check-words.ts';
import type { Draft } from './draft.ts';
import type { Field } from './fields.ts';
import { fieldOf, labels } from './fields.ts';
import { isShown } from './shown-fields.ts';
import type { Check } from './use-check.ts';

interface Props {
  check: Check;
  /** What the form holds now: what was found may no longer hold. */
  draft: Draft;
  onGoTo: (field: Field) => void;
}

const icons: Record<CheckLine['outcome'], LucideIcon> = { ok: CircleCheck, wrong: CircleAlert, skipped: CircleDashed };

/** What *Test connection* found on Inland Revenue's form. */
export function CheckReport({ check, draft, onGoTo }: Props) {
  const placeFor = (line: CheckLine): Place | null => {
    const field = fieldOf(line.field);
    return field === '' || !isShown(draft, field) ? null : { word: placeOf(draft, field), go: () => onGoTo(field) };
  };
  return <CheckLines check={check} changed={check.of !== draft} placeFor={placeFor} />;
}

/** Where a line leads to: a field of the form. */
export interface Place {
  word: string;
  go: () => void;
}

interface LinesProps {
  check: Pick<Check<unknown>, 'state' | 'lines'>;
  /** The form has been changed since. */
  changed: boolean;
  placeFor: (line: CheckLine) => Place | null;
}

/** What *Test connection* found, line by line. The summary is read out; the focus stays where it was. */
export function CheckLines({ check, changed, placeFor }: LinesProps) {
  const { state, lines } = check;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state === 'slow' || state === 'done') box.current?.scrollIntoView({ block: 'nearest' });
  }, [state]);
  return (
    <div className="check" ref={box}>
      <p role="status" aria-label="Result of the test" className={state === 'none' ? 'unseen' : 'check-summary'}>
        {state === 'slow' && 'Still looking. An address that does not answer can take a minute.'}
        {state === 'failed' && 'The test could not be run. Try again; if it happens again, restart Agentbook.'}
        {state === 'done' && (changed ? `${summaryWords(lines)} That was before your last change: test again.` : summaryWords(lines))}
      </p>
      {state === 'slow' && <span className="progress endless" aria-hidden><span /></span>}
      {lines.length > 0 && (
        <ul className="check-lines" aria-label="What was tested">
          {lines.map((line, at) => (
            <Line key={`${line.what} ${at}`} line={line} place={line.outcome === 'wrong' ? placeFor(line) : null} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** What the place is called that a line leads to. Without a certificate it is the choice of one. */
const placeOf = (draft: Draft, field: Field): string =>
  field === 'secrets.certificate' && draft.certificateKind === 'none' ? 'Client certificate' : labels[field].replace(/ \(.*\)$/, '');

function Line({ line, place }: { line: CheckLine; place: Place | null }) {
  const Icon = icons[line.outcome];
  return (
    <li className={`check-line ${line.outcome}`}>
      <Icon size={16} aria-hidden />
      <span className="check-what">
        {whatWords[line.what]}
        <span className="unseen">: {outcomeWords[line.outcome]}</span>
      </span>
      <span className="selectable">{line.text === '' ? outcomeWords[line.outcome] : line.text}</span>
      {place !== null && (
        <Button look="plain" small onPress={place.go}>
          Go to {place.word}
        </Button>
      )}
    </li>
  );
}
