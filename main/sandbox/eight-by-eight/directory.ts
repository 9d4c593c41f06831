import type { Contact } from './contact.ts';

/** All contacts by their ids. Rows are replaced and never changed, so that `version` tells whether anything has. */
export class Directory {
  readonly #rows = new Map<string, Contact>();
  #version = 0;

  /** Goes up with every change. */
  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#rows.size;
  }

  all(): Contact[] {
    return [...this.#rows.values()];
  }

  find(id: string): Contact | undefined {
    return this.#rows.get(id);
  }

  put(one: Contact): void {
    this.#rows.set(one.id, one);
    this.#version += 1;
  }

  remove(id: string): void {
    this.#rows.delete(id);
    this.#version += 1;
  }

  clear(): void {
    this.#rows.clear();
    this.#version += 1;
  }
}
