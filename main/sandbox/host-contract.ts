/** What the shell and the embedded practice sandbox say to each other over the sandbox's parent port. */

export interface PracticeOptions {
  clients: number;
  seed: number;
  /** Encrypted file in which the sandbox keeps the effects of past sessions, so that a practice office remembers. */
  journal: string;
  /** 256-bit key, 64 hex digits. */
  databaseKey: string;
  sqliteBinding: string;
}

export type ToSandbox = { type: 'start'; options: PracticeOptions } | { type: 'close' };

export type FromSandbox =
  | { type: 'listening'; url: string; control: string; intermediation: string; credentials: { token: string; agency: string } }
  | { type: 'failed'; text: string };
