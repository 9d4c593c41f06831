import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfNeeded } from './build.ts';
import { openDesktop, type Environment } from './desktop-session.ts';
import { readRuntime } from './runtime.ts';
import { hasDisplay } from './setup/display.mjs';
import { project } from './setup/places.mjs';
import { reportUnmet, say, Unmet } from './setup/say.mjs';

/** Runs a program in the foreground and resolves to its exit code. */
export function foreground(command: string, args: string[], env: Environment): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: project, env: { ...process.env, ...env }, stdio: 'inherit' });
    process.on('exit', () => child.kill());
    child.on('error', fail);
    child.on('exit', (code) => done(code ?? 1));
  });
}

/** Opens the window for a person, in their own session with their own keychain. */
function openWindow(args: string[]): Promise<number> {
  const runtime = readRuntime();
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    throw new Unmet('You are root, and Electron keeps its sandbox only for an ordinary user. Start it as one, or watch the tour: npm start -- --tour');
  }
  return foreground(runtime.executablePath, [project, ...args], runtime.env);
}

/** Drives the main job on a display and a keychain of its own; pictures go to out/tour. */
async function tour(args: string[]): Promise<number> {
  const script = join(project, 'scripts', 'tour.ts');
  if (!existsSync(script)) throw new Unmet('scripts/tour.ts is not part of this version yet.');
  const desktop = await openDesktop();
  try {
    return await foreground(process.execPath, [script, ...args], { ...readRuntime().env, ...desktop.env });
  } finally {
    await desktop.close();
  }
}

if (import.meta.main) {
  await reportUnmet(async () => {
    const args = process.argv.slice(2).filter((arg) => arg !== '--tour');
    const asTour = process.argv.includes('--tour');
    await buildIfNeeded();
    if (!asTour && !hasDisplay) say('There is no display here, so the tour runs on a virtual one; its pictures go to out/tour.');
    process.exitCode = asTour || !hasDisplay ? await tour(args) : await openWindow(args);
  });
}
