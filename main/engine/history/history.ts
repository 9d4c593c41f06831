import type { HistoryOutcome } from '../../../shared/views.ts';
import { searchTerms } from '../cache/search-text.ts';
import { sqliteCode } from '../database.ts';
import type { EditRecord, EditState } from '../outbox/transitions.ts';
import { HistoryIndex, type IndexParts } from './history-index.ts';

const outcomes: Record<EditState, HistoryOutcome> = { queued: 'waiting', sending: 'waiting', unknown: 'checking', parked: 'needsYou', done: 'sent', undone: 'undone', discarded: 'discarded' };

export const outcomeOf = (edit: EditRecord): HistoryOutcome => outcomes[edit.state];

/** What a search has found, newest first. `searched`: the share of the history that it went through, 0 to 1. */
export interface Found {
  ids: string[];
  searched: number;
}

/** Finds edits by what they were about. The ledger is the history; an index of it is brought up to date when somebody looks, and when the outbox rests. */
export class History {
  readonly #parts: IndexParts;
  readonly #index: HistoryIndex;
  /** The last search, as long as nothing has happened since. */
  #found: { of: string; ids: string[] } | null = null;

  constructor(parts: IndexParts) {
    this.#parts = parts;
    this.#index = new HistoryIndex(parts);
  }

  /** Edits that match. Without a query that is all of them, whether the index has them yet or not. */
  find(query: string, clientId: string | null): Found {
    return this.#search(query, clientId, false);
  }

  /** The same of those that the gateway has confirmed. */
  findSent(query: string, clientId: string | null): Found {
    return this.#search(query, clientId, true);
  }

  /** All that match, however long that takes: for a file that must be whole. */
  findAll(query: string, clientId: string | null): string[] {
    if (searchTerms(query).length > 0) this.#index.catchUpWhole();
    return this.#search(query, clientId, false).ids;
  }

  /** Takes in a little, so that there is not much to take in when somebody looks. */
  keepUp(): void {
    this.#isWhole();
  }

  close(): void {
    this.#index.close();
  }

  /** An index that cannot be written now is searched as far as it goes. */
  #isWhole(): boolean {
    try {
      return this.#index.catchUp();
    } catch (error) {
      if (sqliteCode(error) === '') throw error;
      return false;
    }
  }

  #search(query: string, clientId: string | null, sent: boolean): Found {
    const whole = this.#isWhole();
    const terms = searchTerms(query);
    const position = this.#parts.ledger.position();
    const of = JSON.stringify([query, clientId, sent, position, this.#index.position]);
    if (this.#found?.of !== of) this.#found = { of, ids: whole || terms.length > 0 ? this.#indexed(terms, clientId, sent) : this.#parts.ledger.ids(clientId, sent) };
    return { ids: this.#found.ids, searched: whole || terms.length === 0 ? 1 : this.#index.share };
  }

  #indexed(terms: readonly string[], clientId: string | null, sent: boolean): string[] {
    const tests = [...(clientId === null ? [] : ['client = ?']), ...(sent ? ["state = 'done'"] : []), ...terms.map(() => 'instr(text, ?) > 0')];
    const where = tests.length > 0 ? `WHERE ${tests.join(' AND ')}` : '';
    const values = clientId === null ? terms : [clientId, ...terms];
    return this.#parts.cache.db.prepare<string[], string>(`SELECT edit FROM history ${where} ORDER BY seq DESC`).pluck().all(...values);
  }
}
