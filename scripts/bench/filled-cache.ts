import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cache } from '../../main/engine/cache/cache.ts';
import { ClientLists } from '../../main/engine/cache/client-list.ts';
import { systemClock } from '../../main/engine/clock.ts';
import { irdConnector } from '../../main/engine/connectors/ird/connector.ts';
import { openFiles } from '../../main/engine/files.ts';
import { Ledger } from '../../main/engine/ledger/ledger.ts';
import { Shown } from '../../main/engine/shown.ts';
import type { KeyedContact } from '../../shared/contacts.ts';
import { seeded } from './bench.ts';

const given = 'Māhina Tāne Ngaio Aroha Wiremu Hēmi Anahera Kōwhai Rawiri Huia James Olivia Noah Isla Liam Charlotte Sione Mele Arjun Priya Wei Mei Jack Ruby'.split(' ');
const family = 'Ngata Parata Tāwhiri Smith Williams Brown Taylor Singh Patel Chen Wang Kim Fonoti Tuilagi Jones Wilson Thompson Walker Harris Martin Clark Hall'.split(' ');
const trade = 'Plumbing Electrical Holdings Farms Builders Consulting Transport Orchards Dental Design Roofing Fisheries'.split(' ');

/** An encrypted cache holding `size` invented clients, through the engine's own code. */
export function fillCache(size: number, seed: number): { cache: Cache; lists: ClientLists; close: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'agentbook-bench-'));
  const files = openFiles({ folder, databaseKey: randomBytes(32).toString('hex'), sqliteBinding: '' });
  const connector = irdConnector(systemClock, { from: 'numbers', clientIds: [] });
  const ledger = new Ledger(files.ledger, systemClock);
  const cache = new Cache(files.cache, connector);
  const shown = new Shown(cache, ledger, connector);
  const random = seeded(seed);
  const pick = (words: readonly string[]): string => words[Math.floor(random() * words.length)] ?? '';
  const ids = Array.from({ length: size }, (_, index) => `IRD:${String(10_000_000 + index).padStart(9, '0')}`);
  // Building is not what is measured: it may keep all pages at hand. What comes after has what the app has.
  const pages = cache.db.pragma('cache_size', { simple: true }) as number;
  cache.db.pragma('cache_size = -400000');
  cache.setLinks(ids.map((clientId) => ({ clientId, links: [] })));
  cache.together(() => {
    ids.forEach((clientId, index) => {
      const person = `${pick(given)} ${pick(family)}`;
      const name = random() < 0.4 ? `${pick(family)} ${pick(trade)} Limited` : `${person} ${pick(family)}`;
      const scope = { level: 'ird.customer' as const, key: clientId };
      const phone = { key: `p${index}`, PhoneType: 'CELL', Country: 'NZ', AreaCode: '', PhoneNumber: `02${String(Math.floor(random() * 1e8)).padStart(8, '0')}`, Extension: '' };
      const contact: KeyedContact = { key: `c${index}`, scope, doc: { ContactType: 'PRIMRY', Name: person, Phone: [phone] } };
      cache.setClient({ clientId, customer: { EntityType: 'INDVDL', Name: [{ Type: 'LGL', Formatted: name }] }, accounts: [], contacts: [contact] }, 1);
      shown.index(clientId);
    });
  });
  cache.db.pragma(`cache_size = ${pages}`);
  cache.db.pragma('shrink_memory');
  return {
    cache,
    lists: new ClientLists(cache, () => null),
    close: () => {
      ledger.close();
      cache.close();
      files.lock.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
