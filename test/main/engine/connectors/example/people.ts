import { isNewKey, type Json, type LocalKey, type NativeDoc } from '../../../../../shared/contacts.ts';
import type { Fault } from '../../../../../shared/faults.ts';
import { err, ok } from '../../../../../shared/result.ts';
import { textOf, type SystemFacts } from '../../../../../shared/systems.ts';
import type { HttpCall, HttpReply } from '../../../../../main/engine/gateway/connector.ts';
import type { RecordSystem } from '../../../../../main/engine/connectors/records/record-system.ts';

/**
 * A fifth system, as small as one can be: a list of people in JSON behind four calls (docs/connectors.md). Whole records are put under an id
 * that the caller chooses, so a repeated creation is the same record.
 *
 *     GET    /people      → 200 [{ "id": "…", "name": "…", … }]
 *     GET    /people/:id  → 200 { … } or 404
 *     PUT    /people/:id  → 200 { … }, made or replaced; 400 { "field": "name", "error": "…" }
 *     DELETE /people/:id  → 204 or 404
 */
export const peopleFacts: SystemFacts = {
  id: 'people',
  name: 'People',
  rows: 'contacts',
  scopeWord: 'List',
  lifecycle: { state: 'live', note: '' },
  fields: [
    { path: '/name', label: 'Name', group: 'Person', kind: 'text', role: 'name', required: true, maxLength: 40, sameAs: 'trim' },
    { path: '/email', label: 'Email', group: 'Person', kind: 'email', role: 'email' },
    { path: '/phone', label: 'Phone', group: 'Person', kind: 'phone', role: 'phone', sameAs: 'digits' },
    { path: '/tags', label: 'Tags', group: 'More', kind: 'list', identity: ['/tag'], item: [{ path: '/tag', label: 'Tag', group: '', kind: 'text' }] },
  ],
  cannot: { create: '', remove: '' },
  warnings: [],
  pacing: [{ sharedBy: 'everybody', kind: 'courtesy', limit: 1_000, windowMs: 1_000, reserve: 0 }],
  connect: { addresses: [], scope: null, secrets: [{ name: 'key', label: 'Key', hint: '', required: true }] },
};

const list: HttpCall = { method: 'GET', path: '/people' };
const one = (method: HttpCall['method'], id: string, body?: NativeDoc): HttpCall => ({ method, path: `/people/${encodeURIComponent(id)}`, ...(body && { body }) });
const idFor = (key: LocalKey): string => (isNewKey(key) ? key.slice('new:'.length) : key);

const isRecord = (value: Json): value is NativeDoc => typeof value === 'object' && value !== null && !Array.isArray(value);
const parsed = ({ text }: HttpReply): Json => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
};
const recordIn = (reply: HttpReply): NativeDoc | null => {
  const body = parsed(reply);
  return isRecord(body) && typeof body['id'] === 'string' ? body : null;
};
const strange: Fault = { kind: 'unknown', detail: 'The answer was not one People gives.' };

function faultOf(reply: HttpReply): Fault | null {
  const { status, text } = reply;
  const answer = { status, body: text };
  if (status === 200 || status === 204) return status === 204 || parsed(reply) !== null ? null : strange;
  if (status === 401) return { kind: 'signedOut' };
  if (status === 404) return { kind: 'conflict', conflicts: [], gone: true };
  const body = parsed(reply);
  if (status !== 400 || !isRecord(body)) return strange;
  return { kind: 'refused', code: 'field', fields: [{ field: `/${textOf(body['field'])}`, code: 'field', text: textOf(body['error']) }], answer };
}

const read: RecordSystem['read'] = async (ask, _scope, id) => {
  const reply = await ask(one('GET', id));
  if (!reply.ok) return reply.error.kind === 'conflict' ? ok(null) : reply;
  const doc = recordIn(reply.value);
  return doc ? ok(doc) : err(strange);
};

export const people: RecordSystem = {
  facts: peopleFacts,
  headers: ({ key }) => (key ? { 'x-key': key } : null),
  statusCall: () => list,
  isStatusAnswer: (reply) => reply.status === 200 && Array.isArray(parsed(reply)),
  faultOf,
  scopes: async () => ok([{ scope: { level: 'people.list', key: 'all' }, title: 'Everybody' }]),
  async list(ask) {
    const reply = await ask(list);
    if (!reply.ok) return reply;
    const all = parsed(reply.value);
    return Array.isArray(all) && all.every(isRecord) ? ok(all) : err(strange);
  },
  read,
  async candidates(ask, scope, _doc, key) {
    const found = await read(ask, scope, idFor(key));
    return found.ok ? ok(found.value ? [found.value] : []) : found;
  },
  idOf: (doc) => textOf(doc['id']),
  idFor: (_scope, key) => idFor(key),
  updatedAt: () => null,
  createCall: (_scope, doc, key) => one('PUT', idFor(key), { ...doc, id: idFor(key) }),
  changeCall: (_scope, id, merged) => one('PUT', id, merged),
  removeCall: (_scope, id) => one('DELETE', id),
  recordIn,
  check: () => [],
  locked: () => '',
  title: (doc) => textOf(doc['name']).trim() || 'Somebody',
  kind: () => '',
};
