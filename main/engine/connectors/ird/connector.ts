import { describeIntent } from '../../../../shared/inland-revenue/edits.ts';
import { validateIntent } from '../../../../shared/inland-revenue/rules.ts';
import type { Clock } from '../../clock.ts';
import type { Connector } from '../../gateway/connector.ts';
import { statusCall } from './calls.ts';
import { faultOf, interpret } from './interpret.ts';
import { judge } from './judge.ts';
import { plan } from './plan.ts';
import { rebase } from './rebase.ts';
import { listClients, readClient, readContacts } from './read.ts';
import { clientFacts, irdNumber, levelsOf } from './view.ts';

/** Inland Revenue's Contact, Customer and Account APIs. */
export const irdConnector = (clock: Clock): Connector => ({
  id: 'ird',
  // One lane per client: contacts of one client share cardinality rules, those of two never do.
  laneOf: (clientId) => clientId,
  statusCall,
  isStatusAnswer: (reply) => reply.status === 200 && reply.text.trim().replaceAll('"', '') === 'OK',
  faultOf: (reply) => faultOf(reply, clock.now()),
  listClients: (send) => listClients(send, clock.now()),
  readClient: (send, clientId, names) => readClient(send, clientId, names, clock.now()),
  readContacts: (send, scope, names) => readContacts(send, scope, names, clock.now()),
  numberOf: irdNumber,
  facts: clientFacts,
  levels: levelsOf,
  describe: describeIntent,
  validate: validateIntent,
  plan,
  rebase,
  interpret: (step, reply) => interpret(step, reply, clock.now()),
  judge,
});
