import { afterEach, expect, test } from 'vitest';
import { checkGateway } from '../../../../main/engine/check/check.ts';
import { systemClock } from '../../../../main/engine/clock.ts';
import { connectorOf } from '../../../../main/engine/connectors/registered.ts';
import { systems } from '../../../../main/engine/connectors/systems.ts';
import type { GatewayAccess } from '../../../../main/engine/host-contract.ts';
import { contactSystemNames, startContactSandbox, type ContactSandbox, type ContactSystemName } from '../../../../main/sandbox/contact-sandbox.ts';
import { contactControlOf } from '../../../../main/sandbox/contact-system/control.ts';
import { directly } from '../../../../main/transport/access.ts';
import type { CheckLine } from '../../../../shared/connection-settings.ts';

/** *Test connection* for the systems whose contacts are records. */

let sandbox: ContactSandbox;
afterEach(() => sandbox.close());

async function looked(system: ContactSystemName, change: { secrets?: Record<string, string> | null; scope?: string; address?: string } = {}): Promise<CheckLine[]> {
  const { scope, secrets } = sandbox.keys();
  const gateway: GatewayAccess = { baseUrl: change.address ?? sandbox.address, network: directly, clients: { from: 'numbers', clientIds: [] }, system: { id: system, scope: change.scope ?? scope, reserve: null }, callsAtOnce: 3 };
  const given = change.secrets === undefined ? secrets : change.secrets;
  return checkGateway({ gateway, authorization: given && JSON.stringify(given), connector: connectorOf(systemClock, gateway), clock: systemClock });
}
const told = (lines: CheckLine[]): string[] => lines.map(({ what, outcome }) => `${what} ${outcome}`);
const nameOf = (system: string): string => systems.find(({ id }) => id === system)!.name;

test.each(contactSystemNames)('%s: is looked at from the network to what can be worked with', async (system) => {
  sandbox = await startContactSandbox({ system, contacts: 5, seed: 7, port: 0 });
  const lines = await looked(system);
  expect(told(lines)).toEqual(['network ok', 'clock ok', 'gateway ok', 'token ok', 'clients ok']);
  expect(lines[2]!.text).toBe(`It is ${nameOf(system)}.`);
  expect(lines.at(-1)!.text).toMatch(/^Contacts of .* can be worked with\.$/);
});

test.each(contactSystemNames)('%s: a key that is not taken is said of the key, a wrong address of the address', async (system) => {
  sandbox = await startContactSandbox({ system, contacts: 5, seed: 7, port: 0 });
  const wrong = Object.fromEntries(Object.keys(sandbox.keys().secrets).map((name) => [name, 'nonsense']));
  expect((await looked(system, { secrets: wrong })).filter(({ outcome }) => outcome === 'wrong')).toMatchObject([{ what: 'token', field: 'authorization' }]);
  expect((await looked(system, { address: sandbox.url })).at(-1)).toMatchObject({ what: 'gateway', outcome: 'wrong', field: 'settings.address' });
  const before = await looked(system, { secrets: null });
  expect(told(before)).toEqual(['network ok', 'clock ok', 'gateway ok', 'token skipped']);
});

test('a system out of order is said so', async () => {
  sandbox = await startContactSandbox({ system: 'dnsimple', contacts: 5, seed: 7, port: 0 });
  await contactControlOf(sandbox.control).order({ fault: 'outage', status: 502, count: 1 });
  expect((await looked('dnsimple')).at(-1)).toMatchObject({ what: 'gateway', code: 'busy' });
});
