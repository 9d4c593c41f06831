import { Search } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import type { ClientRow } from '../../shared/views.ts';
import { Badge } from '../connections/badge.tsx';
import { factsOf } from '../connections/connections-state.ts';
import type { FoundIn } from '../found/find-everywhere.ts';
import { findEverywhere } from '../found/find-everywhere.ts';
import { useApp } from '../store.ts';
import { MarkSign } from '../theme/mark.tsx';
import { chordWords, runCommand } from './commands.ts';
import type { Command } from './commands.ts';
import { matchingCommands } from './palette-match.ts';
import { besideName, inWords, useFacts, useWords } from './system-words.ts';
import { counted } from './time-words.ts';

type Entry = { id: string; client: ClientRow; connection: FoundIn['connection'] } | { id: string; command: Command };

interface Found {
  /** The text these rows answer. */
  query: string;
  in: FoundIn[];
}

/** Whoever matches, from the engine of every connection; the latest text wins. */
function useMatchingClients(query: string): Found {
  const [found, setFound] = useState<Found>({ query: '', in: [] });
  useEffect(() => {
    let latest = true;
    const answer = (all: FoundIn[]): unknown => latest && setFound({ query, in: all });
    findEverywhere(query, useApp.getState()).then(answer, () => answer([]));
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
  void openFound(entry.client, entry.connection);
}

/** What is found in another connection puts that one in front. */
async function openFound(client: ClientRow, connection: FoundIn['connection']): Promise<void> {
  if (connection !== null && !(await useApp.getState().putInFront(connection.id))) return;
  useApp.getState().show({ place: 'desk' });
  useApp.getState().openClient(client.id, client);
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
  const clients = found.in.flatMap(({ connection, rows }) => rows.map((client) => ({ id: `${connection?.id ?? ''} ${client.id}`, client, connection })));
  const entries: Entry[] = [...clients, ...commands.map((command) => ({ id: command.id, command }))];
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
          <PaletteBody query={query} found={found} entries={entries} active={active} onQuery={(text) => (setQuery(text), setAt(0))} onKeyDown={onKeyDown} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface BodyProps {
  query: string;
  found: Found;
  entries: Entry[];
  active: number;
  onQuery: (text: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

function PaletteBody({ query, found, entries, active, onQuery, onKeyDown }: BodyProps) {
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
        {groupsOf(entries).map((group) => (
          <Group key={group.label} connection={group.connection} label={group.label} matched={found.in.find(({ connection }) => connection?.id === group.connection?.id)?.matched ?? 0}>
            {group.entries.map(({ entry, at }) => (
              <PaletteEntry key={entry.id} id={`${id}-${at}`} entry={entry} active={at === active} />
            ))}
          </Group>
        ))}
      </div>
      {entries.length === 0 && <p className="palette-none quiet">Nobody and no command match “{query.trim()}”.</p>}
    </>
  );
}

interface EntryGroup {
  connection: FoundIn['connection'];
  /** '' where nothing has to be told apart. */
  label: string;
  entries: { entry: Entry; at: number }[];
}

/** What was found in each connection together, then the commands. */
function groupsOf(entries: readonly Entry[]): EntryGroup[] {
  const several = entries.some((entry) => 'client' in entry && entry.connection !== null);
  const groups: EntryGroup[] = [];
  entries.forEach((entry, at) => {
    const connection = 'client' in entry ? entry.connection : null;
    const label = !several ? '' : 'client' in entry ? (connection?.name ?? '') : 'Commands';
    const last = groups.at(-1);
    if (last !== undefined && last.label === label && last.connection?.id === connection?.id) last.entries.push({ entry, at });
    else groups.push({ connection, label, entries: [{ entry, at }] });
  });
  return groups;
}

function Group({ connection, label, matched, children }: { connection: FoundIn['connection']; label: string; matched: number; children: ReactNode }) {
  if (label === '') return children;
  const more = connection === null ? '' : counted(matched, 'found', 'found');
  return (
    <div role="group" aria-label={[label, more].filter((part) => part !== '').join(', ')} className="palette-group">
      <p className="palette-head" aria-hidden>
        {connection !== null && <Badge name={connection.name} colour={connection.colour} />}
        <span>{label}</span>
        <span className="quiet numeric">{more}</span>
      </p>
      {children}
    </div>
  );
}

function PaletteEntry({ id, entry, active }: { id: string; entry: Entry; active: boolean }) {
  const platform = useApp((state) => state.info?.platform ?? '');
  const words = useWords();
  const facts = useFacts();
  const systems = useApp((state) => state.systems);
  const blocked = 'command' in entry ? entry.command.blocked(useApp.getState()) : '';
  return (
    <div id={id} role="option" aria-selected={active} className={`palette-entry${active ? ' active' : ''}`} onClick={() => choose(entry)}>
      {'client' in entry ? (
        <>
          <span className="client-name">{entry.client.name === '' ? 'Name not read yet' : entry.client.name}</span>
          <span className="client-number numeric">{besideName(entry.client, entry.connection === null ? facts : factsOf({ systems }, entry.connection.system))}</span>
          <MarkSign mark={entry.client.mark} />
        </>
      ) : (
        <>
          <span className={blocked === '' ? '' : 'quiet'}>{inWords(entry.command.title, words)}</span>
          {blocked !== '' && <span className="quiet palette-blocked">{blocked}</span>}
          {(entry.command.chord || entry.command.key) !== '' && <kbd>{entry.command.chord === '' ? entry.command.key.toUpperCase() : chordWords(entry.command.chord, platform)}</kbd>}
        </>
      )}
    </div>
  );
}
