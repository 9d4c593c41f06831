import { parseArgs } from 'node:util';
import type { Wrong } from './faults/compare.ts';
import { openLab, type Lab } from './faults/lab.ts';
import { run, type RunResult } from './faults/run.ts';

/** `npm run faults -- --runs 300 --seed 7`: does an edit survive whatever goes wrong? See docs/faults.md. */
const usage = 'Usage: npm run faults -- [--runs N] [--seed S]\nRun number i uses seed S + i: --runs 1 --seed <that> repeats it alone.';

function whole(name: string, value: string, least: number, most: number): number {
  if (!/^\d+$/.test(value) || Number(value) < least || Number(value) > most) throw new TypeError(`--${name} must be a whole number from ${least} to ${most}, not "${value}"`);
  return Number(value);
}

function readOptions(): { runs: number; seed: number } | null {
  try {
    const { values } = parseArgs({ options: { runs: { type: 'string', default: '200' }, seed: { type: 'string', default: String(Date.now() % 100_000) } } });
    return { runs: whole('runs', values.runs, 1, 1_000_000), seed: whole('seed', values.seed, 0, 2 ** 31) };
  } catch (reason) {
    process.stderr.write(`${reason instanceof Error ? reason.message : String(reason)}\n${usage}\n`);
    return null;
  }
}

/** As many offices beside each other as there is something to do for: one waits for its engine while the other works. */
const labsAtOnce = 2;

const totals: Record<'runs' | 'edits' | 'faults' | Wrong, number> = { runs: 0, edits: 0, faults: 0, lost: 0, doubled: 0, reordered: 0, hidden: 0 };

function note(result: RunResult, runs: number): void {
  totals.runs += 1;
  totals.edits += result.edits;
  totals.faults += result.faults;
  for (const { wrong, text } of result.findings) {
    totals[wrong] += 1;
    process.stderr.write(`seed ${result.seed}: ${wrong}: ${text}\n`);
  }
  if (result.findings.length > 0) process.stderr.write(`To repeat it: npm run faults -- --runs 1 --seed ${result.seed}\n`);
  if (totals.runs % 25 === 0 || totals.runs === runs) process.stderr.write(`${totals.runs} of ${runs} runs, ${totals.edits} edits, ${totals.faults} faults\n`);
}

async function work(lab: Lab, seeds: number[], runs: number): Promise<void> {
  for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) note(await run(lab, seed), runs);
}

const options = readOptions();
if (options === null) process.exitCode = 2;
else {
  const { runs, seed } = options;
  const began = performance.now();
  const seeds = Array.from({ length: runs }, (_, index) => seed + index);
  const labs = await Promise.all(Array.from({ length: Math.min(labsAtOnce, runs) }, openLab));
  await Promise.all(labs.map((lab) => work(lab, seeds, runs)));
  await Promise.all(labs.map((lab) => lab.close()));
  const { lost, doubled, reordered, hidden } = totals;
  process.stdout.write(`${JSON.stringify({ ...totals, seed, seconds: Math.round((performance.now() - began) / 100) / 10 })}\n`);
  process.exitCode = lost + doubled + reordered + hidden === 0 ? 0 : 1;
}
