import type { EngineOptions } from '../../main/engine/host-contract.ts';
import type { EngineRequests } from '../../shared/ipc-contract.ts';
import type { Status } from '../../shared/views.ts';
import type { LedgerEdit } from './compare.ts';

/** What the checker and the engine's process say to each other: the screens' own requests, and what a shell does. */
export interface Orders extends EngineRequests {
  open: (options: EngineOptions) => null;
  authorization: (ask: { authorization: string }) => null;
  /** Resolves when nothing is under way. */
  rest: (ask: Record<string, never>) => Status;
  /** Sends, reads back and waits until nothing more can happen by itself. */
  settle: (ask: Record<string, never>) => Status;
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
export type Answered = { n: number; value: unknown } | { n: number; error: string };
