import { Radio, RadioGroup, Switch } from 'react-aria-components';
import type { ConnectionInfo } from '../../shared/ipc-contract.ts';
import { runCommand } from '../desk/commands.ts';
import type { Theme } from '../desk/desk-state.ts';
import { useFacts } from '../desk/system-words.ts';
import { ConnectionList } from '../connections/connection-list.tsx';
import { useApp } from '../store.ts';
import { Privacy } from '../lock/privacy-settings.tsx';
import { usePrivacy } from '../lock/use-privacy.ts';
import { Button } from '../theme/button.tsx';
import { Connection } from './connection-settings.tsx';
import { RecordConnection } from './record-connection.tsx';
import { Group } from './settings-group.tsx';
import './settings.css';

export function Settings({ connection }: { connection: ConnectionInfo }) {
  const { privacy, look } = usePrivacy(connection);
  const facts = useFacts();
  return (
    <main className="settings" aria-label="Settings">
      <div className="settings-body">
        <h2>Settings</h2>
        <Look />
        <Keys />
        {facts?.rows === 'contacts' ? <RecordConnection connection={connection} facts={facts} keeping={privacy?.keeping ?? null} /> : <Connection connection={connection} keeping={privacy?.keeping ?? null} />}
        <ConnectionList />
        {privacy !== null && <Privacy held={privacy} onMoved={look} />}
        <About />
      </div>
    </main>
  );
}

const themes: readonly { id: Theme; word: string }[] = [
  { id: 'system', word: 'As the system' },
  { id: 'light', word: 'Light' },
  { id: 'dark', word: 'Dark' },
];

function Look() {
  const theme = useApp((state) => state.theme);
  return (
    <Group title="Look">
      <RadioGroup className="radios" aria-label="Look" value={theme} onChange={(value) => useApp.getState().setTheme(value as Theme)}>
        {themes.map(({ id, word }) => (
          <Radio key={id} value={id} className="radio">
            <span className="radio-sign" aria-hidden />
            {word}
          </Radio>
        ))}
      </RadioGroup>
      <p className="field-hint">High contrast and reduced motion follow the system.</p>
    </Group>
  );
}

function Keys() {
  const on = useApp((state) => state.singleKeys);
  return (
    <Group title="Keyboard">
      <Switch className="switch" isSelected={on} onChange={(value) => useApp.getState().setSingleKeys(value)}>
        <span className="switch-track" aria-hidden />
        Single letters as shortcuts
      </Switch>
      <p className="field-hint">Turn this off if you speak to your computer, or press letters by accident. The palette holds every command, with or without its letter.</p>
      <div>
        <Button onPress={() => runCommand('keys')}>Show all shortcuts</Button>
      </div>
    </Group>
  );
}

function About() {
  const version = useApp((state) => state.info?.version ?? '');
  return (
    <Group title="About">
      <p>
        Agentbook <span className="numeric selectable">{version}</span>
      </p>
      <p className="field-hint">Contacts of a tax agent’s linked clients, edited offline and sent exactly once. Not an Inland Revenue product.</p>
    </Group>
  );
}
