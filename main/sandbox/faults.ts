/** Faults that can be ordered through the control address. */
export interface Match {
  /** `POST`; absent for any. */
  method?: string;
  /** What the path begins with; absent for any. */
  path?: string;
}

export type Fault =
  /** Waits before the call is looked at. Adds to whatever else is ordered. */
  | { fault: 'latency'; ms: number }
  /** Answers this instead. `applied`: the call is carried out first all the same. */
  | { fault: 'answer'; status: number; body?: string; headers?: Record<string, string>; applied?: boolean }
  /** The call is carried out, then the connection is cut without an answer. */
  | { fault: 'dropReply' }
  /** The call is carried out, then half of the answer arrives. */
  | { fault: 'halfBody' }
  /** The connection is cut, and nothing is carried out. */
  | { fault: 'cutBefore' }
  /** Neither an answer nor a cut. `applied`: carried out first. Ends when the faults are cleared: then the connection is cut. */
  | { fault: 'stall'; applied?: boolean }
  /** A reading is answered as the very same call was answered last, whatever has been written since: reads lag writes. `longestMs`: unless that is longer ago. */
  | { fault: 'lag'; longestMs?: number }
  /** Every token or key stops working just before this call is looked at. */
  | { fault: 'expireToken' }
  /** A page in HTML where an answer should be, as during an announced outage or from a web server in front. */
  | { fault: 'outage'; status: 200 | 500 | 502 | 503 | 504 }
  /** A sign-in page of somebody else's network: a page, or a redirect to one. */
  | { fault: 'portal'; redirect?: boolean };

export type FaultOrder = Fault & {
  match?: Match;
  /** So many matching calls pass unharmed first. */
  skip?: number;
  /** So many calls are hit; null for all until cleared. Standing for latency, outage and portal, otherwise 1. */
  count?: number | null;
};

export type Kind = Fault['fault'];
const standing: readonly Kind[] = ['latency', 'outage', 'portal'];

/** So many answers are remembered, for orders of `lag`. */
const mostRemembered = 1_000;

interface Standing {
  id: number;
  order: FaultOrder;
  skip: number;
  left: number;
}

const matches = (match: Match | undefined, method: string, path: string): boolean =>
  (match?.method === undefined || match.method === method) && (match?.path === undefined || path.startsWith(match.path));

/** The orders that wait for their call, oldest first. */
export class FaultDesk {
  #orders: Standing[] = [];
  #next = 1;
  readonly #answers = new Map<string, { at: number; answer: object }>();

  /** What a call was answered just now, `at` epoch ms. `answer` is kept as it is. */
  remember(call: string, answer: object, at: number): void {
    this.#answers.delete(call);
    this.#answers.set(call, { at, answer });
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > mostRemembered && oldest !== undefined) this.#answers.delete(oldest);
  }

  /** What the same call was answered last, if that was not before `since`, epoch ms; null when that is not known. */
  remembered<A extends object>(call: string, since: number): A | null {
    const last = this.#answers.get(call);
    return last && last.at >= since ? (last.answer as A) : null;
  }

  order(order: FaultOrder): number {
    const left = order.count === undefined ? (standing.includes(order.fault) ? Infinity : 1) : (order.count ?? Infinity);
    const id = this.#next;
    this.#next += 1;
    this.#orders.push({ id, order, skip: order.skip ?? 0, left });
    return id;
  }

  /** What happens to this call: all latencies that match, and the first other fault that is due. Counts them down. */
  draw(method: string, path: string): { latencyMs: number; fault: Fault | null } {
    let latencyMs = 0;
    let fault: Fault | null = null;
    for (const one of this.#orders) {
      if (!matches(one.order.match, method, path) || (one.order.fault !== 'latency' && fault !== null)) continue;
      if (one.skip > 0) {
        one.skip -= 1;
        continue;
      }
      one.left -= 1;
      if (one.order.fault === 'latency') latencyMs += one.order.ms;
      else fault = one.order;
    }
    this.#orders = this.#orders.filter((one) => one.left > 0);
    return { latencyMs, fault };
  }

  waiting(): { id: number; order: FaultOrder; skip: number; left: number | null }[] {
    return this.#orders.map((one) => ({ ...one, left: Number.isFinite(one.left) ? one.left : null }));
  }

  clear(): void {
    this.#orders = [];
    this.#answers.clear();
  }
}
