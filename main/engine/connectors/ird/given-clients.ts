import { isIrdNumber } from '../../../../shared/inland-revenue/ird-number.ts';
import type { ClientId } from '../../../../shared/contacts.ts';
import type { LinkedClients } from '../../gateway/connector.ts';

/** IRD numbers whose check digit is right, and customer ids of ten digits, which have none (SPEC 6). */
const isValid = (clientId: ClientId): boolean => {
  const [type = '', id = ''] = clientId.split(':');
  return type === 'IRD' ? isIrdNumber(id) : type === 'CST' && /^\d{10}$/.test(id);
};

/** Clients that the person gave by number: the Intermediation service does not take a machine's sign-in (SPEC 4.3). Others are left out. */
export const givenClients = (clientIds: readonly ClientId[]): LinkedClients => ({
  clients: [...new Set(clientIds.filter(isValid))].map((clientId) => ({ clientId, links: [] })),
  strange: [],
});
