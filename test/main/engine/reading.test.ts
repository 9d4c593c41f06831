import { afterEach, expect, test } from 'vitest';
import { createWorld, type World } from './world.ts';

let world: World;
afterEach(() => world.close());

test('a practice is read whole: every client has a name and its levels', async () => {
  world = await createWorld({ clients: 30 });
  const { rows, total } = world.engine.requests['clients.list']({ query: '', view: 'all', start: 0, count: 100 });
  expect(total).toBe(30);
  expect(rows.filter((row) => row.name === '')).toEqual([]);
  expect(world.engine.status()).toMatchObject({ connection: { state: 'online' }, reading: null, waiting: 0 });
  expect(world.engine.status().upToDateAt).not.toBeNull();
});

test('a client that has not been read yet is found by its number, with and without hyphens', async () => {
  world = await createWorld({ clients: 12, faults: [{ fault: 'outage', status: 503, match: { path: '/gateway/customer' } }] });
  const found = (query: string): string[] => world.engine.requests['clients.list']({ query, view: 'all', start: 0, count: 20 }).rows.map((row) => row.id);
  const [row] = world.engine.requests['clients.list']({ query: '', view: 'all', start: 0, count: 1 }).rows;
  expect(row).toMatchObject({ name: '', mark: 'notRead' });
  expect(found(row?.number ?? '')).toEqual([row?.id]);
  expect(found((row?.number ?? '').replaceAll('-', ''))).toEqual([row?.id]);
});
