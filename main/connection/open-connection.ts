import path from 'node:path';
import { noSecrets } from '../../shared/connection-settings.ts';
import type { ConnectionInfo, ConnectionRow } from '../../shared/ipc-contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { DraftPlace } from '../lock/kept-drafts.ts';
import { createOneAtATime } from '../one-at-a-time.ts';
import { databaseKey } from '../secrets/database-key.ts';
import { keyAccount } from '../secrets/token-vault.ts';
import { infoOf, isRecords, type Connection } from './connections.ts';
import { whole, type Door, type Issues } from './door.ts';
import { GatewayDoor } from './gateway-door.ts';
import { readHeldSecrets } from './held-secrets.ts';
import { PracticeDoor } from './practice-door.ts';
import { readKeys } from './record-keys.ts';
import { RecordDoor } from './record-door.ts';
import type { EngineSide, PracticeSide, ShellParts } from './shell-parts.ts';

const closeWithinMs = 5_000;

/** The files, the key, the door and the engine of one connection. */
export class OpenConnection {
  readonly #parts: ShellParts;
  #engine: EngineSide | null = null;
  /** Opening, changing and removing exclude each other. Waiting for a person happens outside of it. */
  readonly inTurn = createOneAtATime();
  #practice: PracticeSide | null = null;
  #connection: Connection;
  #door: Door | null = null;
  #key = '';
  #trouble = '';
  #isOpen = false;
  #online: boolean;
  readonly #onStopped: () => void;
  /** Being given up on is told until the next start; anything else is worth another try. */
  #final = false;

  /** `online`: what the operating system thinks of the network. `onStopped`: its engine was given up on. */
  constructor(connection: Connection, parts: ShellParts, online: boolean, onStopped: () => void) {
    this.#connection = connection;
    this.#online = online;
    this.#onStopped = onStopped;
    this.#parts = parts;
  }

  get connection(): Connection {
    return this.#connection;
  }

  get id(): string {
    return this.#connection.id;
  }

  get door(): Door | null {
    return this.#door;
  }

  /** Why it is not open, in words; '' where it is, or where nobody has tried yet. */
  get trouble(): string {
    return this.#trouble;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Edits that are not confirmed, as far as is known. */
  get waiting(): number {
    return this.#engine?.unsent ?? 0;
  }

  /** The same; null where the files are not open, so that nobody knows. */
  get unsent(): number | null {
    return this.#isOpen ? this.waiting : null;
  }

  row(): ConnectionRow {
    return { ...infoOf(this.#connection), trouble: this.#trouble, status: this.#engine?.status ?? null, unsent: this.waiting };
  }

  /** Resolves once no edit waits that could still be sent. */
  async sent(): Promise<void> {
    await this.#engine?.sent();
  }

  opened(): Issues<ConnectionInfo> {
    return this.#trouble === '' ? ok(infoOf(this.#connection)) : whole('notOpened', this.#trouble);
  }

  /** A system on this computer needs no network, so the operating system's opinion says nothing about it. */
  network(online: boolean): void {
    this.#online = online;
    this.#engine?.network(online || this.#door?.needsNetwork === false);
  }

  /** The computer woke from sleep. */
  woke(): void {
    this.#engine?.woke();
  }

  /** Nothing is opened twice. */
  open(): Promise<void> {
    return this.inTurn(async () => {
      if (!this.#isOpen) await this.openAgain();
    });
  }

  /** Waits for an opening under way; where the last one ended in trouble, tries again. */
  tryAgain(): Promise<void> {
    return this.inTurn(async () => {
      if (this.#trouble !== '' && !this.#final) await this.openAgain();
    });
  }

  /** Lists a new connection only once its key is in the keychain and its door has opened; then opens its files. */
  adopt(door: Door): Promise<Issues<ConnectionInfo>> {
    return this.inTurn(async () => {
      const { connections, vault } = this.#parts;
      const keyed = await this.#findKey();
      if (!keyed.ok) return whole('keychain', keyed.error);
      await connections.makeFolder(this.id);
      const ready = await door.open();
      if (!ready.ok) {
        await vault.remove(keyAccount(this.id));
        return whole('notStarted', ready.error);
      }
      try {
        await connections.keep(this.#connection);
      } catch (error) {
        return notKept(error);
      }
      this.#door = door;
      await this.openAgain();
      return this.opened();
    });
  }

  /** Keeps it with other settings and opens it anew with them; `between` runs while its door is closed, so that nothing writes beside it. Within `inTurn`. */
  async change(connection: Connection, between: () => Promise<void>): Promise<Issues<ConnectionInfo>> {
    try {
      await this.#parts.connections.keep(connection);
    } catch (error) {
      return notKept(error);
    }
    this.#connection = connection;
    await this.#door?.close();
    this.#door = null;
    await between();
    await this.openAgain();
    return this.opened();
  }

  /** Another name or colour; nothing is opened anew. */
  rename(name: string, colour: number): Promise<Issues<null>> {
    return this.inTurn(async () => {
      const { settings } = this.#connection;
      const renamed: Connection = { ...this.#connection, name, colour, settings: settings && { ...settings, name } };
      try {
        await this.#parts.connections.keep(renamed);
      } catch (error) {
        return notKept(error);
      }
      this.#connection = renamed;
      this.#parts.onChanged();
      return ok(null);
    });
  }

  /** Door, files and practice data are closed, and the key is forgotten; `open` begins again. */
  shut(): Promise<void> {
    return this.inTurn(() => this.rest());
  }

  /** As `shut`, for whoever has the turn already, or waits for nobody because the app ends. */
  async rest(): Promise<void> {
    await this.#within(this.#door?.close());
    this.#door = null;
    await this.restEngine();
    await this.#practice?.rest();
    this.#key = '';
    if (!this.#final) this.#trouble = '';
  }

  /** Closes the files; `openAgain` opens them. */
  async restEngine(): Promise<void> {
    this.#isOpen = false;
    await this.#engine?.rest();
  }

  /** Tokens are revoked where that can be done, within what a person would wait; then they are forgotten here. */
  endSession(): Promise<void> {
    return this.#within(this.#door?.signOut());
  }

  /** Where forms left open can be kept; null while its key is not known. */
  draftPlace(): DraftPlace | null {
    return this.#key === '' ? null : { folder: this.#parts.connections.folderOf(this.id), databaseKey: this.#key };
  }

  practiceDoor(): PracticeDoor {
    const { practiceData, sqliteBinding, connections, fetch } = this.#parts;
    const { id, system } = this.#connection;
    // What was done to it is remembered in a journal, encrypted with the connection's own key.
    const options = () => ({ system, count: practiceData.count(system), seed: practiceData.seed, journal: path.join(connections.folderOf(id), 'practice.db'), databaseKey: this.#key, sqliteBinding });
    this.#practice ??= this.#parts.practice((office) => void this.inTurn(async () => {
      if (!(this.#door instanceof PracticeDoor)) return;
      this.#door.moved(office);
      if (!this.#final) await this.openAgain();
    }));
    const door: PracticeDoor = new PracticeDoor({ practice: this.#practice, options, fetch, onAuthorization: (authorization) => this.#tell(door, authorization) });
    return door;
  }

  gatewayDoor(form: ConstructorParameters<typeof GatewayDoor>[1]): GatewayDoor {
    const door: GatewayDoor = new GatewayDoor(this.id, form, {
      ...this.#parts,
      onAuthorization: (authorization) => this.#tell(door, authorization),
      onProxy: (proxy) => door === this.#door && this.#engine?.proxy(proxy),
      onVaultTrouble: () => this.#parts.log('vault-trouble'),
    });
    return door;
  }

  recordDoor(form: ConstructorParameters<typeof RecordDoor>[1]): RecordDoor {
    const door: RecordDoor = new RecordDoor(this.id, { ...form, places: this.#connection.places }, {
      ...this.#parts,
      onAuthorization: (authorization) => this.#tell(door, authorization),
      onProxy: (proxy) => door === this.#door && this.#engine?.proxy(proxy),
    });
    return door;
  }

  /** Opens it with what is there now, whether or not it was open. Within `inTurn`. */
  async openAgain(): Promise<void> {
    const keyed = await this.#findKey();
    const door = keyed.ok ? await this.#doorOf() : keyed;
    const opened = door.ok ? await this.#openEngine(door.value) : door;
    this.#isOpen = opened.ok;
    this.#trouble = opened.ok ? '' : opened.error;
    this.#parts.onChanged();
  }

  /** What a door that is not the open one obtains is nobody else's business yet. */
  #tell(door: Door, authorization: string | null): void {
    if (door === this.#door) this.#engine?.authorization(authorization);
  }

  #stoppedBy(text: string): void {
    this.#isOpen = false;
    this.#trouble = text;
    this.#final = true;
    this.#parts.onChanged();
    this.#onStopped();
  }

  async #doorOf(): Promise<Result<Door, string>> {
    const { settings } = this.#connection;
    if (this.#door !== null) return ok(this.#door);
    if (settings === null) return ok((this.#door = this.practiceDoor()));
    if (isRecords(settings)) {
      const facts = this.#parts.systems.find(({ id }) => id === settings.system);
      if (facts === undefined) return err(`This version of Agentbook does not know the system “${settings.system}”. Nothing was changed. Open it with the version that made this connection.`);
      const keys = await readKeys(this.#parts.vault, this.id);
      return keys.ok ? ok((this.#door = this.recordDoor({ settings, secrets: keys.value, facts }))) : keys;
    }
    const held = await readHeldSecrets(this.#parts.vault, this.id);
    return held.ok ? ok((this.#door = this.gatewayDoor({ settings, secrets: { ...noSecrets, ...held.value } }))) : held;
  }

  async #openEngine(door: Door): Promise<Result<null, string>> {
    const access = await door.open();
    if (!access.ok) return access;
    const { connections, engines, sqliteBinding, systemUser } = this.#parts;
    const { logon, ...rest } = access.value;
    this.#engine ??= engines.of(this.id, { signedOut: (authorization) => this.#door?.refused(authorization), givenUp: (text) => this.#stoppedBy(text) });
    this.#engine.network(this.#online || !door.needsNetwork);
    return this.#engine.open({ folder: connections.folderOf(this.id), databaseKey: this.#key, sqliteBinding, ...rest, person: logon === '' ? systemUser() : logon });
  }

  async #findKey(): Promise<Result<null, string>> {
    const folder = this.#parts.connections.folderOf(this.id);
    const found = await databaseKey(this.#parts.vault, this.id, [path.join(folder, 'ledger.db'), path.join(folder, 'practice.db')]);
    if (found.ok) this.#key = found.value;
    else this.#parts.log('vault-trouble');
    return found.ok ? ok(null) : found;
  }

  /** What a person would not wait longer for: a renewal under way may finish, within reason, because cut off it costs a sign-in. */
  async #within(work: Promise<unknown> | undefined): Promise<void> {
    if (work !== undefined) await Promise.race([work, new Promise((resolve) => this.#parts.clock.after(closeWithinMs, () => resolve(null)))]);
  }
}

const notKept = (error: unknown): Issues<never> => whole('notKept', `The list of connections could not be written: ${(error as Error).message}`);
