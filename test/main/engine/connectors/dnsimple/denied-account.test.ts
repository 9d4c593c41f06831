import { afterEach, expect, test } from 'vitest';
import { startContactSandbox, type ContactSandbox } from '../../../../../main/sandbox/contact-sandbox.ts';
import { contactControlOf } from '../../../../../main/sandbox/contact-system/control.ts';
import { openRecordWorld, type RecordWorld } from '../record-world.ts';

let sandbox: ContactSandbox<'dnsimple'>;
let world: RecordWorld;
afterEach(async () => {
  await world.close();
  await sandbox.close();
});

async function open(): Promise<void> {
  sandbox = await startContactSandbox({ system: 'dnsimple', contacts: 6, seed: 7, port: 0 });
  const { userToken = '' } = sandbox.credentials as { userToken?: string };
  world = openRecordWorld({ system: 'dnsimple', address: sandbox.address, secrets: { token: userToken } });
}

const deny = (account: string, count: number | null): Promise<unknown> =>
  contactControlOf(sandbox.control).order({ fault: 'answer', status: 403, body: '{"message":"Permission Denied."}', match: { method: 'GET', path: `/v2/${account}/contacts` }, count });

const accounts = (): string[] => world.rows().map(({ id }) => id.split('/')[0] ?? '').sort();
const titles = (): string[] => (world.engine.status().scopes ?? []).map(({ title }) => title);

test('the contacts of an account that is denied for a moment stay, it is said which, and it passes', async () => {
  await open();
  await world.engine.atRest();
  const [before, places] = [accounts(), titles()];
  expect(new Set(before).size).toBe(2);
  const denied = before.at(-1) ?? '';
  await deny(denied, 1);
  await world.refresh();
  expect(accounts()).toEqual(before);
  const name = (world.engine.status().scopes ?? []).find(({ scope }) => scope.key === denied)?.title ?? 'none';
  expect(world.engine.status().listTrouble).toContain(`${name} cannot be read`);
  expect(titles().sort()).toEqual(places.sort());
  await deny(denied, 1);
  await world.reopen();
  expect([accounts(), world.engine.status().listTrouble === '']).toEqual([before, false]);
  await world.refresh();
  expect([accounts(), world.engine.status().listTrouble]).toEqual([before, '']);
});

test('an account that was never seen stands in nobody\'s way, and nothing is said of it', async () => {
  await open();
  await world.engine.close();
  await deny('2020', null);
  const fresh = openRecordWorld({ system: 'dnsimple', address: sandbox.address, secrets: { token: (sandbox.credentials as { userToken: string }).userToken } });
  await fresh.engine.atRest();
  expect(new Set(fresh.rows().map(({ id }) => id.split('/')[0]))).toEqual(new Set(['1010']));
  expect([fresh.engine.status().listTrouble, fresh.engine.status().scopes?.map(({ scope }) => scope.key)]).toEqual(['', ['1010']]);
  await fresh.close();
});
