import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';
import { TextField } from '../theme/text-field.tsx';
import { counted } from './time-words.ts';

/** Shown while the gateway does not accept the token. Nothing is lost meanwhile; signing in sends what waits. */
export function SignInBanner({ practice }: { practice: boolean }) {
  const signedOut = useApp((state) => state.status?.connection.state === 'signedOut');
  return signedOut ? <Banner practice={practice} /> : null;
}

function Banner({ practice }: { practice: boolean }) {
  const waiting = useApp((state) => state.status?.waiting ?? 0);
  const [token, setToken] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (!practice && token.trim() === '') return setProblem('Paste the access token you were given.');
    setBusy(true);
    const answer = await useApp.getState().signIn(token.trim()).catch(() => null);
    setBusy(false);
    if (answer?.ok) setToken('');
    else setProblem(answer === null ? 'Signing in did not work just now. Try again.' : answer.error.map((issue) => issue.text).join(' '));
  };
  return (
    <section className="banner" aria-label="Sign in">
      <KeyRound size={16} aria-hidden />
      <p>
        <strong>Signed out.</strong> {waiting > 0 ? `${counted(waiting, 'edit')} ${waiting === 1 ? 'is' : 'are'} kept and will be sent once you sign in.` : 'You can go on editing; edits are kept until you sign in.'}
      </p>
      <form onSubmit={(event) => void submit(event)} noValidate>
        {practice ? problem !== '' && <p className="field-error">{problem}</p> : <TextField label="New access token" type="password" value={token} onChange={(text) => (setToken(text), setProblem(''))} problem={problem} />}
        <Button type="submit" look="primary" isDisabled={busy}>
          {busy ? 'Signing in…' : 'Sign in'}
        </Button>
      </form>
    </section>
  );
}
