import type { MessagePortMain } from 'electron';
import type { CheckLine } from '../shared/connection-settings.ts';
import { EngineHost, type EngineListener } from './engine-host.ts';
import type { GatewayAccess } from './engine/host-contract.ts';

/** A page that is shown: what of Electron's `WebContents` is needed here. */
export interface Page {
  isDestroyed(): boolean;
  postMessage(channel: string, message: unknown, transfer: MessagePortMain[]): void;
  on(event: 'destroyed', listener: () => void): unknown;
  on(event: 'did-start-navigation', listener: (details: Navigation) => void): unknown;
  removeListener(event: 'destroyed', listener: () => void): unknown;
  removeListener(event: 'did-start-navigation', listener: (details: Navigation) => void): unknown;
}

interface Navigation {
  isMainFrame: boolean;
  isSameDocument: boolean;
}

/**
 * The engines, one for each connection, and one that is started ahead: it looks at a gateway before there is a connection to it, and serves
 * the next connection. Every page that asked has a line to every engine that is open.
 */
export class Engines {
  readonly #make: () => EngineHost;
  readonly #hosts = new Map<string, EngineHost>();
  readonly #pages = new Set<Page>();
  #ahead: EngineHost | null = null;

  constructor(parts: ConstructorParameters<typeof EngineHost>[0]) {
    this.#make = () => new EngineHost(parts);
  }

  /** Starts a process ahead of its use, to save the time that takes. */
  warm(): void {
    this.#ahead ??= this.#make();
    this.#ahead.warm();
  }

  /** The engine of a connection, for as long as that is there. */
  of(connection: string, listener: Omit<EngineListener, 'opened'>): EngineHost {
    const host = this.#ahead ?? this.#make();
    this.#ahead = null;
    const opened = (): void => {
      for (const page of this.#pages) this.#hand(page, connection, host);
    };
    host.serve({ ...listener, opened });
    this.#hosts.set(connection, host);
    return host;
  }

  /** A connection that is no more: its engine has ended. */
  forget(connection: string): void {
    this.#hosts.delete(connection);
  }

  /** Looks at a gateway that no connection has yet. */
  check(gateway: GatewayAccess, authorization: string | null): Promise<CheckLine[]> {
    this.#ahead ??= this.#make();
    return this.#ahead.check(gateway, authorization);
  }

  /** A page gets a line to each engine that is open, and to each that opens or starts anew from now on. Asking again changes nothing. */
  reach(page: Page): void {
    if (this.#pages.has(page)) return;
    this.#pages.add(page);
    const leave = (): void => {
      this.#pages.delete(page);
      page.removeListener('destroyed', leave);
      page.removeListener('did-start-navigation', moved);
    };
    // A page that loads anew asks anew; until then its old world must not be handed a port.
    const moved = ({ isMainFrame, isSameDocument }: Navigation): void => {
      if (isMainFrame && !isSameDocument) leave();
    };
    page.on('destroyed', leave);
    page.on('did-start-navigation', moved);
    for (const [connection, host] of this.#hosts) this.#hand(page, connection, host);
  }

  /** Ends the process started ahead, for now. */
  async rest(): Promise<void> {
    await this.#ahead?.rest();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#hosts.values(), ...(this.#ahead === null ? [] : [this.#ahead])].map((host) => host.close()));
  }

  #hand(page: Page, connection: string, host: EngineHost): void {
    const line = page.isDestroyed() ? null : host.line();
    if (line !== null) page.postMessage('engine-port', { connection }, [line]);
  }
}
