import path from 'node:path';
import { noSecrets } from '../../shared/connection-settings.ts';
import type { ConnectionInfo } from '../../shared/ipc-contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { EngineOptions } from '../engine/host-contract.ts';
import type { Log } from '../log.ts';
import type { PracticeOptions } from '../sandbox/host-contract.ts';
import { databaseKey } from '../secrets/database-key.ts';
import type { DraftPlace } from '../lock/kept-drafts.ts';
import type { SecretPlaces } from '../secrets/secret-places.ts';
import { keyAccount } from '../secrets/token-vault.ts';
import type { Proxy } from '../transport/access.ts';
import { infoOf, isGateway, type Connection, type Connections } from './connections.ts';
import { whole, type Door, type Issues } from './door.ts';
import { GatewayDoor, type DoorParts } from './gateway-door.ts';
import { readHeldSecrets } from './held-secrets.ts';
import { PracticeDoor } from './practice-door.ts';
import type { PracticeOffice } from './practice-host.ts';

/** What the engine's host does for a connection that is open. */
export interface EngineSide {
  /** Edits that are not confirmed yet. */
  readonly unsent: number;
  open(options: EngineOptions): Promise<Result<null, string>>;
  authorization(authorization: string | null): void;
  proxy(proxy: Proxy | null): void;
}

export interface OpenParts extends Omit<DoorParts, 'onAuthorization' | 'onProxy' | 'onVaultTrouble'> {
  connections: Connections;
  vault: SecretPlaces;
  engine: EngineSide;
  practice: { start(options: PracticeOptions): Promise<Result<PracticeOffice, string>> };
  practiceOffice: { clients: number; seed: number };
  sqliteBinding: string;
  /** The name by which the system knows whoever is at the desk; '' where it has none. */
  systemUser: () => string;
  fetch: typeof fetch;
  log: Log;
}

/** The files, the key and the door of the one connection that is open. Whoever uses it does one thing at a time. */
export class OpenConnection {
  readonly #parts: OpenParts;
  #current: Connection | null = null;
  #door: Door | null = null;
  #key = '';
  #trouble = '';
  /** Being given up on is told until the next start; anything else is worth another try. */
  #final = false;

  constructor(parts: OpenParts) {
    this.#parts = parts;
  }

  get current(): Connection | null {
    return this.#current;
  }

  get door(): Door | null {
    return this.#door;
  }

  /** Why it is not open, in words; '' where it is, or where there is none. */
  get trouble(): string {
    return this.#trouble;
  }

  /** The connection of the last time, if there is one. */
  async openSaved(): Promise<void> {
    const saved = await this.#parts.connections.list();
    this.#trouble = saved.ok ? '' : saved.error;
    const front = saved.ok ? saved.value.connections.find(({ id }) => id === saved.value.front) : undefined;
    if (front !== undefined) await this.open(front);
  }

  async open(connection: Connection): Promise<void> {
    this.#current = connection;
    const keyed = await this.#findKey(connection);
    const door = keyed.ok ? await this.#doorOf(connection) : keyed;
    const opened = door.ok ? await this.#openEngine(connection, door.value) : door;
    this.#trouble = opened.ok ? '' : opened.error;
  }

  async tryAgain(): Promise<void> {
    if (this.#trouble === '' || this.#final) return;
    await (this.#current === null ? this.openSaved() : this.open(this.#current));
  }

  /** Lists a new connection only once its key is in the keychain and its door has opened; then opens its files. */
  async adopt(connection: Connection, door: Door): Promise<Issues<ConnectionInfo>> {
    const { connections, vault } = this.#parts;
    const keyed = await this.#findKey(connection);
    if (!keyed.ok) return whole('keychain', keyed.error);
    await connections.makeFolder(connection.id);
    const ready = await door.open();
    if (!ready.ok) {
      await vault.remove(keyAccount(connection.id));
      return whole('notStarted', ready.error);
    }
    try {
      await connections.keep(connection);
      await connections.putInFront(connection.id);
    } catch (error) {
      return whole('notKept', `The list of connections could not be written: ${(error as Error).message}`);
    }
    this.#door = door;
    await this.open(connection);
    return this.opened();
  }

  /** Keeps it with other settings and opens it anew with them; `between` runs while its door is closed, so that nothing writes beside it. */
  async change(connection: Connection, between: () => Promise<void>): Promise<Issues<ConnectionInfo>> {
    try {
      await this.#parts.connections.keep(connection);
    } catch (error) {
      return whole('notKept', `The list of connections could not be written: ${(error as Error).message}`);
    }
    await this.#door?.close();
    this.#door = null;
    await between();
    await this.open(connection);
    return this.opened();
  }

  /** The door is closed and forgotten, and the key with it. The engine's files are its host's to close. */
  async shut(): Promise<void> {
    await this.#door?.close();
    this.#door = null;
    this.#current = null;
    this.#key = '';
    if (!this.#final) this.#trouble = '';
  }

  /** null: nothing is open. */
  draftPlace(): DraftPlace | null {
    if (this.#current === null || this.#key === '') return null;
    return { folder: this.#parts.connections.folderOf(this.#current.id), databaseKey: this.#key };
  }

  opened(): Issues<ConnectionInfo> {
    if (this.#current === null) return whole('notConnected', 'There is no connection yet.');
    return this.#trouble === '' ? ok(infoOf(this.#current)) : whole('notOpened', this.#trouble);
  }

  /** The practice office is up again at a new address. */
  async moved(office: PracticeOffice): Promise<void> {
    if (!(this.#door instanceof PracticeDoor) || this.#current === null) return;
    this.#door.moved(office);
    if (!this.#final) await this.open(this.#current);
  }

  stoppedBy(text: string): void {
    this.#trouble = text;
    this.#final = true;
  }

  practiceDoor({ id }: Connection): PracticeDoor {
    const { practice, practiceOffice, sqliteBinding, connections, fetch } = this.#parts;
    // The office remembers what was done to it in a journal, encrypted with the connection's own key.
    const options = (): PracticeOptions => ({ ...practiceOffice, journal: path.join(connections.folderOf(id), 'practice.db'), databaseKey: this.#key, sqliteBinding });
    const door: PracticeDoor = new PracticeDoor({ practice, options, fetch, onAuthorization: (authorization) => this.#tell(door, authorization) });
    return door;
  }

  gatewayDoor({ id }: Connection, form: ConstructorParameters<typeof GatewayDoor>[1]): GatewayDoor {
    const door: GatewayDoor = new GatewayDoor(id, form, {
      ...this.#parts,
      onAuthorization: (authorization) => this.#tell(door, authorization),
      onProxy: (proxy) => door === this.#door && this.#parts.engine.proxy(proxy),
      onVaultTrouble: () => this.#parts.log('vault-trouble'),
    });
    return door;
  }

  /** What a door that is not the open one obtains is nobody else's business yet. */
  #tell(door: Door, authorization: string | null): void {
    if (door === this.#door) this.#parts.engine.authorization(authorization);
  }

  async #doorOf(connection: Connection): Promise<Result<Door, string>> {
    if (this.#door !== null) return ok(this.#door);
    if (connection.settings === null) return ok((this.#door = this.practiceDoor(connection)));
    if (!isGateway(connection.settings)) return err('This version cannot open connections to this system yet.');
    const held = await readHeldSecrets(this.#parts.vault, connection.id);
    if (!held.ok) return held;
    return ok((this.#door = this.gatewayDoor(connection, { settings: connection.settings, secrets: { ...noSecrets, ...held.value } })));
  }

  async #openEngine({ id }: Connection, door: Door): Promise<Result<null, string>> {
    const access = await door.open();
    if (!access.ok) return access;
    const { connections, engine, sqliteBinding, systemUser } = this.#parts;
    const { logon, ...rest } = access.value;
    return engine.open({ folder: connections.folderOf(id), databaseKey: this.#key, sqliteBinding, ...rest, person: logon === '' ? systemUser() : logon });
  }

  async #findKey({ id }: Connection): Promise<Result<null, string>> {
    const folder = this.#parts.connections.folderOf(id);
    const found = await databaseKey(this.#parts.vault, id, [path.join(folder, 'ledger.db'), path.join(folder, 'practice.db')]);
    if (found.ok) this.#key = found.value;
    else this.#parts.log('vault-trouble');
    return found.ok ? ok(null) : found;
  }
}
