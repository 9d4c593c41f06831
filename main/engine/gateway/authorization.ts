/**
 * The Authorization header in use, and whether the gateway takes it. A refused one is told of once, however many calls it was on at the
 * time: the person is asked at most once, and not at all while somebody can renew it without them (faults F10).
 */
export class Authorization {
  readonly #renewable: boolean;
  readonly #tell: (refused: string) => void;
  #value: string | null;
  #refused: string | null = null;
  #told: string | null = null;
  #renewing = false;

  constructor(value: string | null, renewable: boolean, tell: (refused: string) => void) {
    this.#value = value;
    this.#renewable = renewable;
    this.#tell = tell;
  }

  get value(): string | null {
    return this.#value;
  }

  /** `renewing`: refused, and somebody has been asked for a new one. */
  get standing(): 'good' | 'renewing' | 'signedOut' {
    if (this.#value === null) return 'signedOut';
    if (this.#refused !== this.#value) return 'good';
    return this.#renewable && this.#renewing ? 'renewing' : 'signedOut';
  }

  /** A new header, or none. One that was refused before is tried again, and needs a person if it is refused again. */
  replace(value: string | null): void {
    this.#value = value;
    this.#refused = null;
    this.#renewing = false;
  }

  /** A call that carried `used` was refused. A late word on one that has been replaced says nothing of the new one. */
  refuse(used: string | null): void {
    if (used === null || used !== this.#value) return;
    this.#refused = used;
    if (this.#told === used) return;
    this.#told = used;
    this.#renewing = true;
    this.#tell(used);
  }

  /** The gateway's own status answer came with the one in use. */
  accept(): void {
    this.#refused = null;
  }
}
