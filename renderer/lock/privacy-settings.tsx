import { useState } from 'react';
import type { Keeping, Privacy as Held } from '../../shared/ipc-contract.ts';
import { bridge } from '../bridge.ts';
import { runCommand } from '../desk/commands.ts';
import { Group } from '../settings/settings-group.tsx';
import { Button } from '../theme/button.tsx';
import { TextField } from '../theme/text-field.tsx';
import { ChangeKeeping } from './change-keeping.tsx';
import { keepingWords, readMinutes } from './privacy-words.ts';
import './lock.css';

/** When the desk locks, and what its secrets are kept with. */
export function Privacy({ held, onMoved }: { held: Held; onMoved: () => void }) {
  return (
    <Group title="Privacy">
      {held.keeping === 'session' ? null : <Locking minutes={held.lockAfterMinutes} />}
      <Secrets key={held.keeping} keeping={held.keeping} onMoved={onMoved} />
    </Group>
  );
}

function Locking({ minutes }: { minutes: number }) {
  const [typed, setTyped] = useState(String(minutes));
  const read = readMinutes(typed);
  const change = (value: string): void => {
    setTyped(value);
    const next = readMinutes(value);
    if (next.ok) void bridge().ask('app.lockAfter', { minutes: next.value });
  };
  return (
    <>
      <TextField className="lock-minutes" label="Lock after minutes without use" value={typed} onChange={change} problem={read.ok ? '' : read.error} hint="0: never by itself." />
      <p className="field-hint">It also locks when the computer sleeps or its screen is locked, where the system says so. What is waiting may go on being sent for two minutes; before sleep it stops at once.</p>
      <div>
        <Button onPress={() => runCommand('lock')}>Lock now</Button>
      </div>
    </>
  );
}

function Secrets({ keeping, onMoved }: { keeping: Keeping; onMoved: () => void }) {
  const [asking, setAsking] = useState<'keychain' | 'passPhrase' | null>(null);
  if (asking !== null) return <ChangeKeeping from={keeping} to={asking} onClose={() => setAsking(null)} onMoved={() => (setAsking(null), onMoved())} />;
  return (
    <>
      <p>{keepingWords(keeping)}</p>
      {keeping !== 'session' && (
        <div className="settings-actions">
          <Button onPress={() => setAsking('passPhrase')}>{keeping === 'passPhrase' ? 'Change the pass phrase' : 'Use a pass phrase instead'}</Button>
          {keeping === 'passPhrase' && <Button onPress={() => setAsking('keychain')}>Use the keychain instead</Button>}
        </div>
      )}
    </>
  );
}
