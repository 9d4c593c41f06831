import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../../../../main/engine/clock.ts';
import { cleartax } from '../../../../../main/engine/connectors/cleartax/system.ts';
import { dnsimple } from '../../../../../main/engine/connectors/dnsimple/system.ts';
import { eightByEight } from '../../../../../main/engine/connectors/eight-by-eight/system.ts';
import { recordConnector } from '../../../../../main/engine/connectors/records/connector.ts';
import { valueIn } from '../../../../../main/engine/connectors/records/merge.ts';
import { planRecord } from '../../../../../main/engine/connectors/records/plan.ts';
import type { RecordSystem } from '../../../../../main/engine/connectors/records/record-system.ts';
import type { Names } from '../../../../../main/engine/gateway/connector.ts';
import { startContactSandbox, type ContactSandbox, type ContactSystemName } from '../../../../../main/sandbox/contact-sandbox.ts';
import { contactControlOf } from '../../../../../main/sandbox/contact-system/control.ts';
import type { Json, NativeDoc } from '../../../../../shared/contacts.ts';
import type { FieldSpec } from '../../../../../shared/systems.ts';
import { askingOver, right, type Asking } from '../asking.ts';

/** Every answer to an ordinary edit is looked at for fields that were left as they were: what the sandboxes rewrite is never taken for that, and the record as it was before always is. */

const systems: [ContactSystemName, RecordSystem][] = [['dnsimple', dnsimple], ['cleartax', cleartax], ['8x8', eightByEight]];
let [sandbox, desk] = [] as unknown as [ContactSandbox, Asking];
afterEach(async () => {
  await desk.close();
  await sandbox.close();
});

const names: Names = { remote: (_, key) => key, local: (_, remote) => remote };
const padded = (words: fc.Arbitrary<string>): fc.Arbitrary<string> => fc.tuple(fc.constantFrom('', ' '), words, fc.constantFrom('', '  ')).map((parts) => parts.join(''));
const phone = fc.tuple(fc.integer({ min: 1_000, max: 1_009 }), fc.constantFrom('+64 21 555 ', '+6421555', '+64 (21) 555-')).map(([number, before]) => `${before}${number}`);
const email = fc.constantFrom('ada@example.com', 'Ada@Example.com', 'hine@example.com');
const words = fc.constantFrom('Ada', 'ada', 'ADA', 'Hine Moana', 'Ōtāhuhu', '0', '');

/** What a person might type, written in several ways. */
function typed(field: FieldSpec): fc.Arbitrary<Json> {
  if (field.kind === 'list') return fc.uniqueArray(fc.record(Object.fromEntries((field.item ?? []).map((one) => [one.path.slice(1), typed(one)]))), { maxLength: 2, selector: (row) => JSON.stringify(row[field.identity?.[0]?.slice(1) ?? '']).toLowerCase().replace(/[\s()-]/g, '') });
  if (field.kind === 'yesNo') return fc.constant(false);
  if (field.kind === 'choice') return fc.constantFrom(...(field.options ?? []).map(({ value }) => value));
  if (field.kind === 'phone') return padded(phone);
  if (field.kind === 'email') return padded(email);
  return padded(words).map((text) => text.slice(0, field.maxLength ?? 100));
}

test.each(systems)('%s: no ordinary edit of a field is taken for one that was not made', async (name, system) => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
  console.log(`${name}, ordinary edits: SEED=${seed}`);
  sandbox = await startContactSandbox({ system: name, contacts: 12, seed: 7, port: 0 });
  const { scope: chosen, secrets } = sandbox.keys();
  if (name === '8x8') await contactControlOf(sandbox.control).tell('switches', { limit: 1_000_000 });
  desk = askingOver(system, sandbox.address, secrets);
  const [place] = right(await system.scopes(desk.ask, chosen.split('\n')[0] ?? ''));
  const scope = place!.scope;
  const connector = recordConnector(system, systemClock, { scope: chosen });
  const ids = right(await system.list(desk.ask, scope)).filter((doc) => system.locked(doc) === '').map(system.idOf);
  const writable = system.facts.fields.filter(({ readOnly }) => readOnly !== true);
  const edit = fc.constantFrom(...writable).chain((field) => fc.tuple(fc.constant(field), typed(field)));
  let [sent, told, ignored] = [0, 0, 0];
  const property = fc.asyncProperty(fc.constantFrom(...ids), edit, async (id, [field, to]) => {
    const doc: NativeDoc = right(await system.read(desk.ask, scope, id))!;
    const planned = planRecord(system, { type: 'edit', contact: id, scope, changes: [{ op: 'field', path: field.path, was: valueIn(doc, field.path), to }] }, [{ key: id, scope, doc }], names);
    const [step] = planned.ok ? planned.value : [];
    const reply = step && (await desk.ask(step.call));
    if (!step || !reply?.ok) return;
    sent += 1;
    if (connector.contactIn(step, reply.value)) told += 1;
    expect(connector.interpret(step, reply.value)).toEqual({ ok: true, value: [] });
    // The same answer with the record as it was before, and with next to nothing of it.
    const answer = (record: NativeDoc) => ({ ...reply.value, text: JSON.stringify(name === 'dnsimple' ? { data: record } : record) });
    expect([connector.interpret(step, answer({ id: doc['id']! })), connector.contactIn(step, answer({ id: doc['id']! }))]).toEqual([{ ok: true, value: [] }, null]);
    const left = connector.interpret(step, answer(doc));
    if (left.ok) return;
    expect(left.error).toMatchObject({ kind: 'refused', fields: [{ field: field.path, code: 'left-as-it-was' }] });
    ignored += 1;
  });
  await fc.assert(property, { numRuns: 250, seed });
  expect([sent > 50, told, ignored > sent / 2]).toEqual([true, sent, true]);
});
