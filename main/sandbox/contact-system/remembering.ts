import type { Journal } from '../journal.ts';
import type { Call, ContactSystem, OtherCall } from './system.ts';

/** One call that changed something, with when it did. Done again in the same order at the same times, the same contacts come of it, with the same ids. */
export interface PastCall extends OtherCall {
  /** Epoch milliseconds. */
  at: number;
}

/** A clock that can be held at a moment of the past. */
export class PastClock {
  readonly #now: () => number;
  #held: number | null = null;

  constructor(now: () => number) {
    this.#now = now;
  }

  readonly read = (): number => this.#held ?? this.#now();

  at<T>(moment: number, work: () => T): T {
    this.#held = moment;
    try {
      return work();
    } finally {
      this.#held = null;
    }
  }
}

const textOf = (query: URLSearchParams): string => (query.size === 0 ? '' : `?${query.toString()}`);

function bodyOf(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * A contact system that remembers what was done to it, in a journal: the changes of the past are made again, each in its own time; every
 * change from now on is in the journal before its answer leaves. Credentials are never in it.
 */
export function remembering<C extends object>(system: ContactSystem<C>, clock: PastClock, journal: Journal<PastCall>): ContactSystem<C> {
  for (const { at, ...call } of journal.entries()) clock.at(at, () => system.act(call));
  const noted = <T>(call: () => OtherCall, work: () => T): T => {
    const [before, at] = [system.effects().length, clock.read()];
    const answer = clock.at(at, work);
    if (system.effects().length > before) journal.append({ at, ...call() });
    return answer;
  };
  const past = ({ method, path, query, body }: Call): OtherCall => {
    const read = bodyOf(body);
    return { method, path: path + textOf(query), ...(read === undefined ? {} : { body: read }) };
  };
  return {
    base: system.base,
    orders: system.orders,
    answer: (call) => noted(() => past(call), () => system.answer(call)),
    act: (order) => noted(() => order, () => system.act(order)),
    effects: () => system.effects(),
    contacts: (start, count) => system.contacts(start, count),
    contact: (scope, id) => system.contact(scope, id),
    credentials: () => system.credentials(),
    expireCredentials: () => system.expireCredentials(),
    outage: (status) => system.outage(status),
    broken: () => system.broken(),
    reset() {
      journal.clear();
      system.reset();
    },
  };
}
