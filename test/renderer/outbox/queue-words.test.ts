import { describe, expect, it } from 'vitest';
import { irdFacts } from '../../../main/engine/connectors/ird/facts.ts';
import type { SystemFacts } from '../../../shared/systems.ts';
import type { QueueRow } from '../../../shared/views.ts';
import { actionWord, buttonsOf, canBeTyped, chosenWords, currentConflict, discardedWords, discardQuestion, fieldWord, mustAsk, rowName, sideWords, whenWords } from '../../../renderer/outbox/queue-words.ts';

const now = new Date(2026, 10, 20, 11, 2).getTime();
const row = (part: Partial<QueueRow> = {}): QueueRow => ({
  editId: 'A', seq: 1, clientId: 'IRD:1', clientName: 'Ngata', title: 'Add mobile', where: '', state: 'waiting', at: now - 5 * 60_000, sentAt: null, attempts: 0, reason: '', conflicts: [], issues: [], details: null, actions: [], restingOn: 0, by: '', nextTryAt: null, doc: { type: 'remove', contact: '1', scope: { level: 'ird.customer', key: 'IRD:1' }, was: { ContactType: 'PRIMRY', Name: '', Phone: [] } }, ...part,
});

describe('a row of the queue in words', () => {
  it('says when it was made and how often it was tried', () => {
    expect(whenWords(row(), now)).toBe('Made 5 min ago');
    expect(whenWords(row({ attempts: 1 }), now)).toBe('Made 5 min ago · tried once');
    expect(whenWords(row({ attempts: 3 }), now)).toBe('Made 5 min ago · tried 3 times');
    expect(whenWords(row({ state: 'sent', sentAt: now }), now)).toBe('Sent 11:02 · made 5 min ago');
  });

  it('says who made it and when it is tried next, as long as that is to come', () => {
    expect(whenWords(row({ by: 'mere', nextTryAt: now + 2 * 60_000 }), now)).toBe('Made 5 min ago by mere · next try 11:04');
    expect(whenWords(row({ nextTryAt: now - 1 }), now)).toBe('Made 5 min ago');
    expect(whenWords(row({ by: 'mere', state: 'sent', sentAt: now }), now)).toBe('Sent 11:02 · made 5 min ago by mere');
  });

  it('offers the sides of a conflict in its own table, and everything else as buttons', () => {
    const conflicts = [{ field: 'name', was: 'a', mine: 'b', theirs: 'c' }];
    expect(buttonsOf(row({ conflicts, actions: ['keepMine', 'takeTheirs', 'discard'] }))).toEqual([]);
    expect(buttonsOf(row({ conflicts, actions: ['retry', 'discard'] }))).toEqual(['retry', 'discard']);
    expect(buttonsOf(row({ actions: ['fix', 'retry', 'discard'] })).map((action) => actionWord(action, irdFacts))).toEqual(['Correct…', 'Send again', 'Discard']);
  });

  it('goes through the fields of a conflict one after the other', () => {
    const conflict = row({ conflicts: ['name', 'phone.number'].map((field) => ({ field, was: 'a', mine: 'b', theirs: 'c' })), actions: ['keepMine', 'takeTheirs'] });
    const chosen = { field: 'name', take: 'mine' as const, value: '' };
    expect([currentConflict(conflict, [])?.field, currentConflict(conflict, [chosen])?.field]).toEqual(['name', 'phone.number']);
    expect(currentConflict(conflict, [chosen, { ...chosen, field: 'phone.number' }])).toBeUndefined();
    expect(chosenWords(chosen, 1, irdFacts)).toBe('Name: yours. One more to choose');
    expect(chosenWords({ field: 'phone.type', take: 'other', value: 'BSN' }, 2, irdFacts)).toBe('Kind: Business. 2 more to choose');
  });

  it('lets a value be typed only for a field, not for a whole contact or phone', () => {
    const of = (field: string): boolean => canBeTyped({ field, was: '', mine: '', theirs: '' }, irdFacts);
    expect(['name', 'phone.number', 'contact', 'phone', 'contactType'].map(of)).toEqual([true, true, false, false, false]);
  });

  it('is read out with the sides of its conflict and the keys that choose', () => {
    const words = rowName(row({ state: 'needsYou', title: 'Rename A to B', conflicts: [{ field: 'name', was: 'A', mine: 'B', theirs: 'C' }], actions: ['keepMine', 'takeTheirs'] }), irdFacts);
    expect(words).toBe('Rename A to B, Ngata. Needs you. Name was A; yours B; Inland Revenue’s C. Press 1 for yours, 2 for Inland Revenue’s, 3 for another value.');
  });

  it('asks before discarding, and says how many edits go with it', () => {
    expect(discardQuestion(row(), irdFacts).question).toBe('Discard this edit?');
    expect(discardQuestion(row({ restingOn: 1 }), irdFacts).question).toBe('Discard this edit and the one that rests on it?');
    expect(discardQuestion(row({ restingOn: 2 }), irdFacts)).toEqual({ question: 'Discard this edit and the 2 that rest on it?', yes: 'Discard 3 edits' });
    expect([discardedWords(1), discardedWords(3), discardedWords(3, true)]).toEqual(['Discarded', 'Discarded, with 2 that rested on it', '3 edits discarded']);
  });

  it('asks about keeping Inland Revenue’s only where more goes with it', () => {
    const conflict = row({ conflicts: [{ field: 'name', was: 'a', mine: 'b', theirs: 'c' }], actions: ['keepMine', 'takeTheirs', 'discard'] });
    expect([mustAsk(row(), 'discard'), mustAsk(row({ restingOn: 2 }), 'retry')]).toEqual([true, false]);
    expect([mustAsk(conflict, 'takeTheirs'), mustAsk({ ...conflict, restingOn: 2 }, 'takeTheirs'), mustAsk({ ...conflict, restingOn: 2 }, 'keepMine')]).toEqual([false, true, false]);
    expect(discardQuestion({ ...conflict, restingOn: 2 }, irdFacts).question).toBe('Keep Inland Revenue’s and discard this edit and the 2 that rest on it?');
  });

  it('names fields in words, and leaves what it does not know', () => {
    expect([fieldWord('name', irdFacts), fieldWord('phone.number', irdFacts), fieldWord('Strange', irdFacts)]).toEqual(['Name', 'Number', 'Strange']);
  });

  it('spells out codes, and says what is not there', () => {
    expect([sideWords('phone.type', 'CELL', irdFacts), sideWords('phone.country', 'AU', irdFacts), sideWords('name', 'R. Hēnare', irdFacts)]).toEqual(['Mobile', 'Australia', 'R. Hēnare']);
    expect([sideWords('phone.extension', '', irdFacts), sideWords('contact', '', irdFacts, true), sideWords('contact', '', irdFacts)]).toEqual(['nothing', 'removed', 'nothing']);
  });

  it('names the fields of a record by their labels, and its choices by their words', () => {
    const facts: SystemFacts = { ...irdFacts, name: 'DNSimple', rows: 'contacts', fields: [{ path: '/country', label: 'Country', group: 'Address', kind: 'choice', options: [{ value: 'NZ', label: 'New Zealand' }] }, { path: '/emails', label: 'Emails', group: 'Reached by', kind: 'list', item: [{ path: '/email', label: 'Email', group: '', kind: 'email' }] }] };
    const conflict = { field: '/country', was: 'NZ', mine: '', theirs: 'AU' };
    expect(rowName(row({ title: 'Change country', conflicts: [conflict], actions: ['keepMine'] }), facts)).toContain('Country was New Zealand; yours nothing; DNSimple’s AU. Press 1 for yours, 2 for DNSimple’s');
    expect([canBeTyped(conflict, facts), canBeTyped({ ...conflict, field: '/emails' }, facts), canBeTyped({ ...conflict, field: '/odd' }, facts)]).toEqual([true, false, false]);
    const list = { ...conflict, field: '/emails' };
    const said = (...conflicts: (typeof conflict)[]): string => rowName(row({ conflicts, actions: ['keepMine'] }), facts);
    expect(said(list)).toMatch(/Press 1 for yours or 2 for DNSimple’s\.$/);
    expect(said(conflict, list)).toMatch(/2 for DNSimple’s, 3 for another value of Country\.$/);
    expect(sideWords('/emails', '[{"email":"a@b.example","id":3},{"email":"c@d.example"}]', facts)).toBe('a@b.example; c@d.example');
  });
});
