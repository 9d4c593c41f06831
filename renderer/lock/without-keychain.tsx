import { KeyRound } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import type { Keeping } from '../../shared/ipc-contract.ts';
import { bridge } from '../bridge.ts';
import { Button } from '../theme/button.tsx';
import { PhraseFields, againProblem, noPhrase } from './phrase-fields.tsx';
import './lock.css';

const choices: readonly { id: Keeping; word: string; hint: string }[] = [
  { id: 'passPhrase', word: 'With a pass phrase', hint: 'Everything secret goes into one encrypted file. You type the pass phrase each time Agentbook opens.' },
  { id: 'session', word: 'For this session only', hint: 'Nothing is kept. When Agentbook closes, the connection is gone, and with it every edit that was not sent yet.' },
  { id: 'keychain', word: 'In the keychain, once it works', hint: 'Put right what is described below, then try again.' },
];

const chosenWords: Record<Keeping, string> = {
  passPhrase: 'The pass phrase is taken. Start or connect again below.',
  session: 'This session only. Start or connect again below.',
  keychain: 'The keychain it is. Start or connect again below once it works.',
};

function useChoice() {
  const [keeping, setKeeping] = useState<Keeping>('passPhrase');
  const [phrase, setPhrase] = useState(noPhrase);
  const [problem, setProblem] = useState('');
  const [differs, setDiffers] = useState(false);
  const [chosen, setChosen] = useState('');
  const choose = async (): Promise<void> => {
    const two = keeping === 'passPhrase' && againProblem(phrase) !== '';
    setDiffers(two);
    setProblem('');
    setChosen('');
    if (two) return;
    const answer = await bridge().ask('app.keep', { keeping, passPhrase: keeping === 'passPhrase' ? phrase.typed : '' }).catch(() => null);
    if (!answer?.ok) return setProblem(answer === null ? 'That did not work just now. Try again.' : answer.error.map(({ text }) => text).join(' '));
    setChosen(chosenWords[keeping]);
    setPhrase(noPhrase);
  };
  const pick = (value: Keeping): void => {
    setKeeping(value);
    setProblem('');
    setChosen('');
  };
  return { keeping, pick, phrase, setPhrase, problem, differs, chosen, choose };
}

/** Offered where the keychain could not keep what it was given: other ways that are safe, and one that is brief. Never plain text. */
export function WithoutKeychain() {
  const { keeping, pick, phrase, setPhrase, problem, differs, chosen, choose } = useChoice();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <section className="choice-card" aria-label="Without a keychain">
      <KeyRound size={20} aria-hidden />
      <div>
        <h2>Your keychain cannot keep it. How else?</h2>
        <form ref={form} className="keeping-form" aria-label="Keep secrets" onSubmit={(event) => (event.preventDefault(), void choose())} noValidate>
          <Choices keeping={keeping} onPick={pick} />
          {keeping === 'passPhrase' ? (
            <PhraseFields phrase={phrase} onChange={setPhrase} problem={problem} differs={differs} />
          ) : (
            problem !== '' && (
              <p className="field-error" role="alert">
                {problem}
              </p>
            )
          )}
          <div>
            <Button type="submit">Keep it so</Button>
          </div>
          <p role="status">{chosen}</p>
        </form>
      </div>
    </section>
  );
}

function Choices({ keeping, onPick }: { keeping: Keeping; onPick: (keeping: Keeping) => void }) {
  return (
    <RadioGroup className="keeping-choices" aria-label="Where secrets are kept" value={keeping} onChange={(value) => onPick(value as Keeping)}>
      {choices.map(({ id, word, hint }) => (
        <div key={id}>
          <Radio value={id} className="radio" aria-describedby={`keeping-${id}`}>
            <span className="radio-sign" aria-hidden />
            {word}
          </Radio>
          <p className="field-hint" id={`keeping-${id}`}>
            {hint}
          </p>
        </div>
      ))}
    </RadioGroup>
  );
}
