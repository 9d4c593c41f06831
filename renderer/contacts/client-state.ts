import type { ClientDetail, ClientRow, QueueRow } from '../../shared/views.ts';
import type { EngineSlice } from '../desk/engine-slice.ts';
import { pump, untilDone } from '../desk/pump.ts';
import { readQueue } from '../outbox/queue-pages.ts';
import { openStates } from '../outbox/queue-state.ts';
import type { Slice } from '../store.ts';
import { SentWatch } from './sent-watch.ts';

export interface ClientSlice {
  openId: string | null;
  /** What the list knew about the open client: shown until its detail has come. */
  openRow: ClientRow | null;
  /** null while it is read, and when there is no such client (`missing`). */
  detail: ClientDetail | null;
  missing: boolean;
  /** Its edits that are not sent yet. */
  clientEdits: readonly QueueRow[];
  /** The contact that commands such as *rename* and *add phone* are about; '' for the first. */
  currentContact: string;
  /** Identities of what was confirmed while this client was open. */
  justSent: ReadonlySet<string>;
  openClient(id: string, row?: ClientRow): void;
  /** Reads the open client again; resolves when it is on screen. */
  reloadClient(): Promise<void>;
  /** Reads how its edits stand again. */
  reloadEdits(): void;
  setCurrentContact(key: string): void;
}

/** The edits of one client that are not sent yet, as they stand now. */
export const unsentOf = async ({ askEngine }: EngineSlice, clientId: string): Promise<QueueRow[]> => (await readQueue((ask) => askEngine('queue.list', { ...ask, clientId }), openStates, Infinity)).rows;

export const clientSlice: Slice<ClientSlice> = (set, get) => {
  const watch = new SentWatch();
  const readEdits = pump(async () => {
    const id = get().openId;
    if (id === null) return false;
    const clientEdits = await unsentOf(get(), id);
    if (get().openId !== id) return true;
    set({ clientEdits });
    return false;
  });
  const read = pump(async () => {
    const id = get().openId;
    if (id === null) return false;
    const detail = await get().askEngine('clients.open', { clientId: id });
    if (get().openId !== id) return true;
    const sent = detail ? await watch.look(detail, get()).catch(() => []) : [];
    if (get().openId !== id) return true;
    set(({ justSent }) => ({ justSent: new Set([...justSent, ...sent]), detail, missing: detail === null }));
    return false;
  });
  return {
    openId: null,
    openRow: null,
    detail: null,
    missing: false,
    clientEdits: [],
    currentContact: '',
    justSent: new Set(),
    openClient: (id, row) => {
      if (get().openId === id) return;
      watch.forget();
      set({ together: null, openId: id, openRow: row ?? null, detail: null, missing: false, clientEdits: [], currentContact: '', justSent: new Set() });
      untilDone(read);
      untilDone(readEdits);
    },
    reloadClient: () => (untilDone(readEdits), read()),
    reloadEdits: () => untilDone(readEdits),
    setCurrentContact: (key) => set({ currentContact: key }),
  };
};
