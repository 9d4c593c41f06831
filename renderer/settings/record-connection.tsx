import { useState } from 'react';
import type { RecordSettings } from '../../shared/connection-settings.ts';
import type { ConnectionInfo, Keeping } from '../../shared/ipc-contract.ts';
import type { SystemFacts } from '../../shared/systems.ts';
import { bridge } from '../bridge.ts';
import { CheckLines } from '../connection/check-report.tsx';
import { TestButton } from '../connection/connection-form.tsx';
import { useCheck } from '../connection/use-check.ts';
import { connectionDraftOf, connectionRequest } from '../connections/record-connection-draft.ts';
import { RecordConnectionForm } from '../connections/record-connection-form.tsx';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';
import { DeskActions } from './connection-settings.tsx';
import { keptHereWords } from './session-words.ts';
import { Group } from './settings-group.tsx';
import { SignOut } from './sign-out.tsx';
import { useHeld } from './use-held.ts';

interface Held {
  settings: RecordSettings;
  held: string[];
}

const changeButtonId = 'change-connection';

const heldRecordSettings = () => bridge().ask('app.recordSettings', {});

interface Props {
  connection: ConnectionInfo;
  facts: SystemFacts;
  /** Where its secrets are; null: not known yet. */
  keeping: Keeping | null;
}

/** The connection in front, of a system whose contacts are records. */
export function RecordConnection({ connection, facts, keeping }: Props) {
  const { held, look } = useHeld(connection, heldRecordSettings);
  const [changing, setChanging] = useState(false);
  const focusBack = (): void => void requestAnimationFrame(() => document.getElementById(changeButtonId)?.focus());
  const close = (): void => {
    setChanging(false);
    focusBack();
  };
  if (held !== null && changing)
    return (
      <Group title="Change connection">
        <RecordConnectionForm facts={facts} initial={connectionDraftOf(held.settings, held.held, facts)} anew={false} label="Change connection" submit={{ word: 'Save changes', busy: 'Connecting…' }} send={(request) => bridge().ask('app.changeRecords', request)} onDone={(changed) => (useApp.getState().connected(changed), look(), close())} onLeave={close} />
      </Group>
    );
  return (
    <Group title="Connection">
      <dl className="facts">
        {factsOf(connection, facts, held, keeping).map(({ term, text }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd className="selectable">{text}</dd>
          </div>
        ))}
      </dl>
      {held !== null && <Actions facts={facts} held={held} onChange={() => setChanging(true)} onSignedOut={() => (look(), focusBack())} />}
      <DeskActions />
    </Group>
  );
}

function factsOf(connection: ConnectionInfo, facts: SystemFacts, held: Held | null, keeping: Keeping | null): { term: string; text: string }[] {
  const access = held === null ? '' : facts.connect.secrets.filter(({ name }) => held.held.includes(name)).map(({ label }) => label).join(', ');
  const lines = [
    { term: 'Name', text: connection.name },
    { term: 'System', text: facts.lifecycle.note === '' ? facts.name : `${facts.name}. ${facts.lifecycle.note}` },
    { term: 'Data', text: connection.practice ? 'Practice data: invented contacts in a sandbox on this computer' : 'Your contacts' },
    { term: 'Address', text: held?.settings.address ?? '' },
    { term: facts.connect.scope?.label ?? '', text: held?.settings.scope.replaceAll('\n', ', ') ?? '' },
    { term: 'Access', text: held === null ? '' : access === '' ? 'Signed out: no key is held' : `Held: ${access}` },
    { term: 'Kept here', text: keptHereWords(keeping) },
  ];
  return lines.filter(({ term, text }) => term !== '' && text !== '');
}

function Actions({ facts, held, onChange, onSignedOut }: { facts: SystemFacts; held: Held; onChange: () => void; onSignedOut: () => void }) {
  const check = useCheck((tested: Held) => bridge().ask('app.testRecords', connectionRequest(connectionDraftOf(tested.settings, tested.held, facts), facts)));
  const waiting = useApp((state) => state.status?.waiting ?? 0);
  const kept = waiting === 0 ? 'Edits you make meanwhile are kept' : `${waiting === 1 ? 'The edit that waits is' : `The ${waiting} edits that wait are`} kept`;
  return (
    <>
      <div className="settings-actions">
        <Button id={changeButtonId} onPress={onChange}>
          Change connection…
        </Button>
        <TestButton check={check} onPress={() => void check.run(held)} />
        {held.held.length > 0 && <SignOut words={`The keys of ${facts.name} are forgotten on this computer. ${kept}, and wait until you type keys again.`} onSignedOut={onSignedOut} />}
      </div>
      <CheckLines check={check} changed={false} placeFor={() => null} />
    </>
  );
}
