import { KeyRound } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { SubmitEvent } from 'react';
import type { ConnectionInfo } from '../../shared/ipc-contract.ts';
import { bridge } from '../bridge.ts';
import { isCancelled } from '../connection/problems.ts';
import { SignInWait } from '../connection/sign-in-wait.tsx';
import { useAttempt } from '../connection/use-attempt.ts';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';
import { TextField } from '../theme/text-field.tsx';
import { runCommand } from './commands.ts';
import type { Way } from './sign-in-words.ts';
import { buttonWords, promptWords } from './sign-in-words.ts';

/** Shown while the gateway does not accept the sign-in: the only prompt there is. Nothing is lost meanwhile; signing in sends what waits. */
export function SignInBanner({ connection }: { connection: ConnectionInfo }) {
  const signedOut = useApp((state) => state.status?.connection.state === 'signedOut');
  const way = connection.practice ? 'practice' : connection.signIn;
  return !signedOut ? null : way === 'keys' ? <KeysBanner /> : <Banner way={way} />;
}

/** Keys are typed where the connection is changed. */
function KeysBanner() {
  return (
    <section className="banner" aria-label="Sign in">
      <KeyRound size={16} aria-hidden />
      <Words way="keys" busy={false} />
      <Button look="primary" onPress={() => runCommand('settings')}>
        Settings
      </Button>
    </section>
  );
}

function Banner({ way }: { way: Exclude<Way, 'keys'> }) {
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
      <Words way={way} busy={attempt.busy} />
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

/** Why the person is needed, as far as the shell knows; '' for nothing to add. Asked again after each attempt. */
function useWhy(busy: boolean): string {
  const [why, setWhy] = useState('');
  useEffect(() => {
    let gone = false;
    void bridge().ask('app.settings', {}).then((held) => gone || setWhy(held?.why ?? ''), () => undefined);
    return () => {
      gone = true;
    };
  }, [busy]);
  return why;
}

function Words({ way, busy }: { way: Way; busy: boolean }) {
  const waiting = useApp((state) => state.status?.waiting ?? 0);
  const { what, more } = promptWords(way, useWhy(busy), waiting);
  return (
    <p>
      <strong>{what}</strong> {more}
    </p>
  );
}
