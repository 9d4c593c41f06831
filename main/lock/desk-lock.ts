import type { FieldIssue } from '../../shared/faults.ts';
import type { AppInfo, ConnectionInfo, Keeping } from '../../shared/ipc-contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Log } from '../log.ts';
import { createOneAtATime } from '../one-at-a-time.ts';
import type { Clock } from '../sign-in/clock.ts';
import type { DraftPlace, KeptDrafts } from './kept-drafts.ts';
import type { LockReason } from './lock-watch.ts';
import { PhraseTries } from './phrase-tries.ts';

/** What is behind the lock: all connections with their files, their secrets and the processes that work for them. */
export interface Lockable {
  /** The connection in front, also before it is open; null: there is none. */
  current(): Promise<ConnectionInfo | null>;
  /** What opens the desk again. `session`: nothing could. */
  keeping(): Promise<Keeping>;
  needsPhrase(): Promise<boolean>;
  /** Whether the secrets can be had: by the pass phrase, or from the keychain, which the system may ask the person to unlock. */
  unlock(passPhrase: string): Promise<Result<null, { kind: string; text: string }>>;
  open(): Promise<void>;
  /** Closes the files, ends the processes, forgets every secret. */
  shut(): Promise<void>;
  /** Where open forms can be put away, the best place first; none while nothing is open. */
  draftPlaces(): DraftPlace[];
  /** Resolves once no edit waits that could still be sent, as far as is known. */
  sent(): Promise<void>;
}

interface Parts {
  desk: Lockable;
  drafts: KeptDrafts;
  /** Every page loads anew: with it goes what it showed and held. */
  hide: () => void;
  clock: Clock;
  log: Log;
}

/** How long the engine may go on sending behind the lock. Milliseconds. */
export const sendingMs = 120_000;

const issue = (field: string, code: string, text: string): Result<never, FieldIssue[]> => err([{ field, code, text }]);

const sessionText = 'This connection is kept for this session only, so it cannot be locked: nothing could open it again. Lock the computer\'s screen instead, or close Agentbook, which ends it.';

/**
 * The desk's lock. Pages go at once; the engine may finish sending for two minutes where only idleness or the screen's lock is the reason;
 * then its files are closed, its process ends and every secret is forgotten. Unlocking opens everything as a start of the app does.
 */
export class DeskLock {
  readonly #parts: Parts;
  readonly #tries: PhraseTries;
  readonly #inTurn = createOneAtATime();
  #locked: AppInfo['locked'] = '';
  #behind: ConnectionInfo | null = null;
  #begun: Promise<void> = Promise.resolve();
  #shutting: Promise<void> = Promise.resolve();
  /** No time to finish anything any more. */
  #hurried = false;
  #endWaiting = (): void => undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#tries = new PhraseTries(() => parts.clock.steady());
  }

  /** What opens it; '' while it is open. */
  get locked(): AppInfo['locked'] {
    return this.#locked;
  }

  /** The connection behind the lock, by its name only. */
  get behind(): ConnectionInfo | null {
    return this.#behind;
  }

  /** At the start of the app: a connection with a pass phrase begins locked, any other opens. */
  start(): Promise<void> {
    this.#begun = this.#inTurn(async () => {
      const { desk } = this.#parts;
      const connection = await desk.current();
      if (connection !== null && (await desk.needsPhrase())) {
        this.#behind = connection;
        this.#locked = 'passPhrase';
        return;
      }
      await this.#open();
    });
    return this.#begun;
  }

  /** Once it is known whether the app began locked. */
  begun(): Promise<void> {
    return this.#begun;
  }

  /** Settles when the pages are gone, not when the sending behind them has ended. */
  lock(reason: LockReason): Promise<Result<null, FieldIssue[]>> {
    const atOnce = reason === 'suspend' || reason === 'asked';
    if (atOnce) this.#hurry();
    return this.#inTurn(async () => {
      if (this.#locked !== '') return ok(null);
      const locked = await this.#lock();
      if (!locked.ok) this.#hurried = false;
      return locked;
    });
  }

  unlock(passPhrase: string): Promise<Result<null, FieldIssue[]>> {
    return this.#inTurn(async () => {
      if (this.#locked === '' || this.#behind === null) return ok(null);
      const waitMs = this.#tries.wait();
      if (waitMs > 0) return issue('passPhrase', 'wait', `Too many wrong tries. Wait ${waitMs <= 1_000 ? 'a second' : `${Math.ceil(waitMs / 1_000)} seconds`}, then try again.`);
      this.#hurry();
      await this.#shutting;
      const unlocked = await this.#parts.desk.unlock(passPhrase);
      if (!unlocked.ok) {
        if (unlocked.error.kind === 'wrong') this.#tries.wasWrong();
        return issue(unlocked.error.kind === 'wrong' ? 'passPhrase' : '', unlocked.error.kind, unlocked.error.text);
      }
      this.#tries.wasRight();
      await this.#open();
      this.#locked = '';
      this.#behind = null;
      this.#parts.log('unlocked');
      return ok(null);
    });
  }

  /** Once everything behind the lock has come to rest. */
  settled(): Promise<void> {
    return this.#inTurn(() => this.#shutting);
  }

  async #lock(): Promise<Result<null, FieldIssue[]>> {
    const { desk, hide, log } = this.#parts;
    const connection = await desk.current();
    if (connection === null) return issue('', 'nothingToLock', 'There is no connection yet, so there is nothing to lock.');
    const keeping = await desk.keeping();
    if (keeping === 'session') return issue('', 'session', sessionText);
    this.#locked = keeping;
    this.#behind = connection;
    hide();
    log('locked');
    this.#shutting = this.#shut();
    return ok(null);
  }

  async #open(): Promise<void> {
    const { desk, drafts } = this.#parts;
    this.#hurried = false;
    await desk.open();
    for (const place of desk.draftPlaces()) await drafts.bringBack(place);
  }

  async #shut(): Promise<void> {
    const { desk, drafts } = this.#parts;
    const [place] = desk.draftPlaces();
    if (place !== undefined) await drafts.putAway(place);
    if (!this.#hurried) await this.#finishSending();
    await desk.shut();
  }

  #finishSending(): Promise<void> {
    return new Promise((resolve) => {
      const callOff = this.#parts.clock.after(sendingMs, resolve);
      this.#endWaiting = () => (callOff(), resolve());
      void this.#parts.desk.sent().then(this.#endWaiting);
    });
  }

  #hurry(): void {
    this.#hurried = true;
    this.#endWaiting();
  }
}
