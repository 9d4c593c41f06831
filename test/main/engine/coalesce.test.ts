import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coalesce, type Group } from '../../../main/engine/connectors/ird/coalesce.ts';
import type { KeyedContact, NativePhone } from '../../../shared/contacts.ts';
import type { Intent } from '../../../shared/edits.ts';
import * as edits from '../../../shared/inland-revenue/edits.ts';
import { contactsAfter } from '../../../shared/inland-revenue/project.ts';
import { validateIntent } from '../../../shared/inland-revenue/rules.ts';
import { contact, deed, phone, queued, start, type Deed } from './small-deeds.ts';

/** The planner against a model of the gateway's rules: 1 to 5 phones, one contact of a type, nothing on what is gone. */

const seed = Number(process.env['COALESCE_SEED'] ?? Date.now() % 100_000);
console.log(`coalescing: seed ${seed} (COALESCE_SEED=${seed} repeats it)`);

const plain = (contacts: readonly KeyedContact[]): string[] =>
  contacts.map(({ doc }) => `${doc.ContactType} ${doc.Name}: ${doc.Phone.map((one: NativePhone) => one.PhoneNumber).sort().join(' ')}`).sort();

/** Sends one intent to the model; throws where the gateway would refuse it or what it was based on is not there. */
function sent(state: readonly KeyedContact[], intent: Intent): KeyedContact[] {
  expect(validateIntent(intent, state), JSON.stringify(intent)).toEqual([]);
  const on = state.find(({ key }) => key === intent.contact);
  if (intent.type === 'remove') expect(plain([{ ...on!, doc: intent.was }])).toEqual(plain([on!]));
  if (intent.type === 'edit') {
    for (const change of intent.changes) {
      if (change.op === 'set') expect(on?.doc.Name).toBe(change.was);
      else if (change.op !== 'addPhone') expect(on?.doc.Phone.find(({ key }) => key === change.key)).toMatchObject(change.was);
    }
  }
  const after = contactsAfter(state, [{ intent }]);
  for (const { doc } of after) expect(doc.Phone.length >= 1 && doc.Phone.length <= 5, 'one to five phones').toBe(true);
  expect(new Set(after.map(({ doc }) => doc.ContactType)).size).toBe(after.length);
  return after;
}

const callsOf = (groups: readonly Group[]): Intent[] => groups.flatMap(({ intent }) => intent ?? []);

describe('edits that wait come together', () => {
  test('whatever somebody did, the calls end as the edits one by one would, each state on the way is legal, and no edit is forgotten', () => {
    fc.assert(
      fc.property(start, fc.array(deed, { maxLength: 24 }), (from, deeds) => {
        const waiting = queued(from, deeds);
        const groups = coalesce(waiting, from);
        let state = [...from];
        for (const intent of callsOf(groups)) state = sent(state, intent);
        expect(plain(state)).toEqual(plain(contactsAfter(from, waiting)));
        expect(groups.flatMap(({ ids }) => ids).sort()).toEqual(waiting.map(({ id }) => id).sort());
        expect(callsOf(groups).length).toBeLessThanOrEqual(waiting.length);
        for (const { ids } of groups) expect(ids).toEqual([...ids].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1))));
      }),
      { numRuns: 3_000, seed },
    );
  });

  test('what was sent meanwhile changes nothing: planning again after each call comes to the same', () => {
    fc.assert(
      fc.property(start, fc.array(deed, { maxLength: 14 }), (from, deeds) => {
        let waiting = queued(from, deeds);
        const wanted = plain(contactsAfter(from, waiting));
        const calls = callsOf(coalesce(waiting, from)).length;
        let state = [...from];
        let made = 0;
        while (waiting.length > 0) {
          const [first] = coalesce(waiting, state);
          if (first?.intent) state = sent(state, first.intent);
          if (first?.intent) made += 1;
          waiting = waiting.filter(({ id }) => !first?.ids.includes(id));
        }
        expect(plain(state)).toEqual(wanted);
        expect(made).toBe(calls);
      }),
      { numRuns: 1_000, seed },
    );
  });

  test('no fewer calls could do: as many as there are records and names that end otherwise than they began', () => {
    fc.assert(
      fc.property(start, fc.array(deed, { maxLength: 14 }), (from, deeds) => {
        const waiting = queued(from, deeds);
        expect(callsOf(coalesce(waiting, from))).toHaveLength(fewest(from, contactsAfter(from, waiting)));
      }),
      { numRuns: 2_000, seed },
    );
  });

  test.each<[string, Deed[], string[]]>([
    ['renaming twice is one rename', [{ what: 'rename', which: 0, value: 0 }, { what: 'rename', which: 0, value: 1 }], ['edit set']],
    ['renaming and back is nothing', [{ what: 'rename', which: 0, value: 0 }, { what: 'rename', which: 0, value: 2 }], []],
    ['renaming and removing is a removal', [{ what: 'rename', which: 0, value: 0 }, { what: 'remove', which: 0, value: 0 }], ['remove']],
    ['adding a contact and removing it is nothing', [{ what: 'create', which: 0, value: 0 }, { what: 'remove', which: 1, value: 0 }], []],
    ['adding a contact and changing it is one addition', [{ what: 'create', which: 0, value: 0 }, { what: 'rename', which: 1, value: 1 }, { what: 'addPhone', which: 1, value: 1 }], ['create']],
    ['the only phone is not removed before another is there', [{ what: 'addPhone', which: 0, value: 0 }, { what: 'removePhone', which: 0, value: 0 }, { what: 'addPhone', which: 0, value: 1 }, { what: 'removePhone', which: 0, value: 0 }], ['edit addPhone', 'edit dropPhone']],
  ])('%s', (_, deeds, wanted) => {
    const from = [contact('1', 'PRIMRY', 1)];
    const calls = callsOf(coalesce(queued(from, deeds), from));
    expect(calls.map((intent) => (intent.type === 'edit' ? `edit ${intent.changes[0]?.op}` : intent.type))).toEqual(wanted);
  });
});

/** Every call touches one record: a contact made or removed, a name, a phone. Counted from the two states alone. */
function fewest(from: readonly KeyedContact[], to: readonly KeyedContact[]): number {
  const gone = from.filter(({ key }) => !to.some((other) => other.key === key)).length;
  const made = to.filter(({ key }) => !from.some((other) => other.key === key)).length;
  const kept = to.flatMap((after) => from.filter(({ key }) => key === after.key).map((before) => [before.doc, after.doc] as const));
  return gone + made + kept.reduce((sum, [before, after]) => {
    const dropped = before.Phone.filter(({ key }) => !after.Phone.some((other) => other.key === key)).length;
    const other = after.Phone.filter((one) => JSON.stringify(edits.fieldsOf(before.Phone.find(({ key }) => key === one.key) ?? phone('', -1))) !== JSON.stringify(edits.fieldsOf(one))).length;
    return sum + dropped + other + (before.Name === after.Name ? 0 : 1);
  }, 0);
}
