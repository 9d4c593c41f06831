// Every npm script enters here: on any Node from 20.19, with built-ins only. It sets up what the command needs, then hands over
// to the command's own file on the Node that the tools are pinned to.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setUp } from './setup.mjs';
import { hasDisplay } from './setup/display.mjs';
import { toolNode } from './setup/node-packages.mjs';
import { project } from './setup/places.mjs';
import { reportUnmet, Unmet } from './setup/say.mjs';

/** @type {Record<string, { file: string, args?: string[], need: import('./setup.mjs').Need }>} */
const commands = {
  start: { file: 'start.ts', need: hasDisplay && !process.argv.includes('--tour') ? 'window' : 'headless' },
  dev: { file: 'dev.ts', need: hasDisplay ? 'window' : 'headless' },
  test: { file: 'test.ts', need: 'tests' },
  check: { file: 'test.ts', args: ['--quick'], need: 'packages' },
  build: { file: 'build.ts', need: 'packages' },
  package: { file: 'package.ts', need: 'electron' },
  icons: { file: 'icons.ts', need: 'headless' },
  sandbox: { file: 'sandbox.ts', need: 'packages' },
  bench: { file: 'bench.ts', need: 'packages' },
  faults: { file: 'faults.ts', need: 'packages' },
};

/** Runs a file of this folder to its end, passing signals on, and ends as it ended. @param {string} file @param {string[]} args */
function handOver(file, args) {
  const path = join(project, 'scripts', file);
  if (!existsSync(path)) throw new Unmet(`scripts/${file} is not part of this version yet.`);
  const env = { ...process.env, PATH: `${join(project, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}` };
  const child = spawn(toolNode, [path, ...args], { cwd: project, env, stdio: 'inherit' });
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  // A terminal's Ctrl-C reaches the child by itself; a signal sent to us alone must be passed on. Twice does no harm.
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  // npm passes a signal to the shell it started us by, and that shell ends without passing it on: its end is then the signal.
  const parent = process.ppid;
  const watch = setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 100);
  if (!process.env['npm_lifecycle_event']) clearInterval(watch);
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGTERM' || signal === 'SIGINT' ? 0 : 1)));
}

const [name = '', ...rest] = process.argv.slice(2);
const command = commands[name];
await reportUnmet(async () => {
  if (!command) throw new Unmet(`Unknown command "${name}". There are: ${Object.keys(commands).join(', ')}.`);
  await setUp(command.need);
  handOver(command.file, [...(command.args ?? []), ...rest]);
});
