import { ulid } from 'ulid';
import { Cache } from '../../main/engine/cache/cache.ts';
import { systemClock } from '../../main/engine/clock.ts';
import { irdConnector } from '../../main/engine/connectors/ird/connector.ts';
import { openFiles } from '../../main/engine/files.ts';
import type { EngineOptions } from '../../main/engine/host-contract.ts';
import { Ledger } from '../../main/engine/ledger/ledger.ts';
import { Shown } from '../../main/engine/shown.ts';

export const editsPerClient = 5;

/**
 * The files of a desk on which `size` edits wait, those of one client resting on each other. Through the engine's own parts; building is not
 * what is measured, so it is one transaction.
 */
export function fillQueue(options: EngineOptions, size: number): void {
  const files = openFiles(options);
  const connector = irdConnector(systemClock, options.gateway.clients);
  const [ledger, cache] = [new Ledger(files.ledger, systemClock, files.mark), new Cache(files.cache, connector)];
  const shown = new Shown(cache, ledger, connector);
  const ids = Array.from({ length: Math.ceil(size / editsPerClient) }, (_, index) => `IRD:${String(10_000_000 + index).padStart(9, '0')}`);
  const scopeOf = (clientId: string) => ({ level: 'ird.customer' as const, key: clientId });
  cache.setLinks(ids.map((clientId) => ({ clientId, links: [] })));
  files.ledger.transaction(() => {
    for (let index = 0; index < size; index += 1) {
      const clientId = ids[index % ids.length] ?? '';
      const [was, to] = [`Māhina ${index - ids.length}`, `Māhina ${index}`];
      const seen = { client: `Ngata ${index} Limited`, where: 'Māhina · Primary · Customer', contact: { ContactType: 'PRIMRY', Name: was, Phone: [] } };
      ledger.queue(ulid(), { kind: 'queued', lane: clientId, clientId, by: 'aroha', seen, intent: { type: 'edit', contact: `c${index % ids.length}`, scope: scopeOf(clientId), changes: [{ op: 'set', field: 'Name', was, to }] } });
    }
  })();
  cache.together(() => {
    ids.forEach((clientId, index) => {
      const phone = { key: `p${index}`, PhoneType: 'CELL', Country: 'NZ', AreaCode: '', PhoneNumber: `021555${String(index).padStart(4, '0')}`, Extension: '' };
      const contacts = [{ key: `c${index}`, scope: scopeOf(clientId), doc: { ContactType: 'PRIMRY', Name: `Māhina ${index - ids.length}`, Phone: [phone] } }];
      cache.setClient({ clientId, customer: { EntityType: 'COMPNY', Name: [{ Type: 'LGL', Formatted: `Ngata ${index} Limited` }] }, accounts: [], contacts }, systemClock.now());
      shown.index(clientId);
    });
  });
  ledger.close();
  cache.close();
  files.lock.close();
}
