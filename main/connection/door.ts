import type { HeldSettings } from '../../shared/connection-settings.ts';
import type { FieldIssue } from '../../shared/faults.ts';
import { err, type Result } from '../../shared/result.ts';
import type { EngineOptions } from '../engine/host-contract.ts';

/** What the engine needs beside its files. */
export type EngineAccess = Pick<EngineOptions, 'gateway' | 'authorization' | 'renewable' | 'home'> & {
  /** The myIR logon; '' where nobody has said. */
  logon: string;
};

export type Issues<T> = Result<T, FieldIssue[]>;

/** The way into one contact system: a practice office on this computer, or a real gateway. */
export interface Door {
  /** Makes ready what the engine opens with. The error says in words why it cannot. */
  open(): Promise<Result<EngineAccess, string>>;
  /** Signs in again; a new Authorization reaches the engine by itself. May take as long as a person does. */
  signIn(ask: { token: string }): Promise<Issues<null>>;
  /** Where the browser was sent while a sign-in waits; '' when none does. */
  signInAddress(): string;
  cancelSignIn(): void;
  signOut(): Promise<Issues<null>>;
  /** null where there is nothing to set. */
  settings(): Promise<HeldSettings | null>;
  /** The gateway refused this Authorization header. */
  refused(authorization: string): void;
  /** The computer woke, or its network changed. */
  wake(): void;
  /** Whether the gateway lies beyond this computer. */
  readonly needsNetwork: boolean;
  close(): Promise<void>;
}

/** An issue of the whole form, beside no field. */
export const whole = (code: string, text: string): Result<never, FieldIssue[]> => err([{ field: '', code, text }]);
