import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { hasRoom, holderOf } from '../../scripts/drive/main-job.ts';
import { scan } from '../e2e-support/axe.ts';
import { expect, test, type Office } from './desk-fixture.ts';

/** A disk that is damaged or full: the window opens, says what happened, and nothing a person typed is gone. */

function ledgerOf(office: Office): string {
  const folder = join(office.home.userData, 'connections');
  const [id = ''] = readdirSync(folder).filter((name) => statSync(join(folder, name)).isDirectory());
  return join(folder, id, 'ledger.db');
}

/** Bytes that nobody wrote, in every page but the first two; pages that only stand in the log yet are gone. */
function damage(file: string): void {
  if (existsSync(`${file}-wal`)) truncateSync(`${file}-wal`);
  const handle = openSync(file, 'r+');
  for (let at = 2 * 4_096; at < statSync(file).size; at += 4_096) writeSync(handle, Buffer.alloc(600, 7), 0, 600, at + 1_000);
  closeSync(handle);
}

test('a damaged ledger: told on the desk until it is read, also over a lock; the empty list does not say that nobody is linked', async ({ office }) => {
  const { desk, client } = await office.beginWith(hasRoom, 30);
  await office.goOffline();
  await desk.rename(await desk.level(), holderOf(client), 'Māhina Te Rangi');
  await desk.until(/1 edit waiting/);
  await office.quit();
  damage(ledgerOf(office));
  const again = await office.start();
  const told = again.page.getByRole('alert', { name: 'Edits that may be missing' });
  await expect(told).toContainText('The file that keeps your edits');
  await expect(again.page.getByText('No clients yet')).toHaveCount(0);
  await scan(again.page, 'what was lost');
  await again.command('Lock');
  await expect(again.page.getByRole('main', { name: 'Locked' })).toBeVisible();
  await scan(again.page, 'locked');
  await again.page.getByRole('button', { name: 'Unlock' }).click();
  await expect(told).toContainText('The file that keeps your edits');
  await told.getByRole('button', { name: 'I have read this' }).click();
  await expect(told).not.toContainText('The file that keeps your edits');
});

/** Root may give the app a small disk of its own; '' where that works. */
function noDisk(): string {
  if (process.platform !== 'linux') return 'only Linux mounts a small disk in memory';
  if (process.getuid?.() !== 0) return 'mounting a small disk takes root';
  return spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0 ? '' : 'this machine mounts no disk in memory';
}

test('a full disk: the form says so and keeps what was typed; with room again, the same form saves it', async ({ office }) => {
  const missing = noDisk();
  test.skip(missing !== '', missing);
  const { userData } = office.home;
  mkdirSync(userData, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=96m', 'none', userData]);
  try {
    const { desk, client } = await office.beginWith(hasRoom, 30);
    await office.goOffline();
    const level = await desk.level();
    const filler = join(userData, 'filler');
    execFileSync('sh', ['-c', `cat /dev/zero > '${filler}' 2>/dev/null || true`]);
    const form = level.getByRole('form', { name: 'Rename contact' });
    const name = form.getByRole('textbox', { name: 'Name' });
    // What the files have room for within themselves is still taken.
    let held = holderOf(client);
    for (let tries = 0; tries < 60; tries += 1) {
      const next = `Māhina Te Rangi ${tries}`;
      await level.getByRole('button', { name: `Rename ${held}` }).click();
      await name.fill(next);
      await desk.page.keyboard.press('Enter');
      await expect(form.getByRole('alert').or(level.getByRole('button', { name: `Rename ${next}` }))).toBeVisible();
      if (await form.isVisible()) break;
      held = next;
    }
    await expect(form.getByRole('alert')).toContainText('no room left on the disk');
    await expect(name).toHaveValue(/^Māhina Te Rangi \d+$/);
    await scan(desk.page, 'no room left on the disk');
    const typed = await name.inputValue();
    rmSync(filler);
    await form.getByRole('button', { name: 'Save name' }).click();
    await expect(level.getByRole('button', { name: `Rename ${typed}` })).toBeVisible();
    await office.goOnline();
    await expect.poll(async () => (await office.control.client(client.id))?.Customer.Contact?.[0]?.Name).toBe(typed);
    await office.kill();
  } finally {
    spawnSync('umount', ['-l', userData]);
  }
});
