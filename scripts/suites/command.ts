import { spawn } from 'node:child_process';
import { project } from '../setup/places.mjs';

/** Runs one of the tools with its output shown, from the project's folder, and resolves to its exit code. */
export function tool(path: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [path, ...args], { cwd: project, env: { ...process.env, ...env }, stdio: ['ignore', 'inherit', 'inherit'] });
    process.once('exit', () => child.kill());
    child.on('error', () => done(127));
    child.on('exit', (code) => done(code ?? 1));
  });
}
