import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { controlOf } from '../../../main/sandbox/control-client.ts';
import type { JournalOptions } from '../../../main/sandbox/journal.ts';
import { call, world } from './caller.ts';
import type { World } from './caller.ts';

const databaseKey = '0123456789abcdef'.repeat(4);
let folder: string;
let journal: JournalOptions;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agentbook-journal-'));
  journal = { path: join(folder, 'practice.db'), databaseKey, sqliteBinding: '' };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const everything = async (desk: World): Promise<unknown> =>
  Promise.all((await desk.control.clients(0, 100)).rows.map((row) => desk.control.client(row.client)));
const firstContact = async (desk: World): Promise<number> => {
  for (const { client, link } of (await desk.control.clients()).rows) {
    const [held] = (await desk.control.client(client))?.Customer.Contact ?? [];
    if (held !== undefined && link?.access === 'FULL') return held.ContactID;
  }
  throw new Error('The seed holds no such client');
};

async function busyDay(desk: World): Promise<void> {
  const rows = (await desk.control.clients(0, 20)).rows.filter((row) => row.link?.access === 'FULL');
  const phone = { PhoneType: 'CELL', Country: 'NZ', PhoneNumber: '0215550199' };
  for (const { client } of rows) {
    const to = { CustomerID: client.slice(4), CustomerIDType: client.slice(0, 3) };
    await desk.gateway('POST', 'contact/contact', { ...to, Contact: { ContactType: 'SCNDRY', Name: 'Rūaumoko Oakhanger', Phone: [phone, phone] } });
    for (const { ContactID, Phone } of (await desk.control.client(client))?.Customer.Contact ?? []) {
      await desk.gateway('POST', 'contact/phone', { ContactID, Phone: phone });
      await desk.gateway('PUT', 'contact/phone', { PhoneID: Phone[0]!.PhoneID, Phone: { ...phone, PhoneType: 'HOM' } });
      await desk.gateway('DELETE', 'contact/phone', { PhoneID: Phone[0]!.PhoneID });
      if (ContactID % 3 === 0) await desk.gateway('DELETE', 'contact/contact', { ContactID });
    }
  }
  await desk.control.act({ method: 'PUT', on: 'contact', body: { ContactID: await firstContact(desk), Contact: { Name: 'Other' } } });
  await desk.control.unlink(rows[0]!.client);
}

describe('A practice office with a journal', () => {
  it('is the same office after a restart: state, links and effects', async () => {
    const first = await world({ journal });
    await busyDay(first);
    const [state, effects] = [await everything(first), await first.control.effects()];
    expect(effects.length).toBeGreaterThan(20);
    await first.close();
    const second = await world({ journal });
    expect(await everything(second)).toEqual(state);
    expect(await second.control.effects()).toEqual(effects);
    await second.close();
  });

  it('gives no id twice across a restart', async () => {
    const add = async (): Promise<number> => {
      const desk = await world({ journal });
      const reply = await desk.gateway('POST', 'contact/phone', { ContactID: await firstContact(desk), Phone: { PhoneType: 'CELL', Country: 'NZ', PhoneNumber: '0215550199' } });
      const { PhoneID } = reply.json as { PhoneID: number };
      await desk.gateway('DELETE', 'contact/phone', { PhoneID });
      await desk.close();
      return PhoneID;
    };
    const ids = [await add(), await add(), await add()];
    expect(new Set(ids).size).toBe(3);
  });

  it('starts afresh after a reset, for good', async () => {
    const first = await world({ journal });
    const fresh = await everything(first);
    await busyDay(first);
    await first.control.reset();
    await first.close();
    const second = await world({ journal });
    expect(await everything(second)).toEqual(fresh);
    expect(await second.control.effects()).toEqual([]);
    await second.close();
  });

  it('has nothing readable in its files', async () => {
    const desk = await world({ journal });
    await busyDay(desk);
    const look = (): string => readdirSync(folder).map((file) => readFileSync(join(folder, file), 'latin1')).join('');
    const open = look();
    await desk.close();
    for (const text of [open, look()]) for (const word of ['Oakhanger', '0215550199', 'SQLite format', desk.sandbox.credentials.token]) expect(text).not.toContain(word);
  });

  it('refuses another key, another office and a key that is none, in words, and leaves the file alone', async () => {
    const first = await world({ journal });
    await busyDay(first);
    const state = await everything(first);
    await first.close();
    await expect(world({ journal: { ...journal, databaseKey: 'f'.repeat(64) } })).rejects.toThrow('not a database');
    await expect(world({ journal: { ...journal, databaseKey: 'secret' } })).rejects.toThrow('64 hex digits');
    await expect(world({ journal, clients: 61 })).rejects.toThrow('belongs to another office (60 clients of seed 7, not 61 clients of seed 7)');
    const again = await world({ journal });
    expect(await everything(again)).toEqual(state);
    await again.close();
  });
});

/** A sandbox in a process of its own, to be killed. */
const program = (options: object): string => `
  import { startSandbox } from ${JSON.stringify(join(import.meta.dirname, '../../../main/sandbox/sandbox.ts'))};
  const { close, ...told } = await startSandbox(${JSON.stringify(options)});
  console.log(JSON.stringify(told));`;

async function spawned(): Promise<{ told: { url: string; control: string; credentials: { token: string } }; kill: () => Promise<void> }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program({ system: 'ird', profile: 'practice', clients: 60, seed: 7, port: 0, journal })], { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const line = await new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve));
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await gone;
  };
  return { told: JSON.parse(line) as Awaited<ReturnType<typeof spawned>>['told'], kill };
}

it('Whatever was answered before kill -9 is still there afterwards, once', async () => {
  const renamed: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    const { told, kill } = await spawned();
    const control = controlOf(told.control);
    const rows = (await control.clients()).rows.filter((row) => row.link?.access === 'FULL');
    const held = (await Promise.all(rows.map((row) => control.client(row.client)))).flatMap((one) => one!.Customer.Contact ?? [])[0]!;
    if (round > 0) expect(held.Name).toBe(renamed.at(-1));
    expect((await control.effects()).map((effect) => (effect.body as { Contact: { Name: string } }).Contact.Name)).toEqual(renamed);
    for (let turn = 0; turn < 5; turn += 1) {
      const name = `Round ${round} turn ${turn}`;
      const reply = await call(told.url, 'PUT', '/gateway/contact/contact', { ContactID: held.ContactID, Contact: { Name: name } }, `Bearer ${told.credentials.token}`);
      expect(reply.status).toBe(200);
      renamed.push(name);
    }
    await kill();
  }
});
