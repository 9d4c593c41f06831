import type { ClientId } from '../../shared/contacts.ts';
import type { EngineNews } from '../../shared/ipc-contract.ts';
import type { Status } from '../../shared/views.ts';
import type { Clock } from './clock.ts';

/** Often enough to feel immediate, seldom enough that reading 2,000 clients does not become 2,000 repaints. */
const togetherMs = 50;

/** Tells whoever listens what has changed, gathered over a moment. */
export class News {
  readonly #clock: Clock;
  readonly #status: () => Status;
  readonly #listeners = new Set<(news: EngineNews) => void>();
  readonly #clients = new Set<ClientId>();
  #queue = false;
  #list = false;
  #scheduled = false;
  #closed = false;

  constructor(clock: Clock, status: () => Status) {
    this.#clock = clock;
    this.#status = status;
  }

  /** The answer stops listening. */
  listen(listener: (news: EngineNews) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  client(clientId: ClientId): void {
    this.#clients.add(clientId);
    this.#list = true;
    this.#later();
  }

  list(): void {
    this.#list = true;
    this.#later();
  }

  queue(): void {
    this.#queue = true;
    this.#later();
  }

  status(): void {
    this.#later();
  }

  notice(text: string): void {
    this.#tell({ type: 'notice', text });
  }

  close(): void {
    this.#closed = true;
  }

  #later(): void {
    if (this.#scheduled || this.#closed) return;
    this.#scheduled = true;
    this.#clock.after(togetherMs, () => this.#flush());
  }

  #flush(): void {
    this.#scheduled = false;
    if (this.#closed) return;
    const clients = [...this.#clients];
    this.#clients.clear();
    for (const clientId of clients) this.#tell({ type: 'client', clientId });
    if (this.#list) this.#tell({ type: 'clients' });
    if (this.#queue) this.#tell({ type: 'queue' });
    this.#list = this.#queue = false;
    this.#tell({ type: 'status', status: this.#status() });
  }

  #tell(news: EngineNews): void {
    for (const listener of this.#listeners) listener(news);
  }
}
