/** What stands in the system's own message box. The first button is chosen by Enter, the last by Escape. */
export interface Question {
  message: string;
  detail: string;
  close: string;
  keepOpen: string;
}

/** null: nothing waits, so nothing is asked. `session`: the connection is kept in memory only, and goes with the app. */
export function closeQuestion(unsent: number, session: boolean): Question | null {
  if (unsent === 0) return null;
  const edits = unsent === 1 ? '1 edit is' : `${unsent} edits are`;
  const they = unsent === 1 ? 'It is' : 'They are';
  if (session) return { message: `${edits} waiting and will be lost.`, detail: `${they} kept for this session only, as you chose. Keep Agentbook open until ${unsent === 1 ? 'it is' : 'they are'} sent, or close it and lose ${unsent === 1 ? 'it' : 'them'}.`, close: 'Close and lose', keepOpen: 'Keep open' };
  return { message: `${edits} waiting and ${unsent === 1 ? 'is' : 'are'} kept.`, detail: `${they} sent the next time Agentbook is open and online.`, close: 'Close', keepOpen: 'Keep open' };
}

interface Parts {
  question: () => Question | null;
  /** true: close. */
  ask: (question: Question) => Promise<boolean>;
  /** Goes on with the closing that was held back. */
  closeNow: () => void;
}

/** Holds a closing back until the person has answered. A system that shuts down is never held back: nothing is lost by it. */
export class CloseGuard {
  readonly #parts: Parts;
  #agreed = false;
  #asking = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** From now on nothing is asked: the system shuts down, or the person has agreed. */
  agree(): void {
    this.#agreed = true;
  }

  /** Whether a closing must wait; asks the person where it must, once. */
  holds(): boolean {
    if (this.#agreed || this.#parts.question() === null) return false;
    if (!this.#asking) void this.#ask();
    return true;
  }

  async #ask(): Promise<void> {
    const question = this.#parts.question();
    if (question === null) return;
    this.#asking = true;
    const agreed = await this.#parts.ask(question).catch(() => true);
    this.#asking = false;
    if (!agreed) return;
    this.agree();
    this.#parts.closeNow();
  }
}
