import type { Clock } from '../clock.ts';
import type { Connector } from '../gateway/connector.ts';
import type { GatewayAccess } from '../host-contract.ts';
import { cleartax } from './cleartax/system.ts';
import { dnsimple } from './dnsimple/system.ts';
import { eightByEight } from './eight-by-eight/system.ts';
import { irdConnector } from './ird/connector.ts';
import { recordConnector } from './records/connector.ts';
import type { RecordSystem } from './records/record-system.ts';

const recordSystems: readonly RecordSystem[] = [dnsimple, cleartax, eightByEight];

/** The connector of the system that a gateway belongs to. `more`: systems that are not among ours. Throws for one that nobody knows. */
export function connectorOf(clock: Clock, { clients, system: access }: Pick<GatewayAccess, 'clients' | 'system'>, more: readonly RecordSystem[] = []): Connector {
  if (!access) return irdConnector(clock, clients);
  const system = [...recordSystems, ...more].find(({ facts }) => facts.id === access.id);
  if (!system) throw new RangeError(`no such system: ${access.id}`);
  return recordConnector(system, clock, access);
}
