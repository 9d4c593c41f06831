import { ulid } from 'ulid';
import type { ContactTies, PlacedContact } from '../../shared/contacts.ts';
import type { ConnectionRow } from '../../shared/ipc-contract.ts';
import { deskOf } from '../store.ts';
import type { PersonRef } from './person.ts';
import type { TiedPerson } from './ties.ts';
import { tying } from './ties.ts';

interface Answer {
  done: boolean;
  trouble?: string;
}

/** How the engine of a connection is asked: each keeps the ties of its own contacts. */
export interface TieAsk {
  all(connectionId: string): Promise<ContactTies[]>;
  tie(connectionId: string, contacts: PlacedContact[], ties: string[]): Promise<Answer>;
  untie(connectionId: string, contact: PlacedContact): Promise<Answer>;
}

const engines: TieAsk = {
  all: (connectionId) => deskOf(connectionId).getState().askEngine('same.ties', {}),
  tie: (connectionId, contacts, ties) => deskOf(connectionId).getState().askEngine('same.tie', { contacts, ties }),
  untie: (connectionId, contact) => deskOf(connectionId).getState().askEngine('same.untie', contact),
};

/** Where an engine starts anew its answer is lost, perhaps not what it did: doing it again changes nothing. */
const kept = (ask: () => Promise<Answer>): Promise<string> =>
  ask().catch(ask).then(({ done, trouble = '' }) => (done ? '' : trouble), () => 'That could not be kept just now. Try again.');

/** What is read and then written is one thing: two ticks in a hurry would not know of each other. */
let last: Promise<unknown> = Promise.resolve();
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work, work);
  last = mine;
  return mine;
}

/** The ties of all connections that are open; one that cannot be asked has nothing to say. */
export async function readTies(connections: readonly ConnectionRow[], ask: TieAsk = engines): Promise<TiedPerson[]> {
  const open = connections.filter(({ trouble, status }) => trouble === '' && status !== null);
  const read = await Promise.all(open.map(async ({ id: connectionId }) => (await ask.all(connectionId).catch(() => [])).map((held) => ({ connectionId, ...held }))));
  return read.flat();
}

/**
 * Two are the same person from now on, also after a restart. Answers why that could not be kept, in words; '' when it is. One connection after
 * the other writes its part: a stop in between leaves it kept, or not yet, and nothing else changed.
 */
export const keepSame = (one: PersonRef, other: PersonRef, connections: readonly ConnectionRow[], ask: TieAsk = engines): Promise<string> =>
  inTurn(async () => {
    for (const { connectionId, contacts, ties } of tying(await readTies(connections, ask), one, other, ulid)) {
      const trouble = await kept(() => ask.tie(connectionId, contacts, ties));
      if (trouble !== '') return trouble;
    }
    return '';
  });

/** It is the same as nobody any more. One connection writes that, and no other can say otherwise. Answers as `keepSame`. */
export const keepApart = ({ connectionId, clientId, contact }: PersonRef, ask: TieAsk = engines): Promise<string> =>
  inTurn(() => kept(() => ask.untie(connectionId, { clientId, contact })));
