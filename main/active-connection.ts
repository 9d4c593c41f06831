import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { FieldIssue } from '../shared/faults.ts';
import type { ConnectionInfo } from '../shared/ipc-contract.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { infoOf, type Connection, type Connections } from './connections.ts';
import type { EngineHost } from './engine-host.ts';
import type { Log } from './log.ts';
import { createOneAtATime } from './one-at-a-time.ts';
import type { PracticeHost, PracticeOffice } from './practice-host.ts';
import { databaseKey } from './secrets/database-key.ts';
import { keyAccount, tokenAccount, type TokenVault } from './secrets/token-vault.ts';
import { isThisComputer, readGatewayAddress, readToken } from './sign-in/gateway-address.ts';
import { checkGateway } from './sign-in/gateway-check.ts';
import { practiceToken } from './sign-in/practice-sign-in.ts';

/** The one connection that is open: how it comes to be, opens at a start, and signs in again. */
export interface ActiveConnection {
  /** Opens the connection of the last time, if there is one. Called once, at start. */
  openSaved(): Promise<void>;
  /** Waits for an opening under way; where the last one ended in trouble, tries again. */
  info(): Promise<{ connection: ConnectionInfo | null; trouble: string }>;
  startPractice(): Promise<Result<ConnectionInfo, FieldIssue[]>>;
  connect(ask: { name: string; baseUrl: string; token: string }): Promise<Result<ConnectionInfo, FieldIssue[]>>;
  signIn(ask: { token: string }): Promise<Result<null, FieldIssue[]>>;
  /** Whether the gateway lies beyond this computer. */
  needsNetwork(): boolean;
  /** The practice office is up again at a new address. */
  practiceMoved(office: PracticeOffice): void;
  /** What stopped it from outside, in words. */
  stoppedBy(text: string): void;
}

export interface ActiveConnectionParts {
  connections: Connections;
  vault: TokenVault;
  engine: Pick<EngineHost, 'open' | 'token'>;
  practice: Pick<PracticeHost, 'start'>;
  practiceOffice: { clients: number; seed: number };
  sqliteBinding: string;
  fetch: typeof fetch;
  log: Log;
}

type Outcome = Promise<Result<ConnectionInfo, FieldIssue[]>>;

const whole = (code: string, text: string): Result<never, FieldIssue[]> => err([{ field: '', code, text }]);

export function createActiveConnection(parts: ActiveConnectionParts): ActiveConnection {
  const { connections, vault, engine, practice, sqliteBinding, log } = parts;
  const oneAtATime = createOneAtATime();
  let current: Connection | null = null;
  let office: PracticeOffice | null = null;
  let key = '';
  let trouble = '';
  /** Being given up on is told until the next start; anything else is worth another try. */
  let final = false;

  const filesOf = (connection: Connection): string[] =>
    ['ledger.db', 'practice.db'].map((name) => path.join(connections.folderOf(connection.id), name));

  const findKey = async (connection: Connection): Promise<Result<null, string>> => {
    const found = await databaseKey(vault, connection.id, filesOf(connection));
    if (!found.ok) {
      log('vault-trouble');
      return found;
    }
    key = found.value;
    return ok(null);
  };

  /** The practice office keeps what was done to it, so its journal is opened with the connection's own key. */
  const startOffice = async (connection: Connection): Promise<Result<null, string>> => {
    if (office !== null) return ok(null);
    const journal = path.join(connections.folderOf(connection.id), 'practice.db');
    const started = await practice.start({ ...parts.practiceOffice, journal, databaseKey: key, sqliteBinding });
    if (!started.ok) return started;
    office = started.value;
    return ok(null);
  };

  const openEngine = (connection: Connection, baseUrl: string, token: string | null): Promise<Result<null, string>> =>
    engine.open({ folder: connections.folderOf(connection.id), databaseKey: key, sqliteBinding, baseUrl, token });

  const openPractice = async (connection: Connection): Promise<Result<null, string>> => {
    const started = await startOffice(connection);
    if (!started.ok || office === null) return started;
    await vault.write(tokenAccount(connection.id), office.token);
    return openEngine(connection, office.url, office.token);
  };

  const openGateway = async (connection: Connection): Promise<Result<null, string>> => {
    const token = await vault.read(tokenAccount(connection.id));
    if (!token.ok) return err(token.error.text);
    return openEngine(connection, connection.baseUrl, token.value);
  };

  const open = async (connection: Connection): Promise<void> => {
    current = connection;
    const keyed = await findKey(connection);
    const opened = !keyed.ok ? keyed : await (connection.practice ? openPractice(connection) : openGateway(connection));
    trouble = opened.ok ? '' : opened.error;
  };

  const openSaved = async (): Promise<void> => {
    const saved = await connections.opening();
    trouble = saved.ok ? '' : saved.error;
    if (saved.ok && saved.value !== null) await open(saved.value);
  };

  /** Keeps a new connection only once its key is in the keychain; `prepare` does what else must succeed before. */
  const begin = async (connection: Connection, prepare: () => Promise<Result<null, string>>): Outcome => {
    const keyed = await findKey(connection);
    if (!keyed.ok) return whole('keychain', keyed.error);
    const prepared = await prepare();
    if (!prepared.ok) {
      await vault.remove(keyAccount(connection.id));
      return whole('notStarted', prepared.error);
    }
    await connections.add(connection);
    await open(connection);
    return trouble === '' ? ok(infoOf(connection)) : whole('notOpened', trouble);
  };

  const startPractice = async (): Outcome => {
    if (current?.practice === true) {
      if (trouble !== '') await open(current);
      return trouble === '' ? ok(infoOf(current)) : whole('notOpened', trouble);
    }
    if (current !== null) return whole('taken', 'Agentbook is already connected. This version holds one connection.');
    if (trouble !== '') return whole('notOpened', trouble);
    const connection: Connection = { id: randomUUID(), name: 'Practice office', system: 'ird', practice: true, baseUrl: '' };
    // The journal's folder must exist before the office starts; it stays empty where nothing comes of it.
    return begin(connection, async () => {
      await connections.makeFolder(connection.id);
      return startOffice(connection);
    });
  };

  const connect = async (ask: { name: string; baseUrl: string; token: string }): Outcome => {
    if (current !== null) return whole('taken', 'Agentbook is already connected. This version holds one connection.');
    if (trouble !== '') return whole('notOpened', trouble);
    const [baseUrl, token] = [readGatewayAddress(ask.baseUrl), readToken(ask.token)];
    const issues: FieldIssue[] = [];
    if (!baseUrl.ok) issues.push({ field: 'baseUrl', code: 'address', text: baseUrl.error });
    if (!token.ok) issues.push({ field: 'token', code: 'token', text: token.error });
    if (!baseUrl.ok || !token.ok) return err(issues);
    const checked = await checkGateway(baseUrl.value, token.value, parts.fetch);
    if (checked.kind !== 'ok') return err([checked.issue]);
    const name = ask.name.trim() === '' ? 'Inland Revenue' : ask.name.trim();
    const connection: Connection = { id: randomUUID(), name, system: 'ird', practice: false, baseUrl: baseUrl.value };
    return begin(connection, () => keepToken(connection, token.value));
  };

  const keepToken = async (connection: Connection, token: string): Promise<Result<null, string>> => {
    const kept = await vault.write(tokenAccount(connection.id), token);
    return kept.ok ? ok(null) : err(kept.error.text);
  };

  const signIn = async (ask: { token: string }): Promise<Result<null, FieldIssue[]>> => {
    if (current === null) return whole('notConnected', 'There is no connection to sign in to yet.');
    const token = current.practice ? await freshPracticeToken() : await givenToken(current, ask.token);
    if (!token.ok) return token;
    const kept = await keepToken(current, token.value);
    // Work can go on with the token in memory; only the next start will have to ask again.
    if (!kept.ok) log('vault-trouble');
    engine.token(token.value);
    return ok(null);
  };

  const freshPracticeToken = async (): Promise<Result<string, FieldIssue[]>> => {
    const token = office === null ? err('The practice office is not running.') : await practiceToken(office.control, parts.fetch);
    return token.ok ? token : whole('practice', token.error);
  };

  /** A token the gateway refuses is refused here; a gateway out of reach is no reason not to take one for later. */
  const givenToken = async (connection: Connection, typed: string): Promise<Result<string, FieldIssue[]>> => {
    const token = readToken(typed);
    if (!token.ok) return err([{ field: 'token', code: 'token', text: token.error }]);
    const checked = await checkGateway(connection.baseUrl, token.value, parts.fetch);
    return checked.kind === 'tokenRefused' ? err([checked.issue]) : token;
  };

  return {
    openSaved: () => oneAtATime(openSaved),
    info: () =>
      oneAtATime(async () => {
        if (trouble !== '' && !final) await (current === null ? openSaved() : open(current));
        return { connection: current === null ? null : infoOf(current), trouble };
      }),
    startPractice: () => oneAtATime(startPractice),
    connect: (ask) => oneAtATime(() => connect(ask)),
    signIn: (ask) => oneAtATime(() => signIn(ask)),
    needsNetwork: () => current !== null && !current.practice && !isThisComputer(current.baseUrl),
    practiceMoved: (moved) =>
      void oneAtATime(async () => {
        office = moved;
        if (current?.practice === true && !final) await open(current);
      }),
    stoppedBy(text) {
      trouble = text;
      final = true;
    },
  };
}
