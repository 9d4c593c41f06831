import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type Sqlite } from '../../../main/engine/database.ts';
import { ledgerMigrations } from '../../../main/engine/files.ts';
import { Ledger } from '../../../main/engine/ledger/ledger.ts';
import type { TieAsk } from '../../../renderer/same-person/kept-ties.ts';
import { keepApart, keepSame, readTies } from '../../../renderer/same-person/kept-ties.ts';
import type { PersonRef } from '../../../renderer/same-person/person.ts';
import { tiedTo } from '../../../renderer/same-person/ties.ts';
import type { ConnectionRow } from '../../../shared/ipc-contract.ts';
import { handClock } from '../../main/engine/hand-clock.ts';

/** Several connections, each with a real ledger under a key of its own; a connection is open while its file is. */
const ids = ['office', 'domains', 'phones', 'branch'] as const;
type Id = (typeof ids)[number];
const keyOf = (id: Id): string => `${ids.indexOf(id) + 1}a`.repeat(32);

let folder: string;
const open = new Map<string, { db: Sqlite; ledger: Ledger }>();
/** How many more writes are let through before everything stops, as at a crash. */
let writesLeft = Infinity;

function start(...which: Id[]): void {
  for (const id of which) {
    const db = openDatabase({ path: join(folder, `${id}.db`), key: keyOf(id), binding: '', synchronous: 'FULL', migrations: ledgerMigrations });
    open.set(id, { db, ledger: new Ledger(db, handClock()) });
  }
}
function stop(...which: Id[]): void {
  for (const id of which) {
    open.get(id)?.db.close();
    open.delete(id);
  }
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agentbook-same-'));
  writesLeft = Infinity;
  start(...ids);
});
afterEach(() => {
  stop(...ids);
  rmSync(folder, { recursive: true, force: true });
});

const of = (id: string): Ledger => {
  const held = open.get(id);
  if (held === undefined) throw new Error(`${id} is not open`);
  return held.ledger;
};
const written = async (write: () => void): Promise<{ done: boolean }> => {
  if (writesLeft <= 0) throw new Error('stopped');
  writesLeft -= 1;
  write();
  return { done: true };
};
const ask: TieAsk = {
  all: async (id) => of(id).ties.all(),
  tie: (id, contacts, ties) => written(() => of(id).ties.tie(contacts, ties)),
  untie: (id, contact) => written(() => of(id).ties.untie(contact)),
};

const rows = (): ConnectionRow[] => ids.map((id): ConnectionRow => ({ id, name: id, system: 'ird', colour: 0, practice: false, signIn: 'keys', trouble: open.has(id) ? '' : 'Its key is not in the keychain.', status: open.has(id) ? ({} as never) : null, unsent: 0 }));
const in_ = (connectionId: Id, contact = '1'): PersonRef => ({ connectionId, clientId: 'IRD:136410132', contact });
const [office, domains, phones, branch] = [in_('office'), in_('domains', 'new:01'), in_('phones'), in_('branch')];
const tick = (one: PersonRef, other: PersonRef): Promise<string> => keepSame(one, other, rows(), ask);
const untick = (one: PersonRef): Promise<string> => keepApart(one, ask);
const sameAs = async (one: PersonRef): Promise<string[]> => tiedTo(await readTies(rows(), ask), one).filter(({ connectionId }) => connectionId !== one.connectionId).map(({ connectionId, contact }) => (contact === '1' ? connectionId : `${connectionId} ${contact}`)).sort();

describe('who belongs together', () => {
  it('is kept over a lock, a restart and a crash, by connections with different keys', async () => {
    expect(await sameAs(office)).toEqual([]);
    expect([await tick(office, domains), await tick(office, phones)]).toEqual(['', '']);
    stop(...ids);
    start(...ids);
    expect([await sameAs(office), await sameAs(phones), await sameAs(branch)]).toEqual([['domains new:01', 'phones'], ['domains new:01', 'office'], []]);
    expect(await sameAs(in_('office', '2'))).toEqual([]);
  });

  it('becomes one when two who are tied to others are ticked', async () => {
    await tick(office, domains);
    await tick(phones, branch);
    await tick(domains, phones);
    expect(await sameAs(branch)).toEqual(['domains new:01', 'office', 'phones']);
  });

  it('loses whoever is unticked, and nobody else, also where that one had brought the others together', async () => {
    await tick(office, domains);
    await tick(phones, branch);
    await tick(domains, phones);
    expect(await untick(domains)).toBe('');
    expect([await sameAs(domains), await sameAs(office)]).toEqual([[], ['branch', 'phones']]);
  });

  it('stays unticked although the other side still holds its own half, and can be ticked again', async () => {
    await tick(office, domains);
    stop('office');
    await untick(domains);
    start('office');
    expect([await sameAs(office), await sameAs(domains)]).toEqual([[], []]);
    await tick(domains, office);
    expect(await sameAs(office)).toEqual(['domains new:01']);
  });

  it('keeps those of connections that are not open: they neither hinder the rest nor are they dropped by it', async () => {
    await tick(office, domains);
    await tick(phones, branch);
    stop('branch', 'domains');
    expect(await sameAs(office)).toEqual([]);
    expect(await tick(office, phones)).toBe('');
    expect(await sameAs(office)).toEqual(['phones']);
    start('branch', 'domains');
    expect(await sameAs(office)).toEqual(['branch', 'domains new:01', 'phones']);
  });

  it('is forgotten of a connection that is removed, and nothing of its contacts is in any other file', async () => {
    await tick(office, domains);
    await tick(office, phones);
    stop('domains');
    rmSync(join(folder, 'domains.db'));
    start('domains');
    expect([await sameAs(domains), await sameAs(office)]).toEqual([[], ['phones']]);
    expect(of('office').ties.all().map(({ clientId, contact }) => `${clientId} ${contact}`)).toEqual(['IRD:136410132 1']);
    expect(of('phones').ties.all()).toHaveLength(1);
  });

  it('is kept once, whoever is ticked how often', async () => {
    for (const [one, other] of [[office, domains], [domains, office], [office, domains]] as const) await tick(one, other);
    expect([of('office').ties.all()[0]?.ties.length, of('domains').ties.all()[0]?.ties.length]).toEqual([1, 1]);
  });

  it('is complete when several are ticked in a hurry', async () => {
    await Promise.all([tick(office, domains), tick(office, phones), tick(branch, domains)]);
    expect(await sameAs(office)).toEqual(['branch', 'domains new:01', 'phones']);
    expect(of('office').ties.all()[0]?.ties).toHaveLength(1);
  });
});

describe('a stop between two files', () => {
  it('leaves a first tick as not made, and ticking again makes it', async () => {
    writesLeft = 1;
    expect(await tick(office, domains)).toBe('That could not be kept just now. Try again.');
    writesLeft = Infinity;
    expect([await sameAs(office), await sameAs(domains)]).toEqual([[], []]);
    await tick(domains, office);
    expect(await sameAs(office)).toEqual(['domains new:01']);
  });

  it.each([0, 1, 2, 3])('after %i of the writes writes leaves two groups apart or together, and loses nobody', async (writes) => {
    await tick(office, domains);
    await tick(phones, branch);
    writesLeft = writes;
    await tick(office, phones);
    writesLeft = Infinity;
    stop(...ids);
    start(...ids);
    expect(await sameAs(domains)).toEqual(writes === 0 ? ['office'] : ['branch', 'office', 'phones']);
    expect(await sameAs(branch)).toEqual(writes === 0 ? ['phones'] : ['domains new:01', 'office', 'phones']);
  });
});
