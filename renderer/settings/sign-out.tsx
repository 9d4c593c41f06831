import { useEffect, useRef, useState } from 'react';
import { bridge } from '../bridge.ts';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';
import { signOutWords } from './session-words.ts';

/** Asked once, in place, with what happens: what goes, and what stays. `words`: in place of what is said of Inland Revenue’s access. */
export function SignOut({ words = '', onSignedOut }: { words?: string; onSignedOut: () => void }) {
  const [asking, setAsking] = useState(false);
  const opener = useRef<HTMLSpanElement>(null);
  const close = (): void => {
    setAsking(false);
    requestAnimationFrame(() => opener.current?.querySelector('button')?.focus());
  };
  if (asking) return <Question words={words} onClose={close} onSignedOut={onSignedOut} />;
  return (
    <span ref={opener}>
      <Button onPress={() => setAsking(true)}>Sign out</Button>
    </span>
  );
}

function Question({ words, onClose, onSignedOut }: { words: string; onClose: () => void; onSignedOut: () => void }) {
  const waiting = useApp((state) => state.status?.waiting ?? 0);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const signOut = async (): Promise<void> => {
    setBusy(true);
    const answer = await bridge().ask('app.signOut', {}).catch(() => null);
    setBusy(false);
    if (answer?.ok) return onSignedOut();
    setProblem(answer === null ? 'Signing out did not work just now. Try again.' : answer.error.map(({ text }) => text).join(' '));
  };
  return (
    <div ref={box} className="sign-out" role="group" aria-label="Sign out?" tabIndex={-1} onKeyDown={(event) => event.key === 'Escape' && (event.preventDefault(), event.stopPropagation(), onClose())}>
      <p>
        <strong>Sign out?</strong> {words || signOutWords(waiting)}
      </p>
      {problem !== '' && (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
      <div className="settings-actions">
        <Button look="danger" isDisabled={busy} onPress={() => void signOut()}>
          {busy ? 'Signing out…' : 'Sign out'}
        </Button>
        <Button onPress={onClose}>Stay signed in</Button>
      </div>
    </div>
  );
}
