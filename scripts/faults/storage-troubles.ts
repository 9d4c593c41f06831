import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as waited } from 'node:timers/promises';
import type { Random } from '../../main/sandbox/random.ts';
import type { Desk } from './desk.ts';
import { Killed, Refused } from './engine-handle.ts';
import { edits } from './person.ts';

export type Damage = 'removed' | 'emptied' | 'cut' | 'overwritten' | 'flipped' | 'without its log';
const damages: readonly Damage[] = ['removed', 'emptied', 'cut', 'overwritten', 'flipped', 'without its log'];
const ends = ['', '-wal', '-shm'];

/** Does to a file what bad disks, careless copies and cleaning programs do. `share`: how much of it is left, where it is cut. */
export function damage(path: string, how: Damage, share = 0.5): void {
  const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  if (how === 'removed') for (const end of ends) rmSync(path + end, { force: true });
  else if (how === 'without its log') for (const end of ends.slice(1)) rmSync(path + end, { force: true });
  else if (how === 'emptied') truncateSync(path, 0);
  else if (how === 'cut') truncateSync(path, Math.floor(bytes.length * share));
  else if (how === 'overwritten') writeFileSync(path, 'x'.repeat(Math.max(8192, bytes.length)));
  else {
    for (let at = 4096 * 2 + 100; at < bytes.length; at += 4096 * 3) bytes[at] = (bytes[at] ?? 0) ^ 0x10;
    writeFileSync(path, bytes);
  }
}

/** The engine is stopped, in order or not, and finds its cache damaged. */
export async function damageCache(desk: Desk, random: Random): Promise<void> {
  const how = random.pick(damages);
  const abruptly = random.chance(0.5);
  desk.note(`${how}${abruptly ? ', after a kill' : ''}`);
  await desk.stop(abruptly);
  damage(join(desk.options.folder, 'cache.db'), how, random.pick([0.25, 0.5, 0.75]));
  desk.plays('F8');
  await startOrDie(desk, random);
}

/** Now and then it is killed while it opens, whatever it was making good or bringing up to date. */
async function startOrDie(desk: Desk, random: Random): Promise<void> {
  if (!random.chance(0.3)) return desk.start();
  desk.note('killed while it opened');
  desk.plays('F16');
  desk.engine.mayDie();
  const opening = desk.engine.ask('open', desk.opening()).catch((error: unknown) => {
    if (!(error instanceof Killed)) throw error;
  });
  await waited(random.whole(0, 12));
  await desk.stop(true);
  await opening;
  await desk.start();
}

/** A file of a version that is not known yet: the ledger is refused and left alone, the cache begun anew. */
export async function newerFile(desk: Desk, random: Random): Promise<void> {
  const file = random.pick(['ledger', 'cache'] as const);
  desk.note(file);
  await desk.stop(false);
  const version = await desk.engine.ask('version', { options: desk.options, file, version: 99 });
  desk.plays('F16');
  if (file === 'ledger') {
    const refusal = await desk.engine.ask('open', desk.opening()).catch((error: unknown) => error);
    if (!(refusal instanceof Refused) || refusal.refusal !== 'LedgerTrouble') throw new Error('a ledger of a newer version was opened');
    await desk.engine.ask('version', { options: desk.options, file, version });
  }
  await desk.start();
}

/** The engine is stopped, in order or not, and finds its ledger damaged, or gone, or without the log that held the latest. */
export async function damageLedger(desk: Desk, random: Random): Promise<void> {
  const how = random.pick(damages);
  const abruptly = random.chance(0.7);
  desk.note(`${how}${abruptly ? ', after a kill' : ''}`);
  await desk.stop(abruptly);
  damage(join(desk.options.folder, 'ledger.db'), how, random.pick([0.25, 0.5, 0.75]));
  desk.plays('F8');
  await startOrDie(desk, random);
  if (random.chance(0.5)) await desk.engine.ask('status.lossRead', {});
}

/** There is no room for anything more, for a while or until all is healed; somebody types and sends all the same. */
export async function fillDisk(desk: Desk, random: Random): Promise<void> {
  const file = random.pick(['ledger', 'ledger', 'cache'] as const);
  desk.note(file);
  await desk.engine.ask('fill', { file, full: true });
  desk.plays('F7');
  for (let left = random.whole(1, 4); left > 0; left -= 1) await edits(desk, random);
  await desk.engine.ask('sync.now', {});
  await waited(random.whole(0, 10));
  if (random.chance(0.2)) return desk.killAndReopen();
  if (random.chance(0.7)) await desk.engine.ask('fill', { file, full: false });
}

/** Somebody starts a second Agentbook on the same files: it must not open. */
export async function secondEngine(desk: Desk): Promise<void> {
  const second = desk.spare();
  desk.plays('F17');
  try {
    await second.ask('open', desk.opening());
    desk.findings.push({ wrong: 'doubled', text: 'a second engine opened the same files' });
    await second.ask('close', {});
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal !== 'LedgerTrouble') throw error;
  }
  await desk.giveBack(second);
}

const year = 365.25 * 86_400_000;
export async function moveClock(desk: Desk, random: Random): Promise<void> {
  const aheadMs = random.pick([10 * year, -10 * year, 3_600_000, -3_600_000, 0]);
  desk.note(`${aheadMs / 3_600_000} h`);
  await desk.engine.ask('clock', { aheadMs });
  desk.plays('F6');
}
