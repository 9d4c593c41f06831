import { ok, type Result } from '../../shared/result.ts';
import type { PracticeAccess, PracticeOptions } from '../sandbox/host-contract.ts';
import type { GatewayAccess } from '../engine/host-contract.ts';
import { directly } from '../transport/access.ts';
import { whole, type Door, type EngineAccess, type Issues } from './door.ts';
import type { PracticeOffice } from './practice-host.ts';
import { practiceAgain } from './practice-sign-in.ts';
import { authorizationOf } from './record-door.ts';

interface Parts {
  practice: { start(options: PracticeOptions): Promise<Result<PracticeOffice, string>> };
  options: () => PracticeOptions;
  fetch: typeof fetch;
  onAuthorization: (authorization: string | null) => void;
}

/** Into the practice office: started when first needed, and signed in to without asking anybody. Its tokens are worth nothing elsewhere, so none is kept. */
export class PracticeDoor implements Door {
  readonly needsNetwork = false;
  readonly #parts: Parts;
  #office: PracticeOffice | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async open(): Promise<Result<EngineAccess, string>> {
    if (this.#office === null) {
      const started = await this.#parts.practice.start(this.#parts.options());
      if (!started.ok) return started;
      this.#office = started.value;
    }
    return ok({ gateway: gatewayOf(this.#office, this.#parts.options().system), authorization: authorizationIn(this.#office.access), renewable: false, logon: '' });
  }

  /** The office is up again at a new address. */
  moved(office: PracticeOffice): void {
    this.#office = office;
  }

  async signIn(): Promise<Issues<null>> {
    if (this.#office === null) return whole('practice', 'The practice office is not running. Close Agentbook and open it again.');
    const access = await practiceAgain(this.#office, this.#parts.fetch);
    if (!access.ok) return whole('practice', access.error);
    this.#office = { ...this.#office, access: access.value };
    this.#parts.onAuthorization(authorizationIn(access.value));
    return ok(null);
  }

  signInAddress(): string {
    return '';
  }

  cancelSignIn(): void {
    // Nothing waits: it takes no person.
  }

  async signOut(): Promise<Issues<null>> {
    this.#parts.onAuthorization(null);
    return ok(null);
  }

  async settings(): Promise<null> {
    return null;
  }

  refused(): void {
    // The prompt asks for a click, as a real one would.
  }

  wake(): void {
    // Always on this computer.
  }

  async close(): Promise<void> {
    // The office itself is stopped by its host.
  }
}

const authorizationIn = (access: PracticeAccess): string | null => (access.rows === 'clients' ? `Bearer ${access.token}` : authorizationOf(access.secrets));

function gatewayOf({ url, access }: PracticeOffice, system: string): GatewayAccess {
  const gateway = { network: directly, callsAtOnce: 5 };
  if (access.rows === 'contacts') return { ...gateway, baseUrl: access.address, clients: { from: 'numbers', clientIds: [] }, system: { id: system, scope: access.scope, reserve: null } };
  const software = { provider: 'Agentbook', platform: 'Agentbook', release: '0' };
  return { ...gateway, baseUrl: url, clients: { from: 'intermediation', address: access.intermediation, agency: access.agency, software } };
}
