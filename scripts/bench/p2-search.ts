import { fold, searchTerms } from '../../main/engine/cache/search-text.ts';
import type { ClientLists } from '../../main/engine/cache/client-list.ts';
import type { Sqlite } from '../../main/engine/database.ts';
import { percentile, round, seeded, type Bench, type Figures } from './bench.ts';
import { fillCache } from './filled-cache.ts';

const shown = 50;
const rounds = 300;
/** Places in the list that are jumped to. */
const jumps = 100;
/** A scan reads every row, and so does the check of what was found: a large list has them do so for some of the queries only. */
const scansOver = 30_000_000;

interface Text {
  id: string;
  folded: string;
}

/** P2: search as you type. S = p99 of a LIKE scan ÷ p99 of ours, over the same queries, interleaved; recall must be 1. */
export const search: Bench = {
  id: 'P2',
  title: `search as you type: first ${shown} hits of any substring of one character and more`,
  size: 100_000,
  async run(size) {
    const began = performance.now();
    const { cache, lists, close } = fillCache(size, 7);
    const built = (performance.now() - began) / 1000;
    // The order of the list told by the names alone, not by the ranks that are being measured.
    const texts = cache.db.prepare<[], Text>('SELECT id, folded FROM client ORDER BY sort, id').all();
    const queries = queriesFrom(texts);
    const figures = {
      clients: size,
      'build s': round(built, 1),
      'moved to make room': cache.order.spreadOut,
      ...typed(cache.db, lists, texts, queries),
      ...reached(lists, texts, queries),
      target: 'p99 ≤ 2 ms at 1m, S ≥ 50, recall 1',
    };
    close();
    return figures;
  },
};

function typed(db: Sqlite, lists: ClientLists, texts: readonly Text[], queries: readonly string[]): Figures {
  const ours: number[] = [];
  const work: number[] = [];
  const counted: number[] = [];
  const like: number[] = [];
  const everyNth = Math.max(1, Math.ceil((rounds * texts.length) / scansOver));
  let missed = 0;
  queries.forEach((query, index) => {
    const used = process.cpuUsage();
    const began = performance.now();
    const found = lists.slice(query, 'all', 0, shown);
    const listed = performance.now();
    const { user, system } = process.cpuUsage(used);
    const matched = lists.matched(query, 'all');
    counted.push(performance.now() - listed);
    ours.push(listed - began);
    work.push((user + system) / 1000);
    if (index % everyNth !== 0) return;
    const expected = looked(texts, query);
    if (matched !== expected.length || found.map((client) => client.id).join() !== expected.slice(0, shown).join()) missed += 1;
    like.push(scanned(db, query));
  });
  return {
    queries: ours.length,
    'p50 ms': round(percentile(ours, 0.5)),
    'p99 ms': round(percentile(ours, 0.99)),
    'p50 ms of processor time': round(percentile(work, 0.5)),
    'p99 ms of processor time': round(percentile(work, 0.99)),
    'matched p50 ms': round(percentile(counted, 0.5)),
    'matched p99 ms': round(percentile(counted, 0.99)),
    'queries checked and scanned': like.length,
    'LIKE scan p99 ms': round(percentile(like, 0.99)),
    'S (LIKE p99 ÷ ours p99)': round(percentile(like, 0.99) / percentile(ours, 0.99), 1),
    recall: round(1 - missed / like.length, 4),
  };
}

/** Jumping about in the whole list and in what a search has found. */
function reached(lists: ClientLists, texts: readonly Text[], queries: readonly string[]): Figures {
  const random = seeded(13);
  const whole: number[] = [];
  const jumped: number[] = [];
  const within: number[] = [];
  const first = timed(() => lists.slice('', 'all', texts.length - shown, shown));
  for (let index = 0; index < jumps; index += 1) {
    const start = Math.floor(random() * texts.length);
    whole.push(timed(() => lists.slice('', 'all', start, shown)));
    jumped.push(timed(() => lists.position(texts[start]?.id ?? '', '', 'all')));
  }
  for (const query of queries.slice(0, jumps)) {
    const matched = lists.matched(query, 'all');
    within.push(timed(() => lists.slice(query, 'all', Math.floor(random() * matched), shown)));
  }
  return {
    'first jump to the end ms': round(first),
    'jump p99 ms': round(percentile(whole, 0.99)),
    'position p99 ms': round(percentile(jumped, 0.99)),
    'jump within a search p50 ms': round(percentile(within, 0.5)),
    'jump within a search p99 ms': round(percentile(within, 0.99)),
  };
}

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** The peer: the same rows in the same order, told by looking into each text until enough are found. */
function scanned(db: Sqlite, query: string): number {
  const patterns = searchTerms(query).map((term) => `%${term.replace(/[%_\\]/g, '\\$&')}%`);
  const scan = db.prepare<(string | number)[]>(`SELECT id, name, entity FROM client WHERE ${patterns.map(() => "folded LIKE ? ESCAPE '\\'").join(' AND ')} ORDER BY rank LIMIT ?`);
  return timed(() => scan.all(...patterns, shown));
}

const looked = (texts: readonly Text[], query: string): string[] => {
  const terms = searchTerms(query);
  return texts.filter(({ folded }) => terms.every((term) => folded.includes(term))).map(({ id }) => id);
};

/** Pieces of one to eight characters of what clients can be found by: names, numbers, contacts, phones. */
function queriesFrom(texts: readonly Text[]): string[] {
  const random = seeded(11);
  const some = <T>(of: readonly T[]): T | undefined => of[Math.floor(random() * of.length)];
  const pieces = Array.from({ length: rounds }, () => {
    const line = some(some(texts)?.folded.split('\n') ?? []) ?? '';
    const length = 1 + Math.floor(random() * 8);
    const start = Math.floor(random() * Math.max(1, line.length - length));
    return line.slice(start, start + length);
  });
  return pieces.filter((piece) => searchTerms(piece).length > 0 && fold(piece) !== '');
}
