import type { ClientDetail } from '../../shared/views.ts';
import type { EngineSlice } from '../desk/engine-slice.ts';
import type { EditPlaces } from './just-sent.ts';
import { editPlaces, goneEdits } from './just-sent.ts';

/** How far back a receipt is looked for. */
const lookedAt = 100;

/** Watches the edits of the open client, and tells what left the screen because it was sent, not because it was taken back. */
export class SentWatch {
  #watched: EditPlaces = new Map();

  /** Another client is open: nothing of it has been seen yet. */
  forget(): void {
    this.#watched = new Map();
  }

  /** Identities of what has been sent since the last look. */
  async look(detail: ClientDetail, { askEngine }: EngineSlice): Promise<string[]> {
    const before = this.#watched;
    const now = editPlaces(detail);
    const gone = goneEdits(before, now);
    this.#watched = new Map([...before, ...now].filter(([id]) => !gone.includes(id)));
    if (gone.length === 0) return [];
    const { rows } = await askEngine('queue.list', { states: ['sent'], start: 0, count: lookedAt });
    return gone.filter((id) => rows.some((row) => row.editId === id)).flatMap((id) => before.get(id) ?? []);
  }
}
