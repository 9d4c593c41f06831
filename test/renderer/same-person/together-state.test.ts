import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { dnsimpleFacts } from '../../../main/engine/connectors/dnsimple/facts.ts';
import { openDatabase, type Sqlite } from '../../../main/engine/database.ts';
import { ledgerMigrations } from '../../../main/engine/files.ts';
import { Ledger } from '../../../main/engine/ledger/ledger.ts';
import { personKey } from '../../../renderer/same-person/person.ts';
import type { AppState } from '../../../renderer/store.ts';
import type { PlacedContact } from '../../../shared/contacts.ts';
import type { Bridge, ConnectionRow } from '../../../shared/ipc-contract.ts';
import type { ClientDetail } from '../../../shared/views.ts';
import { handClock } from '../../main/engine/hand-clock.ts';

/** What the side-by-side screen shows and remembers, with ties in a real ledger for each connection. */
const ids = ['one', 'two', 'three'];
const rows = ids.map((id): ConnectionRow => ({ id, name: id, system: dnsimpleFacts.id, colour: 0, practice: false, signIn: 'keys', trouble: '', status: {} as never, unsent: 0 }));
const names = new Map<string, string>();
const ledgers = new Map<string, { db: Sqlite; ledger: Ledger }>();
let refusal = '';
let folder: string;

const detailOf = (id: string): ClientDetail =>
  ({ id: 'A/1', number: '', name: names.get(id), levels: [{ scope: { level: 'dnsimple.account', key: 'A' }, kind: 'customer', title: 'Account A', locked: '', contacts: [{ key: '1', type: '', name: names.get(id), mark: 'upToDate', removed: false, phones: [], editIds: [], doc: { last_name: names.get(id) ?? '' } }] }] }) as unknown as ClientDetail;

type Answers = Record<string, (id: string, ask: unknown) => unknown>;
const kept = (write: () => void): { done: boolean; trouble?: string } => (refusal === '' ? (write(), { done: true }) : { done: false, trouble: refusal });
const tiesOf = (id: string): Ledger['ties'] => ledgers.get(id)!.ledger.ties;
const answers: Answers = {
  'clients.list': (id, ask) => ({ total: 1, matched: 1, start: 0, rows: (ask as { query: string }).query === names.get(id) ? [{ id: 'A/1', number: '', name: names.get(id), entityType: '', mark: 'upToDate' }] : [] }),
  'clients.open': (id) => detailOf(id),
  'same.ties': (id) => tiesOf(id).all(),
  'same.tie': (id, ask) => kept(() => tiesOf(id).tie((ask as { contacts: PlacedContact[] }).contacts, (ask as { ties: string[] }).ties)),
  'same.untie': (id, ask) => kept(() => tiesOf(id).untie(ask as PlacedContact)),
};

beforeAll(() => {
  const bridge = { ask: async () => null, askEngine: async (channel: string, ask: unknown, id: string) => answers[channel]!(id, ask), onNews: () => () => undefined, onMenu: () => () => undefined } as unknown as Bridge;
  Object.assign(globalThis, { window: { innerWidth: 1200, agentbook: bridge }, localStorage: { getItem: () => null, setItem: () => undefined } });
});
beforeEach(() => {
  refusal = '';
  folder = mkdtempSync(join(tmpdir(), 'agentbook-together-'));
  for (const [index, id] of ids.entries()) {
    names.set(id, 'Ngata');
    const db = openDatabase({ path: join(folder, `${id}.db`), key: `${index + 1}b`.repeat(32), binding: '', synchronous: 'FULL', migrations: ledgerMigrations });
    ledgers.set(id, { db, ledger: new Ledger(db, handClock()) });
  }
});
afterEach(() => {
  for (const { db } of ledgers.values()) db.close();
  rmSync(folder, { recursive: true, force: true });
});

const refOf = (connectionId: string) => ({ connectionId, clientId: 'A/1', contact: '1' });
/** The desk of a connection, come to the front and looking for its contact elsewhere. */
async function lookFrom(id: string): Promise<() => AppState> {
  const { bringToFront, useApp } = await import('../../../renderer/store.ts');
  bringToFront(id);
  useApp.setState({ systems: [dnsimpleFacts], connections: rows });
  await useApp.getState().lookTogether(refOf(id));
  return () => useApp.getState();
}
const shown = ({ together }: AppState): string[] => together?.people.map(({ ref }) => ref.connectionId) ?? [];
const offered = ({ together }: AppState): string[] => together?.likely.map(({ person, by }) => `${person.ref.connectionId}: ${by.join(', ')}`) ?? [];

it('is empty until something is ticked; what is ticked is there when it is looked for anew, from either side', async () => {
  const desk = await lookFrom('one');
  expect([shown(desk()), offered(desk())]).toEqual([['one'], ['two: same name', 'three: same name']]);
  await desk().setSame(personKey(refOf('two')), true);
  expect(shown(desk())).toEqual(['one', 'two']);
  desk().closeTogether();
  expect(desk().together).toBeNull();
  expect(shown((await lookFrom('one'))())).toEqual(['one', 'two']);
  expect(shown((await lookFrom('two'))())).toEqual(['two', 'one']);
  expect(shown((await lookFrom('three'))())).toEqual(['three']);
});

it('shows whoever was ticked before also when they have nothing in common any more', async () => {
  const desk = await lookFrom('one');
  await desk().setSame(personKey(refOf('two')), true);
  names.set('two', 'Moss');
  await lookFrom('one');
  expect([shown(desk()), offered(desk())]).toEqual([['one', 'two'], ['three: same name', 'two: ticked before']]);
  await desk().setSame(personKey(refOf('two')), false);
  await lookFrom('one');
  expect([shown(desk()), offered(desk())]).toEqual([['one'], ['three: same name']]);
});

it('brings along whoever was tied to the one that is ticked', async () => {
  await (await lookFrom('two'))().setSame(personKey(refOf('three')), true);
  const desk = await lookFrom('one');
  await desk().setSame(personKey(refOf('two')), true);
  expect(shown(desk())).toEqual(['one', 'two', 'three']);
  await desk().setSame(personKey(refOf('three')), false);
  expect(shown(desk())).toEqual(['one', 'two']);
});

it('is as before, and says why, where it could not be kept', async () => {
  const desk = await lookFrom('one');
  refusal = 'There is no room left on the disk.';
  await desk().setSame(personKey(refOf('two')), true);
  expect([shown(desk()), desk().notice?.text]).toEqual([['one'], refusal]);
  refusal = '';
  await desk().setSame(personKey(refOf('two')), true);
  refusal = 'There is still no room.';
  await desk().setSame(personKey(refOf('two')), false);
  expect([shown(desk()), desk().notice?.text]).toEqual([['one', 'two'], refusal]);
});

it('says nothing of what is not on the screen', async () => {
  const desk = await lookFrom('one');
  const ticking = desk().setSame(personKey(refOf('two')), true);
  desk().closeTogether();
  await ticking;
  expect(desk().together).toBeNull();
  await desk().setSame('nobody', true);
  expect(tiesOf('two').all()).toHaveLength(1);
});
