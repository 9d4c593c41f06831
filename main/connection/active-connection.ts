import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { newSettings } from '../../shared/connection-settings.ts';
import type { FieldIssue } from '../../shared/faults.ts';
import type { ConnectionInfo, ShellRequests } from '../../shared/ipc-contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { infoOf, type Connection, type Connections } from './connections.ts';
import type { EngineOptions, GatewayAccess } from '../engine/host-contract.ts';
import type { Log } from '../log.ts';
import { createOneAtATime } from '../one-at-a-time.ts';
import type { PracticeOffice } from './practice-host.ts';
import type { PracticeOptions } from '../sandbox/host-contract.ts';
import { databaseKey } from '../secrets/database-key.ts';
import { keyAccount, tokenAccount, type TokenVault } from '../secrets/token-vault.ts';
import { directly } from '../transport/access.ts';
import { isThisComputer, readGatewayAddress, readToken } from './gateway-address.ts';
import { checkGateway } from './gateway-check.ts';
import { practiceToken } from './practice-sign-in.ts';

interface Parts {
  connections: Connections;
  vault: TokenVault;
  engine: { open(options: EngineOptions): Promise<Result<null, string>>; authorization(authorization: string | null): void };
  practice: { start(options: PracticeOptions): Promise<Result<PracticeOffice, string>> };
  practiceOffice: { clients: number; seed: number };
  sqliteBinding: string;
  fetch: typeof fetch;
  log: Log;
}

type Issues<T> = Promise<Result<T, FieldIssue[]>>;
type ConnectAsk = Parameters<ShellRequests['app.connect']>[0];

const whole = (code: string, text: string): Result<never, FieldIssue[]> => err([{ field: '', code, text }]);
const beside = (field: string, text: string): FieldIssue => ({ field, code: field, text });

const software = { provider: 'Agentbook', platform: 'Agentbook', release: '0.1.0' };

const accessToOffice = ({ url, intermediation, agency }: PracticeOffice): GatewayAccess => ({
  baseUrl: url, network: directly, clients: { from: 'intermediation', address: intermediation, agency, software }, callsAtOnce: 5,
});

function accessTo({ settings }: Connection): GatewayAccess {
  const { gateway, intermediation, agency, callsAtOnce } = settings ?? newSettings('other');
  return { baseUrl: gateway, network: directly, clients: { from: 'intermediation', address: intermediation, agency, software }, callsAtOnce };
}

/** The one connection that is open: how it comes to be, opens at a start, and signs in again. */
export class ActiveConnection {
  readonly #parts: Parts;
  /** Opening, connecting and signing in exclude each other: a second click waits for the first. */
  readonly #inTurn = createOneAtATime();
  #current: Connection | null = null;
  #office: PracticeOffice | null = null;
  #key = '';
  #trouble = '';
  /** Being given up on is told until the next start; anything else is worth another try. */
  #final = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Opens the connection of the last time, if there is one. Called once, at start. */
  openSaved(): Promise<void> {
    return this.#inTurn(() => this.#openSaved());
  }

  /** Waits for an opening under way; where the last one ended in trouble, tries again. */
  info(): Promise<{ connection: ConnectionInfo | null; trouble: string }> {
    return this.#inTurn(async () => {
      if (this.#trouble !== '' && !this.#final) await (this.#current === null ? this.#openSaved() : this.#open(this.#current));
      return { connection: this.#current === null ? null : infoOf(this.#current), trouble: this.#trouble };
    });
  }

  startPractice(): Issues<ConnectionInfo> {
    return this.#inTurn(() => this.#startPractice());
  }

  connect(ask: ConnectAsk): Issues<ConnectionInfo> {
    return this.#inTurn(() => this.#connect(ask));
  }

  signIn(ask: { token: string }): Issues<null> {
    return this.#inTurn(() => this.#signIn(ask.token));
  }

  /** Whether the gateway lies beyond this computer. */
  needsNetwork(): boolean {
    return this.#current !== null && !this.#current.practice && !isThisComputer(this.#current.settings?.gateway ?? '');
  }

  /** The practice office is up again at a new address. */
  practiceMoved(office: PracticeOffice): void {
    void this.#inTurn(async () => {
      this.#office = office;
      if (this.#current?.practice === true && !this.#final) await this.#open(this.#current);
    });
  }

  /** What stopped it from outside, in words. */
  stoppedBy(text: string): void {
    this.#trouble = text;
    this.#final = true;
  }

  async #openSaved(): Promise<void> {
    const saved = await this.#parts.connections.opening();
    this.#trouble = saved.ok ? '' : saved.error;
    if (saved.ok && saved.value !== null) await this.#open(saved.value);
  }

  async #open(connection: Connection): Promise<void> {
    this.#current = connection;
    const keyed = await this.#findKey(connection);
    const opened = !keyed.ok ? keyed : await (connection.practice ? this.#openPractice(connection) : this.#openGateway(connection));
    this.#trouble = opened.ok ? '' : opened.error;
  }

  async #findKey({ id }: Connection): Promise<Result<null, string>> {
    const folder = this.#parts.connections.folderOf(id);
    const found = await databaseKey(this.#parts.vault, id, [path.join(folder, 'ledger.db'), path.join(folder, 'practice.db')]);
    if (found.ok) this.#key = found.value;
    else this.#parts.log('vault-trouble');
    return found.ok ? ok(null) : found;
  }

  async #openPractice(connection: Connection): Promise<Result<null, string>> {
    const started = await this.#startOffice(connection);
    if (!started.ok) return started;
    // The office hands out a new token at each start; a keychain that cannot take it now is no reason to stay shut.
    await this.#keepToken(connection, started.value.token);
    return this.#openEngine(connection, accessToOffice(started.value), started.value.token);
  }

  async #openGateway(connection: Connection): Promise<Result<null, string>> {
    const token = await this.#parts.vault.read(tokenAccount(connection.id));
    return token.ok ? this.#openEngine(connection, accessTo(connection), token.value) : err(token.error.text);
  }

  #openEngine({ id }: Connection, gateway: GatewayAccess, token: string | null): Promise<Result<null, string>> {
    const { connections, engine, sqliteBinding } = this.#parts;
    return engine.open({ folder: connections.folderOf(id), databaseKey: this.#key, sqliteBinding, gateway, authorization: token === null ? null : `Bearer ${token}`, renewable: false });
  }

  /** The office remembers what was done to it in a journal, encrypted with the connection's own key. */
  async #startOffice({ id }: Connection): Promise<Result<PracticeOffice, string>> {
    if (this.#office !== null) return ok(this.#office);
    const { connections, practice, practiceOffice, sqliteBinding } = this.#parts;
    const journal = path.join(connections.folderOf(id), 'practice.db');
    const started = await practice.start({ ...practiceOffice, journal, databaseKey: this.#key, sqliteBinding });
    if (started.ok) this.#office = started.value;
    return started;
  }

  async #startPractice(): Issues<ConnectionInfo> {
    if (this.#current?.practice === true) {
      if (this.#trouble !== '') await this.#open(this.#current);
      return this.#opened(this.#current);
    }
    const taken = this.#taken();
    if (taken !== null) return taken;
    const connection: Connection = { id: randomUUID(), name: 'Practice office', system: 'ird', practice: true, settings: null };
    return this.#begin(connection, () => this.#startOffice(connection));
  }

  async #connect(ask: ConnectAsk): Issues<ConnectionInfo> {
    const taken = this.#taken();
    if (taken !== null) return taken;
    const [baseUrl, token] = [readGatewayAddress(ask.settings.gateway), readToken(ask.secrets.token)];
    if (!baseUrl.ok || !token.ok)
      return err([...(baseUrl.ok ? [] : [beside('settings.gateway', baseUrl.error)]), ...(token.ok ? [] : [beside('secrets.token', token.error)])]);
    const checked = await checkGateway(baseUrl.value, token.value, this.#parts.fetch);
    if (checked.kind !== 'ok') return err([checked.issue]);
    const name = ask.settings.name.trim() === '' ? 'Inland Revenue' : ask.settings.name.trim();
    const connection: Connection = { id: randomUUID(), name, system: 'ird', practice: false, settings: { ...ask.settings, gateway: baseUrl.value } };
    return this.#begin(connection, () => this.#keepToken(connection, token.value));
  }

  #taken(): Result<never, FieldIssue[]> | null {
    if (this.#current !== null) return whole('taken', 'Agentbook is already connected. This version holds one connection.');
    return this.#trouble === '' ? null : whole('notOpened', this.#trouble);
  }

  /** Lists a new connection only once its key is in the keychain and `prepare` has done what else must succeed before. */
  async #begin(connection: Connection, prepare: () => Promise<Result<unknown, string>>): Issues<ConnectionInfo> {
    const { connections, vault } = this.#parts;
    const keyed = await this.#findKey(connection);
    if (!keyed.ok) return whole('keychain', keyed.error);
    await connections.makeFolder(connection.id);
    const prepared = await prepare();
    if (!prepared.ok) {
      await vault.remove(keyAccount(connection.id));
      return whole('notStarted', prepared.error);
    }
    try {
      await connections.add(connection);
    } catch (error) {
      return whole('notKept', `The list of connections could not be written: ${(error as Error).message}`);
    }
    await this.#open(connection);
    return this.#opened(connection);
  }

  #opened(connection: Connection): Result<ConnectionInfo, FieldIssue[]> {
    return this.#trouble === '' ? ok(infoOf(connection)) : whole('notOpened', this.#trouble);
  }

  async #keepToken({ id }: Connection, token: string): Promise<Result<null, string>> {
    const kept = await this.#parts.vault.write(tokenAccount(id), token);
    if (!kept.ok) this.#parts.log('vault-trouble');
    return kept.ok ? kept : err(kept.error.text);
  }

  async #signIn(typed: string): Issues<null> {
    const connection = this.#current;
    if (connection === null) return whole('notConnected', 'There is no connection to sign in to yet.');
    const token = await (connection.practice ? this.#freshPracticeToken() : this.#givenToken(connection, typed));
    if (!token.ok) return token;
    // Where the keychain cannot keep it, work goes on with the token in memory; the next start has to ask again.
    await this.#keepToken(connection, token.value);
    this.#parts.engine.authorization(`Bearer ${token.value}`);
    return ok(null);
  }

  async #freshPracticeToken(): Issues<string> {
    if (this.#office === null) return whole('practice', 'The practice office is not running. Close Agentbook and open it again.');
    const token = await practiceToken(this.#office.control, this.#parts.fetch);
    return token.ok ? token : whole('practice', token.error);
  }

  /** A token the gateway refuses is refused here; a gateway out of reach is no reason not to take one for later. */
  async #givenToken(connection: Connection, typed: string): Issues<string> {
    const token = readToken(typed);
    if (!token.ok) return err([beside('secrets.token', token.error)]);
    const checked = await checkGateway(connection.settings?.gateway ?? '', token.value, this.#parts.fetch);
    return checked.kind === 'tokenRefused' ? err([checked.issue]) : token;
  }
}
