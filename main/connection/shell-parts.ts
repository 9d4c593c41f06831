import type { CheckLine } from '../../shared/connection-settings.ts';
import type { Result } from '../../shared/result.ts';
import type { SystemFacts } from '../../shared/systems.ts';
import type { Status } from '../../shared/views.ts';
import type { EngineOptions, GatewayAccess } from '../engine/host-contract.ts';
import type { Log } from '../log.ts';
import type { PracticeOptions } from '../sandbox/host-contract.ts';
import type { SecretPlaces } from '../secrets/secret-places.ts';
import type { Proxy } from '../transport/access.ts';
import type { Connections } from './connections.ts';
import type { DoorParts } from './gateway-door.ts';
import type { PracticeOffice } from './practice-host.ts';

/** What the host of one connection's engine does for it. */
export interface EngineSide {
  /** Edits that are not confirmed yet. */
  readonly unsent: number;
  /** null while its files are not open. */
  readonly status: Status | null;
  open(options: EngineOptions): Promise<Result<null, string>>;
  authorization(authorization: string | null): void;
  proxy(proxy: Proxy | null): void;
  /** What the operating system thinks of the network. */
  network(online: boolean): void;
  /** The computer woke from sleep. */
  woke(): void;
  /** Resolves once no edit waits that could still be sent, as far as is known. */
  sent(): Promise<void>;
  /** Closes the files, ends the process and forgets what it was opened with. */
  rest(): Promise<void>;
}

export interface EngineListener {
  /** The gateway refused this Authorization header. */
  signedOut(authorization: string): void;
  /** It was given up on after it kept dying. */
  givenUp(text: string): void;
}

/** The engines of all connections. */
export interface EngineSides {
  of(connectionId: string, listener: EngineListener): EngineSide;
  forget(connectionId: string): void;
  /** Looks at a gateway with nothing open and nothing stored. */
  check(gateway: GatewayAccess, authorization: string | null): Promise<CheckLine[]>;
}

/** The process of one connection's practice data. */
export interface PracticeSide {
  start(options: PracticeOptions): Promise<Result<PracticeOffice, string>>;
  /** Ends it for now; `start` begins it again. */
  rest(): Promise<void>;
}

/** What the shell lends to its connections. */
export interface ShellParts extends Omit<DoorParts, 'onAuthorization' | 'onProxy' | 'onVaultTrouble'> {
  connections: Connections;
  vault: SecretPlaces;
  engines: EngineSides;
  /** `onMoved`: it died and is up again, at a new address. */
  practice: (onMoved: (office: PracticeOffice) => void) => PracticeSide;
  /** Of each system: how many clients or contacts to invent, and from which seed. */
  practiceData: { count: (system: string) => number; seed: number };
  systems: readonly SystemFacts[];
  sqliteBinding: string;
  /** The name by which the system knows whoever is at the desk; '' where it has none. */
  systemUser: () => string;
  fetch: typeof fetch;
  log: Log;
  /** The list of connections has changed, or whether one of them is open. */
  onChanged: () => void;
  /** The engine of the connection in front was given up on. */
  onFrontStopped: () => void;
}
