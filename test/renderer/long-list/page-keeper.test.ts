import { describe, expect, it } from 'vitest';
import type { RowCache, RowSlice } from '../../../renderer/clients/row-cache.ts';
import { noRows, rowAt } from '../../../renderer/clients/row-cache.ts';
import { PageKeeper } from '../../../renderer/long-list/page-keeper.ts';

/** A list that answers when it is told to. */
function listOf(length: number) {
  let held: RowCache<string> = noRows;
  let all = Array.from({ length }, (_, at) => `row ${at}`);
  const asked: number[] = [];
  const open: (() => void)[] = [];
  const read = (start: number, count: number): Promise<RowSlice<string>> => {
    asked.push(start);
    const answer = { start, rows: all.slice(start, start + count), matched: all.length, total: all.length };
    return new Promise((resolve) => open.push(() => resolve(answer)));
  };
  const keeper = new PageKeeper<string>({ read, held: () => held, put: (rows) => (held = rows) });
  const answer = async (): Promise<void> => {
    while (open.length > 0) {
      open.shift()?.();
      for (let turn = 0; turn < 8; turn++) await Promise.resolve();
    }
  };
  return { keeper, asked, answer, at: (index: number) => rowAt(held, index), matched: () => held.matched, become: (rows: string[]) => (all = rows) };
}

describe('the rows of a long list', () => {
  it('are read where the window stands, and only there', async () => {
    const list = listOf(5_000);
    list.keeper.outdate();
    await list.answer();
    list.keeper.inView({ first: 4_020, end: 4_060 });
    await list.answer();
    expect([list.at(4_030), list.at(2_000), list.matched()]).toEqual(['row 4030', undefined, 5_000]);
    expect(list.asked).toEqual([0, 4_000]);
  });

  it('are read again once for a burst of news', async () => {
    const list = listOf(10);
    for (let news = 0; news < 20; news++) list.keeper.outdate();
    await list.answer();
    expect(list.asked.length).toBeLessThanOrEqual(2);
  });

  it('are never those of an earlier filter', async () => {
    const list = listOf(3);
    list.keeper.outdate();
    list.become(['another']);
    list.keeper.startOver();
    await list.answer();
    expect([list.at(0), list.matched()]).toEqual(['another', 1]);
  });

  it('come from the end where the list has become shorter than the window’s place', async () => {
    const list = listOf(3_000);
    list.keeper.outdate();
    await list.answer();
    list.keeper.inView({ first: 2_900, end: 2_950 });
    await list.answer();
    list.become(['only']);
    list.keeper.outdate();
    await list.answer();
    expect([list.at(0), list.matched()]).toEqual(['only', 1]);
  });
});
