import { Cable, FlaskConical } from 'lucide-react';
import { useState } from 'react';
import type { SubmitEvent } from 'react';
import type { FieldIssue } from '../../shared/faults.ts';
import type { ConnectionInfo } from '../../shared/ipc-contract.ts';
import type { Result } from '../../shared/result.ts';
import { bridge } from '../bridge.ts';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';
import { Logo } from '../theme/logo.tsx';
import { TextField } from '../theme/text-field.tsx';
import { generalProblem, problemOf } from './problems.ts';
import './welcome.css';

/** First start: one screen, two honest choices. */
export function Welcome() {
  return (
    <main className="welcome" aria-label="Welcome">
      <div className="welcome-body">
        <header className="welcome-head">
          <Logo size={40} />
          <h1>Agentbook</h1>
          <p className="quiet">The contacts of your linked clients, on your own computer. Edit with or without a connection; each change reaches Inland Revenue exactly once.</p>
        </header>
        <Practice />
        <Connect />
      </div>
    </main>
  );
}

/** Runs one attempt to connect; holds what went wrong in words. */
function useConnecting() {
  const [busy, setBusy] = useState(false);
  const [issues, setIssues] = useState<FieldIssue[]>([]);
  const run = async (attempt: () => Promise<Result<ConnectionInfo, FieldIssue[]>>): Promise<void> => {
    setBusy(true);
    setIssues([]);
    const broken: FieldIssue = { field: '', code: 'broken', text: 'That did not work, and nothing was saved. Try again; if it happens again, restart Agentbook.' };
    const answer = await attempt().catch(() => ({ ok: false as const, error: [broken] }));
    setBusy(false);
    if (answer.ok) useApp.getState().connected(answer.value);
    else setIssues(answer.error);
  };
  return { busy, issues, run };
}

function Practice() {
  const { busy, issues, run } = useConnecting();
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

interface GatewayForm {
  name: string;
  baseUrl: string;
  token: string;
}

const lacking = (form: GatewayForm): FieldIssue[] => [
  ...(form.baseUrl.trim() === '' ? [{ field: 'baseUrl', code: 'missing', text: 'Type the address of the gateway, such as https://gateway.example.' }] : []),
  ...(form.token.trim() === '' ? [{ field: 'token', code: 'missing', text: 'Paste the access token you were given.' }] : []),
];

function Connect() {
  return (
    <section className="choice-card" aria-label="Connect to a gateway">
      <Cable size={20} aria-hidden />
      <div>
        <h2>Connect to an Inland Revenue gateway</h2>
        <p className="quiet">Reads the clients listed for your token and sends your edits to the address you give. The token is kept in this computer’s keychain and nowhere else.</p>
        <p className="quiet">For now this is for sandbox and test gateways: Inland Revenue’s own client-list service and client certificates come in a later version.</p>
        <ConnectForm />
      </div>
    </section>
  );
}

function ConnectForm() {
  const { busy, issues, run } = useConnecting();
  const [form, setForm] = useState<GatewayForm>({ name: '', baseUrl: '', token: '' });
  const [missing, setMissing] = useState<FieldIssue[]>([]);
  const all = missing.length > 0 ? missing : issues;
  const set = (field: keyof GatewayForm) => (text: string): void => {
    setForm({ ...form, [field]: text });
    setMissing([]);
  };
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setMissing(lacking(form));
    if (lacking(form).length === 0) void run(() => bridge().ask('app.connect', { name: form.name.trim(), baseUrl: form.baseUrl.trim(), token: form.token.trim() }));
  };
  const general = generalProblem(all, Object.keys(form));
  return (
    <form className="connect-form" aria-label="Connect to a gateway" onSubmit={submit} noValidate>
      <TextField label="Gateway address" type="url" value={form.baseUrl} onChange={set('baseUrl')} problem={problemOf(all, 'baseUrl')} placeholder="https://" />
      <TextField label="Access token" type="password" value={form.token} onChange={set('token')} problem={problemOf(all, 'token')} />
      <TextField label="Name for this connection (optional)" value={form.name} onChange={set('name')} problem={problemOf(all, 'name')} placeholder="Inland Revenue" />
      {general !== '' && (
        <p className="field-error" role="alert">
          {general}
        </p>
      )}
      <div>
        <Button type="submit" isDisabled={busy}>
          {busy ? 'Asking the gateway…' : 'Connect'}
        </Button>
      </div>
    </form>
  );
}
