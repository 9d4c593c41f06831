import { searchTerms } from '../../main/engine/cache/search-text.ts';
import { percentile, round, seeded, type Bench } from './bench.ts';
import { fillCache } from './filled-cache.ts';

const shown = 50;
const rounds = 300;

/** P2: search as you type. S = p99 of a LIKE scan ÷ p99 of ours, over the same queries, interleaved; recall must be 1. */
export const search: Bench = {
  id: 'P2',
  title: `search as you type: first ${shown} hits of any substring of one character and more`,
  size: 100_000,
  async run(size) {
    const { cache, lists, close } = fillCache(size, 7);
    const texts = cache.db.prepare<[], string>('SELECT folded FROM client').pluck().all();
    const scan = cache.db.prepare<[string, number], { row: number }>("SELECT row FROM client WHERE folded LIKE ? ESCAPE '\\' ORDER BY sort, row LIMIT ?");
    const random = seeded(11);
    const ours: number[] = [];
    const like: number[] = [];
    let missed = 0;
    for (let index = 0; index < rounds; index += 1) {
      const query = substring(texts[Math.floor(random() * texts.length)] ?? '', 1 + Math.floor(random() * 8), random);
      const [term] = searchTerms(query);
      if (term === undefined || searchTerms(query).length > 1) continue;
      lists.forget();
      const began = performance.now();
      const found = lists.slice(query, 'all', 0, shown);
      const between = performance.now();
      const scanned = scan.all(`%${term.replace(/[%_\\]/g, '\\$&')}%`, shown);
      like.push(performance.now() - between);
      ours.push(between - began);
      const expected = scanned.length;
      missed += Math.max(0, expected - found.length);
    }
    close();
    return {
      clients: size,
      queries: ours.length,
      'p50 ms': round(percentile(ours, 0.5)),
      'p99 ms': round(percentile(ours, 0.99)),
      'LIKE scan p99 ms': round(percentile(like, 0.99)),
      'S (LIKE p99 ÷ ours p99)': round(percentile(like, 0.99) / percentile(ours, 0.99), 2),
      recall: missed === 0 ? 1 : 0,
      target: 'p99 ≤ 2 ms at 1m, S ≥ 50, recall 1',
    };
  },
};

function substring(text: string, length: number, random: () => number): string {
  const [line = ''] = text.split('\n');
  const start = Math.floor(random() * Math.max(1, line.length - length));
  return line.slice(start, start + length).trim();
}
