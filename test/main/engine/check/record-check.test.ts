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

test('ClearTax: a business that is not there is said beside the businesses, whichever of them it is', async () => {
  sandbox = await startContactSandbox({ system: 'cleartax', contacts: 5, seed: 7, port: 0 });
  const { scope } = sandbox.keys();
  for (const status of [400, 404])
    for (const typed of ['nobody-s', `${scope}\nnobody-s`]) {
      await contactControlOf(sandbox.control).tell('switches', { notFound: status });
      const lines = await looked('cleartax', { scope: typed });
      expect(told(lines)).toEqual(['network ok', 'clock ok', 'gateway ok', 'token ok', 'clients wrong']);
      expect(lines.at(-1)).toMatchObject({ field: 'settings.scope', text: expect.stringContaining('no business with the id nobody-s') });
    }
});

test('DNSimple: the accounts of a key are told, and which of them it may not see', async () => {
  const made = await startContactSandbox({ system: 'dnsimple', contacts: 5, seed: 7, port: 0 });
  sandbox = made;
  const secrets = { token: made.credentials.userToken };
  expect((await looked('dnsimple', { secrets })).at(-1)).toMatchObject({ outcome: 'ok', places: ['1010', '2020'], text: 'Contacts of Kōwhai Accounting, Mere Ashdown can be worked with.' });
  await contactControlOf(made.control).order({ fault: 'answer', status: 403, body: '{"message":"Permission Denied."}', match: { path: '/v2/2020/' } });
  expect((await looked('dnsimple', { secrets })).at(-1)).toMatchObject({ outcome: 'ok', places: ['1010'], text: 'Contacts of Kōwhai Accounting can be worked with. Those of Mere Ashdown may not be seen with this key.' });
});

test('8x8: another customer than the key\'s is said beside the customer', async () => {
  sandbox = await startContactSandbox({ system: '8x8', contacts: 5, seed: 7, port: 0 });
  expect((await looked('8x8', { scope: '0012J00002abcdeQAA' })).at(-1)).toMatchObject({ what: 'clients', outcome: 'wrong', code: 'notThisPlace', field: 'settings.scope' });
});

test('8x8: the key for changes is tried by itself, and nothing is changed by that', async () => {
  sandbox = await startContactSandbox({ system: '8x8', contacts: 5, seed: 7, port: 0 });
  const control = contactControlOf(sandbox.control);
  const { read = '', write = '' } = sandbox.keys().secrets;
  const last = async (secrets: Record<string, string>) => (await looked('8x8', { secrets })).at(-1);
  for (const shape of ['problem', 'gateway']) {
    await control.tell('switches', { errorShape: shape });
    expect(await last({ read, write })).toMatchObject({ what: 'clients', outcome: 'ok', text: expect.stringMatching(/can be worked with\.$/) });
    expect(await last({ read, write: 'nonsense' })).toMatchObject({ what: 'token', code: 'tokenRefused', field: 'secrets.write' });
    expect(await last({ read, write: read })).toMatchObject({ what: 'token', code: 'forbidden', field: 'secrets.write' });
    expect(await last({ read })).toMatchObject({ what: 'clients', outcome: 'ok', text: expect.stringContaining('so nothing can be changed') });
  }
  await control.order({ fault: 'outage', status: 503, match: { method: 'DELETE' }, count: 1 });
  expect(await last({ read, write })).toMatchObject({ what: 'clients', outcome: 'skipped', code: 'writeNotTried' });
  expect(await control.effects()).toEqual([]);
  expect((await control.contacts(0, 9)).total).toBe(5);
});

test.each(contactSystemNames)('%s: where nothing listens, that is said beside the address of its own form', async (system) => {
  sandbox = await startContactSandbox({ system, contacts: 1, seed: 7, port: 0 });
  const gone = await startContactSandbox({ system, contacts: 1, seed: 7, port: 0 });
  await gone.close();
  expect(await looked(system, { address: gone.address })).toMatchObject([{ what: 'network', outcome: 'wrong', code: 'refused', field: 'settings.address' }]);
});

test('a system out of order is said so', async () => {
  sandbox = await startContactSandbox({ system: 'dnsimple', contacts: 5, seed: 7, port: 0 });
  await contactControlOf(sandbox.control).order({ fault: 'outage', status: 502, count: 1 });
  expect((await looked('dnsimple')).at(-1)).toMatchObject({ what: 'gateway', code: 'busy' });
});
