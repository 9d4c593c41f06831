import { spawn } from 'node:child_process';

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

/**
 * The npm that started us, or the one on the path. npm is a script of Node's own, so Windows needs no shell for it.
 * @param {string[]} args
 * @param {RunOptions} [options]
 */
export function npm(args, options) {
  const own = process.env['npm_execpath'];
  if (own?.endsWith('.js')) return run(process.execPath, [own, ...args], options);
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options);
}

/** The last lines of a command's output that tell a person something, for an error message. @param {string} output */
export function tail(output) {
  const lines = output.trim().split('\n').filter((line) => !/^\s+at |^\s*$/.test(line));
  return lines.slice(-20).join('\n');
}
