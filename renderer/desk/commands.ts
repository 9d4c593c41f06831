import { bridge } from '../bridge.ts';
import { searchInputId } from '../clients/list-head.tsx';
import { moveBy } from '../clients/list-moves.ts';
import { contactAt, levelWithRoom, nameDraft, newContactDraft, newPhoneDraft, undoLast } from '../contacts/contact-commands.ts';
import { frontFacts } from '../connections/connections-state.ts';
import { cannotAdd, editRecord, newRecord } from '../records/record-commands.ts';
import { useApp } from '../store.ts';
import { dockedFrom } from './desk-state.ts';
import { showAndFocus } from './focus.ts';
import type { AppState } from '../store.ts';
import { inWords, wordsFor } from './system-words.ts';

/** Something a person can do anywhere: in the palette, by key, from the native menu. */
export interface Command {
  id: string;
  title: string;
  /** A single key outside of text fields; '' for none. */
  key: string;
  /** Shown for it where the native menu owns the shortcut, with `Mod` for Ctrl or ⌘; '' for none. */
  chord: string;
  run: (state: AppState) => void;
  /** Why it cannot be done now, in words; '' when it can. */
  blocked: (state: AppState) => string;
}

const always = (): string => '';
const hasRecords = (state: AppState): boolean => frontFacts(state)?.rows === 'contacts';
const withClient = (state: AppState): string => (state.detail === null ? `Choose a ${wordsFor(frontFacts(state)).one} first` : '');
const canAdd = (state: AppState): string => (hasRecords(state) ? cannotAdd(state) : withClient(state));
const canLook = (state: AppState): string => (state.connections.length < 2 ? 'There is one connection only' : withClient(state));
const withPhones = (state: AppState): string => (hasRecords(state) ? 'Phones are fields of the contact here: change the contact' : withClient(state));

function search(state: AppState): void {
  const input = showAndFocus(() => state.show({ place: 'desk', overlay: 'none' }), searchInputId);
  if (input instanceof HTMLInputElement) input.select();
}

function toggleQueue(state: AppState): void {
  if (state.queueOpen) state.show({ queueOpen: false });
  else showAndFocus(() => state.show({ queueOpen: true }), 'queue');
}

/** The place takes the focus, so that an arrow leads to the newest edit. On a narrow window the queue makes room. */
function history(state: AppState): void {
  showAndFocus(() => state.show(window.innerWidth < dockedFrom ? { place: 'history', queueOpen: false } : { place: 'history' }), 'history');
}

/** The first edit of the queue that waits for a person. */
async function needsYou(state: AppState): Promise<void> {
  const { rows } = await state.askEngine('queue.list', { states: ['needsYou'], start: 0, count: 1 });
  const [row] = rows;
  if (row) state.showEdit(row.editId);
  else state.say('Nothing needs you');
}

function showQueueOf(state: AppState): void {
  const { detail } = state;
  if (!detail) return;
  state.filterQueue({ queueQuery: '', queueClient: { id: detail.id, name: detail.name === '' ? detail.number : detail.name } });
  state.showTab('unsent');
  showAndFocus(() => state.show({ queueOpen: true }), 'queue');
}

function editContact(state: AppState): void {
  if (hasRecords(state)) return editRecord(state);
  const { detail, currentContact } = state;
  const at = detail && contactAt(detail, currentContact);
  if (detail && at) state.openDraft(nameDraft(detail.id, at));
  else state.say('This client has no contact that can be renamed');
}

function newContact(state: AppState): void {
  if (hasRecords(state)) return newRecord(state);
  const { detail, currentContact } = state;
  const level = detail && levelWithRoom(detail, currentContact);
  if (detail && level) state.openDraft(newContactDraft(detail.id, level));
  else state.say('Every level of this client has a primary and a secondary contact already');
}

/** The same person elsewhere, side by side. */
function together(state: AppState): void {
  const { detail, currentContact, connectionId } = state;
  const contacts = detail?.levels.flatMap((level) => level.contacts) ?? [];
  const contact = contacts.find(({ key }) => key === currentContact) ?? contacts[0];
  if (detail && contact) void state.lookTogether({ connectionId, clientId: detail.id, contact: contact.key });
  else state.say('There is no contact to look for');
}

function newPhone(state: AppState): void {
  const { detail, currentContact } = state;
  const at = detail && contactAt(detail, currentContact);
  if (!detail || !at) state.say('Add a contact first: a phone belongs to a contact');
  else if (at.contact.phones.filter((phone) => !phone.removed).length >= 5) state.say(`${at.contact.name || 'This contact'} has five phones, as many as Inland Revenue takes`);
  else state.openDraft(newPhoneDraft(detail.id, at));
}

function pause(state: AppState): void {
  const paused = state.status?.connection.state !== 'paused';
  void state.askEngine('sync.pause', { paused });
  state.say(paused ? 'Working offline: edits wait until you go online again' : 'Going online');
}

function sendNow(state: AppState): void {
  void state.askEngine('sync.now', {});
  state.say('Trying the connection now');
}

function refresh(state: AppState): void {
  void state.askEngine('sync.refresh', {});
  state.say(inWords('Reading every client again', wordsFor(frontFacts(state))));
}

async function lock(state: AppState): Promise<void> {
  const answer = await bridge().ask('app.lock', {});
  if (!answer.ok) state.say(answer.error.map(({ text }) => text).join(' '));
}

const command = (id: string, title: string, key: string, chord: string, run: (state: AppState) => void, blocked: (state: AppState) => string = always): Command => ({ id, title, key, chord, run, blocked });

export const commands: readonly Command[] = [
  command('palette', 'Find a client or a command', '', 'Mod+K', (state) => state.show({ overlay: 'palette' })),
  command('search', 'Search clients', '/', 'Mod+F', search),
  command('next', 'Next client', 'j', '', () => moveBy(1)),
  command('previous', 'Previous client', 'k', '', () => moveBy(-1)),
  command('newContact', 'New contact', 'n', '', newContact, canAdd),
  command('newPhone', 'New phone', 'p', '', newPhone, withPhones),
  command('edit', 'Rename or change contact', 'e', '', editContact, withClient),
  command('undo', 'Undo the last unsent edit of this client', 'u', '', (state) => void undoLast(state), withClient),
  command('queue', 'Show or hide the queue', 'q', '', toggleQueue),
  command('nextNeedsYou', 'Next edit that needs you', 'c', '', (state) => void needsYou(state)),
  command('reopen', 'Bring back what was just undone, discarded or chosen', 'z', '', (state) => void state.reopen(), (state) => (state.takenLast.length === 0 ? 'Nothing to bring back' : '')),
  command('together', 'Look in other connections', '', '', together, canLook),
  command('queueOfClient', 'Show the queue of this client', '', '', showQueueOf, withClient),
  command('history', 'History', 'h', '', history),
  command('exportHistory', 'Export the history', '', '', (state) => void state.exportHistory()),
  command('sendNow', 'Send now', '', 'F9', sendNow),
  command('refresh', 'Read all clients again', '', 'Mod+R', refresh),
  command('pause', 'Work offline, or go online again', '', 'Mod+Shift+O', pause),
  command('showAll', 'Show all clients', '', '', (state) => (state.show({ place: 'desk' }), state.setView('all'))),
  command('showWaiting', 'Show clients with edits waiting', '', '', (state) => (state.show({ place: 'desk' }), state.setView('waiting'))),
  command('showNeedsYou', 'Show clients that need you', '', '', (state) => (state.show({ place: 'desk' }), state.setView('needsYou'))),
  command('themeSystem', 'Look: as the system', '', '', (state) => state.setTheme('system')),
  command('themeLight', 'Look: light', '', '', (state) => state.setTheme('light')),
  command('themeDark', 'Look: dark', '', '', (state) => state.setTheme('dark')),
  command('addConnection', 'Add a connection', '', '', (state) => state.show(window.innerWidth < dockedFrom ? { place: 'add', queueOpen: false } : { place: 'add' })),
  command('settings', 'Settings', '', 'Mod+,', (state) => state.show(window.innerWidth < dockedFrom ? { place: 'settings', queueOpen: false } : { place: 'settings' })),
  command('lock', 'Lock', '', 'Mod+Shift+L', (state) => void lock(state)),
  command('keys', 'Keyboard shortcuts', '?', '', (state) => state.show({ overlay: 'keys' })),
];

/** One for each connection, where there are several: it comes to the front. */
export const connectionCommands = ({ connections, connectionId }: AppState): Command[] =>
  connections.length < 2
    ? []
    : connections.map(({ id, name }, at) =>
        command(`front-${at + 1}`, `Go to ${name}`, '', at < 9 ? `Mod+${at + 1}` : '', (state) => void state.putInFront(id), () => (id === connectionId ? 'In front already' : '')),
      );

/** Runs a command by its id, or says in a quiet line why it cannot be run now. */
export function runCommand(id: string): void {
  const state = useApp.getState();
  const found = [...commands, ...connectionCommands(state)].find((candidate) => candidate.id === id);
  if (!found) return;
  const blocked = found.blocked(state);
  if (blocked !== '') state.say(blocked);
  else found.run(state);
}

/** `⌘K` on a Mac, `Ctrl K` elsewhere. */
export const chordWords = (chord: string, platform: string): string =>
  platform === 'darwin' ? chord.replace('Mod+', '⌘').replace('Shift+', '⇧') : chord.replace('Mod+', 'Ctrl ').replace('Shift+', 'Shift ');
