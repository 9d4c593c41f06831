import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openJournal } from '../../../../main/sandbox/journal.ts';
import { call, world } from '../caller.ts';
import type { World } from '../caller.ts';
import { clientRequest, listRequest, readReply } from './soap-desk.ts';
import type { SoapReply } from './soap-desk.ts';

let desk: World | undefined;
afterEach(async () => {
  await desk?.close();
  desk = undefined;
});

async function soap(body: string, token: string | null, contentType = 'application/soap+xml; charset=utf-8'): Promise<SoapReply> {
  const headers = { ...(token === null ? {} : { authorization: `Bearer ${token}` }), 'content-type': contentType };
  const reply = await fetch(desk!.sandbox.intermediation, { method: 'POST', headers, body });
  return readReply(reply.status, reply.headers.get('content-type') ?? '', reply.headers.get('content-type')?.includes('xml') === true ? await reply.text() : '<no/>');
}

const split = (client: string): { CustomerID: string; CustomerIDType: string } => ({ CustomerID: client.slice(4), CustomerIDType: client.slice(0, 3) });
interface Told {
  Notifications: { Type: string; SubjectID: string }[];
}
const notices = async (): Promise<string[]> =>
  ((await desk!.ask('POST', '/gateway/notification/list', { FromDateTime: '2026-01-01T00:00:00' })).json as Told).Notifications.map((one) => `${one.Type} ${one.SubjectID}`);

describe('Over the wire', () => {
  it('each logon is shown its own lists, and a role that is taken away holds at once', async () => {
    desk = await world();
    const { agency } = desk.sandbox.credentials;
    const shown = async (logon: string): Promise<string> => {
      const { token } = await desk!.control.token(logon);
      const reply = await soap(listRequest(agency), token);
      return `${reply.status}: ${reply.lists.map((list) => list.type).join(' ')}`;
    };
    expect(await shown('ngata.owner')).toBe('0: TAXCLI TAXCLI OTHCLI');
    expect(await shown('ngata.user')).toBe('0: TAXCLI OTHCLI');
    expect(await shown('ngata.viewer')).toBe('0: TAXCLI');
    expect(await shown('ngata.restricted')).toBe('0: TAXCLI TAXCLI OTHCLI');
    expect(await shown('ngata.nolists')).toBe('102: ');
    const { token } = await desk.control.token('ngata.restricted');
    const { client } = (await desk.control.clients(0, 1)).rows[0]!;
    expect((await call(desk.sandbox.url, 'POST', '/gateway/customer/customer', split(client), `Bearer ${token}`)).code).toBe('EV1022');
    await desk.control.setRole('ngata.restricted', 'owner');
    expect((await call(desk.sandbox.url, 'POST', '/gateway/customer/customer', split(client), `Bearer ${token}`)).status).toBe(200);
  });

  it('a token that is missing, wrong or expired is told in the status, and another content type is refused', async () => {
    desk = await world();
    const { agency, token } = desk.sandbox.credentials;
    expect((await soap(listRequest(agency), null)).status).toBe(2);
    expect((await soap(listRequest(agency), 'nonsense')).status).toBe(1);
    expect((await soap(listRequest(agency), token)).status).toBe(0);
    expect((await soap(listRequest(agency), token, 'text/xml; charset=utf-8')).http).toBe(415);
    await desk.control.expireTokens();
    expect((await soap(listRequest(agency), token)).status).toBe(1);
  });

  it('a client that is delinked is gone from the list, closed, and told of; and so the other way round', async () => {
    desk = await world();
    const { agency, token } = desk.sandbox.credentials;
    const { client } = (await desk.control.clients(0, 60)).rows.find((row) => row.link?.master === true && row.link.accounts.length === 0)!;
    const links = async (): Promise<number> => (await soap(clientRequest(agency, client.slice(4), client.slice(0, 3)), token)).status;
    const read = async (): Promise<number> => (await desk!.gateway('POST', 'customer/customer', split(client))).status;
    expect([await links(), await read(), await notices()]).toEqual([0, 200, []]);
    await desk.control.unlink(client);
    expect([await links(), await read(), await notices()]).toEqual([103, 403, [`ACCDLK ${client.slice(4)}`]]);
    await desk.control.link(client);
    expect([await links(), await read(), await notices()]).toEqual([0, 200, [`ACCDLK ${client.slice(4)}`, `ACCLNK ${client.slice(4)}`]]);
  });

  it('links and their notifications outlive a restart, and a journal from before there were lists still opens', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'agentbook-links-'));
    const journal = { path: join(folder, 'journal.db'), databaseKey: randomBytes(32).toString('hex'), sqliteBinding: '' };
    const [one, two] = ['IRD:128225773', 'IRD:125190421'];
    const old = openJournal<unknown>(journal, '60 clients of seed 7');
    old.append({ kind: 'link', client: two, link: { access: 'FULL', master: true, accounts: [] } });
    old.close();
    desk = await world({ journal });
    await desk.control.unlink(one);
    const account = await desk.control.registerAccount(two, 'FBT');
    await desk.control.closeAccount(account);
    await expect(desk.control.registerAccount('IRD:049091850', 'FBT')).rejects.toThrow('No client IRD:049091850 here who could get an account');
    await expect(desk.control.closeAccount('049091850FBT001')).rejects.toThrow('No account 049091850FBT001 here that could be closed');
    const told = await notices();
    // What has no time was long ago.
    expect(told).toEqual([`ACCDLK ${one.slice(4)}`, `ACCREG ${account}`, `ACCCLS ${account}`]);
    const state = await desk.control.client(two);
    expect(state!.Accounts.find((each) => each.ID === account)).toMatchObject({ Status: 'CLS' });
    await desk.close();
    desk = await world({ journal });
    expect(await notices()).toEqual(told);
    expect(await desk.control.client(two)).toEqual(state);
    const reply = await soap(listRequest(desk.sandbox.credentials.agency), desk.sandbox.credentials.token);
    const listed = reply.lists.flatMap((list) => list.clients.map((each) => each.id));
    expect([listed.includes(one.slice(4)), listed.includes(two.slice(4))]).toEqual([false, true]);
    await desk.close();
    desk = undefined;
    rmSync(folder, { recursive: true });
  });
});
