/**
 * What the shell and the engine say to each other over the engine's parent port. The renderer's own MessagePort is handed over
 * beside a `port` message; everything else here is plain data.
 */

export interface EngineOptions {
  /** Folder of this connection: holds ledger.db and cache.db. Exists already. */
  folder: string;
  /** 256-bit database key, 64 hex digits; from the keychain, never written anywhere. */
  databaseKey: string;
  /** Path of the SQLite binding to load instead of the packaged one; '' for the packaged one. */
  sqliteBinding: string;
  /** `http://127.0.0.1:4321` or `https://services.ird.govt.nz:4046`: what the gateway's paths are appended to. */
  baseUrl: string;
  /** Bearer token; null when signed out. */
  token: string | null;
}

export type ToEngine =
  | { type: 'open'; options: EngineOptions }
  /** Accompanied by one transferred port. */
  | { type: 'port' }
  | { type: 'token'; token: string | null }
  /** What the operating system thinks of the network: only `false` is believed, `true` is a reason to try. */
  | { type: 'network'; online: boolean }
  | { type: 'close' };

export type FromEngine =
  | { type: 'opened' }
  /** The files cannot be opened; `text` says why and what to do, in words. Nothing was changed or deleted. */
  | { type: 'trouble'; text: string }
  | { type: 'closed' };
