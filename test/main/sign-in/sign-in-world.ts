import { randomBytes } from 'node:crypto';
import { startSandbox, type Sandbox } from '../../../main/sandbox/sandbox.ts';
import { controlOf } from '../../../main/sandbox/control-client.ts';
import type { OAuthEvent } from '../../../main/sandbox/oauth/events.ts';
import { createTokenVault, secretAccount } from '../../../main/secrets/token-vault.ts';
import { TokenKeeper } from '../../../main/sign-in/token-keeper.ts';
import { directly } from '../../../main/transport/access.ts';
import { createDispatcher } from '../../../main/transport/dispatcher.ts';
import { fetchOver } from '../../../main/transport/exchange.ts';
import { newSettings, type ConnectionSettings, type SignInMethod } from '../../../shared/connection-settings.ts';
import { browse, visit, type Page, type Visitor } from '../sandbox/visitor.ts';
import { SmallKeyring } from '../secrets/small-keyring.ts';
import { freePorts } from './free-ports.ts';
import { HandClock } from './hand-clock.ts';

/** A real OAuth server, a vault over a keyring that outlives it, and a person at a browser. */
export async function createSignInWorld(method: SignInMethod, change: (settings: ConnectionSettings) => void = () => undefined, clients = 1) {
  const clock = new HandClock(Date.UTC(2026, 10, 20, 8));
  const sandbox = await startSandbox({ system: 'ird', profile: 'practice', clients, seed: 7, port: 0, clock: clock.wall, redirectPorts: await freePorts(3), machine: method === 'machine' });
  const keyring = new SmallKeyring();
  const dispatcher = createDispatcher(directly);
  const settings = settingsFor(method, sandbox);
  change(settings);
  await keepSecrets(keyring, method, sandbox);

  const world = {
    sandbox, keyring, clock, settings, dispatcher,
    control: controlOf(sandbox.control),
    fetch: fetchOver(dispatcher),
    /** What the person does on the page, and what the browser showed in the end. */
    visitor: {} as Visitor,
    pages: [] as Page[],
    /** Everything the engine was told. */
    told: [] as (string | null)[],
    onTold: (_authorization: string | null): void => undefined,
    troubles: 0,
    /** Another start of the same installation. */
    async keeper(): Promise<TokenKeeper> {
      const keeper = new TokenKeeper({
        connectionId: 'c1', settings, vault: createTokenVault(async () => keyring), clock, fetch: (url, init) => world.fetch(url, init),
        openBrowser: (address) => world.browser(address),
        random: (bytes) => randomBytes(bytes),
        onChange(authorization) {
          world.told.push(authorization);
          world.onTold(authorization);
        },
        onVaultTrouble: () => (world.troubles += 1),
      });
      const started = await keeper.start();
      if (!started.ok) throw new Error(started.error);
      await keeper.settled();
      return keeper;
    },
    /** Opens the page, does there what the visitor does, and follows it back. */
    browser: async (address: string): Promise<void> => {
      const { location } = await visit(address, world.visitor);
      if (location !== '') world.pages.push(await browse(location));
    },
    /** Whether the gateway takes it. */
    accepts: async (authorization: string | null): Promise<boolean> =>
      authorization !== null && (await fetch(`${sandbox.url}/gateway/contact/status`, { headers: { authorization } })).status === 200,
    events: async (what: OAuthEvent['what']): Promise<OAuthEvent[]> => (await world.control.oauthEvents()).filter((event) => event.what === what),
    close: async (): Promise<void> => {
      await dispatcher.destroy();
      await sandbox.close();
    },
  };
  return world;
}

export type SignInWorld = Awaited<ReturnType<typeof createSignInWorld>>;

function settingsFor(method: SignInMethod, { url, intermediation, credentials }: Sandbox): ConnectionSettings {
  const settings = { ...newSettings('other'), gateway: url, signInHost: url, intermediation, agency: credentials.agency };
  const client = method === 'native' ? credentials.native : credentials.cloud;
  const { issuer = '', logon = '' } = credentials.machine ?? {};
  return { ...settings, signIn: { ...settings.signIn, method, clientId: client.clientId, redirectPorts: client.redirectPorts, machine: { issuer, logon, algorithm: 'ES256' } } };
}

async function keepSecrets(keyring: SmallKeyring, method: SignInMethod, { credentials }: Sandbox): Promise<void> {
  const vault = createTokenVault(async () => keyring);
  await vault.write(secretAccount('c1', 'clientSecret'), (method === 'native' ? credentials.native : credentials.cloud).clientSecret);
  if (credentials.machine === undefined) return;
  await vault.write(secretAccount('c1', 'machineKey'), credentials.machine.key);
  await vault.write(secretAccount('c1', 'machineCertificate'), credentials.machine.certificate);
}

export const hour = 3_600_000;
export const minute = 60_000;
