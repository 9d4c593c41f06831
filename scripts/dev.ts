import { join } from 'node:path';
import { openDesktop } from './desktop-session.ts';
import { readRuntime } from './runtime.ts';
import { hasDisplay } from './setup/display.mjs';
import { project } from './setup/places.mjs';
import { reportUnmet, say } from './setup/say.mjs';
import { foreground } from './start.ts';

// The app with every change to the sources shown at once. Without a display it still runs, on a virtual one.
await reportUnmet(async () => {
  const runtime = readRuntime();
  const program = [join(project, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'dev'];
  if (hasDisplay) {
    process.exitCode = await foreground(process.execPath, [...program, ...process.argv.slice(2)], runtime.env);
    return;
  }
  say('There is no display here: the app runs on a virtual one.');
  const desktop = await openDesktop();
  const noSandbox = runtime.args.includes('--no-sandbox') ? ['--noSandbox'] : [];
  try {
    process.exitCode = await foreground(process.execPath, [...program, ...noSandbox, ...process.argv.slice(2)], { ...runtime.env, ...desktop.env });
  } finally {
    await desktop.close();
  }
});
