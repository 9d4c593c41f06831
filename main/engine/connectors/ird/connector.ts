import { describeIntent } from '../../../../shared/inland-revenue/edits.ts';
import { validateIntent } from '../../../../shared/inland-revenue/rules.ts';
import { ok } from '../../../../shared/result.ts';
import type { Clock } from '../../clock.ts';
import type { Connector } from '../../gateway/connector.ts';
import type { ClientSource } from '../../host-contract.ts';
import { givenClients } from './given-clients.ts';
import { isOnAList, noMemory, retrieveClientList } from './intermediation/linked-clients.ts';
import { faultOf, interpret } from './interpret.ts';
import { judge } from './judge.ts';
import { linkEvents } from './notifications.ts';
import { plan } from './plan.ts';
import { rebase } from './rebase.ts';
import { recreate } from './recreate.ts';
import { resolve } from './resolve.ts';
import { readClient, readContacts } from './read.ts';
import { askStatus, isStatusAnswer } from './status.ts';
import { clientFacts, irdNumber, levelsOf, linkLines } from './view.ts';
import { frozenWords } from './words.ts';

/** Inland Revenue's Contact, Customer and Account APIs, with the linked clients of the Intermediation service or as they were given. */
export function irdConnector(clock: Clock, clients: ClientSource): Connector {
  const memory = noMemory();
  return {
    id: 'ird',
    // One lane per client: contacts of one client share cardinality rules, those of two never do.
    laneOf: (clientId) => clientId,
    askStatus,
    isStatusAnswer,
    faultOf: (reply) => faultOf(reply, clock.now()),
    listClients: async (send) => (clients.from === 'numbers' ? ok(givenClients(clients.clientIds)) : retrieveClientList(send, clients, clock.now(), memory)),
    isLinked: async (send, clientId) => (clients.from === 'numbers' ? ok(null) : isOnAList(send, clients, clientId, clock.now())),
    linkEvents: async (send, query) => (clients.from === 'numbers' ? ok(null) : linkEvents(send, query, clock.now())),
    readClient: (send, clientId, names) => readClient(send, clientId, names, clock.now()),
    readContacts: (send, scope, names) => readContacts(send, scope, names, clock.now()),
    numberOf: irdNumber,
    facts: clientFacts,
    links: linkLines,
    frozen: frozenWords,
    levels: levelsOf,
    describe: describeIntent,
    validate: validateIntent,
    plan,
    rebase,
    resolve,
    recreate,
    interpret: (step, reply) => interpret(step, reply, clock.now()),
    judge,
  };
}
