/** What stands in the system's own message box. The first button is chosen by Enter, the last by Escape. */
export interface Question {
  message: string;
  detail: string;
  close: string;
  keepOpen: string;
}

/** What waits in one connection. `session`: it is kept in memory only, and goes with the app. */
export interface Unsent {
  name: string;
  count: number;
  session: boolean;
}

/** null: nothing waits, so nothing is asked. Says for which connection where there are several. What would be lost comes before what is kept. */
export function closeQuestion(all: readonly Unsent[]): Question | null {
  const waiting = all.filter(({ count }) => count > 0);
  const lost = waiting.filter(({ session }) => session);
  const count = total(waiting);
  if (count === 0) return null;
  const whose = all.length > 1 ? ` ${waiting.map(({ name, count: each }) => `${name}: ${each}.`).join(' ')}` : '';
  const edits = count === 1 ? '1 edit is' : `${count} edits are`;
  if (lost.length > 0) return { message: `${lostWords(total(lost), count)} lost.`, detail: `${losing(total(lost))}${whose}`, close: 'Close and lose', keepOpen: 'Keep open' };
  return { message: `${edits} waiting and ${count === 1 ? 'is' : 'are'} kept.`, detail: `${count === 1 ? 'It is' : 'They are'} sent the next time Agentbook is open and online.${whose}`, close: 'Close', keepOpen: 'Keep open' };
}

const total = (all: readonly Unsent[]): number => all.reduce((sum, { count }) => sum + count, 0);

const lostWords = (lost: number, count: number): string =>
  lost === count ? `${count === 1 ? '1 edit is' : `${count} edits are`} waiting and will be` : `${count} edits are waiting, and ${lost === 1 ? '1 of them' : `${lost} of them`} will be`;

const losing = (lost: number): string =>
  `${lost === 1 ? 'It is' : 'They are'} kept for this session only, as you chose. Keep Agentbook open until ${lost === 1 ? 'it is' : 'they are'} sent, or close it and lose ${lost === 1 ? 'it' : 'them'}.`;

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
