import { useState } from 'react';
import type { FieldIssue } from '../../shared/faults.ts';
import type { ConnectionInfo } from '../../shared/ipc-contract.ts';
import type { SystemFacts } from '../../shared/systems.ts';
import { bridge } from '../bridge.ts';
import { ConnectionForm } from '../connection/connection-form.tsx';
import { newDraft } from '../connection/draft.ts';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';
import { newConnection } from './record-connection-draft.ts';
import { RecordConnectionForm } from './record-connection-form.tsx';
import './connections.css';

const done = (connection: ConnectionInfo): void => {
  const { connected, show } = useApp.getState();
  // The desk that is left is not to be found here again.
  show({ place: 'desk' });
  connected(connection);
  useApp.getState().show({ place: 'desk' });
};

/** Another practice, or another system, beside what is there. */
export function AddConnection() {
  const systems = useApp((state) => state.systems);
  const [chosen, choose] = useState<SystemFacts | null>(null);
  return (
    <main className="settings" aria-label="Add a connection">
      <div className="settings-body">
        <h2>{chosen === null ? 'Add a connection' : `Connect to ${chosen.name}`}</h2>
        {chosen === null && <p className="quiet">Each connection has files, keys and limits of its own. All of them work at the same time; one is in front.</p>}
        {chosen === null ? <Systems systems={systems} onChoose={choose} /> : <SystemForm facts={chosen} onLeave={() => choose(null)} />}
      </div>
    </main>
  );
}

export function Systems({ systems, onChoose }: { systems: readonly SystemFacts[]; onChoose: (facts: SystemFacts) => void }) {
  return (
    <div className="system-choices">
      {systems.map((facts) => (
        <SystemChoice key={facts.id} facts={facts} onChoose={() => onChoose(facts)} />
      ))}
    </div>
  );
}

function SystemChoice({ facts, onChoose }: { facts: SystemFacts; onChoose: () => void }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const practice = async (): Promise<void> => {
    setBusy(true);
    const broken: FieldIssue = { field: '', code: 'broken', text: 'That did not work, and nothing was saved. Try again.' };
    const answer = await bridge().ask('app.startPractice', { system: facts.id }).catch(() => ({ ok: false as const, error: [broken] }));
    setBusy(false);
    if (answer.ok) done(answer.value);
    else setProblem(answer.error.map(({ text }) => text).join(' '));
  };
  return (
    <section className="system-choice" aria-label={facts.name}>
      <div>
        <h3>{facts.name}</h3>
        <p className="quiet">{facts.lifecycle.note || (facts.rows === 'clients' ? 'The clients linked to a practice, with their contacts.' : 'Contacts, each a record of its own.')}</p>
      </div>
      <div className="settings-actions">
        <Button isDisabled={busy} onPress={() => void practice()} aria-label={`Practice data: ${facts.name}`}>
          {busy ? 'Setting up…' : 'Practice data'}
        </Button>
        <Button look="primary" isDisabled={busy} onPress={onChoose} aria-label={`Connect: ${facts.name}`}>
          Connect…
        </Button>
      </div>
      {problem !== '' && (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}

/** Inland Revenue has a form of its own; every other is drawn from what its system says. */
export function SystemForm({ facts, onLeave }: { facts: SystemFacts; onLeave: () => void }) {
  const [initial] = useState(newDraft);
  const submit = { word: 'Connect', busy: 'Connecting…' };
  if (facts.rows === 'clients')
    return <ConnectionForm initial={initial} anew label="Connect to a gateway" submit={submit} send={({ settings, secrets }) => bridge().ask('app.connect', { settings, secrets })} onDone={done} onLeave={onLeave} />;
  return <RecordConnectionForm facts={facts} initial={newConnection(facts)} anew label={`Connect to ${facts.name}`} submit={submit} send={(request) => bridge().ask('app.connectRecords', request)} onDone={done} onLeave={onLeave} />;
}
