import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ListView } from '../../../../shared/views.ts';
import { openModel, type Model } from './model.ts';

const seed = Number(process.env['FC_SEED'] ?? 20_261_120);
const views: readonly ListView[] = ['all', 'waiting', 'needsYou', 'notLinked'];

const word = fc.constantFrom('Māhina', 'mahina', 'Ngata', 'NGĀTA', 'anga', 'aaaa', 'O’Brien', "O'Brien", '100%', 'a_b', 'x-y', '"q"', 'ΟΔΟΣ', 'ß', '😀👍🏽', 'ｆｕｌｌ', '李', '021-555', '.', 'Ltd', '(NZ)', 'z*', '^a', '\\', 'a\u0000b', '\uD83D');
const name = fc.oneof(
  { weight: 4, arbitrary: fc.array(word, { minLength: 0, maxLength: 3 }).map((words) => words.join(' ')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);
const id = fc.integer({ min: 0, max: 23 }).map((number) => `IRD:${String(136_410_100 + number)}`);
const ids = fc.uniqueArray(id, { maxLength: 24 });
const operation = fc.oneof(
  { weight: 1, arbitrary: ids.map((list) => (model: Model) => model.link(list)) },
  { weight: 6, arbitrary: fc.tuple(id, name, name).map(([client, called, also]) => (model: Model) => model.read(client, called, also)) },
  { weight: 2, arbitrary: fc.tuple(id, name).map(([client, called]) => (model: Model) => model.rename(client, called)) },
  { weight: 1, arbitrary: id.map((client) => (model: Model) => model.unlink(client)) },
  { weight: 1, arbitrary: ids.map((list) => (model: Model) => model.queueFor(list)) },
);

/** Of one to eight characters: cut from what is held where that is possible, else anything. */
const query = fc.oneof(
  { weight: 3, arbitrary: fc.record({ from: fc.nat(), at: fc.nat(), length: fc.integer({ min: 1, max: 8 }) }) },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(...'"%_-*^()\\\'. aāĀn1é😀'), minLength: 1, maxLength: 8 }) },
  { weight: 1, arbitrary: name },
);

function asked(model: Model, wish: string | { from: number; at: number; length: number }): string {
  if (typeof wish === 'string') return wish;
  const texts = [...model.held.values()].map((client) => client.folded || 'a');
  const text = [...(texts[wish.from % Math.max(1, texts.length)] ?? 'a')];
  const start = wish.at % text.length;
  return text.slice(start, start + wish.length).join('');
}

function expectSame(model: Model, question: string, view: ListView, start: number, count: number): void {
  // Half a pair of surrogates cannot be stored; it is shown as what stands for the unreadable.
  const expected = model.expected(question, view).map(({ id, name, linked, read }) => ({ id, name: name.replace(/\p{Cs}/gu, '\uFFFD'), entity: '', linked, read }));
  expect(model.lists.slice(question, view, start, count)).toEqual(expected.slice(start, start + count));
  expect(model.lists.matched(question, view)).toBe(expected.length);
  expect(model.lists.slice(question, view, 0, 50)).toEqual(expected.slice(0, 50));
  // Deep slices go another way than shallow ones; they begin where nothing is left to be found, too.
  expect(model.lists.slice(question, view, start, 1_000)).toEqual(expected.slice(start));
  for (const [client] of model.held) expect(model.lists.position(client, question, view)).toBe(expected.findIndex(({ id }) => id === client));
}

let model: Model;
beforeEach(() => {
  model = openModel();
});
afterEach(() => model.close());

describe('every search answers what looking at every text would', () => {
  test(`whatever happened before, in every view, for any query (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.array(operation, { minLength: 1, maxLength: 40 }), fc.array(fc.record({ query, view: fc.constantFrom(...views), start: fc.nat(25), count: fc.nat(25) }), { minLength: 1, maxLength: 6 }), (operations, questions) => {
        const own = openModel();
        try {
          own.link(Array.from({ length: 12 }, (_, index) => `IRD:${136_410_100 + 2 * index}`));
          for (const happen of operations) {
            happen(own);
            const [first] = questions;
            if (first) expectSame(own, asked(own, first.query), first.view, first.start, first.count);
          }
          for (const { query: wish, view, start, count } of questions) expectSame(own, asked(own, wish), view, start, count);
          expectSame(own, '', 'all', 0, 50);
        } finally {
          own.close();
        }
      }),
      { seed, numRuns: Number(process.env['FC_RUNS'] ?? 40) },
    );
  }, 120_000);

  test('a macron, a capital, a hyphen or white space makes no difference', () => {
    model.link(['IRD:136410132']);
    model.read('IRD:136410132', 'Māhina  NGĀTA', '021-555 0199\n0215550199\n136410132');
    for (const question of ['mahina', 'MĀHINA', 'ngata mā', 'a n', '021 555', '(021) 5550', '136-410', ' hin ']) expect(model.lists.matched(question, 'all'), question).toBe(1);
    for (const question of ['mahinan', 'ngata x', '0216']) expect(model.lists.matched(question, 'all'), question).toBe(0);
  });

  test('a query of very many words is answered', () => {
    model.link(['IRD:136410132']);
    model.read('IRD:136410132', 'Māhina Ngata');
    const words = Array.from({ length: 100 }, (_, index) => `mahina ${'nga ta ahin ngat'.split(' ')[index % 4]}`);
    expect(model.lists.matched(words.join(' '), 'all')).toBe(1);
    expect(model.lists.matched([...words, 'nobody'].join(' '), 'all')).toBe(0);
    const different = Array.from({ length: 400 }, (_, index) => (7_000 + index).toString(36));
    expect(model.lists.matched(different.join(' '), 'all')).toBe(0);
  });
});

test('a write that fails leaves no trace in any list', () => {
  const all = Array.from({ length: 400 }, (_, index) => `IRD:${136_000_000 + index}`);
  model.link(all);
  expect(model.lists.position(all[300] ?? '', '', 'all')).toBe(300);
  expect(() =>
    model.cache.together(() => {
      model.cache.setClient({ clientId: all[399] ?? '', customer: { name: 'Aroha' }, accounts: [], contacts: [] }, 1);
      model.cache.setLinks([{ clientId: 'IRD:999999999', links: [] }]);
      throw new Error('the disk is full');
    }),
  ).toThrow('the disk is full');
  expect(model.lists.position(all[300] ?? '', '', 'all')).toBe(300);
  expectSame(model, '', 'all', 350, 40);
  expect(model.cache.total).toBe(400);
});

test('the list is not made anew because a client was read again and found the same', () => {
  model.link(['IRD:136410132']);
  model.read('IRD:136410132', 'Aroha');
  const { revision } = model.cache;
  model.read('IRD:136410132', 'Aroha');
  expect(model.cache.revision).toBe(revision);
  model.read('IRD:136410132', 'Huia');
  expect(model.cache.revision).toBeGreaterThan(revision);
});
