import { BookUser, Cable, FlaskConical } from 'lucide-react';
import { useState } from 'react';
import type { FieldIssue } from '../../shared/faults.ts';
import type { ConnectionInfo } from '../../shared/ipc-contract.ts';
import type { Result } from '../../shared/result.ts';
import type { SystemFacts } from '../../shared/systems.ts';
import { bridge } from '../bridge.ts';
import { SystemForm, Systems } from '../connections/add-connection.tsx';
import { ConnectionForm } from '../connection/connection-form.tsx';
import { newDraft } from '../connection/draft.ts';
import { showAndFocus } from '../desk/focus.ts';
import { useApp } from '../store.ts';
import { WithoutKeychain } from '../lock/without-keychain.tsx';
import { Button } from '../theme/button.tsx';
import { Logo } from '../theme/logo.tsx';
import './welcome.css';

/** First start: one screen, three honest choices. */
export function Welcome() {
  const [noKeychain, setNoKeychain] = useState(false);
  const onIssues = (issues: readonly FieldIssue[]): void => setNoKeychain(issues.some(({ code }) => code === 'keychain'));
  return (
    <main className="welcome" aria-label="Welcome">
      <div className="welcome-body">
        <header className="welcome-head">
          <Logo size={40} />
          <h1>Agentbook</h1>
          <p className="quiet">The contacts of your linked clients, on your own computer. Edit with or without a connection; each change reaches Inland Revenue exactly once.</p>
        </header>
        {noKeychain && <WithoutKeychain />}
        <Practice onIssues={onIssues} />
        <Connect onIssues={onIssues} />
        <OtherSystem />
      </div>
    </main>
  );
}

interface Told {
  onIssues: (issues: readonly FieldIssue[]) => void;
}

/** Runs one attempt to connect; holds what went wrong in words. */
function useConnecting({ onIssues }: Told) {
  const [busy, setBusy] = useState(false);
  const [issues, setIssues] = useState<FieldIssue[]>([]);
  const run = async (attempt: () => Promise<Result<ConnectionInfo, FieldIssue[]>>): Promise<void> => {
    setBusy(true);
    setIssues([]);
    const broken: FieldIssue = { field: '', code: 'broken', text: 'That did not work, and nothing was saved. Try again; if it happens again, restart Agentbook.' };
    const answer = await attempt().catch(() => ({ ok: false as const, error: [broken] }));
    setBusy(false);
    if (answer.ok) return useApp.getState().connected(answer.value);
    setIssues(answer.error);
    onIssues(answer.error);
  };
  return { busy, issues, run };
}

function Practice(told: Told) {
  const { busy, issues, run } = useConnecting(told);
  return (
    <section className="choice-card first" aria-label="Practice office">
      <FlaskConical size={20} aria-hidden />
      <div>
        <h2>Try it with a practice office</h2>
        <p className="quiet">Invented clients on this computer, behaving as Inland Revenue’s gateway does. Nothing leaves the computer, and nothing you do there touches a real client.</p>
        {issues.length > 0 && (
          <p className="field-error" role="alert">
            {issues.map((issue) => issue.text).join(' ')}
          </p>
        )}
        <Button look="primary" autoFocus isDisabled={busy} onPress={() => void run(() => bridge().ask('app.startPractice', {}))}>
          {busy ? 'Setting up the practice office…' : 'Start with practice data'}
        </Button>
      </div>
    </section>
  );
}

function Connect(told: Told) {
  const [open, setOpen] = useState(false);
  // The form is taller than most windows: its beginning is what must be in view.
  const unfold = (): void => showAndFocus(() => setOpen(true), connectFormId)?.closest('section')?.scrollIntoView({ block: 'start' });
  return (
    <section className="choice-card" aria-label="Connect to Inland Revenue">
      <Cable size={20} aria-hidden />
      <div>
        <h2>Connect to Inland Revenue</h2>
        <p className="quiet">Production, test or mock, straight or through a relay in your firm. Tokens, keys and pass phrases are kept in this computer’s keychain; where there is none, you choose.</p>
        {open ? <ConnectForm {...told} /> : <Button onPress={unfold}>Set up a connection</Button>}
      </div>
    </section>
  );
}

/** Whoever has no clients at Inland Revenue begins with another system, or adds it later. */
function OtherSystem() {
  const systems = useApp((state) => state.systems);
  const others = systems.filter(({ rows }) => rows === 'contacts');
  const [open, setOpen] = useState(false);
  const [chosen, choose] = useState<SystemFacts | null>(null);
  if (others.length === 0) return null;
  return (
    <section className="choice-card" aria-label="Connect another system">
      <BookUser size={20} aria-hidden />
      <div>
        <h2>{chosen === null ? 'Connect another system' : `Connect to ${chosen.name}`}</h2>
        {chosen === null && <p className="quiet">{others.map(({ name }) => name).join(', ')}: the same queue, offline, beside your clients or alone.</p>}
        {chosen !== null ? <SystemForm facts={chosen} onLeave={() => choose(null)} /> : open ? <Systems systems={others} onChoose={choose} /> : <Button onPress={() => setOpen(true)}>Choose a system</Button>}
      </div>
    </section>
  );
}

const connectFormId = 'connect-form';

function ConnectForm({ onIssues }: Told) {
  const [initial] = useState(newDraft);
  return (
    <div id={connectFormId} className="connect-form" tabIndex={-1}>
      <ConnectionForm
        initial={initial}
        anew
        label="Connect to a gateway"
        submit={{ word: 'Connect', busy: 'Connecting…' }}
        send={async ({ settings, secrets }) => {
          const answer = await bridge().ask('app.connect', { settings, secrets });
          if (!answer.ok) onIssues(answer.error);
          return answer;
        }}
        onDone={(connection) => useApp.getState().connected(connection)}
      />
    </div>
  );
}
