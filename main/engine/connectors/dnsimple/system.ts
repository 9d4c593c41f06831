import { textOf } from '../../../../shared/systems.ts';
import type { RecordSystem } from '../records/record-system.ts';
import { dataIn, faultOf, isNamed, recordIn } from './answers.ts';
import { changeContact, createContact, removeContact, whoami } from './calls.ts';
import { dnsimpleFacts } from './facts.ts';
import { candidates, list, read, scopes } from './reading.ts';
import { check, kind, title } from './rules.ts';

/** DNSimple's contacts API v2: whoever domains are registered to. */
export const dnsimple: RecordSystem = {
  facts: dnsimpleFacts,
  // Its own clients name themselves (SPEC 1).
  headers: ({ token }) => (token ? { authorization: `Bearer ${token}`, accept: 'application/json', 'user-agent': 'Agentbook' } : null),
  statusCall: () => whoami,
  isStatusAnswer(reply) {
    const data = reply.status === 200 ? dataIn(reply) : undefined;
    return isNamed(data) && (isNamed(data['user']) || isNamed(data['account']));
  },
  faultOf,
  scopes,
  list,
  read,
  candidates,
  idOf: (doc) => textOf(doc['id']),
  updatedAt(doc) {
    const at = Date.parse(textOf(doc['updated_at']));
    return Number.isNaN(at) ? null : at;
  },
  createCall: createContact,
  changeCall: changeContact,
  removeCall: removeContact,
  recordIn,
  check,
  locked: () => '',
  title,
  kind,
};
