import type { KeyedContact, KeyedPhone } from '../../../../shared/contacts.ts';
import type { Intent } from '../../../../shared/edits.ts';
import { describeIntent } from '../../../../shared/inland-revenue/edits.ts';
import { contactsAfter, project } from '../../../../shared/inland-revenue/project.ts';
import { validateIntent } from '../../../../shared/inland-revenue/rules.ts';
import { err, ok } from '../../../../shared/result.ts';
import type { Clock } from '../../clock.ts';
import type { Connector, Identity, Names } from '../../gateway/connector.ts';
import type { ClientSource } from '../../host-contract.ts';
import { accessLine } from './access-line.ts';
import { alsoChanged } from './also-changed.ts';
import { irdSchemas } from './arguments.ts';
import { changesOf } from './changes.ts';
import { coalesce } from './coalesce.ts';
import { compensation } from './compensation.ts';
import { canHappenTwice, hasForm, settledBy, targetsOf, type IrdStep } from './effects.ts';
import { irdFacts } from './facts.ts';
import { foundBy, searchLines } from './found-by.ts';
import { givenClients } from './given-clients.ts';
import { inStep, rekeyed } from './in-step.ts';
import { isOnAList, noMemory, retrieveClientList } from './intermediation/linked-clients.ts';
import { faultOf, interpret, isNotOurs } from './interpret.ts';
import { judge } from './judge.ts';
import { linkEvents } from './notifications.ts';
import { named, pairPhones, phonesInside } from './phones.ts';
import { plan } from './plan.ts';
import { rebase } from './rebase.ts';
import { recreate } from './recreate.ts';
import { resolve } from './resolve.ts';
import { readClient, readContacts } from './read.ts';
import { showsEarlier } from './shows-earlier.ts';
import { askStatus, isStatusAnswer } from './status.ts';
import { clientFacts, irdNumber, levelsOf, linkLines } from './view.ts';
import { fieldWord, frozenWords, irdWords } from './words.ts';

/** Inland Revenue's Contact, Customer and Account APIs, with the linked clients of the Intermediation service or as they were given. */
export function irdConnector(clock: Clock, clients: ClientSource): Connector {
  return { ...pure, ...reading(clock, clients) };
}

type Reading = 'faultOf' | 'tellAccess' | 'listClients' | 'isLinked' | 'linkEvents' | 'readClient' | 'readContacts' | 'interpret';

function reading(clock: Clock, clients: ClientSource): Pick<Connector, Reading> {
  const memory = noMemory();
  const listClients: Connector['listClients'] = async (send) => (clients.from === 'numbers' ? ok(givenClients(clients.clientIds)) : retrieveClientList(send, clients, clock.now(), memory));
  return {
    listClients,
    tellAccess: async (send) => accessLine(await listClients(send, nobody), clients),
    faultOf: (reply) => faultOf(reply, clock.now()),
    isLinked: async (send, clientId) => (clients.from === 'numbers' ? ok(null) : isOnAList(send, clients, clientId, clock.now())),
    linkEvents: async (send, query) => (clients.from === 'numbers' ? ok(null) : linkEvents(send, query, clock.now())),
    readClient: (send, clientId, names) => readClient(send, clientId, names, clock.now()),
    readContacts: (send, scope, names) => readContacts(send, scope, names, clock.now()),
    interpret: (step: IrdStep, reply) => interpret(step, reply, clock.now()),
  };
}

/** Client lists hold no keys of ours. */
const nobody: Names = { remote: () => null, local: (_, remote) => remote };

const pure: Omit<Connector, Reading> = {
  system: irdFacts,
  words: irdWords,
  schemas: irdSchemas,
  // One lane per client: contacts of one client share cardinality rules, those of two never do.
  laneOf: (clientId) => clientId,
  ...{ askStatus, isStatusAnswer, isNotOurs, named },
  headers: (authorization) => (authorization === null ? err({ kind: 'signedOut' }) : ok({ authorization })),
  answersTell: false,
  contactIn: () => null,
  // Of the whole contact, without its phones' own: what lags is told by what it shows.
  updatedAt: () => null,
  // Its rows are clients: their ids say all.
  rowOf: ({ scope }) => scope.key,
  placeOf: ({ scope }) => ({ scope, doc: {}, unreadable: '' }),
  twinsOf: () => null,
  pair: pairOf,
  ...{ numberOf: irdNumber, facts: clientFacts, links: linkLines, frozen: frozenWords, levels: levelsOf, describe: describeIntent },
  ...{ searchLines, foundBy, changesOf, fieldWord, hasForm, targetsOf },
  validate: validateIntent,
  // Its rules either refuse or say nothing.
  doubts: () => [],
  after: (server: readonly KeyedContact[], intents: readonly Intent[]) => contactsAfter(server, intents.map((intent) => ({ intent }))),
  shown: project,
  together: coalesce,
  ...{ inStep, rekeyed },
  opposite: compensation,
  ...{ plan, alsoChanged, rebase, resolve, recreate, judge, canHappenTwice, settledBy, showsEarlier },
  partsOf: phonesInside,
};

function pairOf(expected: readonly KeyedPhone[], read: KeyedContact): Identity[] {
  return pairPhones(expected, read.doc.Phone);
}
