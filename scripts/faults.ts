import type { Wrong } from './faults/compare.ts';
import { lengthOf } from './faults/happenings.ts';
import { stepsOfAnEdit } from './faults/kills.ts';
import type { Lab } from './faults/lab.ts';
import { Labs } from './faults/labs.ts';
import { readOptions, systemNames, systemOf, usage, type Options, type SystemName } from './faults/options.ts';
import { addPlayed, nonePlayed, tableOf } from './faults/played.ts';
import { run, type RunResult } from './faults/run.ts';
import { shrink } from './faults/shrink.ts';

/** `npm run faults -- --runs 300 --seed 7`: does an edit survive whatever goes wrong? See docs/faults.md. */

/** As many offices beside each other as there is something to do for: one waits for its engine while the other works. */
const labsAtOnce = 2;
/** Runs that making a failure smaller may take. */
const shrinkingTries = 80;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

function optionsOrWords(): Options | null {
  try {
    return readOptions(process.argv.slice(2));
  } catch (reason) {
    say(`${reason instanceof Error ? reason.message : String(reason)}\n${usage}`);
    return null;
  }
}

type Totals = Record<'runs' | 'edits' | 'faults' | Wrong, number>;
const none = (): Totals => ({ runs: 0, edits: 0, faults: 0, lost: 0, doubled: 0, reordered: 0, hidden: 0 });
const totals = none();
const systems: Partial<Record<SystemName, Totals>> = {};
const coverage = { merged: 0, played: nonePlayed(), killedAt: Object.fromEntries(stepsOfAnEdit.map((kind) => [kind, 0])) as Record<string, number> };
let firstWrong: RunResult | null = null;

const repeat = (options: Options, seed: number, only: readonly number[] | null): string =>
  `npm run faults -- --system ${systemOf(options, seed)}${options.deck === 'all' ? '' : ` --deck ${options.deck}`} --runs 1 --seed ${seed}${only ? ` --only ${only.join(',')}` : ''}${options.sabotage ? ` --sabotage ${options.sabotage}` : ''}`;

const tell = ({ seed, findings }: RunResult): void => findings.forEach(({ wrong, text }) => say(`seed ${seed}: ${wrong}: ${text}`));

function note(result: RunResult, options: Options): void {
  for (const sum of [totals, (systems[systemOf(options, result.seed)] ??= none())]) {
    sum.runs += 1;
    sum.edits += result.edits;
    sum.faults += result.faults;
    for (const { wrong } of result.findings) sum[wrong] += 1;
  }
  coverage.merged += result.merged;
  addPlayed(coverage.played, result.played);
  for (const [kind, times] of result.killedAt) coverage.killedAt[kind] = (coverage.killedAt[kind] ?? 0) + times;
  tell(result);
  if (result.findings.length > 0) {
    firstWrong ??= result;
    if (options.runs === 1) say(result.diary.map((line) => `  ${line}`).join('\n'));
    say(`To repeat it: ${repeat(options, result.seed, options.only)}`);
  }
  if (totals.runs % 25 === 0 || totals.runs === options.runs) say(`${totals.runs} of ${options.runs} runs, ${totals.edits} edits, ${totals.faults} faults`);
}

async function work(labs: Labs, seeds: number[], options: Options): Promise<void> {
  for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
    note(await run(await labs.of(systemOf(options, seed)), { ...options, seed }), options);
    if (options.stop && firstWrong) seeds.length = 0;
  }
}

/** Leaves away what the failure does not need, and tells what is left of the run. */
async function makeSmaller(lab: Lab, { seed }: RunResult, options: Options): Promise<void> {
  let smallest: RunResult | null = null;
  const fails = async (only: readonly number[]): Promise<boolean> => {
    const result = await run(lab, { ...options, seed, only });
    if (result.findings.length > 0) smallest = result;
    return result.findings.length > 0;
  };
  say(`Making seed ${seed} smaller …`);
  const kept = await shrink(options.only ?? Array.from({ length: lengthOf(seed) }, (_, index) => index), fails, shrinkingTries);
  const left = smallest as RunResult | null;
  if (!left) return say('It did not fail again with less: where a kill falls is the machine’s to decide.');
  tell(left);
  say(['It takes no more than this:', ...left.diary.map((line) => `  ${line}`), `To repeat that: ${repeat(options, seed, kept)}`].join('\n'));
}

const options = optionsOrWords();
if (options === null) process.exitCode = 2;
else {
  const { runs, seed } = options;
  const began = performance.now();
  const seeds = Array.from({ length: runs }, (_, index) => seed + index);
  const workers = Array.from({ length: Math.min(labsAtOnce, runs) }, () => new Labs());
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      for (const labs of workers) labs.abandon();
      process.exit(130);
    });
  await Promise.all(workers.map((labs) => work(labs, seeds, options)));
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  const [labs] = workers;
  const wrong = firstWrong as RunResult | null;
  if (options.shrink && wrong && labs) await makeSmaller(await labs.of(systemOf(options, wrong.seed)), wrong, options);
  await Promise.all(workers.map((one) => one.close()));
  const { lost, doubled, reordered, hidden } = totals;
  const steps = Object.entries(coverage.killedAt).map(([kind, times]) => `${kind} ${times}`).join(', ');
  const each = systemNames.flatMap((name) => (systems[name] ? [`${name} ${systems[name].runs}`] : [])).join(', ');
  say(`Of each fault of the design:\n${tableOf(coverage.played)}\nKilled just as an edit became: ${steps}\nEdits that went together with others: ${coverage.merged}\nRuns of each system: ${each}`);
  process.stdout.write(`${JSON.stringify({ ...totals, seed, seconds, systems, ...coverage })}\n`);
  process.exitCode = lost + doubled + reordered + hidden === 0 ? 0 : 1;
}
