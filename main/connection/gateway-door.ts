import type { HeldSettings, SecretName } from '../../shared/connection-settings.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { GatewayAccess } from '../engine/host-contract.ts';
import type { TokenVault } from '../secrets/token-vault.ts';
import type { Clock } from '../sign-in/clock.ts';
import { TokenKeeper } from '../sign-in/token-keeper.ts';
import type { Proxy } from '../transport/access.ts';
import { clientSource } from './client-source.ts';
import type { Door, EngineAccess, Issues } from './door.ts';
import type { FilledForm } from './filled-form.ts';
import { isThisComputer } from './gateway-address.ts';
import { networkOf } from './network-access.ts';
import type { ProxyLookup } from './proxy-lookup.ts';
import { signInFetch } from './sign-in-fetch.ts';
import { homeOf } from './whose.ts';

/** What the shell lends to a gateway's door. */
export interface DoorParts {
  vault: TokenVault;
  openBrowser: (address: string) => Promise<void>;
  lookup: ProxyLookup;
  clock: Clock;
  random: (bytes: number) => Uint8Array;
  /** The app's own version, told to the Intermediation service. */
  release: string;
  onAuthorization: (authorization: string | null) => void;
  onProxy: (proxy: Proxy | null) => void;
  onVaultTrouble: () => void;
}

/** Into a real gateway: its network, its sign-in and its client lists, as the settings say. */
export class GatewayDoor implements Door {
  readonly needsNetwork: boolean;
  readonly #parts: DoorParts;
  /** What it was made from. */
  readonly form: FilledForm;
  readonly #keeper: TokenKeeper;
  readonly #signInFetch: ReturnType<typeof signInFetch>;
  #proxy: Proxy | null = null;
  #started = false;

  constructor(connectionId: string, form: FilledForm, parts: DoorParts) {
    this.#parts = parts;
    this.form = form;
    this.needsNetwork = !isThisComputer(form.settings.gateway);
    this.#signInFetch = signInFetch(() => form, parts.lookup);
    const { vault, openBrowser, clock, random, onAuthorization, onVaultTrouble } = parts;
    this.#keeper = new TokenKeeper({ connectionId, settings: form.settings, fetch: this.#signInFetch.fetch, vault, openBrowser, clock, random, onVaultTrouble, onChange: onAuthorization });
  }

  async open(): Promise<Result<EngineAccess, string>> {
    if (!this.#started) {
      const started = await this.#keeper.start();
      if (!started.ok) return started;
      this.#started = true;
    }
    const gateway = await this.access();
    this.#proxy = gateway.network.proxy;
    // Whether it can be renewed is the keeper's to know: it answers every refusal, at once where only the person can help.
    const session = this.#keeper.session();
    return ok({ gateway, authorization: this.#keeper.authorization(), renewable: true, home: homeOf(this.form.settings), logon: session.state === 'signedIn' ? session.logon : '' });
  }

  /** Where the proxy's rules cannot be followed, work goes on offline; *Test connection* says why. */
  async access(): Promise<GatewayAccess> {
    const proxy = await this.#parts.lookup(this.form.settings.gateway, this.form.settings.proxy, this.form.secrets.proxyPassword);
    const { gateway: baseUrl, callsAtOnce } = this.form.settings;
    return { baseUrl, network: networkOf(this.form, proxy.ok ? proxy.value : null), clients: clientSource(this.form.settings, this.#parts.release), callsAtOnce };
  }

  /** The pasted token that is in use; '' where there is none, or another way of signing in. */
  get token(): string {
    return this.form.settings.signIn.method === 'token' ? (this.#keeper.authorization() ?? '').slice('Bearer '.length) : '';
  }

  get authorization(): string | null {
    return this.#keeper.authorization();
  }

  signIn(ask: { token: string }): Promise<Issues<null>> {
    return this.#keeper.signIn(ask);
  }

  signInAddress(): string {
    return this.#keeper.signInAddress();
  }

  cancelSignIn(): void {
    this.#keeper.cancelSignIn();
  }

  signOut(): Promise<Issues<null>> {
    return this.#keeper.signOut();
  }

  async settings(): Promise<HeldSettings> {
    const { settings, secrets } = this.form;
    const held = (Object.keys(secrets) as SecretName[]).filter((name) => secrets[name] !== '' || (name === 'token' && settings.signIn.method === 'token' && this.#keeper.authorization() !== null));
    return { settings, held, session: this.#keeper.session(), why: this.#keeper.why() };
  }

  refused(authorization: string): void {
    this.#keeper.refused(authorization);
  }

  wake(): void {
    this.#keeper.wake();
    void this.#lookForProxy();
  }

  async close(): Promise<void> {
    await this.#keeper.close();
    await this.#signInFetch.close();
  }

  /** Another network may have another proxy. */
  async #lookForProxy(): Promise<void> {
    const found = await this.#parts.lookup(this.form.settings.gateway, this.form.settings.proxy, this.form.secrets.proxyPassword);
    if (!found.ok || JSON.stringify(found.value) === JSON.stringify(this.#proxy)) return;
    this.#proxy = found.value;
    this.#parts.onProxy(found.value);
  }
}
