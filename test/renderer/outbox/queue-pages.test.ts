import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestPage, readQueue } from '../../../renderer/outbox/queue-pages.ts';
import type { AskQueue } from '../../../renderer/outbox/queue-pages.ts';
import type { QueueRow } from '../../../shared/views.ts';

const row = (seq: number): QueueRow => ({
  editId: `E${seq}`, seq, clientId: 'IRD:1', clientName: '', title: '', where: '', state: 'waiting', at: 0, sentAt: null, attempts: 0, reason: '', conflicts: [], issues: [], details: null, actions: [], restingOn: 0, by: '', nextTryAt: null, doc: { type: 'remove', contact: '1', scope: { level: 'ird.customer', key: 'IRD:1' }, was: { ContactType: 'PRIMRY', Name: '', Phone: [] } },
});

/** A queue that answers like the engine: never more than it may at once. */
function queueOf(length: number): { asked: number[]; ask: AskQueue } {
  const all = Array.from({ length }, (_, at) => row(at));
  const asked: number[] = [];
  const ask: AskQueue = ({ start, count }) => {
    if (count > longestPage) return Promise.reject(new Error('too many at once'));
    asked.push(start);
    return Promise.resolve({ rows: all.slice(start, start + count), counts: { waiting: length, sending: 0, checking: 0, needsYou: 0, sent: 0 } });
  };
  return { asked, ask };
}

describe('the rows of the queue', () => {
  it('come as they are asked for, however many, none twice and in order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(3_500), fc.nat(3_500), async (held, wanted) => {
        const { rows, counts } = await readQueue(queueOf(held).ask, ['waiting'], wanted);
        expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: Math.min(held, wanted) }, (_, at) => at));
        expect(counts.waiting).toBe(held);
      }),
      { numRuns: 50 },
    );
  });

  it('are read page by page past a thousand', async () => {
    const queue = queueOf(5_000);
    expect((await readQueue(queue.ask, ['waiting'], 1_050)).rows).toHaveLength(1_050);
    expect(queue.asked).toEqual([0, 1_000]);
  });

  it('are all read when no end is given', async () => {
    expect((await readQueue(queueOf(2_000).ask, ['waiting'], Infinity)).rows).toHaveLength(2_000);
  });

  it('come once when one moves from one page to the next meanwhile', async () => {
    const { ask } = queueOf(2_000);
    const moving: AskQueue = (page) => ask({ ...page, start: Math.max(0, page.start - 1) });
    const ids = (await readQueue(moving, ['waiting'], 1_500)).rows.map(({ editId }) => editId);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
