import { parseArgs } from 'node:util';
import type { Bench, Figures } from './bench/bench.ts';
import { search } from './bench/p2-search.ts';
import { durableEdit } from './bench/p3-durable-edit.ts';
import { drain } from './bench/p4-drain.ts';
import { rateLimit } from './bench/p4-rate-limit.ts';
import { reopen } from './bench/p6-reopen.ts';
import { shellLoop } from './bench/p14-shell-loop.ts';

const benches: readonly Bench[] = [search, durableEdit, drain, rateLimit, reopen, shellLoop];

const usage = `Usage: npm run bench -- [--only P2,P3] [--size 1k|2k|10k|100k|1m] [--json]
${benches.map((bench) => `  ${bench.id.padEnd(4)} ${bench.title}`).join('\n')}`;

/** `100k` → 100000. Throws for anything else than a number with k or m. */
function parseSize(text: string): number {
  const match = /^(\d+)(k|m)?$/i.exec(text);
  if (!match) throw new RangeError(`--size ${text} is not a number`);
  return Number(match[1]) * ({ k: 1_000, m: 1_000_000 }[(match[2] ?? '').toLowerCase()] ?? 1);
}

function print({ id, title }: Bench, figures: Figures): void {
  console.log(`\n${id} ${title}`);
  for (const [name, value] of Object.entries(figures)) console.log(`  ${name.padEnd(28)} ${String(value)}`);
}

try {
  const { values } = parseArgs({ options: { only: { type: 'string' }, size: { type: 'string', default: '' }, json: { type: 'boolean', default: false } } });
  const only = values.only?.toUpperCase().split(',');
  const unknown = only?.filter((id) => !benches.some((bench) => bench.id === id)) ?? [];
  if (unknown.length > 0) throw new RangeError(`no such bench: ${unknown.join(', ')}`);
  const results: Record<string, Figures> = {};
  for (const bench of benches.filter((candidate) => only === undefined || only.includes(candidate.id))) {
    const figures = await bench.run(values.size === '' ? bench.size : parseSize(values.size));
    results[bench.id] = figures;
    if (!values.json) print(bench, figures);
  }
  if (values.json) console.log(JSON.stringify(results));
} catch (error) {
  if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
  console.error(`${error.message}\n${usage}`);
  process.exitCode = 2;
}
