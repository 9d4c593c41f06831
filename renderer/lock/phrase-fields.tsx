import { TextField } from '../theme/text-field.tsx';

export interface Phrase {
  typed: string;
  again: string;
}

export const noPhrase: Phrase = { typed: '', again: '' };

/** Typed twice: a pass phrase that nobody knows cannot be looked up anywhere. '' when both are the same. */
export const againProblem = ({ typed, again }: Phrase): string => (typed === again ? '' : 'These two are not the same. Type the pass phrase again.');

interface Props {
  phrase: Phrase;
  onChange: (phrase: Phrase) => void;
  /** What the shell said of it; '' for nothing. */
  problem: string;
  /** Whether the second was found to differ. */
  differs: boolean;
}

export function PhraseFields({ phrase, onChange, problem, differs }: Props) {
  return (
    <>
      <TextField label="New pass phrase" type="password" value={phrase.typed} onChange={(typed) => onChange({ ...phrase, typed })} problem={problem} hint="At least 12 characters. Nobody can bring it back: without it, the files of this connection stay shut." />
      <TextField label="The same again" type="password" value={phrase.again} onChange={(again) => onChange({ ...phrase, again })} problem={differs ? againProblem(phrase) : ''} />
    </>
  );
}
