import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDisplay } from '../desktop-session.ts';
import { openHome, startApp } from '../drive/app.ts';
import { round, type Bench, type Figures } from './bench.ts';

/** P14: how long the shell's event loop is held up while a whole practice is read for the first time, in the real app. */
export const shellLoop: Bench = {
  id: 'P14',
  title: "the shell's event-loop delay while a practice is read",
  size: 2_000,
  async run(size) {
    const display = process.platform === 'linux' && !process.env['DISPLAY'] ? await openDisplay() : null;
    const home = await openHome();
    const folder = mkdtempSync(join(tmpdir(), 'agentbook-loop-'));
    const file = join(folder, 'loop.json');
    const env = { ...display?.env, AGENTBOOK_MEASURE_LOOP: file, AGENTBOOK_PRACTICE_CLIENTS: String(size) };
    const app = await startApp(home, env);
    const began = performance.now();
    await app.page.getByRole('button', { name: 'Start with practice data' }).click();
    await app.page.getByRole('listbox', { name: 'Clients' }).waitFor();
    // The count begins where the reading does: starting the processes is another matter.
    process.kill(app.electron.process().pid ?? 0, 'SIGUSR2');
    await app.page.getByRole('status', { name: 'Connection' }).filter({ hasText: /Up to date/ }).waitFor({ timeout: 300_000 });
    const seconds = (performance.now() - began) / 1_000;
    await app.quit();
    const delay = JSON.parse(readFileSync(file, 'utf8')) as Figures;
    await home.remove();
    await display?.close();
    rmSync(folder, { recursive: true, force: true });
    return { clients: size, 'first read s': round(seconds, 1), ...delay, target: 'p99.9 ≤ 8 ms' };
  },
};
