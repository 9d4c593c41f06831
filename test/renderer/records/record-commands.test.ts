import { expect, test } from 'vitest';
import { cleartaxFacts } from '../../../main/engine/connectors/cleartax/facts.ts';
import { eightByEightFacts } from '../../../main/engine/connectors/eight-by-eight/facts.ts';
import { cannotAdd } from '../../../renderer/records/record-commands.ts';
import type { AppState } from '../../../renderer/store.ts';

const state = (system: string, cannotChange?: string): AppState =>
  ({ systems: [cleartaxFacts, eightByEightFacts], info: { connection: { system } }, status: cannotChange === undefined ? null : { cannotChange } }) as unknown as AppState;

test('a contact cannot be added where the connection has no key for changes, and says why', () => {
  expect([cannotAdd(state('8x8', 'It can only read.')), cannotAdd(state('8x8', '')), cannotAdd(state('cleartax'))]).toEqual(['It can only read.', '', '']);
});
