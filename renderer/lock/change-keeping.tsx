import { useEffect, useRef, useState } from 'react';
import type { FieldIssue } from '../../shared/faults.ts';
import type { Keeping } from '../../shared/ipc-contract.ts';
import { bridge } from '../bridge.ts';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';
import { TextField } from '../theme/text-field.tsx';
import { PhraseFields, againProblem, noPhrase } from './phrase-fields.tsx';

interface Props {
  from: Keeping;
  to: 'keychain' | 'passPhrase';
  onClose: () => void;
  onMoved: () => void;
}

const broken: FieldIssue = { field: '', code: 'broken', text: 'That did not work just now, and nothing was changed. Try again.' };
const said = { keychain: 'The keychain keeps the secrets now', passPhrase: 'The pass phrase is set' };

function useMove({ to, onMoved }: Props) {
  const [current, setCurrent] = useState('');
  const [phrase, setPhrase] = useState(noPhrase);
  const [issues, setIssues] = useState<FieldIssue[]>([]);
  const [differs, setDiffers] = useState(false);
  const [busy, setBusy] = useState(false);
  const problem = (field: string): string => issues.filter((issue) => issue.field === field).map(({ text }) => text).join(' ');
  const move = async (): Promise<void> => {
    const two = to === 'passPhrase' && againProblem(phrase) !== '';
    setDiffers(two);
    setIssues([]);
    if (two || busy) return;
    setBusy(true);
    const answer = await bridge().ask('app.changeKeeping', { keeping: to, passPhrase: phrase.typed, current }).catch(() => ({ ok: false as const, error: [broken] }));
    setBusy(false);
    if (!answer.ok) return setIssues(answer.error);
    useApp.getState().say(said[to]);
    onMoved();
  };
  return { current, setCurrent, phrase, setPhrase, differs, busy, problem, move };
}

/** Other keeping for the secrets of the open connection. Whoever changes it knows the pass phrase of now. */
export function ChangeKeeping(props: Props) {
  const { from, to, onClose } = props;
  const { current, setCurrent, phrase, setPhrase, differs, busy, problem, move } = useMove(props);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input, button')?.focus(), []);
  return (
    <form ref={form} className="keeping-form" aria-label={to === 'passPhrase' ? 'Pass phrase' : 'Use the keychain'} onSubmit={(event) => (event.preventDefault(), void move())} onKeyDown={(event) => event.key === 'Escape' && (event.preventDefault(), event.stopPropagation(), onClose())} noValidate>
      {from === 'passPhrase' && <TextField label="Pass phrase of now" type="password" value={current} onChange={setCurrent} problem={problem('current')} />}
      {to === 'passPhrase' && <PhraseFields phrase={phrase} onChange={setPhrase} problem={problem('passPhrase')} differs={differs} />}
      {problem('') !== '' && (
        <p className="field-error" role="alert">
          {problem('')}
        </p>
      )}
      <div className="settings-actions">
        <Button look="primary" type="submit" isDisabled={busy}>
          {busy ? 'Moving…' : to === 'passPhrase' ? 'Set pass phrase' : 'Use the keychain'}
        </Button>
        <Button onPress={onClose}>Leave it</Button>
      </div>
    </form>
  );
}
