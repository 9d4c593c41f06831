import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KeyedContact } from '../../../shared/contacts.ts';
import type { Change, Intent } from '../../../shared/edits.ts';
import { addContact, addPhone, changePhone, removeContact, removePhone, renameContact } from '../../../shared/inland-revenue/edits.ts';
import { contactsAfter, project, type PendingEdit } from '../../../shared/inland-revenue/project.ts';
import type { Mark } from '../../../shared/marks.ts';
import { contact, customer, phone, validPhone } from './people.ts';

const mahina = contact('a', { Phone: [phone('p1'), phone('p2', { PhoneType: 'HOM', PhoneNumber: '044451153' })] });
const aroha = contact('b', { ContactType: 'SCNDRY', Name: 'Aroha' });
const server = [mahina, aroha];

const queued = (...intents: Intent[]): PendingEdit[] => intents.map((intent, index) => ({ editId: `e${index}`, mark: 'waiting', intent }));

describe('one edit', () => {
  test('a rename shows at once, marked, on the contact only', () => {
    const [first, second] = project(server, queued(renameContact(mahina, 'Māhina Tane')));
    expect(first).toMatchObject({ name: 'Māhina Tane', mark: 'waiting', editIds: ['e0'], removed: false });
    expect(first!.phones.map((held) => [held.mark, held.editIds])).toEqual([['upToDate', []], ['upToDate', []]]);
    expect(second).toMatchObject({ mark: 'upToDate', editIds: [] });
  });

  test('a changed phone is marked, and so is the contact as a whole, whose own edits stay empty', () => {
    const [first] = project(server, queued(changePhone(mahina, mahina.doc.Phone[0]!, phone('p1', { PhoneNumber: '0215550200' }))));
    expect(first!.phones[0]).toMatchObject({ PhoneNumber: '0215550200', mark: 'waiting', editIds: ['e0'] });
    expect(first).toMatchObject({ mark: 'waiting', editIds: [] });
  });

  test('a new phone comes last, a removed one stays, struck through', () => {
    const [first] = project(server, queued(addPhone(mahina, phone('new:p')), removePhone(mahina, mahina.doc.Phone[0]!)));
    expect(first!.phones.map((held) => [held.key, held.removed])).toEqual([['p1', true], ['p2', false], ['new:p', false]]);
  });

  test('a removed contact stays, struck through with its phones', () => {
    const [first] = project(server, queued(removeContact(mahina)));
    expect(first).toMatchObject({ removed: true, mark: 'waiting', editIds: ['e0'] });
    expect(first!.phones.every((held) => held.removed)).toBe(true);
  });

  test('a new contact comes last', () => {
    expect(project([mahina], queued(addContact(aroha))).map((shown) => [shown.key, shown.mark])).toEqual([['a', 'upToDate'], ['b', 'waiting']]);
  });
});

describe('several edits', () => {
  test('the most urgent mark wins, and every edit can be undone by its id', () => {
    const edits: PendingEdit[] = [
      { editId: 'x', mark: 'needsYou', intent: renameContact(mahina, 'One') },
      { editId: 'y', mark: 'waiting', intent: renameContact(mahina, 'Two') },
    ];
    expect(project(server, edits)[0]).toMatchObject({ name: 'Two', mark: 'needsYou', editIds: ['x', 'y'] });
  });

  test('a phone added and then changed before either was sent', () => {
    const [first] = project(server, queued(addPhone(mahina, phone('new:p')), changePhone(mahina, phone('new:p'), phone('new:p', { PhoneNumber: '0271234567' }))));
    expect(first!.phones[2]).toMatchObject({ PhoneNumber: '0271234567', editIds: ['e0', 'e1'] });
  });

  test('edits of what is gone are left out', () => {
    const gone = contact('gone');
    const edits = queued(renameContact(gone, 'X'), removeContact(gone), addPhone(gone, phone('q')), removePhone(mahina, phone('no')), changePhone(mahina, phone('no'), phone('no')));
    expect(project(server, edits)).toEqual(project(server, []));
  });

  test('nothing touches a contact after its removal', () => {
    const edits = queued(removeContact(mahina), renameContact(mahina, 'Late'));
    expect(project(server, edits)[0]).toMatchObject({ name: 'Māhina Ngata', editIds: ['e0'] });
  });

  test('after removal of the primary, another may take its place', () => {
    const next = contact('new:c', { Name: 'Wiremu' });
    expect(contactsAfter([mahina], queued(removeContact(mahina), addContact(next)))).toEqual([next]);
  });
});

const keys = ['a', 'b', 'c', 'new:d'];
const phoneKeys = ['p1', 'p2', 'b.1', 'new:p', 'new:q'];
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.string().map((to): Change => ({ op: 'set', field: 'Name', was: '', to })),
  fc.tuple(fc.constantFrom(...phoneKeys), validPhone).map(([key, to]): Change => ({ op: 'addPhone', phone: { key, ...to } })),
  fc.tuple(fc.constantFrom(...phoneKeys), validPhone).map(([key, to]): Change => ({ op: 'setPhone', key, was: to, to })),
  fc.tuple(fc.constantFrom(...phoneKeys), validPhone).map(([key, was]): Change => ({ op: 'dropPhone', key, was })),
);
const intent: fc.Arbitrary<Intent> = fc.tuple(fc.constantFrom(...keys), fc.nat(5), fc.array(change, { maxLength: 4 })).map(([key, kind, changes]): Intent => {
  if (kind === 0) return addContact(contact(key));
  return kind === 1 ? removeContact(contact(key)) : { type: 'edit', contact: key, scope: customer, changes };
});
const marks: Mark[] = ['waiting', 'sending', 'checking', 'needsYou', 'notLinked'];
const edits: fc.Arbitrary<PendingEdit[]> = fc
  .array(fc.tuple(intent, fc.constantFrom(...marks)), { maxLength: 25 })
  .map((all) => all.map(([one, mark], index) => ({ editId: `e${index}`, mark, intent: one })));

const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
};
const shownKeys = (contacts: readonly KeyedContact[]): string[] => contacts.map((held) => held.key);

describe('whatever is queued', () => {
  test('with nothing queued the server copy is shown, up to date', () => {
    const shown = project(server, []);
    expect(contactsAfter(server, [])).toEqual(server);
    expect(shown.map((held) => held.mark)).toEqual(['upToDate', 'upToDate']);
    expect(shown.flatMap((held) => [held.removed, ...held.phones.map((one) => one.removed)])).not.toContain(true);
  });

  test('it never throws and changes nothing it was given', () => {
    fc.assert(fc.property(edits, (all) => {
      project(frozen(structuredClone(server)), frozen(structuredClone(all)));
    }));
  });

  test('the server’s contacts and phones never vanish or move', () => {
    fc.assert(fc.property(edits, (all) => {
      const shown = project(server, all);
      expect(shown.slice(0, 2).map((held) => held.key)).toEqual(shownKeys(server));
      expect(shown[0]!.phones.slice(0, 2).map((held) => held.key)).toEqual(['p1', 'p2']);
      expect(new Set(shown.map((held) => held.key)).size).toBe(shown.length);
    }));
  });

  test('what will be left is exactly what is shown and not struck through', () => {
    fc.assert(fc.property(edits, (all) => {
      const left = project(server, all).filter((held) => !held.removed);
      const after = contactsAfter(server, all);
      expect(after.map((held) => [held.key, held.doc.Name, held.doc.Phone.map((one) => one.key)])).toEqual(
        left.map((held) => [held.key, held.name, held.phones.filter((one) => !one.removed).map((one) => one.key)]),
      );
    }));
  });

  test('a mark is calm exactly where no edit is named', () => {
    fc.assert(fc.property(edits, (all) => {
      for (const held of project(server, all))
        for (const part of held.phones.filter((one) => !held.editIds.some((id) => all.some((edit) => edit.editId === id && edit.intent.type === 'create')) || one.editIds.length > 0))
          expect(part.mark === 'upToDate').toBe(part.editIds.length === 0);
    }));
  });

  test('order matters only within a contact', () => {
    fc.assert(fc.property(edits, fc.array(fc.nat()), (all, picks) => {
      const lanes = keys.map((key) => all.filter((edit) => edit.intent.contact === key));
      const shuffled: PendingEdit[] = [];
      for (let turn = 0; shuffled.length < all.length; turn += 1) {
        const open = lanes.filter((lane) => lane.length > 0);
        shuffled.push(open[(picks[turn] ?? 0) % open.length]!.shift()!);
      }
      const byKey = (shown: ReturnType<typeof project>) => [...shown].sort((a, b) => a.key.localeCompare(b.key));
      expect(byKey(project(server, shuffled))).toEqual(byKey(project(server, all)));
    }));
  });

  test('laying edits over in two goes is laying them over in one', () => {
    fc.assert(fc.property(edits, fc.nat(), (all, cut) => {
      const at = cut % (all.length + 1);
      // What is left after the first part may come back by a second create of the same key: not a thing people do.
      fc.pre(!all.slice(at).some((edit) => edit.intent.type === 'create' || edit.intent.type === 'edit' && edit.intent.changes.some((one) => one.op === 'addPhone')));
      expect(contactsAfter(contactsAfter(server, all.slice(0, at)), all.slice(at))).toEqual(contactsAfter(server, all));
    }));
  });
});
