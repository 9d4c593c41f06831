/**
 * What happened at the OAuth server, without a secret in it. `asked`: the sign-in page was shown. `granted`: a code became a token set.
 * `refreshed`: a set's refresh token was used, as it should be once. `reused`: a code or refresh token came a second time, which
 * ended the set. `refused`: any other error of the token call.
 */
export interface OAuthEvent {
  n: number;
  /** Epoch milliseconds. */
  at: number;
  what: 'asked' | 'consented' | 'denied' | 'granted' | 'refreshed' | 'reused' | 'revoked' | 'refused';
  client: string;
  /** '' while nobody has signed in yet. */
  logon: string;
  /** Number of the token set, 1, 2, 3 …; 0 where there is none. */
  set: number;
  /** `refreshed`, and `reused` for a refresh token: which one of its set came, counted from 1. Otherwise 0. */
  refresh: number;
  /** The error code of `refused`; otherwise ''. */
  error: string;
}

export class EventLog {
  #events: OAuthEvent[] = [];
  #next = 1;
  readonly #clock: () => number;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  add(what: OAuthEvent['what'], more: Partial<Omit<OAuthEvent, 'n' | 'at' | 'what'>>): void {
    this.#events.push({ n: this.#next, at: this.#clock(), what, client: '', logon: '', set: 0, refresh: 0, error: '', ...more });
    this.#next += 1;
  }

  after(n: number): OAuthEvent[] {
    return this.#events.filter((event) => event.n > n);
  }

  clear(): void {
    this.#events = [];
    this.#next = 1;
  }
}
