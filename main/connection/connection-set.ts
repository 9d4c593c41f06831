import type { FieldIssue } from '../../shared/faults.ts';
import type { ConnectionInfo, ConnectionRow } from '../../shared/ipc-contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { createOneAtATime } from '../one-at-a-time.ts';
import { isSession } from '../secrets/secret-places.ts';
import { infoOf, type Connection } from './connections.ts';
import { whole, type Door, type Issues } from './door.ts';
import { OpenConnection } from './open-connection.ts';
import { removed } from './removing.ts';
import type { ShellParts } from './shell-parts.ts';

/** All connections of this installation, each with its own files, keys and engine; one of them is in front. */
export class ConnectionSet {
  readonly #parts: ShellParts;
  /** Reading the list, adding and removing exclude each other. What one connection does by itself happens outside of it. */
  readonly #inTurn = createOneAtATime();
  #all: OpenConnection[] = [];
  #front: OpenConnection | null = null;
  #known = false;
  #online = true;
  /** Why the list itself cannot be read, in words. */
  #trouble = '';
  #opening: Promise<unknown> = Promise.resolve();

  constructor(parts: ShellParts) {
    this.#parts = parts;
  }

  get all(): readonly OpenConnection[] {
    return this.#all;
  }

  get front(): OpenConnection | null {
    return this.#front;
  }

  /** Why nothing is known of the connections; '' where the list could be read. */
  get trouble(): string {
    return this.#trouble;
  }

  of(id: string): OpenConnection | null {
    return this.#all.find((one) => one.id === id) ?? null;
  }

  /**
   * Opens every connection: settles when one is in front that is open, or none can be; the others follow one after another. Where the one
   * that was in front is in trouble, the first that opens stands in front of it, until the next start.
   */
  open(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#readList();
      await this.#front?.open();
      for (const one of this.#all) {
        if (this.#front === null || this.#front.isOpen) break;
        await one.open();
        if (one.isOpen) this.#front = one;
      }
      const others = this.#all.filter((one) => one !== this.#front && one.trouble === '');
      this.#opening = others.reduce((before, one) => before.then(() => one.open()), Promise.resolve());
    });
  }

  /** Once every connection is open, or in trouble. */
  allTried(): Promise<void> {
    return this.#inTurn(async () => void (await this.#opening));
  }

  /** What would be in front at a start, also before anything is open. */
  async known(): Promise<ConnectionInfo | null> {
    return this.#inTurn(async () => {
      await this.#readList();
      return this.#front === null ? null : infoOf(this.#front.connection);
    });
  }

  /** Waits for an opening under way; where the last one ended in trouble, tries again. */
  info(): Promise<{ connection: ConnectionInfo | null; trouble: string }> {
    return this.#inTurn(async () => {
      if (this.#trouble !== '') await this.#readList();
      const one = this.#front;
      await one?.tryAgain();
      return { connection: one === null ? null : infoOf(one.connection), trouble: one?.trouble ?? this.#trouble };
    });
  }

  /** What the operating system thinks of the network. */
  network(online: boolean): void {
    this.#online = online;
    for (const one of this.#all) one.network(online);
  }

  rows(): ConnectionRow[] {
    return this.#all.map((one) => one.row());
  }

  /** Opened first, where it is not open. One in trouble does not stand before one that is open: its words are the answer. */
  putInFront(id: string): Promise<Issues<ConnectionInfo>> {
    return this.#inTurn(async () => {
      const one = this.of(id);
      if (one === null) return unknownConnection;
      await (one.trouble === '' ? one.open() : one.tryAgain());
      if (!one.isOpen && one !== this.#front && this.#front?.isOpen === true) return one.opened();
      await this.#inFront(one);
      return ok(infoOf(one.connection));
    });
  }

  /** A connection that is known, or about to be made: listed nowhere until it is adopted. */
  coming(connection: Connection): OpenConnection {
    const one: OpenConnection = new OpenConnection(connection, this.#parts, this.#online, () => this.#stopped(one));
    return one;
  }

  /** Its door has been proved: it is listed, opened and in front. Where that fails, nothing of it stays. */
  adopt(one: OpenConnection, door: Door): Promise<Issues<ConnectionInfo>> {
    return this.#inTurn(async () => {
      const adopted = await one.adopt(door);
      if (one.door !== door) {
        await this.discard(one);
        return adopted;
      }
      this.#parts.vault.made();
      this.#all = [...this.#all, one];
      if (adopted.ok || this.#front?.isOpen !== true) await this.#inFront(one);
      this.#parts.onChanged();
      return adopted;
    });
  }

  /** One that never came to be leaves no secret and no process behind. */
  async discard(one: OpenConnection): Promise<void> {
    await one.rest();
    this.#parts.engines.forget(one.id);
    await this.#parts.vault.abandon(one.id);
  }

  remove(id: string, unseen: boolean): Promise<Issues<null>> {
    return this.#inTurn(async () => {
      const one = this.of(id);
      if (one === null) return unknownConnection;
      const gone = await removed(one, unseen, this.#parts);
      if (!gone.ok) return gone;
      this.#all = this.#all.filter((other) => other !== one);
      if (this.#front === one) this.#front = this.#all[0] ?? null;
      this.#parts.onChanged();
      return ok(null);
    });
  }

  /** For the lock: everything that can be opened again is shut. What is kept for the session only cannot, and stays. */
  shut(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#opening;
      await Promise.all(this.#all.filter(({ id }) => !isSession(id)).map((one) => one.shut()));
    });
  }

  /** At the end: nothing waits its turn. */
  async close(): Promise<void> {
    await Promise.all(this.#all.map((one) => one.rest()));
  }

  /** null: nobody stands in the way. A list that cannot be read would be written over by a new connection. */
  blocked(): Result<never, FieldIssue[]> | null {
    return this.#trouble === '' ? null : whole('notOpened', this.#trouble);
  }

  /** Whoever can still be worked with comes to the front. */
  #stopped(one: OpenConnection): void {
    if (one !== this.#front) return;
    this.#front = this.#all.find(({ isOpen }) => isOpen) ?? one;
    this.#parts.onFrontStopped();
  }

  async #inFront(one: OpenConnection): Promise<void> {
    this.#front = one;
    // Which one is in front is a convenience: where it cannot be written down, it is in front all the same.
    await this.#parts.connections.putInFront(one.id).catch(() => undefined);
    this.#parts.onChanged();
  }

  async #readList(): Promise<void> {
    if (this.#known) return;
    const saved = await this.#parts.connections.list();
    this.#trouble = saved.ok ? '' : saved.error;
    if (!saved.ok) return;
    this.#known = true;
    const { front, connections } = saved.value;
    const first = connections.find(({ id }) => id === front) ?? connections[0];
    this.#all = connections.map((one) => this.coming(one));
    this.#front = this.#all.find(({ id }) => id === first?.id) ?? null;
  }
}

export const unknownConnection: Result<never, FieldIssue[]> = err([{ field: '', code: 'unknownConnection', text: 'This connection is no longer there.' }]);
