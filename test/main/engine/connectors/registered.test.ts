import { expect, it } from 'vitest';
import { systemClock } from '../../../../main/engine/clock.ts';
import { connectorOf } from '../../../../main/engine/connectors/registered.ts';
import { systems } from '../../../../main/engine/connectors/systems.ts';

const clients = { from: 'numbers' as const, clientIds: [] };

it('Every system that the shell offers is one the engine knows, by the same facts', () => {
  const [ird, ...records] = systems;
  expect(connectorOf(systemClock, { clients }).system).toBe(ird);
  for (const facts of records) expect(connectorOf(systemClock, { clients, system: { id: facts.id, scope: '', reserve: null } }).system).toBe(facts);
  expect(new Set(systems.map(({ id }) => id)).size).toBe(systems.length);
});

it('A system that nobody knows is refused', () => {
  expect(() => connectorOf(systemClock, { clients, system: { id: 'nowhere', scope: '', reserve: null } })).toThrow('no such system: nowhere');
});

it('What is told of a system goes over to other processes as it is, and its fields and rows are named once', () => {
  for (const { fields, ...facts } of systems) {
    expect(structuredClone({ fields, ...facts })).toEqual({ fields, ...facts });
    expect(new Set(fields.map(({ path }) => path)).size).toBe(fields.length);
  }
});
