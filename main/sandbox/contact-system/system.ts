import type { Answer } from '../answer.ts';
import type { ContactEffect } from './effects.ts';

/** One HTTP call, as it reached a gateway. */
export interface Call {
  method: string;
  /** Without the query. */
  path: string;
  query: URLSearchParams;
  /** By their names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** A change by somebody else, written as that system's own call. */
export interface OtherCall {
  method: string;
  /** May carry a query. */
  path: string;
  body?: unknown;
}

/** One contact, for whoever chooses one. `scope` is what the system keeps contacts in: an account, a business, a customer. */
export interface ContactRow {
  scope: string;
  id: string;
  name: string;
}

/** A contact system behind the sandbox's door. It knows nothing of HTTP servers and faults: a call goes in, an answer comes out. */
export interface ContactSystem<Credentials extends object = object> {
  /** What the addresses of all calls begin with, after the origin. */
  readonly base: string;
  answer(call: Call): Answer;
  /** The same rules with every right, past keys and limits. */
  act(order: OtherCall): Answer;
  effects(): readonly ContactEffect[];
  contacts(start: number, count: number): { total: number; rows: ContactRow[] };
  /** As it is stored, whoever may see it; null: no such contact. */
  contact(scope: string, id: string): unknown;
  /** Lines of its own on the control address, by `POST /name`. They throw a TypeError that says what is wrong. */
  orders: Readonly<Record<string, (body: unknown) => unknown>>;
  /** What a caller needs, all working. Each call makes fresh ones; those given before go on working. */
  credentials(): Credentials;
  /** Every key or token handed out so far stops working. */
  expireCredentials(): void;
  /** A page in HTML, as this system shows it when it is down or something stands in its place. */
  outage(status: number): Answer;
  /** What it answers when the sandbox itself has failed. */
  broken(): Answer;
  /** Contacts, switches, effects and limits as at the start. Keys stay. */
  reset(): void;
}

export interface ContactSystemOptions {
  /** How many contacts to invent. */
  contacts: number;
  /** The same seed gives the same contacts. */
  seed: number;
  /** Epoch milliseconds. */
  clock: () => number;
}

/** The second actor's order as a call without credentials. */
export const callOf = ({ method, path, body }: OtherCall): Call => {
  const url = new URL(path, 'http://127.0.0.1');
  return { method, path: url.pathname, query: url.searchParams, headers: { 'content-type': 'application/json' }, body: body === undefined ? '' : JSON.stringify(body) };
};

