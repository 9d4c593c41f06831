import type { Clock } from '../clock.ts';
import type { Connector } from '../gateway/connector.ts';
import type { GatewayAccess } from '../host-contract.ts';
import { irdConnector } from './ird/connector.ts';

/** The connector of the system that a gateway belongs to. */
export const connectorOf = (clock: Clock, { clients }: GatewayAccess): Connector => irdConnector(clock, clients);
