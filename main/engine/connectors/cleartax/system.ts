import { textOf } from '../../../../shared/systems.ts';
import type { RecordSystem } from '../records/record-system.ts';
import { faultOf, recordIn, recordsIn, saysNotThere } from './answers.ts';
import { anyContact, putContact } from './calls.ts';
import { contactIdOf } from './contact-id.ts';
import { cleartaxFacts } from './facts.ts';
import { businessesIn, candidates, list, read, scopes, whyNot } from './reading.ts';
import { check, kind, title } from './rules.ts';

/** ClearTax's GST contacts v0.1, retired by its vendor: the customers and suppliers of a practice's clients. */
export const cleartax: RecordSystem = {
  facts: cleartaxFacts,
  headers: ({ token }) => (token ? { 'x-cleartax-auth-token': token, accept: 'application/json' } : null),
  statusCall: (chosen) => anyContact(businessesIn(chosen)[0] ?? ''),
  // That there is no such business, it says to those only whose token it has taken (inferred).
  isStatusAnswer: (reply) => (reply.status === 200 && recordsIn(reply) !== null) || saysNotThere(reply),
  faultOf,
  scopes,
  whyNot,
  list,
  read,
  candidates,
  idOf: (doc) => textOf(doc['id']),
  // Nothing says when a contact was changed (SPEC 4).
  updatedAt: () => null,
  idFor: (scope, key) => contactIdOf(scope.key, key),
  createCall: (scope, doc, key) => putContact(scope, contactIdOf(scope.key, key), doc),
  changeCall: (scope, id, merged) => putContact(scope, id, merged),
  removeCall() {
    throw new Error('ClearTax has no call that deletes a contact (SPEC 3).');
  },
  recordIn,
  check,
  locked: () => '',
  title,
  kind,
};
