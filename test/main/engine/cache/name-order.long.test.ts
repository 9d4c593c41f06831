import { afterEach, beforeEach, expect, test } from 'vitest';
import { openModel, type Model } from './model.ts';

let model: Model;
beforeEach(() => {
  model = openModel();
});
afterEach(() => model.close());

const idOf = (index: number): string => `IRD:${136_000_000 + index}`;
const linkMany = (count: number): void => model.link(Array.from({ length: count }, (_, index) => idOf(index)));

function expectInOrder(): void {
  const rows = model.cache.db.prepare<[], { rank: number; id: string }>('SELECT rank, id FROM client ORDER BY rank').all();
  expect(rows.map((row) => row.id)).toEqual(model.expected('', 'all').map((client) => client.id));
  const indexed = model.cache.db.prepare<[], number>('SELECT rowid FROM gram ORDER BY rowid').pluck().all();
  expect(indexed).toEqual(rows.filter((row) => model.held.get(row.id)?.folded).map((row) => row.rank));
}

/** Orders of arrival in which every client goes beside the one before, so that halving the room would soon have used it up. */
const arrivals: readonly [string, (index: number) => string][] = [
  ['one name for all', () => 'Smith'],
  ['names in order', (index) => `Client ${String(index).padStart(5, '0')}`],
  ['names in reverse order', (index) => `Client ${String(99_999 - index)}`],
  ['names closing in from both sides', (index) => `Client ${String(index % 2 ? 99_999 - index : 10_000 + index)}`],
];

test.each(arrivals)('1,500 clients keep their order: %s', (_, nameOf) => {
  linkMany(1_500);
  model.cache.together(() => {
    for (let index = 0; index < 1_500; index += 1) model.read(idOf(index), nameOf(index));
  });
  expectInOrder();
  // Making room costs a few moves a client, not a renumbering of all.
  expect(model.cache.order.spreadOut).toBeLessThan(1_500 * 16);
});

test('links that arrive one by one keep their order', () => {
  for (let count = 1; count <= 200; count += 1) linkMany(count);
  linkMany(1_000);
  expectInOrder();
});

test('places deep in a long list are right while clients move', () => {
  linkMany(6_000);
  const wanted = model.expected('', 'all');
  for (const start of [0, 1, 127, 128, 3_000, 5_990, 5_999, 6_000, 7_000]) {
    expect(model.lists.slice('', 'all', start, 20).map((row) => row.id)).toEqual(wanted.slice(start, start + 20).map((client) => client.id));
  }
  model.cache.together(() => {
    for (let index = 0; index < 1_600; index += 1) model.read(idOf((index * 7) % 6_000), `Name ${(index * 31) % 977}`);
  });
  const after = model.expected('', 'all');
  for (const start of [0, 500, 1_599, 1_600, 4_000, 5_995]) {
    expect(model.lists.slice('', 'all', start, 20).map((row) => row.id)).toEqual(after.slice(start, start + 20).map((client) => client.id));
    expect(model.lists.position(after[start]?.id ?? '', '', 'all')).toBe(start);
  }
});
