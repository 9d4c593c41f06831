/** What the shell and the embedded practice sandbox say to each other over the sandbox's parent port. */

export interface PracticeOptions {
  /** `ird`, or one whose contacts are records: `dnsimple`. */
  system: string;
  /** How many clients or contacts to invent. */
  count: number;
  seed: number;
  /** Encrypted file in which the sandbox keeps the effects of past sessions, so that practice data is remembered. */
  journal: string;
  /** 256-bit key, 64 hex digits. */
  databaseKey: string;
  sqliteBinding: string;
}

export type ToSandbox = { type: 'start'; options: PracticeOptions } | { type: 'close' };

/** How a connection gets in: as the form of a real one would say it. */
export type PracticeAccess =
  | { rows: 'clients'; intermediation: string; token: string; agency: string }
  /** `address` and `scope` as a person would type them; secrets by the names the system's connector gives them. */
  | { rows: 'contacts'; address: string; scope: string; secrets: Record<string, string> };

export type FromSandbox =
  | { type: 'listening'; url: string; control: string; access: PracticeAccess }
  | { type: 'failed'; text: string };
