import { Inbox, Search } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import type { ConnectionInfo } from '../../shared/ipc-contract.ts';
import { Badge } from '../connections/badge.tsx';
import { useApp } from '../store.ts';
import { Logo } from '../theme/logo.tsx';
import { chordWords, runCommand } from './commands.ts';
import { useWords } from './system-words.ts';

export function TitleBar({ connection }: { connection: ConnectionInfo }) {
  const platform = useApp((state) => state.info?.platform ?? '');
  const left = useApp(({ status }) => (status ? status.needsYou + status.checking + status.sending + status.waiting : 0));
  const queueOpen = useApp((state) => state.queueOpen);
  const several = useApp((state) => state.connections.length > 1);
  const { one } = useWords();
  return (
    <header className="title-bar">
      <div className="title-product">
        <Logo />
        <h1>Agentbook</h1>
        <span className="title-connection">
          {several && <Badge name={connection.name} colour={connection.colour} />}
          <span className="title-name">{connection.name}</span>
        </span>
        {connection.practice && <span className="badge">Practice data</span>}
      </div>
      <AriaButton className="title-find" onPress={() => runCommand('palette')}>
        <Search size={14} aria-hidden />
        <span>{several ? 'Find anybody, or a command' : `Find a ${one} or a command`}</span>
        <kbd aria-hidden>{chordWords('Mod+K', platform)}</kbd>
      </AriaButton>
      <div className="title-end">
        <AriaButton id="open-queue" className={`button plain queue-toggle${queueOpen ? ' on' : ''}`} aria-expanded={queueOpen} onPress={() => runCommand('queue')}>
          <Inbox size={15} aria-hidden />
          Queue
          {left > 0 && <span className="count numeric">{left}</span>}
        </AriaButton>
      </div>
    </header>
  );
}
