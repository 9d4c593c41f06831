import { openIrdLab, type Lab } from './lab.ts';
import type { SystemName } from './options.ts';
import { openRecordLab } from './records/record-lab.ts';

/** The labs of one worker, each opened when it is first needed. */
export class Labs {
  readonly #open = new Map<SystemName, Lab>();

  async of(system: SystemName): Promise<Lab> {
    const lab = this.#open.get(system) ?? (await (system === 'ird' ? openIrdLab() : openRecordLab(system)));
    this.#open.set(system, lab);
    return lab;
  }

  abandon(): void {
    for (const lab of this.#open.values()) lab.abandon();
  }

  async close(): Promise<void> {
    for (const lab of this.#open.values()) await lab.close();
  }
}
