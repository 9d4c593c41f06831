import type { QueuePage, QueueRow, QueueState } from '../../shared/views.ts';

/** As many rows as the engine answers at once. */
export const longestPage = 1_000;

export type AskQueue = (ask: { states: QueueState[]; start: number; count: number; clientId?: string | null }) => Promise<QueuePage>;

/**
 * The first `wanted` rows of some states, read page by page, with the counts of the last page. A row that moved between two pages comes
 * once; the news of its move has the queue read again.
 */
export async function readQueue(ask: AskQueue, states: readonly QueueState[], wanted: number): Promise<QueuePage> {
  const rows = new Map<string, QueueRow>();
  for (let start = 0; ; start += longestPage) {
    const count = Math.min(longestPage, wanted - start);
    const page = await ask({ states: [...states], start, count });
    for (const row of page.rows) rows.set(row.editId, row);
    if (page.rows.length < count || start + count >= wanted) return { rows: [...rows.values()], counts: page.counts };
  }
}

/** Where an edit stands among the rows of some states; -1: not among them. */
export async function placeOf(editId: string, ask: AskQueue, states: readonly QueueState[]): Promise<number> {
  for (let start = 0; ; start += longestPage) {
    const { rows } = await ask({ states: [...states], start, count: longestPage });
    const at = rows.findIndex((row) => row.editId === editId);
    if (at >= 0) return start + at;
    if (rows.length < longestPage) return -1;
  }
}
