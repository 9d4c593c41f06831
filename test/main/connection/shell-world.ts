import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ActiveConnection } from '../../../main/connection/active-connection.ts';
import { createConnections } from '../../../main/connection/connections.ts';
import type { PracticeOffice } from '../../../main/connection/practice-host.ts';
import type { ProxyLookup } from '../../../main/connection/proxy-lookup.ts';
import { checkGateway } from '../../../main/engine/check/check.ts';
import { systemClock as engineClock } from '../../../main/engine/clock.ts';
import { irdConnector } from '../../../main/engine/connectors/ird/connector.ts';
import type { EngineOptions } from '../../../main/engine/host-contract.ts';
import type { PracticeOptions } from '../../../main/sandbox/host-contract.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../main/sandbox/sandbox.ts';
import { SecretPlaces } from '../../../main/secrets/secret-places.ts';
import { createTokenVault } from '../../../main/secrets/token-vault.ts';
import { systemClock } from '../../../main/sign-in/clock.ts';
import { newSettings, noSecrets, type ConnectionSecrets, type ConnectionSettings, type SignInMethod } from '../../../shared/connection-settings.ts';
import { ok, type Result } from '../../../shared/result.ts';

type Start = (options: PracticeOptions) => Promise<Result<PracticeOffice, string>>;

export interface Started {
  active: ActiveConnection;
  vault: SecretPlaces;
  /** What the engine was opened with, each time. */
  opened: EngineOptions[];
  /** What the engine was told to use from then on. */
  told: (string | null)[];
}

/** The shell's own parts on a real folder and real sandboxes; the keychain is a map that can be locked. */
export class ShellWorld {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'active-'));
  readonly keychain = new Map<string, string>();
  readonly sandboxes: Sandbox[] = [];
  locked = false;
  /** Edits that the engine says are not confirmed. */
  unsent = 0;
  lookup: ProxyLookup = async () => ok(null);
  /** What the person at the browser does with the address. */
  browser: (address: string) => Promise<void> = async () => undefined;
  readonly #started: ActiveConnection[] = [];

  async sandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
    const sandbox = await startSandbox({ system: 'ird', profile: 'practice', clients: 3, seed: 7, port: 0, ...options });
    this.sandboxes.push(sandbox);
    return sandbox;
  }

  readonly office: Start = async ({ clients, seed, journal, databaseKey, sqliteBinding }) => {
    const { url, control, intermediation, credentials } = await this.sandbox({ clients, seed, journal: { path: journal, databaseKey, sqliteBinding } });
    return ok({ url, control, intermediation, token: credentials.token, agency: credentials.agency });
  };

  /** One start of the app. */
  start(practice: Start = this.office): Started {
    const opened: EngineOptions[] = [];
    const told: (string | null)[] = [];
    const unsent = (): number => this.unsent;
    const connections = createConnections(this.folder, path.join(this.folder, 'connections.json'));
    const vault = new SecretPlaces({ keychain: createTokenVault(() => Promise.resolve(this.#keyring())), fileOf: (id) => path.join(connections.folderOf(id), 'secrets.sealed') });
    const active = new ActiveConnection({
      connections,
      vault,
      systemUser: () => 'the system\'s user',
      engine: {
        get unsent() {
          return unsent();
        },
        open: async (options) => {
          opened.push(options);
          writeFileSync(path.join(options.folder, 'ledger.db'), 'ledger');
          return ok(null);
        },
        authorization: (authorization) => told.push(authorization),
        proxy: () => undefined,
        check: (gateway, authorization) => checkGateway({ gateway, authorization, connector: irdConnector(engineClock, gateway.clients), clock: engineClock }),
      },
      practice: { start: practice },
      practiceOffice: { clients: 3, seed: 7 },
      sqliteBinding: '',
      fetch,
      lookup: (...ask) => this.lookup(...ask),
      openBrowser: (address) => this.browser(address),
      clock: systemClock,
      random: randomBytes,
      release: '0.0.0',
      log: () => undefined,
    });
    this.#started.push(active);
    return { active, opened, told, vault };
  }

  async close(): Promise<void> {
    for (const active of this.#started) await active.close();
    for (const sandbox of this.sandboxes) await sandbox.close();
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
