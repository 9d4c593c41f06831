import { describe, expect, it } from 'vitest';
import type { ClientRow } from '../../../shared/views.ts';
import { noRows, rowAt } from '../../../renderer/clients/row-cache.ts';
import type { ListParts } from '../../../renderer/clients/row-keeper.ts';
import { RowKeeper } from '../../../renderer/clients/row-keeper.ts';
import { pump } from '../../../renderer/desk/pump.ts';

/** A list held in memory, asked as the engine is asked. */
function listWorld(names: string[]) {
  const world = { names, asked: [] as string[], state: start() };
  const matching = (query: string): string[] => world.names.filter((name) => name.startsWith(query));
  const keeper = new RowKeeper(
    () => world.state,
    (part) => {
      world.state = { ...world.state, ...part };
    },
    {
      list: ({ query, start: from, count }) => {
        world.asked.push(`${query}@${from}`);
        return Promise.resolve({ total: world.names.length, matched: matching(query).length, start: from, rows: matching(query).slice(from, from + count).map(rowOf) });
      },
      position: ({ clientId, query }) => Promise.resolve(matching(query).indexOf(clientId)),
    },
  );
  return { world, keeper, settle: pump(() => keeper.step()) };
}

const start = (): ListParts => ({ query: '', view: 'all', answered: null, rows: noRows, active: -1, shift: { id: 0, rows: 0 }, openId: null });
const rowOf = (name: string): ClientRow => ({ id: name, number: name, name, entityType: '', mark: 'upToDate' });
const many = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, at) => `${prefix}${String(at).padStart(5, '0')}`);

describe('keeping the rows in view right', () => {
  it('answers the latest text only, however quickly it was typed', async () => {
    const { world, settle } = listWorld([...many('a', 50), ...many('ab', 10)]);
    const first = settle();
    for (const query of ['a', 'ab', 'ab0']) {
      world.state.query = query;
      void settle();
    }
    await first;
    expect(world.state.answered?.query).toBe('ab0');
    expect(world.state.rows.matched).toBe(10);
    expect(world.asked).not.toContain('ab@0');
  });

  it('stands on the first row of a search, and comes back to the open client when the search is cleared', async () => {
    const { world, settle } = listWorld(many('a', 500));
    world.state.openId = 'a00321';
    world.state.query = 'a0004';
    await settle();
    expect(world.state.active).toBe(0);
    world.state.query = '';
    await settle();
    expect(world.state.active).toBe(321);
  });

  it('keeps the rows in view in view when others arrive above them', async () => {
    const { world, keeper, settle } = listWorld(many('m', 300));
    await settle();
    keeper.moveWindow({ first: 100, end: 130 }, 110);
    world.state.active = 115;
    await settle();
    world.names = [...many('a', 40), ...world.names];
    keeper.outdate();
    await settle();
    expect(world.state.shift.rows).toBe(40);
    expect(world.state.active).toBe(155);
    expect(rowAt(world.state.rows, 150)?.name).toBe('m00110');
  });

  it('stays at the top of the list when it stands there', async () => {
    const { world, keeper, settle } = listWorld(many('m', 300));
    await settle();
    const { id } = world.state.shift;
    world.names = [...many('a', 40), ...world.names];
    keeper.outdate();
    await settle();
    expect(world.state.shift.id).toBe(id);
    expect(rowAt(world.state.rows, 0)?.name).toBe('a00000');
  });

  it('survives its place vanishing from the list', async () => {
    const { world, keeper, settle } = listWorld(many('m', 300));
    await settle();
    keeper.moveWindow({ first: 200, end: 230 }, 210);
    world.state.active = 215;
    await settle();
    world.names = many('z', 3);
    keeper.outdate();
    await settle();
    expect(world.state.rows.matched).toBe(3);
    expect(world.state.active).toBe(2);
  });
});
