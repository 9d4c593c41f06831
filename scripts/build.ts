import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { project } from './setup/places.mjs';
import { run, tail } from './setup/run.mjs';
import { reportUnmet, say, Unmet } from './setup/say.mjs';

/** Everything a build depends on. */
const sources = ['{main,preload,renderer,shared}/**/*.{ts,tsx,css,html,svg,json}', 'electron.vite.config.ts', 'package-lock.json'];
const record = join(project, '.cache', 'built-from');

/** Fingerprint of the sources, by content: a changed date alone rebuilds nothing. */
function fingerprint(): string {
  const digest = createHash('sha256');
  for (const file of globSync(sources, { cwd: project }).sort()) {
    digest.update(`${file}\0`).update(readFileSync(join(project, file))).update('\0');
  }
  return digest.digest('hex');
}

/** Builds out/ from the sources; throws Unmet with the build's own last words when it fails. */
export async function build(): Promise<void> {
  say('Building the app …');
  const print = fingerprint();
  const builder = join(project, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const { code, output } = await run(process.execPath, [builder, 'build'], { cwd: project, env: { ...process.env, NO_COLOR: '1' } });
  if (code !== 0) throw new Unmet(`The build failed:\n${tail(output)}`);
  mkdirSync(dirname(record), { recursive: true });
  writeFileSync(record, print);
}

/** Builds only when the sources are not those that out/ was built from. */
export async function buildIfNeeded(): Promise<void> {
  const built = existsSync(record) && existsSync(join(project, 'out', 'renderer', 'index.html'));
  if (built && readFileSync(record, 'utf8') === fingerprint()) return;
  await build();
}

if (import.meta.main) await reportUnmet(build);
