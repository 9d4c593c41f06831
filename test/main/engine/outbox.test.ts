import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasForm } from '../../../main/engine/connectors/ird/effects.ts';
import { irdWords } from '../../../main/engine/connectors/ird/words.ts';
import { headOf } from '../../../main/engine/outbox/lanes.ts';
import { actionsFor, queueRow, queueStateOf, reasonFor } from '../../../main/engine/outbox/queue-view.ts';
import { advance, begun, IllegalTransition, isOpen, type EditEvent, type EditRecord, type EditState } from '../../../main/engine/outbox/transitions.ts';
import { sentWords, statusOf } from '../../../main/engine/status.ts';
import type { Fault } from '../../../shared/faults.ts';
import type { Intent } from '../../../shared/edits.ts';
import { contact, customer, phone } from '../../shared/inland-revenue/people.ts';

const intent: Intent = { type: 'edit', contact: '1', scope: customer, changes: [{ op: 'set', field: 'Name', was: 'A', to: 'B' }] };
const fresh = begun(1, 'e', 5, { kind: 'queued', lane: 'l', clientId: 'IRD:136410132', intent });
const call = { method: 'PUT' as const, path: '/p' };
const steps = [{ call, effect: { type: 'renameContact' as const, contact: '1', to: 'B' } }];
const faults: Fault[] = [
  { kind: 'refused', code: 'CNT102', fields: [{ field: 'phones.0.number', code: 'CNT102', text: 'Inland Revenue does not accept this phone number.' }], answer: { status: 400, code: 'CNT102', body: '{}' } },
  { kind: 'forbidden' },
  { kind: 'conflict', conflicts: [{ field: 'name', was: 'A', mine: 'B', theirs: 'C' }], gone: false },
  { kind: 'conflict', conflicts: [], gone: true },
  { kind: 'unknown', detail: 'Another contact of this type is there now.' },
  { kind: 'broken', incident: 'Sent 5 times without arriving.' },
];

const ird = { hasForm, words: irdWords };
const actions = (edit: EditRecord): string[] => actionsFor(edit, ird);

const events: EditEvent[] = [
  { kind: 'queued', lane: 'l', clientId: 'c', intent },
  { kind: 'sending', steps, stepIndex: 0, before: contact('1') },
  { kind: 'answered', stepIndex: 0, status: 200, identities: [] },
  { kind: 'done', status: 200, identities: [], how: 'answered' },
  { kind: 'carried', carrier: 'other' },
  { kind: 'requeued', reason: 'offline', counts: false },
  { kind: 'requeued', reason: 'didNotHappen', counts: true },
  { kind: 'unknown', detail: 'lost' },
  { kind: 'parked', fault: faults[0]!, before: null },
  { kind: 'parked', fault: faults[4]!, before: contact('1') },
  { kind: 'retried', intent },
  { kind: 'retried', intent: null },
  { kind: 'recheck' },
  { kind: 'amended', intent },
  { kind: 'undone' },
  { kind: 'discarded' },
  { kind: 'reopened' },
];
const states: EditState[] = ['queued', 'sending', 'unknown', 'parked', 'done', 'undone', 'discarded'];

/** The arrows of the design, written down a second time. */
const arrows: Record<EditState, Partial<Record<EditEvent['kind'], EditState>>> = {
  queued: { sending: 'sending', carried: 'sending', answered: 'queued', done: 'done', parked: 'parked', amended: 'queued', undone: 'undone' },
  sending: { sending: 'sending', answered: 'sending', done: 'done', requeued: 'queued', unknown: 'unknown', parked: 'parked' },
  unknown: { sending: 'sending', answered: 'unknown', done: 'done', requeued: 'queued', parked: 'parked' },
  parked: { retried: 'queued', recheck: 'unknown', amended: 'parked', discarded: 'discarded' },
  done: {},
  undone: { reopened: 'queued' },
  discarded: { reopened: 'parked' },
};

describe('what may happen to an edit', () => {
  for (const state of states)
    for (const event of events) {
      const to = arrows[state][event.kind];
      test(`${event.kind} while ${state} ${to ? `makes it ${to}` : 'is a fault of ours'}`, () => {
        const record: EditRecord = { ...fresh, state };
        if (to) expect(advance(record, event, 9).state).toBe(to);
        else expect(() => advance(record, event, 9)).toThrow(IllegalTransition);
        expect(record).toEqual({ ...fresh, state });
      });
    }

  test('whatever happens to it in whatever order, an edit stays itself and its facts fit its state', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 60 }), (run) => {
        let record: EditRecord = fresh;
        let attempts = 0;
        for (const event of run) {
          const before = record;
          try {
            record = advance(record, event, 9);
          } catch (error) {
            expect(error).toBeInstanceOf(IllegalTransition);
            expect(record).toBe(before);
            continue;
          }
          if (event.kind === 'requeued' && event.counts) attempts += 1;
          if (event.kind === 'retried') attempts = 0;
          if (event.kind === 'reopened') attempts = record.attempts;
          const { id, seq, lane, clientId, at } = fresh;
          expect(record).toMatchObject({ id, seq, lane, clientId, at, intent, attempts });
          expect(isOpen(before.state) || (before.state !== 'done' && event.kind === 'reopened')).toBe(true);
          if (record.state === 'parked') expect(record.fault).not.toBeNull();
          if (record.state === 'queued') expect(record).toMatchObject({ steps: [], stepIndex: 0, before: null });
          if (record.state === 'sending' && !record.carrier) expect(record.steps.length).toBeGreaterThan(0);
          expect(record.doneAt === null).toBe(record.state !== 'done');
          if (event.kind === 'requeued' && event.reason === 'didNotHappen' && before.steps.length > before.stepIndex) expect(record.doubted).toEqual({ step: before.steps[before.stepIndex], before: before.before });
        }
      }),
    );
  });

  test('an edit of which a part has had its effect can be finished, not taken back', () => {
    const sent = advance(fresh, events[1]!, 9);
    expect(actions(fresh)).toEqual(['undo', 'fix']);
    expect(actions(advance(sent, { kind: 'requeued', reason: 'busy', counts: false }, 9))).toEqual(['undo', 'fix']);
    const partly = advance(advance(sent, { kind: 'answered', stepIndex: 0, status: 200, identities: [] }, 9), { kind: 'requeued', reason: 'busy', counts: false }, 9);
    expect([partly.state, actions(partly)]).toEqual(['queued', []]);
  });

  test('a lane works on its first open edit, and waits when that needs the person', () => {
    const parked: EditRecord = { ...fresh, state: 'parked', fault: faults[1]! };
    expect(headOf([])).toBeNull();
    expect(headOf([fresh, parked])).toBe(fresh);
    expect(headOf([parked, fresh])).toBeNull();
  });
});

describe('how the queue speaks', () => {
  const parked = (fault: Fault, of: Intent = intent): EditRecord => ({ ...fresh, intent: of, state: 'parked', fault });
  const [refused, forbidden, conflict, gone, unknown, broken] = faults as [Fault, Fault, Fault, Fault, Fault, Fault];
  const create: Intent = { type: 'create', contact: 'new:1', scope: customer, doc: { ContactType: 'PRIMRY', Name: 'N', Phone: [phone('new:2')] } };

  test('offers what makes sense for what happened, and nothing else', () => {
    expect(actions(fresh)).toEqual(['undo', 'fix']);
    expect(actions({ ...fresh, state: 'sending' })).toEqual([]);
    expect(actions({ ...fresh, state: 'unknown' })).toEqual([]);
    expect(actions({ ...fresh, state: 'done' })).toEqual([]);
    expect(actions(parked(refused))).toEqual(['fix', 'retry', 'discard']);
    expect(actions(parked(forbidden))).toEqual(['retry', 'discard']);
    expect(actions(parked(conflict))).toEqual(['keepMine', 'takeTheirs', 'discard']);
    expect(actions(parked(conflict, create))).toEqual(['retry', 'discard']);
    expect(actions(parked(gone))).toEqual(['recreate', 'retry', 'discard']);
    expect(actions(parked(unknown))).toEqual(['checkAgain', 'retry', 'discard']);
    expect(actions(parked(broken))).toEqual(['retry', 'discard']);
  });

  test('gives a reason in whole sentences for everything that needs the person', () => {
    for (const fault of faults) for (const of of [intent, create]) expect(reasonFor(parked(fault, of), 'Rename A to B', irdWords)).toMatch(/^[A-Z][^]*[.]$/);
    expect(reasonFor(fresh, '', irdWords)).toBe('');
    expect(reasonFor({ ...fresh, state: 'unknown' }, '', irdWords)).toContain('before anything is sent again');
  });

  test('shows the answer under details, and whom a waiting edit waits for', () => {
    const words = { title: 'Rename A to B', where: 'Customer' };
    expect(queueRow(parked(refused), ird, 'C', words, '', 0)).toMatchObject({ state: 'needsYou', details: { status: 400, code: 'CNT102', body: '{}' }, conflicts: [] });
    expect(queueRow(parked(conflict), ird, 'C', words, '', 0)).toMatchObject({ details: null, conflicts: [{ was: 'A', mine: 'B', theirs: 'C' }] });
    expect(queueRow(fresh, ird, 'C', words, 'Waits for the other.', 0).reason).toBe('Waits for the other.');
    expect(queueRow(parked(conflict), ird, 'C', words, 'Waits for the other.', 0).reason).toContain('Somebody else changed this');
    expect(queueRow(fresh, ird, 'C', words, '', 0).reason).toBe('');
    expect(states.map((state) => queueStateOf({ ...fresh, state }))).toEqual(['waiting', 'sending', 'checking', 'needsYou', 'sent', 'waiting', 'waiting']);
  });

  test('counts and notices say one and many', () => {
    expect([sentWords(1, 0), sentWords(3, 0), sentWords(0, 1), sentWords(0, 2), sentWords(2, 1), sentWords(1, 2)]).toEqual(['1 edit sent', '3 edits sent', '1 edit needs you', '2 edits need you', '2 sent, 1 needs you', '1 sent, 2 need you']);
    const open = (['queued', 'queued', 'sending', 'unknown', 'parked'] as const).map((state) => ({ ...fresh, state }));
    expect(statusOf({ state: 'online' }, open, 7, null, '')).toEqual({ connection: { state: 'online' }, waiting: 2, sending: 1, checking: 1, needsYou: 1, upToDateAt: 7, listTrouble: '', reading: null });
  });
});
