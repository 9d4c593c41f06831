import type { EngineOptions } from '../../main/engine/host-contract.ts';
import type { EditEvent } from '../../main/engine/outbox/transitions.ts';
import type { EngineRequests } from '../../shared/ipc-contract.ts';
import type { Status } from '../../shared/views.ts';
import type { LedgerEdit } from './compare.ts';
import type { SabotageName } from './sabotage.ts';

/** A moment in an edit's life at which the engine's process kills itself with SIGKILL: within the transaction, or just after it. */
export interface Death {
  kind: EditEvent['kind'];
  moment: 'written' | 'committed';
  /** So many pass first. */
  skip: number;
}

/** A clock that runs faster from one moment on, so that nobody waits for an hour that is a limit's. `from`: epoch milliseconds. */
export interface Pace {
  from: number;
  times: number;
}

const exactly = (): number => performance.timeOrigin + performance.now();

/** As long as the engine expects readings to lag, ms of its clock: they are made to lag for a third of it at most. */
export const longestLagMs = (pace: Pace | null): number => 3_000 * (pace?.times ?? 1);

/** Epoch milliseconds of such a clock. */
export const faster = ({ from, times }: Pace): number => Math.floor(from + (exactly() - from) * times);

/** What the checker and the engine's process say to each other: the screens' own requests, and what a shell does. */
export interface Orders extends EngineRequests {
  open: (ask: { options: EngineOptions; sabotage: SabotageName | null; pace: Pace | null }) => null;
  /** null: there is none to be had. */
  authorization: (ask: { authorization: string | null }) => null;
  /** Resolves when nothing is under way. */
  rest: (ask: Record<string, never>) => Status;
  /** Sends, reads back and waits until nothing more can happen by itself. */
  settle: (ask: Record<string, never>) => Status;
  /** From now on the file cannot grow, or can again: what a full disk does to it. */
  fill: (ask: { file: 'ledger' | 'cache'; full: boolean }) => null;
  /** The wall clock is this far from the true one. Time that only goes forward is not touched. */
  clock: (ask: { aheadMs: number }) => null;
  die: (ask: Death) => null;
  /** After `close`: says which schema the file has, and gives it another number. */
  version: (ask: { options: EngineOptions; file: 'ledger' | 'cache'; version: number }) => number;
  close: (ask: Record<string, never>) => null;
  /** After `close`: everything the ledger file holds. */
  ledger: (options: EngineOptions) => LedgerEdit[];
}

export type Order = keyof Orders;
export interface Asked {
  n: number;
  order: Order;
  ask: unknown;
}
/** `name`: the error's class; `code`: SQLite's code, or ''. */
export type Answered = { n: number; value: unknown } | { n: number; error: string; name: string; code: string };
