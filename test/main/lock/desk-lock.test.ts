import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DeskLock, sendingMs, type Lockable } from '../../../main/lock/desk-lock.ts';
import { KeptDrafts } from '../../../main/lock/kept-drafts.ts';
import type { ConnectionInfo, Keeping } from '../../../shared/ipc-contract.ts';
import { err, ok } from '../../../shared/result.ts';
import { HandClock } from '../sign-in/hand-clock.ts';

const connection: ConnectionInfo = { id: 'a-connection', name: 'Ngata & Co', system: 'ird', colour: 0, practice: false, signIn: 'token' };
const place = { folder: '', databaseKey: 'ab'.repeat(32) };
const asked: string[] = [];
let clock = new HandClock(0);
let drafts = new KeptDrafts();
let keeping: Keeping = 'keychain';
let present: ConnectionInfo | null = connection;
let isOpen = false;
let refusal: { kind: string; text: string } | null = null;
let sent = Promise.withResolvers<undefined>();

beforeEach(() => {
  asked.length = 0;
  place.folder = mkdtempSync(path.join(tmpdir(), 'lock-'));
  [clock, drafts, keeping, present, isOpen, refusal, sent] = [new HandClock(0), new KeptDrafts(), 'keychain', connection, false, null, Promise.withResolvers<undefined>()];
});
afterEach(() => rmSync(place.folder, { recursive: true, force: true }));

/** What is behind the lock, told in the order it was asked. */
const desk: Lockable = {
  current: async () => present,
  keeping: async () => keeping,
  needsPhrase: async () => keeping === 'passPhrase',
  unlock: async (passPhrase) => {
    asked.push(`unlock ${passPhrase}`.trim());
    if (refusal !== null) return err(refusal);
    return keeping === 'keychain' || passPhrase === 'right' ? ok(null) : err({ kind: 'wrong', text: 'That is not the pass phrase.' });
  },
  open: async () => {
    asked.push('open');
    isOpen = true;
  },
  shut: async () => {
    asked.push('shut');
    isOpen = false;
  },
  draftPlaces: () => (isOpen ? [place] : []),
  sent: () => sent.promise,
};

const started = async (): Promise<DeskLock> => {
  const lock = new DeskLock({ desk, drafts, hide: () => asked.push('hide'), clock, log: (event) => asked.push(event) });
  await lock.start();
  return lock;
};

test('a connection of the keychain opens at the start; one with a pass phrase begins locked, with its name and nothing else', async () => {
  expect((await started()).locked).toBe('');
  expect(asked).toEqual(['open']);
  keeping = 'passPhrase';
  asked.length = 0;
  const lock = await started();
  expect([lock.locked, lock.behind, asked]).toEqual(['passPhrase', connection, []]);
});

test('locked by hand: the pages go first, then everything is shut without waiting for anything', async () => {
  const lock = await started();
  expect(await lock.lock('asked')).toEqual(ok(null));
  expect(lock.locked).toBe('keychain');
  await lock.settled();
  expect(asked).toEqual(['open', 'hide', 'locked', 'shut']);
});

describe('locked by idleness, edits may go on being sent', () => {
  test('until none waits', async () => {
    const lock = await started();
    await lock.lock('idle');
    await expect.poll(() => clock.waiting).toBe(1);
    clock.pass(sendingMs - 1);
    expect(asked).toEqual(['open', 'hide', 'locked']);
    sent.resolve(undefined);
    await lock.settled();
    expect([asked.at(-1), clock.waiting]).toEqual(['shut', 0]);
  });

  test('for two minutes at most', async () => {
    const lock = await started();
    await lock.lock('idle');
    await expect.poll(() => clock.waiting).toBe(1);
    clock.pass(sendingMs);
    await lock.settled();
    expect(asked.at(-1)).toBe('shut');
  });

  test.each(['suspend', 'asked'] as const)('but not a moment longer once it is %s', async (reason) => {
    const lock = await started();
    await lock.lock('idle');
    await lock.lock(reason);
    await lock.settled();
    expect(asked).toEqual(['open', 'hide', 'locked', 'shut']);
  });

  test('and not at all where sleep comes together with it', async () => {
    const lock = await started();
    await Promise.all([lock.lock('idle'), lock.lock('suspend')]);
    await lock.settled();
    expect(asked).toEqual(['open', 'hide', 'locked', 'shut']);
  });

  test('whoever comes back meanwhile waits for the files to be closed in order, and no longer', async () => {
    const lock = await started();
    await lock.lock('idle');
    expect(await lock.unlock('')).toEqual(ok(null));
    expect(asked).toEqual(['open', 'hide', 'locked', 'shut', 'unlock', 'open', 'unlocked']);
    expect([lock.locked, lock.behind]).toEqual(['', null]);
  });
});

test('a keychain that stays shut keeps the desk locked, with its own words', async () => {
  const lock = await started();
  await lock.lock('asked');
  refusal = { kind: 'locked', text: 'Your keychain is locked.' };
  expect(await lock.unlock('')).toEqual({ ok: false, error: [{ field: '', code: 'locked', text: 'Your keychain is locked.' }] });
  expect(lock.locked).toBe('keychain');
  refusal = null;
  expect(await lock.unlock('')).toEqual(ok(null));
});

test('after three wrong pass phrases each further one has to wait, the right one too; then it counts from the beginning', async () => {
  keeping = 'passPhrase';
  const lock = await started();
  for (let wrong = 0; wrong < 3; wrong += 1) expect(await lock.unlock('wrong')).toMatchObject({ ok: false, error: [{ field: 'passPhrase', code: 'wrong' }] });
  expect(await lock.unlock('right')).toMatchObject({ ok: false, error: [{ code: 'wait', text: expect.stringContaining('a second') }] });
  expect(asked.filter((line) => line.startsWith('unlock'))).toHaveLength(3);
  clock.pass(1_000);
  expect(await lock.unlock('wrong')).toMatchObject({ ok: false, error: [{ code: 'wrong' }] });
  clock.pass(1_999);
  expect(await lock.unlock('right')).toMatchObject({ ok: false, error: [{ code: 'wait' }] });
  clock.pass(1);
  expect(await lock.unlock('right')).toEqual(ok(null));
  expect(lock.locked).toBe('');
});

test('a session cannot be locked, and says why; without a connection there is nothing to lock', async () => {
  keeping = 'session';
  const lock = await started();
  expect(await lock.lock('asked')).toMatchObject({ ok: false, error: [{ code: 'session', text: expect.stringContaining('this session only') }] });
  present = null;
  expect(await lock.lock('idle')).toMatchObject({ ok: false, error: [{ code: 'nothingToLock' }] });
  expect([lock.locked, asked]).toEqual(['', ['open']]);
});

test('locking twice is locking once', async () => {
  const lock = await started();
  await Promise.all([lock.lock('idle'), lock.lock('screen'), lock.lock('idle')]);
  expect(asked.filter((line) => line === 'hide')).toHaveLength(1);
});

describe('forms left open', () => {
  const text = 'Wharekōkako Moss, 021 555 0187, not saved yet';

  test('are put away unreadable when the desk is locked, and are back when it is unlocked', async () => {
    const lock = await started();
    drafts.hand(text);
    await lock.lock('suspend');
    await lock.settled();
    expect(drafts.current()).toBe('');
    const kept = readFileSync(path.join(place.folder, 'drafts.sealed'));
    for (const word of ['Wharekōkako', '021 555']) for (const code of ['utf8', 'utf16le'] as const) expect(kept.includes(Buffer.from(word, code))).toBe(false);
    await lock.unlock('');
    expect(drafts.current()).toBe(text);
  });

  test('survive a process that dies after unlocking, until the page has them in hand', async () => {
    const lock = await started();
    drafts.hand(text);
    await lock.lock('asked');
    await lock.unlock('');
    // Dies here; the next start finds them.
    drafts = new KeptDrafts();
    isOpen = false;
    await started();
    expect(drafts.current()).toBe(text);
    drafts.hand(text);
    await expect.poll(() => existsSync(path.join(place.folder, 'drafts.sealed'))).toBe(false);
  });

  test('that are none leave no file; another key opens none', async () => {
    const lock = await started();
    await lock.lock('asked');
    await lock.settled();
    expect(readdirSync(place.folder)).toEqual([]);
    await lock.unlock('');
    drafts.hand(text);
    await drafts.putAway(place);
    const other = new KeptDrafts();
    await other.bringBack({ ...place, databaseKey: 'cd'.repeat(32) });
    expect(other.current()).toBe('');
  });

  test('that cannot be written stay in memory rather than be lost', async () => {
    const lock = await started();
    drafts.hand(text);
    rmSync(place.folder, { recursive: true });
    const nowhere = { ...place, folder: path.join(import.meta.filename, 'no folder') };
    expect(await drafts.putAway(nowhere)).toBe('inMemory');
    await lock.lock('asked');
    await lock.unlock('');
    expect(drafts.current()).toBe(text);
  });
});
