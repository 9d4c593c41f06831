import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { Engine } from '../../../../main/engine/engine.ts';
import { LedgerTrouble } from '../../../../main/engine/files.ts';
import { damage, type Damage } from '../../../../scripts/faults/storage-troubles.ts';
import { addPhone, aimAt, appliedTo, changeable, comeOnline, goOffline, mobile, rename, rowOf, settle, type Aim } from '../deeds.ts';
import { createWorld, type World } from '../world.ts';

/** F8: damaged files. What a cache goes through is in files.long.test.ts. */

let world: World;
afterEach(() => world.close());

const ledger = (): string => join(world.folder, 'ledger.db');

/** A world with `sent` edits sent and as many in the queue, enough that the ledger has many pages; its engine closed. */
async function withEdits(count = 40): Promise<{ aims: Aim[]; waiting: string[] }> {
  world = await createWorld({ clients: 30 });
  const aims = (await changeable(world)).filter((detail) => (detail.levels[0]?.contacts[0]?.phones.length ?? 9) < 4).map((detail) => aimAt(detail, 'customer')).slice(0, 4);
  for (const aim of aims) rename(world, aim, `Sent ${'x'.repeat(60)}`);
  await settle(world);
  await goOffline(world);
  const waiting = Array.from({ length: count }, (_, index) => rename(world, aims[index % aims.length]!, `Waiting ${index} ${'x'.repeat(60)}`));
  await world.engine.close();
  return { aims, waiting };
}

const openAgain = (): string => {
  world.engine = new Engine(world.options, { together: false, looksApartMs: 5, deadlineMs: 2_000, random: () => 0 });
  world.engine.start();
  return loss();
};
const loss = (): string => world.engine.status().loss ?? '';
const kept = (): string[] => readdirSync(world.folder).filter((name) => name.startsWith('ledger.db.damaged-'));
const open = (): string[] => world.engine.requests['queue.list']({ states: ['waiting', 'needsYou', 'checking', 'sending'], start: 0, count: 1_000 }).rows.map((row) => row.state);

describe('a ledger', () => {
  const damages: [Damage, number][] = [['cut', 0.25], ['cut', 0.5], ['cut', 0.75], ['flipped', 1], ['overwritten', 1]];
  test.each(damages)('that is %s (%d of it left) opens the window all the same: what can be read is there, nothing of it is sent by itself, and it is told', async (how, share) => {
    const { waiting } = await withEdits();
    damage(ledger(), how, share);
    await world.control.online();
    expect(openAgain()).toMatch(/was damaged/);
    await settle(world);
    const states = open();
    expect(states.every((state) => state === 'needsYou')).toBe(true);
    if (how === 'flipped') expect(states.length).toBeGreaterThan(waiting.length / 2);
    expect((await world.control.effects()).length).toBe(4);
    expect(kept()).toHaveLength(1);
    await world.reopen();
    expect(loss()).toMatch(/was damaged/);
    world.engine.requests['status.lossRead']({});
    expect(loss()).toBe('');
  });

  test.each<Damage>(['removed', 'emptied'])('that is %s is not taken for a new one: it is told, and work goes on', async (how) => {
    const { aims } = await withEdits();
    damage(ledger(), how);
    await world.control.online();
    expect(openAgain()).toMatch(/was gone or empty/);
    await settle(world);
    const editId = addPhone(world, aims[0]!, mobile('0215550123'));
    await settle(world);
    expect(rowOf(world, editId).state).toBe('sent');
  });

  test('whose log is gone after a kill sends nothing that may have been sent already', async () => {
    world = await createWorld({ clients: 30 });
    const [aim] = (await changeable(world)).filter((detail) => (detail.levels[0]?.contacts[0]?.phones.length ?? 9) < 4).map((detail) => aimAt(detail, 'customer'));
    if (!aim) throw new Error('no client of the practice is like that');
    await goOffline(world);
    const editId = addPhone(world, aim, mobile('0215550123'));
    // In the file itself; what happens from here on is in its log only.
    await world.reopen();
    await comeOnline(world);
    await settle(world);
    const copy = `${world.folder}-killed`;
    cpSync(world.folder, copy, { recursive: true });
    damage(join(copy, 'ledger.db'), 'without its log');
    const engine = new Engine({ ...world.options, folder: copy }, { looksApartMs: 5, deadlineMs: 2_000 });
    engine.start();
    expect(engine.status().loss).toMatch(/lost its latest entries/);
    await engine.atRest();
    expect(engine.requests['queue.list']({ states: ['needsYou'], start: 0, count: 10 }).rows.map((row) => [row.editId, row.actions])).toEqual([[editId, expect.arrayContaining(['retry', 'discard'])]]);
    await engine.close();
    rmSync(copy, { recursive: true });
    expect(await appliedTo(world, aim.clientId)).toEqual(['POST phone']);
  });

  test('with a damaged first page is not mistaken for one under another key, nor the other way round', async () => {
    await withEdits();
    expect(() => new Engine({ ...world.options, databaseKey: '22'.repeat(32) })).toThrow(LedgerTrouble);
    expect(kept()).toEqual([]);
    damage(ledger(), 'overwritten');
    expect(() => new Engine({ ...world.options, databaseKey: '22'.repeat(32) })).toThrow(LedgerTrouble);
    expect(kept()).toEqual([]);
    expect(openAgain()).toMatch(/was damaged/);
  });
});
