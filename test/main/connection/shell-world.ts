import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createConnections } from '../../../main/connection/connections.ts';
import { DeskConnections } from '../../../main/connection/desk-connections.ts';
import type { PracticeOffice } from '../../../main/connection/practice-host.ts';
import type { ProxyLookup } from '../../../main/connection/proxy-lookup.ts';
import type { EngineListener, EngineSide } from '../../../main/connection/shell-parts.ts';
import { checkGateway } from '../../../main/engine/check/check.ts';
import { systemClock as engineClock } from '../../../main/engine/clock.ts';
import { connectorOf } from '../../../main/engine/connectors/registered.ts';
import { systems } from '../../../main/engine/connectors/systems.ts';
import type { EngineOptions, GatewayAccess } from '../../../main/engine/host-contract.ts';
import type { PracticeOptions } from '../../../main/sandbox/host-contract.ts';
import { contactSystemNames, startContactSandbox, type ContactSandbox } from '../../../main/sandbox/contact-sandbox.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../main/sandbox/sandbox.ts';
import { SecretPlaces } from '../../../main/secrets/secret-places.ts';
import { createTokenVault } from '../../../main/secrets/token-vault.ts';
import { systemClock } from '../../../main/sign-in/clock.ts';
import { newSettings, noSecrets, type CheckLine, type ConnectionSecrets, type ConnectionSettings, type SignInMethod } from '../../../shared/connection-settings.ts';
import { ok, type Result } from '../../../shared/result.ts';

type Start = (options: PracticeOptions) => Promise<Result<PracticeOffice, string>>;

export interface Started {
  desk: DeskConnections;
  /** Engines by connection: those that are open, and whom they serve. */
  engines: Map<string, FakeEngine>;
  vault: SecretPlaces;
  /** What the engine was opened with, each time. */
  opened: EngineOptions[];
  /** What the engine was told to use from then on. */
  told: (string | null)[];
}

/** Stands in for an engine's process: opens at once, and says of unsent edits what the test says. */
export interface FakeEngine {
  listener: EngineListener;
  unsent: number;
  /** What it says while it closes, of edits that came in at the last moment. */
  atTheEnd: number;
  online: boolean;
  /** How often it was told that the computer woke. */
  woken: number;
  rested: number;
}

/** The gateway refuses the sign-in of whichever connection there is. */
export const refuse = ({ engines }: Started, authorization: string): void => [...engines.values()].forEach(({ listener }) => listener.signedOut(authorization));

/** The shell's own parts on a real folder and real sandboxes; the keychain is a map that can be locked. */
export class ShellWorld {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'active-'));
  readonly keychain = new Map<string, string>();
  readonly sandboxes: Sandbox[] = [];
  readonly others: ContactSandbox[] = [];
  locked = false;
  /** Edits that each engine says are not confirmed. */
  unsent = 0;
  lookup: ProxyLookup = async () => ok(null);
  /** What the person at the browser does with the address. */
  browser: (address: string) => Promise<void> = async () => undefined;
  /** The engine's own look at a gateway. */
  check: (gateway: GatewayAccess, authorization: string | null) => Promise<CheckLine[]> = (gateway, authorization) =>
    checkGateway({ gateway, authorization, connector: connectorOf(engineClock, gateway), clock: engineClock });
  /** How often the pages were told that the list of connections has changed. */
  changes = 0;
  practicesRested = 0;
  frontsStopped = 0;
  readonly #started: DeskConnections[] = [];

  async sandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
    const sandbox = await startSandbox({ system: 'ird', profile: 'practice', clients: 3, seed: 7, port: 0, ...options });
    this.sandboxes.push(sandbox);
    return sandbox;
  }

  /** Practice data of any system, in this process. */
  readonly office: Start = async ({ system, count, seed, journal: path, databaseKey, sqliteBinding }) => {
    const journal = { path, databaseKey, sqliteBinding };
    const contacts = contactSystemNames.find((name) => name === system);
    if (contacts !== undefined) {
      const sandbox = await startContactSandbox({ system: contacts, contacts: count, seed, port: 0, journal });
      this.others.push(sandbox);
      return ok({ url: sandbox.url, control: sandbox.control, access: { rows: 'contacts', address: sandbox.address, ...sandbox.keys() } });
    }
    const { url, control, intermediation, credentials: { token, agency } } = await this.sandbox({ clients: count, seed, journal });
    return ok({ url, control, access: { rows: 'clients', intermediation, token, agency } });
  };

  /** One start of the app. */
  start(practice: Start = this.office): Started {
    const opened: EngineOptions[] = [];
    const told: (string | null)[] = [];
    const engines = new Map<string, FakeEngine>();
    const connections = createConnections(this.folder, path.join(this.folder, 'connections.json'));
    const vault = new SecretPlaces({ keychain: createTokenVault(() => Promise.resolve(this.#keyring())), fileOf: (id) => path.join(connections.folderOf(id), 'secrets.sealed') });
    const desk = new DeskConnections({
      connections,
      vault,
      systems,
      systemUser: () => 'the system\'s user',
      engines: {
        of: (id, listener) => this.#engine(id, listener, { opened, told, engines }),
        forget: (id) => void engines.delete(id),
        check: (gateway, authorization) => this.check(gateway, authorization),
      },
      practice: () => ({ start: practice, rest: async () => void (this.practicesRested += 1) }),
      practiceData: { count: () => 3, seed: 7 },
      sqliteBinding: '',
      fetch,
      lookup: (...ask) => this.lookup(...ask),
      openBrowser: (address) => this.browser(address),
      clock: systemClock,
      random: randomBytes,
      release: '0.0.0',
      log: () => undefined,
      onChanged: () => (this.changes += 1),
      onFrontStopped: () => (this.frontsStopped += 1),
    });
    this.#started.push(desk);
    return { desk, engines, opened, told, vault };
  }

  #engine(id: string, listener: EngineListener, { opened, told, engines }: Pick<Started, 'opened' | 'told' | 'engines'>): EngineSide {
    const fake: FakeEngine = { listener, unsent: 0, atTheEnd: 0, online: true, woken: 0, rested: 0 };
    engines.set(id, fake);
    const everywhere = (): number => this.unsent;
    return {
      get unsent() {
        return fake.unsent + everywhere();
      },
      status: null,
      open: async (options) => {
        opened.push(options);
        writeFileSync(path.join(options.folder, 'ledger.db'), 'ledger');
        return ok(null);
      },
      authorization: (authorization) => told.push(authorization),
      proxy: () => undefined,
      network: (online) => (fake.online = online),
      woke: () => void (fake.woken += 1),
      sent: async () => undefined,
      rest: async () => {
        fake.rested += 1;
        fake.unsent += fake.atTheEnd;
        fake.atTheEnd = 0;
      },
    };
  }

  async close(): Promise<void> {
    for (const desk of this.#started) await desk.close();
    for (const sandbox of [...this.sandboxes, ...this.others]) await sandbox.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #keyring() {
    const guard = <T>(value: T): Promise<T> => (this.locked ? Promise.reject(new Error('Cannot create an item in a locked collection')) : Promise.resolve(value));
    return {
      getPassword: (_service: string, account: string) => guard(this.keychain.get(account) ?? null),
      setPassword: (_service: string, account: string, secret: string) => guard(undefined).then(() => void this.keychain.set(account, secret)),
      deletePassword: (_service: string, account: string) => guard(undefined).then(() => this.keychain.delete(account)),
    };
  }
}

interface Form {
  settings: ConnectionSettings;
  secrets: ConnectionSecrets;
}

/** The form filled in for a sandbox, the way one signs in there. */
export function formFor({ url, intermediation, credentials }: Pick<Sandbox, 'url' | 'intermediation' | 'credentials'>, method: SignInMethod): Form {
  const blank = newSettings('other');
  const client = method === 'native' ? credentials.native : credentials.cloud;
  const { issuer = '', logon = '', key = '', certificate = '' } = credentials.machine ?? {};
  const signIn = { ...blank.signIn, method, clientId: client.clientId, redirectPorts: client.redirectPorts, machine: { issuer, logon, algorithm: 'ES256' as const } };
  const secrets = method === 'token' ? { token: credentials.token } : method === 'machine' ? { machineKey: key, machineCertificate: certificate } : { clientSecret: client.clientSecret };
  return { settings: { ...blank, gateway: url, signInHost: url, intermediation, agency: credentials.agency, signIn }, secrets: { ...noSecrets, ...secrets } };
}
