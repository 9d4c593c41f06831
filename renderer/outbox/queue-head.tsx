import { CloudOff, Search, Send, UserRound, X } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton, Input, SearchField, Tab, TabList } from 'react-aria-components';
import { runCommand } from '../desk/commands.ts';
import { useWords } from '../desk/system-words.ts';
import { count, counted } from '../desk/time-words.ts';
import { useApp } from '../store.ts';
import { Button, IconButton } from '../theme/button.tsx';
import { OneClientToggle } from '../long-list/one-client-toggle.tsx';

export function QueueHead({ left, sent }: { left: number; sent: number }) {
  return (
    <>
      <header className="queue-head">
        <h2>Queue</h2>
        <TabList className="queue-tabs" aria-label="Queue">
          <Tab id="unsent" className="queue-tab">
            To send <span className="numeric quiet">{count(left)}</span>
          </Tab>
          <Tab id="sent" className="queue-tab">
            Sent <span className="numeric quiet">{count(sent)}</span>
          </Tab>
        </TabList>
        <IconButton label="Close queue" onPress={() => useApp.getState().show({ queueOpen: false })}>
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      <Filter />
      <DiscardAll left={left} />
    </>
  );
}

function Filter() {
  const query = useApp((state) => state.queueQuery);
  const client = useApp((state) => state.queueClient);
  const paused = useApp((state) => state.status?.connection.state === 'paused');
  const { filterQueue } = useApp.getState();
  return (
    <div className="queue-filter">
      <SearchField className="search queue-find" aria-label="Search the queue" value={query} onChange={(queueQuery) => filterQueue({ queueQuery })}>
        <Search size={15} aria-hidden className="search-icon" />
        <Input className="input" placeholder="Find in the queue" spellCheck="false" />
        {query !== '' && (
          <AriaButton className="button icon" aria-label="Clear search">
            <X size={14} aria-hidden />
          </AriaButton>
        )}
      </SearchField>
      <OneClientToggle chosen={client} onChoose={(queueClient) => filterQueue({ queueClient })} />
      <IconButton label="Send now" onPress={() => runCommand('sendNow')}>
        <Send size={15} aria-hidden />
      </IconButton>
      <IconButton label={paused ? 'Go online' : 'Work offline'} aria-pressed={paused} onPress={() => runCommand('pause')}>
        <CloudOff size={15} aria-hidden />
      </IconButton>
    </div>
  );
}

/** Offered where the edits of one client are shown; asked once, in place. */
function DiscardAll({ left }: { left: number }) {
  const client = useApp((state) => state.queueClient);
  const tab = useApp((state) => state.queueTab);
  const [askedFor, ask] = useState('');
  const { one, system } = useWords();
  if (client === null || left === 0 || tab === 'sent') return null;
  const leave = (): void => {
    ask('');
    document.getElementById('queue')?.focus();
  };
  if (askedFor !== client.id)
    return (
      <p className="queue-one">
        <UserRound size={14} aria-hidden />
        <span>{client.name}</span>
        <Button small onPress={() => ask(client.id)}>
          Discard all of this {one}…
        </Button>
      </p>
    );
  const question = `Discard everything of ${client.name} that has not been sent?`;
  return (
    <div className="queue-ask queue-ask-all" role="group" aria-label={question}>
      <p>
        <strong>{question}</strong> {system} keeps what it has. What is being sent or checked right now stays.
      </p>
      <div className="queue-actions">
        <Button small look="danger" autoFocus onPress={() => (leave(), void useApp.getState().discardAll(client.id))}>
          Discard {counted(left, 'edit')}
        </Button>
        <Button small onPress={leave}>
          Keep
        </Button>
      </div>
    </div>
  );
}
