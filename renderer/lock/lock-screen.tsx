import { LockKeyhole } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { AppInfo } from '../../shared/ipc-contract.ts';
import { bridge } from '../bridge.ts';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';
import { TextField } from '../theme/text-field.tsx';
import '../welcome/welcome.css';
import './lock.css';

const broken = 'That did not work just now. Try again; if it happens again, close Agentbook and open it again.';

const words: Record<Exclude<AppInfo['locked'], ''>, string> = {
  passPhrase: 'Type the pass phrase of this connection to open it.',
  keychain: 'Your keychain opens it; the system may ask for its password.',
};

/** All there is while the desk is locked: nothing of any client is in this page. */
export function LockScreen({ info }: { info: AppInfo }) {
  const [passPhrase, setPassPhrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const byPhrase = info.locked === 'passPhrase';
  // At first, and again after a try that failed: a button that was switched off meanwhile has lost it.
  useEffect(() => {
    if (!busy) form.current?.querySelector<HTMLElement>('input, button')?.focus();
  }, [busy]);
  const unlock = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const answer = await bridge().ask('app.unlock', { passPhrase }).catch(() => null);
    setPassPhrase('');
    if (answer?.ok) return useApp.getState().loadInfo();
    setBusy(false);
    setProblem(answer === null ? broken : answer.error.map(({ text }) => text).join(' '));
  };
  return (
    <main className="welcome" aria-label="Locked">
      <form ref={form} className="welcome-body lock" onSubmit={(event) => (event.preventDefault(), void unlock())} noValidate>
        <LockKeyhole size={32} aria-hidden strokeWidth={1.5} />
        <h1>{info.connection?.name ?? 'Agentbook'} is locked</h1>
        <p>{words[byPhrase ? 'passPhrase' : 'keychain']} Edits that are waiting are kept, and so are forms you left open.</p>
        {byPhrase && <TextField label="Pass phrase" type="password" value={passPhrase} onChange={setPassPhrase} problem={problem} />}
        {!byPhrase && problem !== '' && (
          <p className="field-error" role="alert">
            {problem}
          </p>
        )}
        <div>
          <Button look="primary" type="submit" isDisabled={busy}>
            {busy ? 'Opening…' : 'Unlock'}
          </Button>
        </div>
      </form>
    </main>
  );
}
