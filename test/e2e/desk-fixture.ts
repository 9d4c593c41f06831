import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test as base, type TestInfo } from '@playwright/test';
import { controlOf, type Control, type ClientState } from '../../main/sandbox/control-client.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../main/sandbox/sandbox.ts';
import { openHome, startApp, type Home, type RunningApp } from '../../scripts/drive/app.ts';
import { Desk } from '../../scripts/drive/desk.ts';
import { effectsOf } from '../../scripts/drive/main-job.ts';
import { findClient, type Found } from '../../scripts/drive/people.ts';

export { expect };

/** One person's desk for one test: a home and a keychain of its own, the app as often as it is started, a gateway where one is wanted. */
export class Office {
  readonly home: Home;
  #running: RunningApp | null = null;
  #gateway: Sandbox | null = null;
  #said = '';

  constructor(home: Home) {
    this.home = home;
  }

  get app(): RunningApp {
    if (!this.#running) throw new Error('the app is not running');
    return this.#running;
  }

  get desk(): Desk {
    return new Desk(this.app.page);
  }

  get gateway(): Sandbox {
    if (!this.#gateway) throw new Error('no gateway has been opened');
    return this.#gateway;
  }

  get control(): Control {
    return controlOf(this.gateway.control);
  }

  get token(): string {
    return this.gateway.credentials.token;
  }

  get agency(): string {
    return this.gateway.credentials.agency;
  }

  /** Everything the app has printed, over all its starts. */
  get said(): string {
    return this.#said + (this.#running?.said() ?? '');
  }

  async start(env: Record<string, string> = {}): Promise<Desk> {
    this.#running = await startApp(this.home, env);
    return this.desk;
  }

  async quit(): Promise<void> {
    const { app } = this;
    await app.quit();
    this.#ended(app);
  }

  async kill(): Promise<void> {
    const { app } = this;
    await app.kill();
    this.#ended(app);
  }

  #ended(app: RunningApp): void {
    this.#said += app.said();
    this.#running = null;
  }

  /** A sandbox in this test's own process; the same seed gives the same clients. */
  async openGateway(clients = 60, seed = 7, more: Partial<SandboxOptions> = {}): Promise<Control> {
    this.#gateway = await startSandbox({ system: 'ird', profile: 'practice', clients, seed, port: 0, ...more });
    return this.control;
  }

  /** Opens a gateway, starts the app, connects and reads everything. */
  async begin(clients = 60): Promise<Desk> {
    await this.openGateway(clients);
    const desk = await this.start();
    await desk.connect(this.gateway.url, this.agency, this.token, 'Ngata & Co');
    await desk.until(/Up to date/);
    return desk;
  }

  /** `begin`, and opens the first client that satisfies a wish. */
  async beginWith(wish: (state: ClientState) => boolean, clients = 60): Promise<{ desk: Desk; client: Found }> {
    const desk = await this.begin(clients);
    const client = await findClient(this.control, wish);
    await desk.open(client.number, client.name);
    return { desk, client };
  }

  /** The gateway is gone, and the app has noticed. */
  async goOffline(): Promise<void> {
    await this.control.offline();
    await this.desk.command('Send now');
    await this.desk.until(/Offline/);
  }

  /** The gateway is back, and the app has noticed. */
  async goOnline(): Promise<void> {
    await this.control.online();
    const { desk } = this;
    // It may have found out by itself already.
    await desk.command('Send now');
  }

  effects(): Promise<string[]> {
    return effectsOf(this.control);
  }

  async evidence(info: TestInfo): Promise<void> {
    if (info.status === info.expectedStatus) return;
    const picture = await this.#running?.page.screenshot({ timeout: 5_000 }).catch(() => null);
    if (picture) await info.attach('window', { body: picture, contentType: 'image/png' });
    const log = join(this.home.userData, 'agentbook.log');
    if (existsSync(log)) await info.attach('agentbook.log', { body: readFileSync(log, 'utf8'), contentType: 'text/plain' });
    await info.attach('printed', { body: this.said, contentType: 'text/plain' });
  }

  async close(): Promise<void> {
    await this.#running?.kill();
    await this.home.remove();
    await this.#gateway?.close();
  }
}

export const test = base.extend<{ office: Office }>({
  office: async ({}, use, info) => {
    const office = new Office(await openHome());
    await use(office);
    await office.evidence(info);
    await office.close();
  },
});
