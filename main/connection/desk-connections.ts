import type { CheckLine, HeldSettings, RecordSettings } from '../../shared/connection-settings.ts';
import type { ConnectionInfo, ConnectionRow, ShellRequests } from '../../shared/ipc-contract.ts';
import { ok } from '../../shared/result.ts';
import { ConnectionSet, unknownConnection } from './connection-set.ts';
import type { TestParts } from './connection-test.ts';
import { whole, type Issues } from './door.ts';
import { changeGateway, heldSettings, signIn, testGateway } from './gateway-settings.ts';
import { Making } from './making.ts';
import type { OpenConnection } from './open-connection.ts';
import { changeRecords, heldRecords, testRecordSettings } from './record-settings.ts';
import type { ShellParts } from './shell-parts.ts';

type Ask<C extends keyof ShellRequests> = Parameters<ShellRequests[C]>[0];

const notConnected = whole('notConnected', 'There is no connection yet.');

/** What a person may do with their connections: make them, put one in front, test, change, sign in and out, name and remove. */
export class DeskConnections {
  readonly #parts: ShellParts;
  readonly #test: TestParts;
  readonly #making: Making;
  readonly set: ConnectionSet;

  constructor(parts: ShellParts) {
    const { engines, lookup, clock, release } = parts;
    this.#parts = parts;
    this.set = new ConnectionSet(parts);
    this.#test = { check: (gateway, authorization) => engines.check(gateway, authorization), lookup, now: () => clock.wall(), release };
    this.#making = new Making(parts, this.set, this.#test);
  }

  /** Opens every connection, the one in front first; settles when that one is open or in trouble. */
  open(): Promise<void> {
    return this.set.open();
  }

  info(): Promise<{ connection: ConnectionInfo | null; trouble: string }> {
    return this.set.info();
  }

  rows(): ConnectionRow[] {
    return this.set.rows();
  }

  startPractice({ system }: Ask<'app.startPractice'> = {}): Promise<Issues<ConnectionInfo>> {
    return this.#making.practice(system);
  }

  connect(ask: Ask<'app.connect'>): Promise<Issues<ConnectionInfo>> {
    return this.#making.gateway(ask);
  }

  connectRecords(ask: Ask<'app.connectRecords'>): Promise<Issues<ConnectionInfo>> {
    return this.#making.records(ask);
  }

  test({ anew, ...ask }: Ask<'app.test'>): Promise<CheckLine[]> {
    return testGateway(anew === true ? null : this.#front, ask, this.#test);
  }

  testRecords({ anew, ...ask }: Ask<'app.testRecords'>): Promise<CheckLine[]> {
    return testRecordSettings(anew === true ? null : this.#front, ask, this.#parts.systems, this.#test);
  }

  settings(): Promise<HeldSettings | null> {
    return heldSettings(this.#front);
  }

  recordSettings(): { settings: RecordSettings; held: string[] } | null {
    return heldRecords(this.#front);
  }

  async change(ask: Ask<'app.change'>): Promise<Issues<ConnectionInfo>> {
    return this.#front === null ? notConnected : changeGateway(this.#front, ask, { vault: this.#parts.vault, test: this.#test });
  }

  async changeRecords(ask: Ask<'app.changeRecords'>): Promise<Issues<ConnectionInfo>> {
    const { vault, systems } = this.#parts;
    return this.#front === null ? notConnected : changeRecords(this.#front, ask, { vault, systems, test: this.#test, others: this.set.all.filter((one) => one !== this.#front) });
  }

  async signIn(ask: Ask<'app.signIn'>): Promise<Issues<null>> {
    return this.#front === null ? notConnected : signIn(this.#front, ask, this.#test);
  }

  signInAddress(): string {
    return (this.#making.coming ?? this.#front?.door)?.signInAddress() ?? '';
  }

  cancelSignIn(): void {
    const { coming } = this.#making;
    this.#making.cancel();
    if (coming === null) this.#front?.door?.cancelSignIn();
  }

  async signOut(): Promise<Issues<null>> {
    return (await this.#front?.door?.signOut()) ?? ok(null);
  }

  putInFront({ id }: Ask<'app.front'>): Promise<Issues<ConnectionInfo>> {
    return this.set.putInFront(id);
  }

  async name({ id, name, colour }: Ask<'app.nameConnection'>): Promise<Issues<null>> {
    const one = this.set.of(id);
    if (one === null) return unknownConnection;
    const words = name.trim();
    return words === '' ? { ok: false, error: [{ field: 'name', code: 'name', text: 'Give the connection a name.' }] } : one.rename(words, colour);
  }

  remove({ id, unseen }: Ask<'app.removeConnection'>): Promise<Issues<null>> {
    return this.set.remove(id, unseen === true);
  }

  /** The computer woke, or its network changed. */
  network(online: boolean): void {
    this.set.network(online);
    for (const { door } of this.set.all) door?.wake();
  }

  /** The computer woke from sleep: no line of before is alive. */
  woke(): void {
    for (const one of this.set.all) one.woke();
  }

  /** Whether one of the gateways lies beyond this computer. */
  needsNetwork(): boolean {
    return this.set.all.some(({ door }) => door?.needsNetwork === true);
  }

  /** For the lock: no door, no key, no engine, until `open` is asked again. */
  async shut(): Promise<void> {
    this.#cancelAll();
    await this.set.shut();
  }

  /** At the end. What was being made leaves nothing behind. */
  async close(): Promise<void> {
    this.#cancelAll();
    const late = new Promise((resolve) => this.#parts.clock.after(5_000, () => resolve(null)));
    await Promise.all([Promise.race([this.#making.settled(), late]), this.set.close()]);
  }

  get #front(): OpenConnection | null {
    return this.set.front;
  }

  #cancelAll(): void {
    this.#making.cancel();
    for (const { door } of this.set.all) door?.cancelSignIn();
  }
}
