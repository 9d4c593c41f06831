import type { CheckLine } from '../../shared/connection-settings.ts';
import type { SystemId } from '../../shared/systems.ts';
import type { Status } from '../../shared/views.ts';
import type { NetworkAccess, Proxy } from '../transport/access.ts';

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
  /** Gateway, environment and agency: a cache that was read for another one is begun anew. Left out: not looked at. */
  home?: string;
  gateway: GatewayAccess;
  /**
   * The whole value of the Authorization header: `Bearer …`, or a machine's own JWT without that word (SPEC 4.3). null: signed out.
   */
  authorization: string | null;
  /** Whether the shell can get a new one without asking the person: until it answers, a refused one is no reason to prompt. */
  renewable: boolean;
  /** Who is at the desk, for the history: the myIR logon where it is known, else the name by which the system knows the user. */
  person?: string;
}

/** Where Inland Revenue is, and as which agency we ask for the linked clients. */
export interface GatewayAccess {
  /** `http://127.0.0.1:4321` or `https://services.ird.govt.nz:4046`: what the gateway's paths are appended to. */
  baseUrl: string;
  network: NetworkAccess;
  clients: ClientSource;
  /** Another system than Inland Revenue: then `clients` says nothing, and the authorization is its secrets by name, as JSON. */
  system?: SystemAccess;
  /** Calls that may run at once (SPEC 12: five is our polite default). */
  callsAtOnce: number;
}

export interface SystemAccess {
  /** Of `main/engine/connectors/systems.ts`. */
  id: SystemId;
  /** What the person typed as the account, business or customer. */
  scope: string;
  /** Calls of each window left to other programs; null: as the system's facts say. */
  reserve: number | null;
}

/** Where the list of linked clients comes from: the Intermediation service, or, for a machine sign-in that it refuses, numbers the person gave. */
export type ClientSource =
  | {
      from: 'intermediation';
      /** Whole address of the service (SPEC 11). */
      address: string;
      /** The agency's own number: 9 digits (IRD), or 10 (CST). */
      agency: string;
      software: { provider: string; platform: string; release: string };
    }
  /** `IRD:136410132`, `CST:1512100301`. */
  | { from: 'numbers'; clientIds: string[] };

export type ToEngine =
  | { type: 'open'; options: EngineOptions }
  /** Looks at a gateway as the engine would see it, with nothing open and nothing stored; answered by `checked`. */
  | { type: 'check'; gateway: GatewayAccess; authorization: string | null }
  /** Accompanied by one transferred port. */
  | { type: 'port' }
  /** A new Authorization header, or none: the person has to sign in. */
  | { type: 'authorization'; authorization: string | null }
  /** Another network may need another proxy. */
  | { type: 'proxy'; proxy: Proxy | null }
  /** What the operating system thinks of the network: only `false` is believed, `true` is a reason to try. */
  | { type: 'network'; online: boolean }
  /** The computer woke from sleep. */
  | { type: 'woke' }
  | { type: 'close' };

export type FromEngine =
  | { type: 'opened' }
  /** The files cannot be opened; `text` says why and what to do, in words. Nothing was changed or deleted. */
  | { type: 'trouble'; text: string }
  /** The gateway refused this Authorization header; said once for each. The shell answers with `authorization`. */
  | { type: 'signedOut'; authorization: string }
  | { type: 'checked'; lines: CheckLine[] }
  /** Edits that are not with Inland Revenue yet: told once open, and at each change. */
  | { type: 'unsent'; count: number }
  /** Told once open, and at each change, gathered over a moment. */
  | { type: 'status'; status: Status }
  | { type: 'closed' };
