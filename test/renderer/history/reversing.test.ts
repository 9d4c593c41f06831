import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Bridge } from '../../../shared/ipc-contract.ts';
import type { HistoryRow, QueueRow } from '../../../shared/views.ts';

const asked: { channel: string; ask: unknown; answer: (value: unknown) => void }[] = [];
const bridge = {
  ask: async () => null,
  askEngine: (channel: string, ask: unknown) => new Promise((answer) => asked.push({ channel, ask, answer })),
  onNews: () => () => undefined,
  onMenu: () => () => undefined,
} as unknown as Bridge;

let desk: typeof import('../../../renderer/store.ts').useApp;
beforeAll(async () => {
  Object.assign(globalThis, { window: { innerWidth: 1200, agentbook: bridge }, localStorage: { getItem: () => null, setItem: () => undefined } });
  ({ useApp: desk } = await import('../../../renderer/store.ts'));
});
beforeEach(() => void asked.splice(0));

const of = (channel: string): typeof asked => asked.filter((one) => one.channel === channel);
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};
const row = { editId: 'A', clientId: 'all/1', title: 'Remove Ada Ngata', reverse: 'compensate' } as HistoryRow;

test('pressed twice before the answer, an edit is reversed once', async () => {
  desk.setState({ historyAsked: 'A' });
  void desk.getState().reverse(row);
  void desk.getState().reverse(row);
  expect([of('history.reverse').length, desk.getState().historyAsked]).toEqual([1, '']);
  of('history.reverse')[0]?.answer({ ok: true, value: { editId: 'B' } });
  await turns();
  expect(desk.getState()).toMatchObject({ historySought: { id: 'A' }, notice: { text: expect.stringContaining('waits to be sent') } });
});

test('what was added again is had back with all that was taken back for it; where that cannot be, it is said why', async () => {
  void desk.getState().act({ editId: 'A', clientId: 'all/1' } as QueueRow, 'recreate');
  await turns();
  of('edits.act')[0]?.answer({ done: true, taken: ['A', 'Later'] });
  await turns();
  expect(desk.getState()).toMatchObject({ takenLast: ['A', 'Later'] });
  void desk.getState().reopen();
  await turns();
  expect(of('edits.reopen')[0]?.ask).toEqual({ editIds: ['A', 'Later'] });
  of('edits.reopen')[0]?.answer({ done: false, trouble: 'This cannot be brought back: the contact was added again instead.' });
  await turns();
  expect(desk.getState().notice?.text).toBe('This cannot be brought back: the contact was added again instead.');
});
