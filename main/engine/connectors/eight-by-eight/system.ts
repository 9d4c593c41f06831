import { textOf } from '../../../../shared/systems.ts';
import type { RecordSystem } from '../records/record-system.ts';
import { faultOf, firstRowsIn, recordIn } from './answers.ts';
import { anyContact, createContact, nobody, removeContact, replaceContact } from './calls.ts';
import { eightByEightFacts } from './facts.ts';
import { candidates, list, read, scopes, whyNot } from './reading.ts';
import { check, kind, locked, title, unread } from './rules.ts';

/** 8x8's contact search and contact management v3: the directory of a phone system, and the contacts kept beside it. */
export const eightByEight: RecordSystem = {
  facts: eightByEightFacts,
  // Two products with a key each (SPEC 1). Nothing writes with the key for searching, even where it might be allowed to.
  headers({ read: reading, write }, { method }) {
    const key = method === 'GET' ? reading : write;
    return key ? { 'x-api-key': key, accept: 'application/json' } : null;
  },
  statusCall: () => anyContact,
  isStatusAnswer: (reply) => reply.status === 200 && firstRowsIn(reply) !== null,
  faultOf,
  scopes,
  whyNot,
  writing: { secret: 'write', call: removeContact(nobody) },
  list,
  read,
  candidates,
  idOf: (doc) => textOf(doc['id']),
  updatedAt: ({ updatedTimestamp: at }) => (typeof at === 'number' ? at : null),
  createCall: createContact,
  /** Throws for what is locked: such a record is never a base. */
  changeCall(scope, id, merged) {
    const why = locked(merged);
    if (why !== '') throw new Error(why);
    return replaceContact(scope, id, merged);
  },
  removeCall: (_scope, id) => removeContact(id),
  recordIn,
  check,
  unread,
  locked,
  title,
  kind,
};
