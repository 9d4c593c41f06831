import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DeskLock } from '../../../main/lock/desk-lock.ts';
import { changeKeeping, keepNext, type Kept } from '../../../main/lock/keeping.ts';
import { KeptDrafts } from '../../../main/lock/kept-drafts.ts';
import { lockableDesk } from '../../../main/lock/lockable-desk.ts';
import { systemClock } from '../../../main/sign-in/clock.ts';
import { ok } from '../../../shared/result.ts';
import { ShellWorld, type Started } from './shell-world.ts';

const phrase = 'kererū over the wet bush';
let world = new ShellWorld();
beforeEach(() => {
  world = new ShellWorld();
});
afterEach(() => world.close());

type Locked = Started & { lock: DeskLock; drafts: KeptDrafts; kept: Kept };

async function started(): Promise<Locked> {
  const start = world.start();
  const drafts = new KeptDrafts();
  const lock = new DeskLock({ desk: lockableDesk({ desk: start.desk, secrets: start.vault, engines: { rest: async () => undefined } }), drafts, hide: () => undefined, clock: systemClock, log: () => undefined });
  await lock.start();
  const connections = () => start.desk.set.all.map(({ connection: { id, name } }) => ({ id, name }));
  return { ...start, lock, drafts, kept: { secrets: start.vault, connections } };
}

async function two(): Promise<Locked & { ids: string[] }> {
  const start = await started();
  for (const ask of [{}, { system: 'dnsimple' }]) expect(await start.desk.startPractice(ask)).toMatchObject({ ok: true });
  return { ...start, ids: start.desk.rows().map(({ id }) => id) };
}

const isSealed = (id: string): boolean => existsSync(path.join(world.folder, 'connections', id, 'secrets.sealed'));
const troubles = ({ desk }: Started): string[] => desk.rows().map(({ trouble }) => trouble);

describe('one lock for all', () => {
  test('closes every engine and opens every connection again, forms left open included', async () => {
    const { desk, lock, drafts, engines, opened } = await two();
    drafts.hand('a form');
    expect(await lock.lock('asked')).toEqual(ok(null));
    await lock.settled();
    expect([[...engines.values()].map(({ rested }) => rested), desk.set.all.map(({ door }) => door), drafts.current()]).toEqual([[1, 1], [null, null], '']);
    expect(await lock.unlock('')).toEqual(ok(null));
    await desk.set.allTried();
    expect([opened.length, drafts.current(), (await desk.info()).connection?.system]).toEqual([4, 'a form', 'dnsimple']);
  });

  test('one kept for the session only goes on behind it, and is there afterwards', async () => {
    const start = await started();
    await start.desk.startPractice();
    start.vault.keepNext('session', '');
    expect(await start.desk.startPractice({ system: 'dnsimple' })).toMatchObject({ ok: true });
    const session = start.desk.rows()[1]?.id ?? '';
    expect(await start.lock.lock('asked')).toEqual(ok(null));
    await start.lock.settled();
    expect([start.lock.locked, start.engines.get(session)?.rested]).toEqual(['keychain', 0]);
    expect(await start.lock.unlock('')).toEqual(ok(null));
    await start.desk.set.allTried();
    expect([troubles(start), start.opened.length]).toEqual([['', ''], 3]);
  });
});

describe('one pass phrase for all', () => {
  test('opens every connection at a start; a wrong one opens none', async () => {
    const first = await two();
    expect(await changeKeeping(first.kept, { keeping: 'passPhrase', passPhrase: phrase, current: '' })).toEqual(ok(null));
    expect([first.ids.map(isSealed), world.keychain.size]).toEqual([[true, true], 0]);
    const next = await started();
    expect([next.lock.locked, next.opened]).toEqual(['passPhrase', []]);
    expect(await next.lock.unlock('another phrase altogether')).toMatchObject({ ok: false, error: [{ field: 'passPhrase', code: 'wrong' }] });
    expect(next.opened).toEqual([]);
    expect(await next.lock.unlock(phrase)).toEqual(ok(null));
    await next.desk.set.allTried();
    expect([next.opened.length, troubles(next)]).toEqual([2, ['', '']]);
  });

  test('is the next connection\'s too, without typing it again; and another one is not taken', async () => {
    world.locked = true;
    const start = await started();
    expect(await keepNext(start.kept, { keeping: 'passPhrase', passPhrase: phrase })).toEqual(ok(null));
    expect(await start.desk.startPractice()).toMatchObject({ ok: true });
    expect(await keepNext(start.kept, { keeping: 'passPhrase', passPhrase: 'another phrase altogether' })).toMatchObject({ ok: false, error: [{ field: 'passPhrase', code: 'wrong' }] });
    expect(await start.desk.startPractice({ system: 'dnsimple' })).toMatchObject({ ok: true });
    expect([start.desk.rows().map(({ id }) => isSealed(id)), world.keychain.size]).toEqual([[true, true], 0]);
    const next = await started();
    expect(await next.lock.unlock(phrase)).toEqual(ok(null));
    await next.desk.set.allTried();
    expect(troubles(next)).toEqual(['', '']);
  });

  test('goes back to the keychain for all, once it is known', async () => {
    const { kept, ids } = await two();
    await changeKeeping(kept, { keeping: 'passPhrase', passPhrase: phrase, current: '' });
    expect(await changeKeeping(kept, { keeping: 'keychain', passPhrase: '', current: 'another phrase altogether' })).toMatchObject({ ok: false, error: [{ field: 'current' }] });
    expect(ids.map(isSealed)).toEqual([true, true]);
    expect(await changeKeeping(kept, { keeping: 'keychain', passPhrase: '', current: phrase })).toEqual(ok(null));
    expect([ids.map(isSealed), world.keychain.size]).toEqual([[false, false], 2]);
  });

  test('is set for all or for none: where one cannot be read, it is named and nothing is moved', async () => {
    const { kept, ids, vault } = await two();
    vault.forget();
    world.locked = true;
    expect(await changeKeeping(kept, { keeping: 'passPhrase', passPhrase: phrase, current: '' })).toMatchObject({ ok: false, error: [{ code: 'notMoved', text: expect.stringContaining('“Practice office”') }] });
    expect(ids.map(isSealed)).toEqual([false, false]);
  });

  test('does not keep those of the keychain shut that need none', async () => {
    const start = await started();
    await start.desk.startPractice();
    start.vault.keepNext('passPhrase', phrase);
    await start.desk.startPractice({ system: 'dnsimple' });
    expect(start.desk.rows().map(({ id }) => isSealed(id))).toEqual([false, true]);
    const next = await started();
    expect(next.lock.locked).toBe('passPhrase');
    expect(await next.lock.unlock(phrase)).toEqual(ok(null));
    await next.desk.set.allTried();
    expect(troubles(next)).toEqual(['', '']);
  });
});
