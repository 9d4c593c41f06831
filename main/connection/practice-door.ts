import { ok, type Result } from '../../shared/result.ts';
import type { PracticeOptions } from '../sandbox/host-contract.ts';
import { directly } from '../transport/access.ts';
import { whole, type Door, type EngineAccess, type Issues } from './door.ts';
import type { PracticeOffice } from './practice-host.ts';
import { practiceToken } from './practice-sign-in.ts';

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
    const { url, intermediation, agency, token } = this.#office;
    const software = { provider: 'Agentbook', platform: 'Agentbook', release: '0' };
    const gateway = { baseUrl: url, network: directly, clients: { from: 'intermediation' as const, address: intermediation, agency, software }, callsAtOnce: 5 };
    return ok({ gateway, authorization: `Bearer ${token}`, renewable: false, logon: '' });
  }

  /** The office is up again at a new address. */
  moved(office: PracticeOffice): void {
    this.#office = office;
  }

  async signIn(): Promise<Issues<null>> {
    if (this.#office === null) return whole('practice', 'The practice office is not running. Close Agentbook and open it again.');
    const token = await practiceToken(this.#office.control, this.#parts.fetch);
    if (!token.ok) return whole('practice', token.error);
    this.#parts.onAuthorization(`Bearer ${token.value}`);
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
