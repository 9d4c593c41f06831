import { noSecrets, type CheckLine, type ConnectionSecrets, type ConnectionSettings, type HeldSettings } from '../../shared/connection-settings.ts';
import type { FieldIssue } from '../../shared/faults.ts';
import type { ConnectionInfo, ShellRequests } from '../../shared/ipc-contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { createOneAtATime } from '../one-at-a-time.ts';
import { tokenAccount } from '../secrets/token-vault.ts';
import { blocking, fileIssues, issueOf, testConnection, type TestParts } from './connection-test.ts';
import type { DraftPlace } from '../lock/kept-drafts.ts';
import { infoOf, isGateway, type Connection } from './connections.ts';
import { whole, type Issues } from './door.ts';
import { readForm, usesBrowser, type FilledForm } from './filled-form.ts';
import { GatewayDoor } from './gateway-door.ts';
import { keepSecrets } from './held-secrets.ts';
import { OpenConnection, type EngineSide, type OpenParts } from './open-connection.ts';
import type { PracticeDoor } from './practice-door.ts';
import type { PracticeOffice } from './practice-host.ts';
import { sameAddresses, sameSignIn, stillUsable, strandedEdits } from './whose.ts';

const closeWithinMs = 5_000;

const calledOff = whole('cancelled', 'The sign-in was called off.');

type Filled = Parameters<ShellRequests['app.connect']>[0];
type Changed = Parameters<ShellRequests['app.change']>[0];

interface Parts extends OpenParts {
  engine: EngineSide & Pick<TestParts, 'check'>;
}

/** What a person may do with the one connection: open it, make it, test it, change it, sign in and out. */
export class ActiveConnection {
  readonly #parts: Parts;
  readonly #open: OpenConnection;
  /** Opening, connecting and changing exclude each other. Waiting for a person in the browser happens outside of it. */
  readonly #inTurn = createOneAtATime();
  /** A connection that is being made, while a person signs in to it. */
  #coming: GatewayDoor | null = null;
  #making: Promise<unknown> = Promise.resolve();
  /** Also while the address is still looked at, before the browser is opened. */
  #cancelled = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#open = new OpenConnection(parts);
  }

  /** Opens the connection of the last time, if there is one. Called once, at start. */
  openSaved(): Promise<void> {
    return this.#inTurn(() => this.#open.openSaved());
  }

  /** Waits for an opening under way; where the last one ended in trouble, tries again. */
  info(): Promise<{ connection: ConnectionInfo | null; trouble: string }> {
    return this.#inTurn(async () => {
      await this.#open.tryAgain();
      const { current, trouble } = this.#open;
      return { connection: current === null ? null : infoOf(current), trouble };
    });
  }

  startPractice(): Promise<Issues<ConnectionInfo>> {
    return this.#inTurn(async () => {
      if (this.#open.current?.practice === true) {
        await this.#open.tryAgain();
        return this.#open.opened();
      }
      const taken = this.#taken();
      if (taken !== null) return taken;
      const connection: Connection = { id: await this.#parts.vault.begin(), name: 'Practice office', system: 'ird', colour: 0, practice: true, settings: null };
      return this.#adopt(connection, this.#open.practiceDoor(connection));
    });
  }

  /** Into a real gateway. Nothing stays stored unless it answers and the person has signed in. */
  async connect({ settings, secrets }: Filled): Promise<Issues<ConnectionInfo>> {
    if (this.#coming === null) this.#cancelled = false;
    const taken = await this.#inTurn(async () => this.#taken());
    if (taken !== null) return taken;
    if (this.#coming !== null) return whole('underWay', 'A sign-in is under way already. Finish it in the browser, or cancel it.');
    const read = readForm(settings, secrets, {});
    if (!read.ok) return read;
    const connection: Connection = { id: await this.#parts.vault.begin(), name: read.value.settings.name, system: 'ird', colour: 0, practice: false, settings: read.value.settings };
    const door = this.#open.gatewayDoor(connection, read.value);
    this.#coming = door;
    const making = this.#made(connection, read.value, door);
    this.#making = making;
    return making;
  }

  /** *Test connection* with what is in the form; secrets left empty are those held, but for those to be forgotten. */
  async test(ask: Changed): Promise<CheckLine[]> {
    const read = this.#readChange(ask);
    const { door } = this.#open;
    // What is typed may be anybody's address: a sign-in is shown only to those it was made for.
    const held = door instanceof GatewayDoor && read.ok && sameAddresses(door.form.settings, read.value.settings) ? door.authorization : null;
    return testConnection(read, held, this.#testParts());
  }

  async settings(): Promise<HeldSettings | null> {
    return (await this.#open.door?.settings()) ?? null;
  }

  /** Keeps other settings and opens the connection anew with them, also offline. Where the sign-in is another one, it begins signed out. */
  change(ask: Changed): Promise<Issues<ConnectionInfo>> {
    return this.#inTurn(async () => {
      const before = this.#open.current;
      if (before === null || !isGateway(before.settings)) return whole('notConnected', 'There is no connection whose settings could change.');
      const read = this.#readChange(ask);
      if (!read.ok) return read;
      const stranded = strandedEdits(before.settings, read.value.settings, this.#open.trouble === '' ? this.#parts.engine.unsent : null);
      if (stranded.length > 0) return err(stranded);
      const issues = await fileIssues(read.value, this.#parts.clock.wall());
      if (issues.length > 0) return err(issues);
      return this.#keepChange({ ...before, settings: before.settings }, read.value, ask.secrets.token);
    });
  }

  async signIn(ask: { token: string }): Promise<Issues<null>> {
    const { door, current } = this.#open;
    if (door === null) return whole('notConnected', 'There is no connection to sign in to yet.');
    if (current === null || !isGateway(current.settings) || current.settings.signIn.method !== 'token') return door.signIn(ask);
    const read = readForm(current.settings, { ...this.#held(), token: ask.token }, {});
    if (!read.ok) return err(read.error.filter(({ field }) => field === 'secrets.token'));
    const [refused] = (await testConnection(read, null, this.#testParts())).filter(({ what, outcome }) => what === 'token' && outcome === 'wrong');
    // A token the gateway refuses is refused here; a gateway out of reach is no reason not to take one for later.
    return refused === undefined ? door.signIn({ token: read.value.secrets.token }) : err([issueOf(refused)]);
  }

  signInAddress(): string {
    return (this.#coming ?? this.#open.door)?.signInAddress() ?? '';
  }

  cancelSignIn(): void {
    this.#cancelled = true;
    (this.#coming ?? this.#open.door)?.cancelSignIn();
  }

  async signOut(): Promise<Issues<null>> {
    return (await this.#open.door?.signOut()) ?? ok(null);
  }

  /** The gateway refused this Authorization header. */
  refused(authorization: string): void {
    this.#open.door?.refused(authorization);
  }

  /** The computer woke, or its network changed. */
  wake(): void {
    this.#open.door?.wake();
  }

  /** Whether the gateway lies beyond this computer. */
  needsNetwork(): boolean {
    return this.#open.door?.needsNetwork ?? false;
  }

  practiceMoved(office: PracticeOffice): void {
    void this.#inTurn(() => this.#open.moved(office));
  }

  /** What stopped it from outside, in words. */
  stoppedBy(text: string): void {
    this.#open.stoppedBy(text);
  }

  /** The connection that is open, or would be opened at a start. */
  async known(): Promise<ConnectionInfo | null> {
    if (this.#open.current !== null) return infoOf(this.#open.current);
    const saved = await this.#parts.connections.list();
    const front = saved.ok ? saved.value.connections.find(({ id }) => id === saved.value.front) : undefined;
    return front === undefined ? null : infoOf(front);
  }

  /** '' where nothing is open. */
  openId(): string {
    return this.#open.current?.id ?? '';
  }

  /** Where forms left open are kept; null: nothing is open. */
  draftPlace(): DraftPlace | null {
    return this.#open.draftPlace();
  }

  /** For the lock: no door, no key, no connection, until `openSaved` is asked again. */
  shut(): Promise<void> {
    this.cancelSignIn();
    return this.#inTurn(() => this.#open.shut());
  }

  async close(): Promise<void> {
    this.cancelSignIn();
    // A renewal under way may finish, within reason: cut off, it costs a sign-in. What was being made leaves nothing behind.
    await this.#within(Promise.all([this.#making, this.#open.door?.close()]));
  }

  #taken(): Result<never, FieldIssue[]> | null {
    const { current, trouble } = this.#open;
    if (current !== null) return whole('taken', 'Agentbook is already connected. This version holds one connection.');
    return trouble === '' ? null : whole('notOpened', trouble);
  }

  async #made(connection: Connection, form: FilledForm, door: GatewayDoor): Promise<Issues<ConnectionInfo>> {
    const made = await this.#make(connection, form, door);
    this.#coming = null;
    if (!made.ok) await this.#forget(connection, door);
    return made;
  }

  async #make(connection: Connection, form: FilledForm, door: GatewayDoor): Promise<Issues<ConnectionInfo>> {
    const before = blocking(await testConnection(ok(form), null, this.#testParts()));
    if (before.length > 0) return err(before);
    if (this.#cancelled) return calledOff;
    const kept = await keepSecrets(this.#parts.vault, connection.id, form.secrets);
    if (!kept.ok) return whole('keychain', kept.error);
    const ready = await door.open();
    if (!ready.ok) return whole('keychain', ready.error);
    if (this.#cancelled) return calledOff;
    const signedIn = await door.signIn({ token: form.secrets.token });
    if (!signedIn.ok) return signedIn;
    const after = usesBrowser(form.settings) ? blocking(await testConnection(ok(form), door.authorization, this.#testParts())) : [];
    if (after.length > 0) return err(after);
    return this.#inTurn(async () => this.#taken() ?? this.#adopt(connection, door));
  }

  async #forget({ id }: Connection, door: GatewayDoor): Promise<void> {
    if (this.#open.door === door) return;
    await door.signOut();
    await door.close();
    await this.#parts.vault.abandon(id);
  }

  /** A connection that could not be opened after all leaves no secret behind. */
  async #adopt(connection: Connection, door: PracticeDoor | GatewayDoor): Promise<Issues<ConnectionInfo>> {
    const adopted = await this.#open.adopt(connection, door);
    if (this.#open.door === door) this.#parts.vault.made();
    else await this.#parts.vault.abandon(connection.id);
    return adopted;
  }

  async #keepChange(before: Connection & { settings: ConnectionSettings }, { settings, secrets }: FilledForm, token: string): Promise<Issues<ConnectionInfo>> {
    const { vault } = this.#parts;
    const held = this.#held();
    const sameSession = sameSignIn(before.settings, settings);
    // Ended there with the secret it was made with.
    if (!sameSession) await this.#within(this.#open.door?.signOut());
    const kept = await keepSecrets(vault, before.id, secrets);
    if (!kept.ok) return whole('keychain', kept.error);
    const opened = await this.#open.change({ ...before, name: settings.name, settings }, async () => void (sameSession || (await vault.remove(tokenAccount(before.id)))));
    // Old settings and new secrets do not go together.
    if (this.#open.current?.settings !== settings) await keepSecrets(vault, before.id, held);
    if (opened.ok && token !== '' && settings.signIn.method === 'token') await this.#open.door?.signIn({ token: secrets.token });
    return opened;
  }

  /** What a person would not wait longer for. */
  async #within(work: Promise<unknown> | undefined): Promise<void> {
    await Promise.race([work, new Promise((resolve) => this.#parts.clock.after(closeWithinMs, () => resolve(null)))]);
  }

  #held(): ConnectionSecrets {
    const { door } = this.#open;
    return door instanceof GatewayDoor ? { ...door.form.secrets, token: door.token } : noSecrets;
  }

  /** What is typed over what is held, without what is to be forgotten. */
  #readChange({ settings, secrets, forget }: Changed): Issues<FilledForm> {
    const before = this.#open.current?.settings ?? null;
    const held = stillUsable(this.#held(), isGateway(before) ? before : null, settings);
    for (const name of forget) held[name] = '';
    return readForm(settings, secrets, held);
  }

  #testParts(): TestParts {
    const { engine, lookup, clock, release } = this.#parts;
    return { check: (gateway, authorization) => engine.check(gateway, authorization), lookup, now: () => clock.wall(), release };
  }
}
