import { build } from './build.ts';
import { say } from './setup/say.mjs';
import { tool } from './suites/command.ts';
import { endToEnd } from './suites/end-to-end.ts';
import { faultChecker } from './suites/fault-checker.ts';
import { addUp, describe, type Outcome } from './suites/outcome.ts';
import { lint, types } from './suites/static.ts';
import { unit } from './suites/unit.ts';

/** A step that makes what later suites need. It counts nothing when it works; when it fails, what needs it cannot run. */
async function needed(suite: string, work: () => Promise<unknown>): Promise<Outcome> {
  const outcome = { suite, passed: 0, failed: 0, skipped: [], trouble: '' };
  try {
    await work();
    return outcome;
  } catch (error) {
    return { ...outcome, trouble: error instanceof Error ? error.message : String(error) };
  }
}

async function pack(): Promise<void> {
  const code = await tool('scripts/package.ts', ['--dir']);
  if (code !== 0) throw new Error(`packaging ended with code ${code}`);
}

/** Runs suites one after another, all of them whatever the others come to; those after a failed need are told so. */
async function runAll(quick: boolean): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const suite = async (name: string, work: () => Promise<Outcome>): Promise<boolean> => {
    const began = performance.now();
    say(`${name} …`);
    const outcome = await work();
    outcomes.push(outcome);
    say(`${name}: ${((performance.now() - began) / 1000).toFixed(0)} s`);
    return outcome.trouble === '';
  };
  const without = (name: string, lack: string): number =>
    outcomes.push({ suite: name, passed: 0, failed: 0, skipped: [], trouble: `${lack} failed` });

  // Each of the two keeps one core busy; the quick tests wait for disks and sockets meanwhile.
  const still = [suite('types', types), suite('lint', lint)];
  if (!quick) await Promise.all(still);
  await Promise.all([...still, suite('unit and property tests', () => unit(quick))]);
  if (quick) return outcomes;
  await suite('fault checker', faultChecker);
  const built = await suite('build', () => needed('build', build));
  if (built) await suite('end to end', () => endToEnd('app', 'end to end'));
  else without('end to end', 'the build');
  const packed = built && (await suite('package', () => needed('package', pack)));
  if (packed) await suite('packed app', () => endToEnd('packaged', 'packed app'));
  else without('packed app', 'packaging');
  return outcomes;
}

const outcomes = await runAll(process.argv.includes('--quick'));
const { line, ok } = addUp(outcomes);
// The last line stands alone, so that a machine can read it.
const told = outcomes.filter(({ passed, failed, skipped, trouble }) => passed + failed + skipped.length > 0 || trouble !== '');
process.stdout.write(`\n${told.flatMap(describe).join('\n')}\n\n${line}\n`);
process.exitCode = ok ? 0 : 1;
