import { beforeAll, expect, test } from 'vitest';
import type { Bridge } from '../../shared/ipc-contract.ts';

type Answer = (value: unknown) => void;
const asked: { connection: string | undefined; channel: string; answer: Answer }[] = [];

const bridge = {
  ask: async () => null,
  askEngine: (channel: string, _ask: unknown, connection?: string) => new Promise((answer: Answer) => asked.push({ connection, channel, answer })),
  onNews: () => () => undefined,
  onMenu: () => () => undefined,
} as unknown as Bridge;

beforeAll(() => {
  Object.assign(globalThis, { window: { innerWidth: 1200, agentbook: bridge }, localStorage: { getItem: () => null, setItem: () => undefined } });
});

const answer = async (channel: string, value: unknown): Promise<void> => {
  for (const one of asked.splice(0).filter((held) => held.channel === channel || !asked.push(held))) one.answer(value);
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};

test('an answer goes to the desk that asked, although another is in front by the time it comes', async () => {
  const { bringToFront, deskOf, useApp } = await import('../../renderer/store.ts');
  bringToFront('office');
  useApp.getState().openClient('IRD:136410132');
  bringToFront('domains');
  expect(useApp.getState().openId).toBeNull();
  expect(asked.map(({ channel, connection }) => `${channel} ${connection ?? ''}`)).toContain('clients.open office');
  await answer('clients.open', { id: 'IRD:136410132', levels: [] });
  expect(useApp.getState().detail).toBeNull();
  expect(deskOf('office').getState().detail?.id).toBe('IRD:136410132');
  bringToFront('office');
  expect(useApp.getState().openId).toBe('IRD:136410132');
});

test('what belongs to the window goes along when another desk comes to the front; what belongs to a connection stays', async () => {
  const { bringToFront, useApp } = await import('../../renderer/store.ts');
  bringToFront('office');
  useApp.getState().setTheme('dark');
  useApp.getState().say('3 edits sent');
  bringToFront('domains');
  expect([useApp.getState().theme, useApp.getState().notice]).toEqual(['dark', null]);
});

test('whoever watches the desk in front hears when another comes to the front, and nothing of those behind', async () => {
  const { bringToFront, deskOf, useApp } = await import('../../renderer/store.ts');
  bringToFront('office');
  const heard: string[] = [];
  const end = useApp.subscribe((state) => heard.push(state.connectionId));
  deskOf('domains').getState().say('2 edits sent');
  expect(heard).toEqual([]);
  bringToFront('domains');
  useApp.getState().say('more');
  end();
  expect(heard).toEqual(['domains', 'domains']);
});
