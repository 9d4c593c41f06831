import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { IrdStep } from '../../../../main/engine/connectors/ird/effects.ts';
import { interpret } from '../../../../main/engine/connectors/ird/interpret.ts';
import { readClient, readContacts } from '../../../../main/engine/connectors/ird/read.ts';
import { isStatusAnswer } from '../../../../main/engine/connectors/ird/status.ts';
import type { HttpReply, Names } from '../../../../main/engine/gateway/connector.ts';
import { scopeId, type NativeContact, type ScopeRef } from '../../../../shared/contacts.ts';

/** F19, the layer that reads answers, which is pure: `HOSTILE_ANSWERS=100000` for the bar of the design. What becomes of a desk is in the long test of the same name. */

const seed = Number(process.env['HOSTILE_SEED'] ?? Date.now() % 100_000);
const runs = Number(process.env['HOSTILE_ANSWERS'] ?? 20_000);
console.log(`hostile answers: seed ${seed}, ${runs} of them (HOSTILE_SEED=${seed} repeats it)`);

const longest = 300_000;

const clientId = 'IRD:136410132';
const scope: ScopeRef = { level: 'ird.customer', key: clientId };
const names: Names = { remote: (_, key) => (key.startsWith('new:') ? null : key), local: (_, remote) => remote };

const steps: IrdStep[] = [
  { call: { method: 'POST', path: '/gateway/contact/contact', body: {} }, effect: { type: 'createContact', contact: 'new:1' } },
  { call: { method: 'PUT', path: '/gateway/contact/contact', body: {} }, effect: { type: 'renameContact', contact: '1', to: 'Name' } },
  { call: { method: 'DELETE', path: '/gateway/contact/contact', body: {} }, effect: { type: 'removeContact', contact: '1' } },
  { call: { method: 'POST', path: '/gateway/contact/phone', body: {} }, effect: { type: 'addPhone', contact: '1', phone: 'new:2' } },
  { call: { method: 'PUT', path: '/gateway/contact/phone', body: {} }, effect: { type: 'setPhone', contact: '1', phone: '2' } },
  { call: { method: 'DELETE', path: '/gateway/contact/phone', body: {} }, effect: { type: 'dropPhone', contact: '1', phone: '2' } },
];

/** Whole documents, with one part of them gone wrong. */
const document = {
  Customer: { ID: '136410132', IDType: 'IRD', Name: 'Anahera', Contact: [{ ContactID: 1100000001, ContactType: 'PRIMRY', Name: 'Mere', Updated: '2026-11-21T10:00:00', Phone: [{ PhoneID: 1004000000001, PhoneType: 'CELL', Country: 'NZ', AreaCode: '', PhoneNumber: '0215550100', Extension: '' }] }] },
  Accounts: [{ ID: '136410132GST001', IDType: 'ACC' }],
  ContactID: 1100000009,
  PhoneID: 1004000000009,
  errors: [{ code: 'CNT102', type: 'validation', message: 'As it is worded.' }],
};
const anything = fc.oneof(fc.constantFrom<unknown>(null, true, 0, -1, 1e308, '', '<script>', [], {}, [null], { length: 9 }, { toString: 1 }, 'x'.repeat(2_000)), fc.jsonValue({ maxDepth: 2 }));

/** Puts `wrong` in the place that `path` comes to, wherever that is. */
function spoilt(value: unknown, path: readonly number[], wrong: unknown): unknown {
  const [step = 0, ...rest] = path;
  if (path.length === 0 || typeof value !== 'object' || value === null) return wrong;
  const entries = Object.entries(value);
  if (entries.length === 0) return wrong;
  const at = step % entries.length;
  const changed = entries.map(([key, one], index) => [key, index === at ? spoilt(one, rest, wrong) : one] as const);
  return Array.isArray(value) ? changed.map(([, one]) => one) : Object.fromEntries(changed);
}

const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
const body = fc.oneof(
  fc.constantFrom('', 'null', '{}', '[]', deep, '{"__proto__":{"polluted":1}}', '{"Customer":{"__proto__":{"polluted":1}}}', '{"constructor":{"prototype":{"polluted":1}}}', '<html>OK</html>', '\u0000\uFFFF', '"OK"x', '{"PhoneID":1,"PhoneID":{}}'),
  fc.string({ maxLength: 60 }),
  fc.tuple(fc.array(fc.nat(9), { maxLength: 5 }), anything).map(([path, wrong]) => JSON.stringify(spoilt(document, path, wrong))),
  fc.tuple(fc.nat(400), fc.constant(JSON.stringify(document))).map(([length, text]) => text.slice(0, length)),
);
const reply: fc.Arbitrary<HttpReply> = fc.record({
  status: fc.constantFrom(200, 200, 200, 201, 204, 301, 400, 400, 401, 403, 404, 418, 429, 500, 503, 599),
  headers: fc.constantFrom<Record<string, string>>({}, { 'retry-after': '-1' }, { 'retry-after': 'soon' }, { 'retry-after': '9'.repeat(400) }, { location: 'javascript:alert(1)' }),
  text: body,
});

const kinds = ['offline', 'signedOut', 'busy', 'unknown', 'refused', 'forbidden', 'conflict', 'broken'];
const isId = (text: string): boolean => text.length > 0 && text !== '[object Object]';

function checkChange(step: IrdStep, given: HttpReply): void {
  const outcome = interpret(step, given, 0);
  if (!outcome.ok) {
    expect(kinds).toContain(outcome.error.kind);
    return;
  }
  const gone = given.status === 400 && given.text.includes('CST404') && (step.effect.type === 'removeContact' || step.effect.type === 'dropPhone');
  // Only what the gateway itself answers to a success is one (SPEC 3).
  if (!gone) expect(given.status, given.text).toBe(200);
  const made = step.call.method === 'POST';
  expect(outcome.value).toHaveLength(made ? 1 : 0);
  for (const identity of outcome.value) expect(isId(identity.remote), given.text).toBe(true);
  if (!made && !gone) expect(given.text.trim()).toBe('');
}

test('whatever is answered to a change, nothing throws, and only the gateway’s own word for success counts as one', () => {
  fc.assert(fc.property(fc.constantFrom(...steps), reply, checkChange), { numRuns: Math.ceil(runs / 2), seed });
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
}, longest);

test('whatever is answered to a reading, nothing throws, and what is taken in has the shape of contacts', async () => {
  await fc.assert(
    fc.asyncProperty(reply, fc.boolean(), async (given, whole) => {
      expect(typeof isStatusAnswer(given)).toBe('boolean');
      const send = () => Promise.resolve({ ok: true as const, value: given });
      const read = whole ? await readClient(send, clientId, names, 0) : await readContacts(send, scope, names, 0);
      if (!read.ok) {
        expect(kinds).toContain(read.error.kind);
        return;
      }
      expect(given.status).toBe(200);
      for (const { key, doc: taken, scope: place } of Array.isArray(read.value) ? read.value : read.value.contacts) {
        const doc = taken as NativeContact;
        expect([isId(key), typeof doc.Name, typeof doc.ContactType, scopeId(place).length > 0]).toEqual([true, 'string', 'string', true]);
        for (const phone of doc.Phone) expect([isId(phone.key), typeof phone.PhoneNumber, typeof phone.Country]).toEqual([true, 'string', 'string']);
      }
    }),
    { numRuns: Math.ceil(runs / 2), seed },
  );
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
}, longest);
