import { ok, type Result } from '../../shared/result.ts';
import type { GatewayAccess } from '../engine/host-contract.ts';
import type { NetworkAccess, Proxy } from '../transport/access.ts';
import type { TokenVault } from '../secrets/token-vault.ts';
import { whole, type Door, type EngineAccess, type Issues } from './door.ts';
import { isThisComputer } from './gateway-address.ts';
import type { ProxyLookup } from './proxy-lookup.ts';
import { recordHome, type FilledRecords } from './record-form.ts';
import { keepKeys, wayKeys, type SystemKeys } from './record-keys.ts';

interface Parts {
  vault: TokenVault;
  lookup: ProxyLookup;
  onAuthorization: (authorization: string | null) => void;
  onProxy: (proxy: Proxy | null) => void;
}

/** The records' part of these is the system's to know; the engine turns it into headers. null: signed out. */
export function authorizationOf(secrets: SystemKeys): string | null {
  const own = Object.entries(secrets).filter(([name, secret]) => secret !== '' && !wayKeys.has(name));
  return own.length === 0 ? null : JSON.stringify(Object.fromEntries(own));
}

/** How a record system is reached. The error says in words why the proxy settings cannot be followed. */
export async function recordAccess({ settings, secrets }: Pick<FilledRecords, 'settings' | 'secrets'>, lookup: ProxyLookup): Promise<Result<GatewayAccess, string>> {
  const proxy = await lookup(settings.address, settings.proxy, secrets['proxyPassword'] ?? '');
  return proxy.ok ? ok(accessBy({ settings, secrets }, proxy.value)) : proxy;
}

function accessBy({ settings: { system, address, scope, reserve }, secrets }: Pick<FilledRecords, 'settings' | 'secrets'>, proxy: Proxy | null): GatewayAccess {
  const network: NetworkAccess = { clientCertificate: null, authorities: secrets['authorities'] ?? '', proxy };
  return { baseUrl: address, network, clients: { from: 'numbers', clientIds: [] }, system: { id: system, scope, reserve }, callsAtOnce: politeCalls };
}

/** As at Inland Revenue; what a system's own limits allow is counted by the engine. */
const politeCalls = 5;

/** Into a system whose contacts are records: nobody signs in, its keys were typed once. */
export class RecordDoor implements Door {
  readonly needsNetwork: boolean;
  readonly form: FilledRecords;
  readonly #connectionId: string;
  readonly #parts: Parts;
  #signedOut = false;
  #proxy: Proxy | null = null;

  constructor(connectionId: string, form: FilledRecords, parts: Parts) {
    this.#connectionId = connectionId;
    this.form = form;
    this.#parts = parts;
    this.needsNetwork = !isThisComputer(form.settings.address);
  }

  /** Keys in use; none once signed out. */
  get keys(): SystemKeys {
    return this.#signedOut ? {} : this.form.secrets;
  }

  async open(): Promise<Result<EngineAccess, string>> {
    // Where the proxy's rules cannot be followed, work goes on offline; *Test connection* says why.
    const found = await recordAccess(this.form, this.#parts.lookup);
    const gateway = found.ok ? found.value : accessBy(this.form, null);
    this.#proxy = gateway.network.proxy;
    return ok({ gateway, authorization: authorizationOf(this.keys), renewable: false, home: recordHome(this.form.settings, this.form.places), logon: '' });
  }

  async signIn(): Promise<Issues<null>> {
    return whole('keys', 'Type the keys of this system again in the settings of the connection.');
  }

  signInAddress(): string {
    return '';
  }

  cancelSignIn(): void {
    // Nothing waits: keys are typed.
  }

  /** Forgets the keys, here and in the keychain; those of the way there stay. Edits wait. */
  async signOut(): Promise<Issues<null>> {
    const way = Object.fromEntries(Object.entries(this.form.secrets).filter(([name]) => wayKeys.has(name)));
    const kept = await keepKeys(this.#parts.vault, this.#connectionId, way);
    if (!kept.ok) return whole('keychain', kept.error);
    this.#signedOut = true;
    this.#parts.onAuthorization(null);
    return ok(null);
  }

  async settings(): Promise<null> {
    return null;
  }

  refused(): void {
    // The keys stay until the person types others: a system may refuse for a while what it takes again later.
  }

  wake(): void {
    void this.#lookForProxy();
  }

  async close(): Promise<void> {
    // Nothing is under way.
  }

  /** Another network may have another proxy. */
  async #lookForProxy(): Promise<void> {
    const { settings, secrets } = this.form;
    const found = await this.#parts.lookup(settings.address, settings.proxy, secrets['proxyPassword'] ?? '');
    if (!found.ok || JSON.stringify(found.value) === JSON.stringify(this.#proxy)) return;
    this.#proxy = found.value;
    this.#parts.onProxy(found.value);
  }
}
