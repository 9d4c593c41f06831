/** What a sandbox writes down, so that a test can say *exactly one*. */

/** `caller` came through the gateway's own address; `other` is the second actor, ordered through the control address. */
export type Actor = 'caller' | 'other';

/** One change that was applied, whether or not its reply arrived. */
export interface Effect<Act = unknown> {
  /** 1, 2, 3 … in the order they were applied; goes on across restarts where there is a journal. */
  n: number;
  /** Epoch milliseconds. */
  at: number;
  actor: Actor;
  method: string;
  path: string;
  body: unknown;
  /** `IRD:136410132` or `CST:1512100301`; '' where the profile does not know whose record it was. */
  client: string;
  /** The account the record hangs on; '' for the customer itself. */
  account: string;
  /** What the change made or touched. */
  ids: { contactId?: number; phoneIds?: number[] };
  act: Act;
}

export interface RequestLine {
  n: number;
  at: number;
  method: string;
  path: string;
  /** What follows the question mark; '' for nothing. */
  query: string;
  body: string;
  /** null: no answer was given. */
  status: number | null;
  /** The fault that was played on it, or ''. */
  fault: string;
}

const keptRequests = 100_000;

/** The requests of this session, newest kept when there are too many. */
export class RequestLog {
  #lines: RequestLine[] = [];
  #count = 0;

  add(line: Omit<RequestLine, 'n'>): void {
    this.#count += 1;
    this.#lines.push({ n: this.#count, ...line });
    if (this.#lines.length > keptRequests * 1.1) this.#lines = this.#lines.slice(-keptRequests);
  }

  get count(): number {
    return this.#count;
  }

  after(n: number): RequestLine[] {
    return this.#lines.filter((line) => line.n > n);
  }

  clear(): void {
    this.#lines = [];
    this.#count = 0;
  }
}
