import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [limitMs] the command is ended after this many milliseconds
 * @property {boolean} [show] pass the command's output through instead of keeping it
 */

/**
 * Runs a command to its end. Never throws: a command that cannot start has code 127, one that ran out of time code 124.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: options.show ? ['inherit', 2, 2] : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => (output += String(chunk));
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    let late = false;
    const limit = options.limitMs
      ? setTimeout(() => ((late = true), child.kill('SIGKILL')), options.limitMs)
      : undefined;
    child.on('error', (error) => done({ code: 127, output: `${output}${error.message}` }));
    child.on('close', (code) => {
      clearTimeout(limit);
      done({ code: late ? 124 : (code ?? 1), output });
    });
  });
}

/** Path of npm's own script, which needs no shell to run it; '' where only the path knows an npm. */
function npmScript() {
  const beside = join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const known = [process.env['npm_execpath'] ?? '', beside];
  return known.find((path) => path.endsWith('.js') && existsSync(path)) ?? '';
}

/**
 * The npm that started us, else the one installed beside Node (as on Windows), else the one on the path.
 * @param {string[]} args
 * @param {RunOptions} [options]
 */
export function npm(args, options) {
  const script = npmScript();
  return script ? run(process.execPath, [script, ...args], options) : run('npm', args, options);
}

/** The last lines of a command's output that tell a person something, for an error message. @param {string} output */
export function tail(output) {
  const lines = output.trim().split('\n').filter((line) => !/^\s+at |^\s*$/.test(line));
  return lines.slice(-20).join('\n');
}
