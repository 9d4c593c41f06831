import type { HistoryOutcome } from '../../../shared/views.ts';
import type { Cache } from '../cache/cache.ts';
import { searchTerms } from '../cache/search-text.ts';
import { sqliteCode } from '../database.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { EditRecord, EditState } from '../outbox/transitions.ts';
import { historyText, type EditWords } from './history-text.ts';

const outcomes: Record<EditState, HistoryOutcome> = { queued: 'waiting', sending: 'waiting', unknown: 'checking', parked: 'needsYou', done: 'sent', undone: 'undone', discarded: 'discarded' };

export const outcomeOf = (edit: EditRecord): HistoryOutcome => outcomes[edit.state];

/** Edits brought up to date in one transaction. */
const atOnce = 2_000;

/**
 * Finds edits by what they were about. The ledger is the history; this is an index of it, kept in the cache because it can be made again,
 * and brought up to date when somebody looks.
 */
export class History {
  readonly #ledger: Ledger;
  readonly #cache: Cache;
  readonly #connector: EditWords;
  /** The last search, as long as nothing has happened since. */
  #found: { of: string; ids: string[] } | null = null;

  constructor(ledger: Ledger, cache: Cache, connector: EditWords) {
    this.#ledger = ledger;
    this.#cache = cache;
    this.#connector = connector;
  }

  /** Ids of the edits that match, newest first. */
  ids(query: string, clientId: string | null): string[] {
    return this.#search(query, clientId, false);
  }

  /** The same of those that the gateway has confirmed. */
  sent(query: string, clientId: string | null): string[] {
    return this.#search(query, clientId, true);
  }

  /** Takes in a little, so that there is not much to take in when somebody looks. What cannot be written now is written then. */
  keepUp(): void {
    if (this.#ledger.position() - Number(this.#cache.meta('history-position') ?? 0) > atOnce) return;
    try {
      this.#catchUp();
    } catch (error) {
      if (sqliteCode(error) === '') throw error;
    }
  }

  #search(query: string, clientId: string | null, sent: boolean): string[] {
    const position = this.#catchUp();
    const of = JSON.stringify([query, clientId, sent, position]);
    if (this.#found?.of === of) return this.#found.ids;
    const terms = searchTerms(query);
    const tests = [...(clientId === null ? [] : ['client = ?']), ...(sent ? ["state = 'done'"] : []), ...terms.map(() => 'instr(text, ?) > 0')];
    const where = tests.length > 0 ? `WHERE ${tests.join(' AND ')}` : '';
    const rows = this.#cache.db.prepare<string[], { edit: string }>(`SELECT edit FROM history ${where} ORDER BY seq DESC`).all(...(clientId === null ? terms : [clientId, ...terms]));
    this.#found = { of, ids: rows.map((row) => row.edit) };
    return this.#found.ids;
  }

  /** Takes in what has happened since somebody last looked; answers how far the ledger is. */
  #catchUp(): number {
    const position = this.#ledger.position();
    const known = Number(this.#cache.meta('history-position') ?? 0);
    if (known === position) return position;
    // Further than the ledger: of another ledger.
    if (known > position) this.#cache.db.exec('DELETE FROM history');
    const from = known > position ? 0 : known;
    const touched = this.#ledger.touchedSince(from);
    const write = this.#cache.db.prepare('INSERT OR REPLACE INTO history (seq, edit, client, state, text) VALUES (?, ?, ?, ?, ?)');
    for (let start = 0; start < touched.length; start += atOnce) {
      this.#cache.together(() => {
        for (const edit of touched.slice(start, start + atOnce).flatMap((id) => this.#ledger.find(id) ?? [])) write.run(edit.seq, edit.id, edit.clientId, edit.state, historyText(edit, this.#connector));
      });
    }
    this.#cache.setMeta('history-position', String(position));
    return position;
  }
}
