import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from './answer.ts';

/** One request, read whole. */
export interface Arrived {
  method: string;
  /** Without the query. */
  path: string;
  /** What follows the question mark; '' for nothing. */
  query: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What stands behind the sandbox's address: one system, whichever. It knows nothing of sockets, and nothing of the faults that are played on it. */
export interface Gateway {
  answer(call: Arrived): Promise<Answer>;
  /** In the system's own words, when `answer` itself has failed. */
  broken(): Answer;
  /** Changes nothing: its answer may be given again later, as if nothing had been written since. */
  isReading(call: Arrived): boolean;
  /** Pages for a person's browser, whose requests hold secrets. */
  isSignIn(path: string): boolean;
  /** A page in HTML where an answer should be. */
  outage(status: number): Answer;
  /** Every token or key handed out so far stops working. */
  expireCredentials(): void;
}
