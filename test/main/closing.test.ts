import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CloseGuard, closeQuestion, type Unsent } from '../../main/close-question.ts';
import { plainName, saveFile } from '../../main/save-file.ts';
import { stopInOrder } from '../../main/stop-in-order.ts';

const one = (count: number, session = false): Unsent[] => [{ name: 'Ngata & Co', count, session }];

test('closing with edits waiting says how many, that they are kept, and when they are sent', () => {
  expect(closeQuestion(one(0))).toBeNull();
  expect(closeQuestion(one(3))).toEqual({ message: '3 edits are waiting and are kept.', detail: 'They are sent the next time Agentbook is open and online.', close: 'Close', keepOpen: 'Keep open' });
  expect(closeQuestion(one(1))).toMatchObject({ message: '1 edit is waiting and is kept.', detail: expect.stringMatching(/^It is sent/) });
});

test('closing a session with edits waiting says that they are lost', () => {
  expect(closeQuestion(one(2, true))).toMatchObject({ message: '2 edits are waiting and will be lost.', close: 'Close and lose' });
  expect(closeQuestion(one(0, true))).toBeNull();
});

test('with several connections it says for which, and what is lost comes before what is kept', () => {
  const [office, domains] = [{ name: 'Practice office', count: 2, session: false }, { name: 'Domains', count: 1, session: false }];
  expect(closeQuestion([office, { ...domains, count: 0 }])?.detail).toBe('They are sent the next time Agentbook is open and online. Practice office: 2.');
  expect(closeQuestion([office, domains])).toMatchObject({ message: '3 edits are waiting and are kept.', detail: expect.stringMatching(/Practice office: 2\. Domains: 1\.$/) });
  const lost = closeQuestion([office, { ...domains, session: true }]);
  expect(lost).toMatchObject({ message: '3 edits are waiting, and 1 of them will be lost.', close: 'Close and lose', detail: expect.stringContaining('It is kept for this session only') });
});

function guarded(answers: boolean[]) {
  const state = { unsent: 3, asked: 0, closed: 0 };
  const guard = new CloseGuard({
    question: () => closeQuestion(one(state.unsent)),
    ask: async () => {
      state.asked += 1;
      return answers.shift() ?? false;
    },
    closeNow: () => (state.closed += 1),
  });
  return { state, guard, answered: () => new Promise((later) => setImmediate(later)) };
}

test('closing is held back until the person agrees, and the question stands once', async () => {
  const { state, guard, answered } = guarded([false, true]);
  expect([guard.holds(), guard.holds()]).toEqual([true, true]);
  await answered();
  expect(state).toMatchObject({ asked: 1, closed: 0 });
  expect(guard.holds()).toBe(true);
  await answered();
  expect(state).toMatchObject({ asked: 2, closed: 1 });
  expect(guard.holds()).toBe(false);
});

test('nothing is asked where nothing waits, nor when the system shuts down', () => {
  const nothing = guarded([]);
  nothing.state.unsent = 0;
  expect(nothing.guard.holds()).toBe(false);
  const { guard, state } = guarded([]);
  guard.agree();
  expect([guard.holds(), state.asked]).toEqual([false, 0]);
});

test('a dialog that cannot be shown does not keep the app open for ever', async () => {
  const state = { closed: 0 };
  const guard = new CloseGuard({ question: () => closeQuestion(one(1)), ask: () => Promise.reject(new Error('no display')), closeNow: () => (state.closed += 1) });
  expect(guard.holds()).toBe(true);
  await new Promise((later) => setImmediate(later));
  expect([state.closed, guard.holds()]).toEqual([1, false]);
});

test('quitting stops nothing while the person is asked, and everything once they agree', async () => {
  const done: string[] = [];
  let hold = true;
  let quit: (event: { preventDefault(): void }) => void = () => undefined;
  const app = { on: (_name: string, listener: typeof quit) => (quit = listener), quit: () => done.push('quit') };
  stopInOrder(app as never, () => hold, [() => done.push('first'), () => Promise.reject(new Error('no')), () => done.push('last')]);
  const event = { preventDefault: () => done.push('held') };
  quit(event);
  expect(done).toEqual(['held']);
  hold = false;
  quit(event);
  await expect.poll(() => done).toEqual(['held', 'held', 'first', 'last', 'quit']);
  quit(event);
  expect(done).toHaveLength(5);
});

test('a file is saved whole where the person says, for nobody else to read; a path proposed as a name is no path', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'save-'));
  try {
    const proposed: string[] = [];
    const askWhere = async (name: string): Promise<string> => (proposed.push(name), path.join(folder, 'chosen.csv'));
    expect(await saveFile({ name: '../../etc/history.csv', text: '\uFEFFwho,when\r\n' }, askWhere)).toBe('saved');
    expect(proposed).toEqual(['history.csv']);
    expect(readFileSync(path.join(folder, 'chosen.csv'), 'utf8')).toBe('\uFEFFwho,when\r\n');
    if (process.platform !== 'win32') expect(statSync(path.join(folder, 'chosen.csv')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['chosen.csv']);
    expect(await saveFile({ name: 'x', text: 'y' }, async () => null)).toBe('cancelled');
    await expect(saveFile({ name: 'x', text: 'y' }, async () => folder)).rejects.toThrow();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  expect(['a\\b\\c.csv', 'con:name?.csv', '..', '/'].map(plainName)).toEqual(['c.csv', 'con name .csv', '..', 'agentbook.txt']);
});
