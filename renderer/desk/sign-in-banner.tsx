import { KeyRound } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { SubmitEvent } from 'react';
import type { SignInMethod } from '../../shared/connection-settings.ts';
import type { ConnectionInfo } from '../../shared/ipc-contract.ts';
import { bridge } from '../bridge.ts';
import { isCancelled } from '../connection/problems.ts';
import { SignInWait } from '../connection/sign-in-wait.tsx';
import { useAttempt } from '../connection/use-attempt.ts';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';
import { TextField } from '../theme/text-field.tsx';
import { runCommand } from './commands.ts';
import { counted } from './time-words.ts';

/** Shown while the gateway does not accept the sign-in: the only prompt there is. Nothing is lost meanwhile; signing in sends what waits. */
export function SignInBanner({ connection }: { connection: ConnectionInfo }) {
  const signedOut = useApp((state) => state.status?.connection.state === 'signedOut');
  return signedOut ? <Banner way={connection.practice ? 'practice' : connection.signIn} /> : null;
}

type Way = SignInMethod | 'practice';

const buttonWords: Readonly<Record<Way, { word: string; busy: string }>> = {
  practice: { word: 'Sign in', busy: 'Signing in…' },
  token: { word: 'Sign in', busy: 'Signing in…' },
  native: { word: 'Sign in in the browser', busy: 'Opening your browser…' },
  cloud: { word: 'Sign in in the browser', busy: 'Opening your browser…' },
  machine: { word: 'Try again', busy: 'Trying again…' },
};

function Banner({ way }: { way: Way }) {
  const [token, setToken] = useState('');
  const [problem, setProblem] = useState('');
  const attempt = useAttempt();
  useFocusBack(attempt.address !== '');
  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (attempt.busy) return;
    if (way === 'token' && token.trim() === '') return setProblem('Paste the access token you were given.');
    setProblem('');
    const answer = await attempt.run(() => useApp.getState().signIn(way === 'token' ? token.trim() : ''));
    if (answer?.ok) return setToken('');
    if (answer === null) return setProblem('Signing in did not work just now. Try again.');
    setProblem(isCancelled(answer.error) ? '' : answer.error.map((issue) => issue.text).join(' '));
  };
  if (attempt.address !== '')
    return (
      <section className="banner waiting" aria-label="Sign in">
        <SignInWait address={attempt.address} onCancel={attempt.cancel} />
      </section>
    );
  return (
    <section className="banner" aria-label="Sign in">
      <KeyRound size={16} aria-hidden />
      <Words way={way} />
      <form onSubmit={(event) => void submit(event)} noValidate>
        {way === 'token' && <TextField label="New access token" type="password" value={token} onChange={(text) => (setToken(text), setProblem(''))} problem={problem} />}
        <Button id={signInButtonId} type="submit" look="primary" isDisabled={attempt.busy}>
          {attempt.busy ? buttonWords[way].busy : buttonWords[way].word}
        </Button>
        {way === 'machine' && <Button onPress={() => runCommand('settings')}>Settings</Button>}
      </form>
      {way !== 'token' && problem !== '' && (
        <p className="field-error banner-problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}

const signInButtonId = 'sign-in-button';

/** Back from the browser without success: whoever was in the waiting state, which is gone, goes on at the button. */
function useFocusBack(waiting: boolean): void {
  const waited = useRef(false);
  useEffect(() => {
    if (waited.current && !waiting && (document.activeElement === null || document.activeElement === document.body)) document.getElementById(signInButtonId)?.focus();
    waited.current = waiting;
  }, [waiting]);
}

/** Why the person is needed, as far as the shell knows; '' for nothing to add. */
function useWhy(): string {
  const [why, setWhy] = useState('');
  useEffect(() => {
    let gone = false;
    void bridge().ask('app.settings', {}).then((held) => gone || setWhy(held?.why ?? ''), () => undefined);
    return () => {
      gone = true;
    };
  }, []);
  return why;
}

function Words({ way }: { way: Way }) {
  const waiting = useApp((state) => state.status?.waiting ?? 0);
  const why = useWhy();
  const kept = waiting > 0 ? `${counted(waiting, 'edit')} ${waiting === 1 ? 'is' : 'are'} kept and will be sent once you sign in.` : 'You can go on editing; edits are kept until you sign in.';
  const keptHere = waiting > 0 ? `${counted(waiting, 'edit')} ${waiting === 1 ? 'is' : 'are'} kept and will be sent once it is.` : 'You can go on editing; edits are kept meanwhile.';
  return way === 'machine' ? (
    <p>
      <strong>The signing key is not accepted now.</strong> {why} {keptHere}
    </p>
  ) : (
    <p>
      <strong>Signed out.</strong> {why} {kept}
    </p>
  );
}
