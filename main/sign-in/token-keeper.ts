import type { ConnectionSettings, SignedIn } from '../../shared/connection-settings.ts';
import type { FieldIssue } from '../../shared/faults.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { createOneAtATime } from '../one-at-a-time.ts';
import type { TokenVault } from '../secrets/token-vault.ts';
import { calledOff, signInWithBrowser } from './browser-sign-in.ts';
import type { Clock } from './clock.ts';
import { blockedByKeychain, createCredentials, type Credentials } from './credentials.ts';
import { dueIn, obtainedBefore, overIn, restMs, type Moment } from './lifetimes.ts';
import { introspect, revoke } from './oauth.ts';
import { renewWithRefreshToken, revokeBoth, setOf, type RenewalEnd } from './renewal.ts';
import { whySignedOut } from './sign-in-words.ts';
import { bondOf, createTokenStore, pasted, type TokenSet, type TokenStore } from './token-record.ts';
import { authorizationOf, next, renewable, signedOutState, wantsRenewal, type TokenEvent, type TokenState } from './token-state.ts';

export interface KeeperParts {
  connectionId: string;
  settings: Pick<ConnectionSettings, 'gateway' | 'signInHost' | 'signIn'>;
  vault: TokenVault;
  openBrowser: (address: string) => Promise<void>;
  /** Over the connection's network access (`fetchOver` of main/transport), so that what was not sent can be told. */
  fetch: typeof fetch;
  clock: Clock;
  random: (bytes: number) => Uint8Array;
  /** What the engine is to use from now on; null: only the person can help, and `why()` says why. */
  onChange: (authorization: string | null) => void;
  /** The keychain could not keep what was just obtained; work goes on from memory. */
  onVaultTrouble: () => void;
}

type Issues<T> = Result<T, FieldIssue[]>;

/** Milliseconds for a call to the sign-in server; shorter where nobody waits for more than a nicety. */
const callMs = 60_000;
const niceMs = 10_000;
/** Looked at again at least so often, because a timer may stand still while the computer sleeps. */
const lookMs = 60_000;

const whole = (code: string, text: string): Result<never, FieldIssue[]> => err([{ field: '', code, text }]);

/**
 * Holds the current sign-in of one connection, renews it where that is possible, and says when the person is needed. What it is, is decided
 * by token-state.ts; here is when, and with whom it talks. Offline is not signed out: while the sign-in server is out of reach nothing
 * is told, and the engine waits.
 */
export class TokenKeeper {
  readonly #parts: KeeperParts;
  readonly #store: TokenStore;
  readonly #credentials: Credentials;
  /** Renewing, adopting and forgetting exclude each other. */
  readonly #inTurn = createOneAtATime();
  #state: TokenState;
  #trouble: FieldIssue | null = null;
  #told: string | null = null;
  #address = '';
  #browser: AbortController | null = null;
  #cancelTimer: () => void = () => undefined;
  /** Nothing is told before the first answer is there to be asked for, nor after the end. */
  #telling = false;
  /** Aborted at the end, and with it whatever is harmless to leave. */
  readonly #end = new AbortController();
  #nicety = new AbortController();

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    this.#store = createTokenStore(parts.vault, parts.connectionId, bondOf(parts.settings));
    this.#credentials = createCredentials(parts);
    this.#state = signedOutState(parts.settings.signIn.method);
  }

  /** Reads what is held, before anything else is asked of the keeper. The error says why the keychain could not be asked. */
  start(): Promise<Result<null, string>> {
    return this.#inTurn(async () => {
      const held = await this.#store.read(this.#parts.clock.wall());
      if (!held.ok) return held;
      if (held.value === 'signedOut') this.#happen({ type: 'signedOut' });
      else if (this.#state.method === 'machine') await this.#signAnew();
      else if (held.value !== null) this.#restore(held.value);
      this.#told = this.authorization();
      this.#telling = true;
      this.#look();
      return ok(null);
    });
  }

  /** The whole Authorization header; null when only the person can help. */
  authorization(): string | null {
    return authorizationOf(this.#state);
  }

  /** Whether a new one can be had without asking the person. */
  renewable(): boolean {
    return renewable(this.#state);
  }

  /** For the prompt: why the person is needed, and what to do; '' while nobody is. */
  why(): string {
    return this.authorization() === null ? whySignedOut(this.#state.method, this.#state.why, this.#trouble) : '';
  }

  session(): SignedIn {
    const { set, method } = this.#state;
    if (set === null || this.authorization() === null) return { state: 'signedOut' };
    const { refreshSeconds, machine } = this.#parts.settings.signIn;
    if (method === 'machine') return { state: 'signedIn', logon: machine.logon, until: null };
    const life = set.refresh === null ? set.lifeMs : refreshSeconds * 1000;
    return { state: 'signedIn', logon: set.logon, until: life === null ? null : set.obtainedAt + life };
  }

  /** The gateway refused this header. Always answered by `onChange`, now or when renewal has come to something. */
  refused(authorization: string): void {
    const before = this.authorization();
    this.#happen({ type: 'refused', authorization, at: this.#parts.clock.steady() });
    // It asks about one that is no longer current: what is current is the answer.
    if (authorization !== before) this.#tell();
    this.#look();
  }

  /** The network came back, or the computer woke up: looks again at once. */
  wake(): void {
    this.#happen({ type: 'rested' });
    this.#look();
  }

  /** In the browser until done, refused or cancelled; or by the pasted token; or by signing anew. */
  async signIn(given: { token: string }): Promise<Issues<null>> {
    const { method } = this.#parts.settings.signIn;
    if (method === 'machine') return this.#inTurn(() => this.#signAnew());
    if (method === 'token') return this.#inTurn(() => this.#adopt(pasted(given.token, this.#parts.clock.wall())));
    const secret = await this.#credentials.clientSecret();
    return secret.ok ? this.#signInWithBrowser(secret.value) : whole('keychain', secret.error);
  }

  /** The address the browser was sent to while a sign-in waits; '' when none does. */
  signInAddress(): string {
    return this.#address;
  }

  cancelSignIn(): void {
    this.#browser?.abort();
  }

  /** Forgets the sign-in here and ends it at Inland Revenue. An error is told although one is signed out here all the same. */
  async signOut(): Promise<Issues<null>> {
    this.cancelSignIn();
    this.#nicety.abort();
    return this.#inTurn(async () => {
      const { set, method } = this.#state;
      this.#happen({ type: 'signedOut' });
      const forgotten = await this.#store.forget(method === 'machine');
      const ended = set === null || method === 'machine' || method === 'token' || (await this.#revoke(set));
      if (!forgotten.ok) return whole('notForgotten', `You are signed out, but the keychain still holds the sign-in. ${forgotten.error}`);
      return ended ? ok(null) : whole('notRevoked', 'You are signed out on this computer. Inland Revenue could not be told, so the sign-in ends there by itself; to end it now, remove Agentbook\'s access in myIR.');
    });
  }

  /** Calls a waiting sign-in off and lets a renewal under way finish: cut off, its answer would be lost. */
  async close(): Promise<void> {
    this.#end.abort();
    this.#cancelTimer();
    this.cancelSignIn();
    this.#nicety.abort();
    await this.settled();
  }

  /** Once nothing is under way any more, but waiting. */
  settled(): Promise<void> {
    return this.#inTurn(async () => undefined);
  }

  get #closed(): boolean {
    return this.#end.signal.aborted;
  }

  #happen(event: TokenEvent): void {
    this.#state = next(this.#state, event);
    if (this.authorization() !== this.#told) this.#tell();
  }

  #tell(): void {
    this.#told = this.authorization();
    if (this.#telling && !this.#closed) this.#parts.onChange(this.#told);
  }

  #now(): Moment {
    return { wall: this.#parts.clock.wall(), steady: this.#parts.clock.steady() };
  }

  #due(): boolean {
    const { set } = this.#state;
    return set !== null && dueIn({ ...this.#state, set }, this.#now()) <= 0;
  }

  /** Does what is to be done now, or looks again when there may be something. */
  #look(): void {
    this.#cancelTimer();
    const { set, renewal, rests, blocked, dead } = this.#state;
    if (this.#closed || set === null || renewal === 'running') return;
    if (wantsRenewal(this.#state, this.#due())) return void this.#inTurn(() => this.#renew());
    const held = { ...this.#state, set };
    const left = this.renewable() ? dueIn(held, this.#now()) : overIn(held, this.#now());
    if (renewal === 'idle' && left <= 0 && !dead) return this.#happen({ type: 'over' });
    const wait = renewal === 'resting' ? restMs(rests, blocked) : left;
    if (wait === Infinity || (dead && renewal === 'idle')) return;
    this.#cancelTimer = this.#parts.clock.after(renewal === 'resting' ? wait : Math.min(lookMs, wait), () => this.wake());
  }

  #restore(held: TokenSet): void {
    const { spent, ...set } = held;
    const usable = this.#state.method === 'cloud' && !spent ? set.refresh : null;
    this.#happen({ type: 'signedIn', set: { ...set, refresh: usable, spent: false }, obtainedAt: obtainedBefore(held, this.#now()) });
    // The last start ended while it was renewing: whether that token was used is unknown, so it is not used again.
    if (spent) this.#happen({ type: 'gone', why: 'lostReply' });
  }

  async #renew(): Promise<void> {
    const { set, method } = this.#state;
    if (this.#closed || set === null || !wantsRenewal(this.#state, this.#due())) return;
    this.#happen({ type: 'renewing' });
    await this.#finish(method === 'machine' ? await this.#credentials.signed(this.#now()) : await this.#refreshed(set));
    this.#look();
  }

  /** Kept first, used after. */
  async #finish({ event, trouble }: RenewalEnd): Promise<void> {
    const { method, set } = this.#state;
    this.#trouble = trouble;
    if (method === 'cloud' && event.type === 'renewed') await this.#keep(event.set);
    this.#happen(event);
    if (event.type === 'gone' && set !== null) await this.#keepOrForget({ ...set, refresh: null, spent: false });
  }

  async #refreshed(set: TokenSet): Promise<RenewalEnd> {
    const client = await this.#credentials.client(callMs);
    if (!client.ok) return blockedByKeychain(client.error);
    const { clock, settings } = this.#parts;
    const tell = (event: TokenEvent): void => this.#happen(event);
    return renewWithRefreshToken({ ...set, refresh: set.refresh ?? '' }, { client: client.value, store: this.#store, clock, accessSeconds: settings.signIn.accessSeconds, giveUp: this.#end.signal, tell });
  }

  async #signAnew(): Promise<Issues<null>> {
    const { event, trouble } = await this.#credentials.signed(this.#now());
    this.#trouble = trouble;
    if (event.type !== 'renewed') {
      this.#happen(event);
      return err(trouble === null ? [] : [trouble]);
    }
    // Having signed out on purpose is over.
    if (!(await this.#store.forget(false)).ok) this.#parts.onVaultTrouble();
    this.#happen({ ...event, type: 'signedIn' });
    this.#look();
    return ok(null);
  }

  async #signInWithBrowser(clientSecret: string): Promise<Issues<null>> {
    this.cancelSignIn();
    const browser = new AbortController();
    this.#browser = browser;
    const { settings, openBrowser, fetch, clock, random } = this.#parts;
    const onAddress = (address: string): void => void (this.#browser === browser && (this.#address = address));
    const tokens = await signInWithBrowser(settings, clientSecret, { openBrowser, fetch, clock, random, signal: browser.signal, onAddress });
    if (!tokens.ok) return tokens;
    const kept = settings.signIn.method === 'cloud' ? tokens.value : { ...tokens.value, refresh: null };
    const set = setOf(kept, settings.signIn.accessSeconds, clock.wall(), '');
    // Called off, signed out or closed while the last page was still going out: what came too late is nobody's sign-in.
    const adopted = await this.#inTurn(async () => (browser.signal.aborted ? null : this.#adopt(set)));
    if (adopted === null) {
      if (!this.#closed) await this.#revoke(set);
      return calledOff;
    }
    void this.#inTurn(() => this.#learnLogon(kept.access));
    return adopted;
  }

  async #adopt(set: TokenSet): Promise<Issues<null>> {
    await this.#keep(set);
    this.#trouble = null;
    this.#happen({ type: 'signedIn', set, obtainedAt: this.#parts.clock.steady() });
    this.#look();
    return ok(null);
  }

  /** Whose sign-in it is, for the settings page; not knowing is no obstacle. */
  async #learnLogon(access: string): Promise<void> {
    const client = await this.#credentials.client(niceMs);
    if (!client.ok || this.#state.set?.access !== access) return;
    this.#nicety = new AbortController();
    const found = await introspect({ ...client.value, signal: this.#nicety.signal }, access, 'access_token');
    if (!found.ok || found.value.logon === '') return;
    this.#happen({ type: 'known', access, logon: found.value.logon });
    if (this.#state.set !== null) await this.#keep(this.#state.set);
  }

  async #revoke(set: TokenSet): Promise<boolean> {
    const client = await this.#credentials.client(niceMs);
    return client.ok && revokeBoth(set, (token, kind) => revoke(client.value, token, kind));
  }

  async #keep(set: TokenSet): Promise<void> {
    if (!(await this.#store.write(set)).ok) this.#parts.onVaultTrouble();
  }

  /** An access token outlives its refresh token, where it was not refused. */
  async #keepOrForget(set: TokenSet): Promise<void> {
    if (this.#state.set !== null) return this.#keep(set);
    if (!(await this.#store.forget(false)).ok) this.#parts.onVaultTrouble();
  }
}
