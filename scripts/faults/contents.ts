/** Gives each name and each number away once in a run, so that an effect at the gateway belongs to one edit. */
export class Contents {
  #count = 0;
  readonly #who: string;

  constructor(who: string) {
    this.#who = who;
  }

  name(): string {
    this.#count += 1;
    return `${this.#who} ${this.#count}`;
  }

  number(): string {
    this.#count += 1;
    return `${this.#who === 'Desk' ? '021555' : '022555'}${String(this.#count).padStart(4, '0')}`;
  }
}

