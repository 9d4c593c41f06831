import type { CheckLine } from '../../shared/connection-settings.ts';
import type { ConnectionInfo, ShellRequests } from '../../shared/ipc-contract.ts';
import { err, ok } from '../../shared/result.ts';
import type { ConnectionSet } from './connection-set.ts';
import { blocking, testConnection, type TestParts } from './connection-test.ts';
import { freeColour, gatewaySystem, isGateway, type Connection } from './connections.ts';
import { whole, type Issues } from './door.ts';
import { readForm, usesBrowser, type FilledForm } from './filled-form.ts';
import type { GatewayDoor } from './gateway-door.ts';
import { keepSecrets } from './held-secrets.ts';
import type { OpenConnection } from './open-connection.ts';
import { practiceName } from './practice-options.ts';
import { readRecordForm, type FilledRecords } from './record-form.ts';
import { keepKeys } from './record-keys.ts';
import { apart, formPlaces, toldPlaces } from './record-places.ts';
import { testRecords } from './record-test.ts';
import type { ShellParts } from './shell-parts.ts';
import { homeOf } from './whose.ts';

const calledOff = whole('cancelled', 'The sign-in was called off.');

/** Makes new connections. Nothing of one stays stored unless its system answered and let us in. */
export class Making {
  readonly #parts: ShellParts;
  readonly #set: ConnectionSet;
  readonly #test: TestParts;
  /** A connection that is being made, while a person signs in to it. */
  #coming: GatewayDoor | null = null;
  #making: Promise<unknown> = Promise.resolve();
  #practices = new Map<string, Promise<Issues<ConnectionInfo>>>();
  /** Also while the address is still looked at, before the browser is opened. */
  #cancelled = false;

  constructor(parts: ShellParts, set: ConnectionSet, test: TestParts) {
    this.#parts = parts;
    this.#set = set;
    this.#test = test;
  }

  /** One that a person signs in to just now; null: none. */
  get coming(): GatewayDoor | null {
    return this.#coming;
  }

  cancel(): void {
    this.#cancelled = true;
    this.#coming?.cancelSignIn();
  }

  /** Whatever was being made is made, or has left nothing behind. */
  async settled(): Promise<void> {
    await this.#making;
  }

  /** One of each system: asked for again, it comes to the front. Two clicks start one. */
  practice(system: string = gatewaySystem): Promise<Issues<ConnectionInfo>> {
    const under = this.#practices.get(system) ?? this.#practice(system).finally(() => this.#practices.delete(system));
    this.#practices.set(system, under);
    return under;
  }

  /** Into a real gateway of Inland Revenue's. */
  async gateway({ settings, secrets }: Parameters<ShellRequests['app.connect']>[0]): Promise<Issues<ConnectionInfo>> {
    if (this.#coming === null) this.#cancelled = false;
    const blocked = this.#set.blocked();
    if (blocked !== null) return blocked;
    if (this.#coming !== null) return whole('underWay', 'A sign-in is under way already. Finish it in the browser, or cancel it.');
    const read = readForm(settings, secrets, {});
    if (!read.ok) return read;
    const twin = this.#twin((one) => isGateway(one) && homeOf(one) === homeOf(read.value.settings));
    if (twin !== null) return twin;
    const { vault } = this.#parts;
    const one = this.#set.coming(this.#connection(await vault.begin(this.#ids), gatewaySystem, read.value.settings));
    const door = one.gatewayDoor(read.value);
    this.#coming = door;
    const making = this.#made(one, read.value, door);
    this.#making = making;
    return making;
  }

  /** Into a system whose contacts are records. */
  async records({ settings, secrets }: Parameters<ShellRequests['app.connectRecords']>[0]): Promise<Issues<ConnectionInfo>> {
    const blocked = this.#set.blocked();
    if (blocked !== null) return blocked;
    const read = readRecordForm(settings, secrets, {}, this.#parts.systems);
    if (!read.ok) return read;
    const form = read.value;
    const isTold = form.facts.connect.scope === null;
    const early = isTold ? ok(null) : await this.#apart(form, []);
    if (!early.ok) return early;
    const lines = await testRecords(read, this.#test);
    const wrong = blocking(lines);
    if (wrong.length > 0) return err(wrong);
    const alone = await this.#apart(form, lines);
    if (!alone.ok) return alone;
    const connection = this.#connection(await this.#parts.vault.begin(this.#ids), form.settings.system, form.settings);
    const one = this.#set.coming(isTold ? { ...connection, places: toldPlaces(lines) ?? undefined } : connection);
    const kept = await keepKeys(this.#parts.vault, one.id, form.secrets);
    if (kept.ok) return this.#set.adopt(one, one.recordDoor(form));
    await this.#set.discard(one);
    return whole('keychain', kept.error);
  }

  #apart(form: FilledRecords, lines: readonly CheckLine[]): Promise<Issues<null>> {
    return apart(form, formPlaces(form, lines), this.#set.all, this.#test);
  }

  get #ids(): string[] {
    return this.#set.all.map(({ id }) => id);
  }

  #connection(id: string, system: string, settings: NonNullable<Connection['settings']>): Connection {
    return { id, name: settings.name, system, colour: this.#freeColour(), practice: false, settings };
  }

  #freeColour(): number {
    return freeColour(this.#set.all.map(({ connection }) => connection.colour));
  }

  /** The same place twice would show everybody twice, and queue against itself. */
  #twin(same: (settings: Connection['settings']) => boolean): Issues<never> | null {
    const twin = this.#set.all.find(({ connection, isOpen }) => isOpen && same(connection.settings));
    return twin === undefined ? null : whole('connectedAlready', `You are connected there already: “${twin.connection.name}”. To change how, open its settings.`);
  }

  async #practice(system: string): Promise<Issues<ConnectionInfo>> {
    const facts = this.#parts.systems.find(({ id }) => id === system);
    if (facts === undefined) return whole('unknownSystem', 'This version of Agentbook has no practice data for that system.');
    const there = this.#set.all.find(({ connection }) => connection.practice && connection.system === system);
    if (there !== undefined) {
      const front = await this.#set.putInFront(there.id);
      return front.ok ? there.opened() : front;
    }
    const blocked = this.#set.blocked();
    if (blocked !== null) return blocked;
    const one = this.#set.coming({ id: await this.#parts.vault.begin(this.#ids), name: practiceName(facts), system, colour: this.#freeColour(), practice: true, settings: null });
    return this.#set.adopt(one, one.practiceDoor());
  }

  async #made(one: OpenConnection, form: FilledForm, door: GatewayDoor): Promise<Issues<ConnectionInfo>> {
    const made = await this.#signedIn(one, form, door);
    this.#coming = null;
    if (made.ok) return this.#set.adopt(one, door);
    await door.signOut();
    await door.close();
    await this.#set.discard(one);
    return made;
  }

  async #signedIn(one: OpenConnection, form: FilledForm, door: GatewayDoor): Promise<Issues<null>> {
    const before = blocking(await testConnection(ok(form), null, this.#test));
    if (before.length > 0) return err(before);
    if (this.#cancelled) return calledOff;
    const kept = await keepSecrets(this.#parts.vault, one.id, form.secrets);
    if (!kept.ok) return whole('keychain', kept.error);
    const ready = await door.open();
    if (!ready.ok) return whole('keychain', ready.error);
    if (this.#cancelled) return calledOff;
    const signedIn = await door.signIn({ token: form.secrets.token });
    if (!signedIn.ok) return signedIn;
    const after = usesBrowser(form.settings) ? blocking(await testConnection(ok(form), door.authorization, this.#test)) : [];
    return after.length > 0 ? err(after) : ok(null);
  }
}
