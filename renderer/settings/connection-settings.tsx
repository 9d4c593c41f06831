import { useState } from 'react';
import type { HeldSettings } from '../../shared/connection-settings.ts';
import type { ConnectionInfo, Keeping } from '../../shared/ipc-contract.ts';
import { bridge } from '../bridge.ts';
import { CheckReport } from '../connection/check-report.tsx';
import { TestButton } from '../connection/connection-form.tsx';
import type { Draft } from '../connection/draft.ts';
import { draftOf } from '../connection/draft.ts';
import type { Field } from '../connection/fields.ts';
import { testGateway, useCheck } from '../connection/use-check.ts';
import { runCommand } from '../desk/commands.ts';
import { useWords } from '../desk/system-words.ts';
import { useNow } from '../desk/use-now.ts';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';
import { ChangeConnection } from './change-connection.tsx';
import { connectionFacts, keptHereWords } from './session-words.ts';
import { Group } from './settings-group.tsx';
import { SignOut } from './sign-out.tsx';
import { useHeld } from './use-held.ts';

const changeButtonId = 'change-connection';

const heldSettings = () => bridge().ask('app.settings', {});

interface Props {
  connection: ConnectionInfo;
  /** Where its secrets are; null: not known yet. */
  keeping: Keeping | null;
}

/** The open connection: where it goes, who is signed in, and what can be done about it. */
export function Connection({ connection, keeping }: Props) {
  const { held, look } = useHeld(connection, heldSettings);
  const [changing, setChanging] = useState<{ goTo: Field | '' } | null>(null);
  const focusBack = (): void => void requestAnimationFrame(() => document.getElementById(changeButtonId)?.focus());
  const close = (): void => {
    setChanging(null);
    focusBack();
  };
  if (held !== null && changing !== null)
    return (
      <Group title="Change connection">
        <ChangeConnection initial={draftOf(held)} goTo={changing.goTo} onClose={close} onDone={(changed) => (useApp.getState().connected(changed), look(), close())} />
      </Group>
    );
  return (
    <Group title="Connection">
      <Facts connection={connection} held={held} keeping={keeping} />
      {held !== null && <HeldActions held={held} onChange={(goTo) => setChanging({ goTo })} onSignedOut={() => (look(), focusBack())} />}
      <DeskActions />
    </Group>
  );
}

function Facts({ connection, held, keeping }: Props & { held: HeldSettings | null }) {
  const { system } = useWords();
  const now = useNow();
  return (
    <dl className="facts">
      <dt>Name</dt>
      <dd className="selectable">{connection.name}</dd>
      <dt>System</dt>
      <dd>{system}</dd>
      <dt>Data</dt>
      <dd>{connection.practice ? 'Practice data: invented clients in a sandbox on this computer' : 'Your linked clients'}</dd>
      {held !== null &&
        connectionFacts(held, keeping, now).map(({ term, text }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd className="selectable">{text}</dd>
          </div>
        ))}
      <dt>Kept here</dt>
      <dd>{keptHereWords(keeping)}</dd>
    </dl>
  );
}

function HeldActions({ held, onChange, onSignedOut }: { held: HeldSettings; onChange: (goTo: Field | '') => void; onSignedOut: () => void }) {
  const check = useCheck(testGateway);
  const [draft, setDraft] = useState<Draft>(() => draftOf(held));
  const test = (): void => {
    const now = draftOf(held);
    setDraft(now);
    void check.run(now);
  };
  return (
    <>
      <div className="settings-actions">
        <Button id={changeButtonId} onPress={() => onChange('')}>
          Change connection…
        </Button>
        <TestButton check={check} onPress={test} />
        {held.session.state === 'signedIn' && <SignOut onSignedOut={onSignedOut} />}
      </div>
      <CheckReport check={check} draft={draft} onGoTo={onChange} />
    </>
  );
}

export function DeskActions() {
  const { many } = useWords();
  const paused = useApp((state) => state.status?.connection.state === 'paused');
  return (
    <div className="settings-actions">
      <Button onPress={() => runCommand('refresh')}>Read all {many} again</Button>
      <Button onPress={() => runCommand('pause')}>{paused ? 'Go online' : 'Work offline'}</Button>
    </div>
  );
}
