import { Search } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import type { ClientRow } from '../../shared/views.ts';
import { useApp } from '../store.ts';
import { MarkSign } from '../theme/mark.tsx';
import { chordWords, runCommand } from './commands.ts';
import type { Command } from './commands.ts';
import { matchingCommands } from './palette-match.ts';

type Entry = { id: string; client: ClientRow } | { id: string; command: Command };

const clientsShown = 8;

interface Found {
  /** The text these rows answer. */
  query: string;
  rows: ClientRow[];
}

/** Clients that match, from the engine; the latest text wins. */
function useMatchingClients(query: string): Found {
  const [found, setFound] = useState<Found>({ query: '', rows: [] });
  useEffect(() => {
    let latest = true;
    const ask = query.trim() === '' ? Promise.resolve({ rows: [] }) : useApp.getState().askEngine('clients.list', { query, view: 'all', start: 0, count: clientsShown });
    ask.then((list) => latest && setFound({ query, rows: list.rows.slice(0, clientsShown) })).catch(() => latest && setFound({ query, rows: [] }));
    return () => {
      latest = false;
    };
  }, [query]);
  return found;
}

const close = (): void => useApp.getState().show({ overlay: 'none' });

function choose(entry: Entry | undefined): void {
  if (!entry) return;
  close();
  if ('command' in entry) return void requestAnimationFrame(() => runCommand(entry.command.id));
  useApp.getState().show({ place: 'desk' });
  useApp.getState().openClient(entry.client.id, entry.client);
  requestAnimationFrame(() => document.getElementById('client')?.focus());
}

/** Enter is often quicker than the clients: it waits for them, so that it never takes what an older text had found. */
function useEnter(found: Found, query: string, chosen: Entry | undefined): () => void {
  const [waitsFor, setWaitsFor] = useState<string | null>(null);
  const ready = found.query === query;
  useEffect(() => {
    if (waitsFor === query && ready) choose(chosen);
  }, [waitsFor, query, ready, chosen]);
  return () => (ready ? choose(chosen) : setWaitsFor(query));
}

export function Palette() {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const found = useMatchingClients(query);
  const commands = matchingCommands(query, useApp.getState());
  const entries: Entry[] = [...found.rows.map((client) => ({ id: client.id, client })), ...commands.map((command) => ({ id: command.id, command }))];
  const active = Math.min(at, entries.length - 1);
  const enter = useEnter(found, query, entries[active]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setAt((active + 1) % Math.max(1, entries.length));
    else if (event.key === 'ArrowUp') setAt((active - 1 + entries.length) % Math.max(1, entries.length));
    else if (event.key === 'Enter') enter();
    else return;
    event.preventDefault();
  };
  return (
    <ModalOverlay className="scrim" isOpen isDismissable onOpenChange={(open) => open || close()}>
      <Modal className="dialog">
        <Dialog aria-label="Find a client or a command">
          <PaletteBody query={query} entries={entries} active={active} onQuery={(text) => (setQuery(text), setAt(0))} onKeyDown={onKeyDown} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface BodyProps {
  query: string;
  entries: Entry[];
  active: number;
  onQuery: (text: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

function PaletteBody({ query, entries, active, onQuery, onKeyDown }: BodyProps) {
  const id = useId();
  const current = entries[active];
  useEffect(() => {
    // Newer Chromiums answer a promise here, which must not become the effect's answer.
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);
  return (
    <>
      <div className="palette-field">
        <Search size={16} aria-hidden />
        <input
          role="combobox"
          aria-label="Find a client or a command"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={current ? `${id}-${active}` : undefined}
          aria-autocomplete="list"
          placeholder="Name, IRD number, phone, or a command"
          value={query}
          onChange={(event) => onQuery(event.target.value)}
          onKeyDown={onKeyDown}
          spellCheck="false"
          autoFocus
        />
      </div>
      <div id={`${id}-list`} className="palette-list" role="listbox" aria-label="Clients and commands">
        {entries.map((entry, at) => (
          <PaletteEntry key={entry.id} id={`${id}-${at}`} entry={entry} active={at === active} />
        ))}
      </div>
      {entries.length === 0 && <p className="palette-none quiet">No client and no command match “{query.trim()}”.</p>}
    </>
  );
}

function PaletteEntry({ id, entry, active }: { id: string; entry: Entry; active: boolean }) {
  const platform = useApp((state) => state.info?.platform ?? '');
  const blocked = 'command' in entry ? entry.command.blocked(useApp.getState()) : '';
  return (
    <div id={id} role="option" aria-selected={active} className={`palette-entry${active ? ' active' : ''}`} onClick={() => choose(entry)}>
      {'client' in entry ? (
        <>
          <span className="client-name">{entry.client.name === '' ? 'Name not read yet' : entry.client.name}</span>
          <span className="client-number numeric">{entry.client.number}</span>
          <MarkSign mark={entry.client.mark} />
        </>
      ) : (
        <>
          <span className={blocked === '' ? '' : 'quiet'}>{entry.command.title}</span>
          {blocked !== '' && <span className="quiet palette-blocked">{blocked}</span>}
          {(entry.command.chord || entry.command.key) !== '' && <kbd>{entry.command.chord === '' ? entry.command.key.toUpperCase() : chordWords(entry.command.chord, platform)}</kbd>}
        </>
      )}
    </div>
  );
}
