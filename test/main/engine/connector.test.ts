import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../main/engine/clock.ts';
import { irdConnector } from '../../../main/engine/connectors/ird/connector.ts';
import { busyUntil, faultOf, interpret } from '../../../main/engine/connectors/ird/interpret.ts';
import { judge } from '../../../main/engine/connectors/ird/judge.ts';
import { plan } from '../../../main/engine/connectors/ird/plan.ts';
import type { IrdEffect, IrdStep } from '../../../main/engine/connectors/ird/effects.ts';
import type { HttpReply, Names } from '../../../main/engine/gateway/connector.ts';
import { pairPhones } from '../../../main/engine/connectors/ird/phones.ts';
import { mergePhone } from '../../../main/engine/connectors/ird/merge.ts';
import type { Change, Intent } from '../../../shared/edits.ts';
import type { KeyedContact, NativePhone } from '../../../shared/contacts.ts';
import { fieldsOf } from '../../../shared/inland-revenue/edits.ts';
import { contact, customer, phone, validPhone } from '../../shared/inland-revenue/people.ts';

/** Keys of ours with a gateway id behind them: `new:12` → `12`, where it is known. */
const names = (known: Record<string, string> = {}): Names => ({
  remote: (_, key) => (key.startsWith('new:') ? (known[key] ?? null) : key),
  local: (_, remote) => Object.entries(known).find(([, id]) => id === remote)?.[0] ?? remote,
});
const reply = (status: number, text = '', headers: Record<string, string> = {}): HttpReply => ({ status, text, headers });
const error = (code: string): string => JSON.stringify({ errors: [{ code, type: 'validation', message: 'As it is worded.' }] });
const step = (effect: IrdEffect): IrdStep => ({ call: { method: 'POST', path: '/', body: {} }, effect });
const effects: IrdEffect[] = [
  { type: 'createContact', contact: 'new:1' },
  { type: 'renameContact', contact: '1', to: 'B' },
  { type: 'removeContact', contact: '1' },
  { type: 'addPhone', contact: '1', phone: 'new:2' },
  { type: 'setPhone', contact: '1', phone: '2' },
  { type: 'dropPhone', contact: '1', phone: '2' },
];

describe('what an answer means', () => {
  test.each(effects)('$type: a success in the documented form, and in no other, is done', (effect) => {
    const creates = effect.type === 'createContact' || effect.type === 'addPhone';
    const good = effect.type === 'createContact' ? '{"ContactID":1295148032}' : effect.type === 'addPhone' ? '{"PhoneID":1004734460042}' : '';
    expect(interpret(step(effect), reply(200, good), 0)).toEqual({ ok: true, value: creates ? [{ kind: effect.type === 'addPhone' ? 'phone' : 'contact', local: effect.type === 'addPhone' ? 'new:2' : 'new:1', remote: effect.type === 'addPhone' ? '1004734460042' : '1295148032' }] : [] });
    const wrong = ['<html>Sign in</html>', '{"ok":true}', '[]', ...(creates ? ['', '{}', 'null'] : [])];
    for (const body of wrong) expect(interpret(step(effect), reply(200, body), 0)).toMatchObject({ ok: false, error: { kind: 'unknown' } });
    for (const status of [201, 204, 302, 404, 405, 500, 502, 503, 504]) expect(interpret(step(effect), reply(status, '<html></html>'), 0)).toMatchObject({ ok: false, error: { kind: 'unknown' } });
  });

  test.each(effects)('$type: CST404 is what was wanted for a removal and a conflict for a change', (effect) => {
    const outcome = interpret(step(effect), reply(400, error('CST404')), 0);
    if (effect.type === 'removeContact' || effect.type === 'dropPhone') expect(outcome).toEqual({ ok: true, value: [] });
    else if (effect.type === 'createContact') expect(outcome).toMatchObject({ ok: false, error: { kind: 'refused', code: 'CST404' } });
    else expect(outcome).toEqual({ ok: false, error: { kind: 'conflict', conflicts: [], gone: true } });
  });

  test('an authentication failure is a sign-in, not a refusal, though it is a 400', () => {
    for (const code of ['EV1020', 'EV1021']) expect(faultOf(reply(400, error(code)), 0)).toEqual({ kind: 'signedOut' });
    expect(faultOf(reply(401), 0)).toEqual({ kind: 'signedOut' });
    expect(faultOf(reply(403, error('EV1022')), 0)).toMatchObject({ kind: 'forbidden' });
    expect(faultOf(reply(403, '<html>proxy</html>'), 0)).toMatchObject({ kind: 'unknown' });
    expect(faultOf(reply(500, error('EU6001')), 0)).toMatchObject({ kind: 'unknown' });
  });

  test('a code nobody has documented is kept and shown with its answer', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]{2,3}[0-9]{3,4}$/).filter((code) => !['EV1020', 'EV1021', 'EV1022'].includes(code)), (code) => {
        const fault = faultOf(reply(400, error(code)), 0);
        expect(fault).toMatchObject({ kind: 'refused', code, answer: { status: 400, code, body: error(code) } });
        if (fault?.kind === 'refused') expect(fault.fields[0]?.text).toMatch(/^[A-Z].*\.$/);
      }),
    );
    expect(faultOf(reply(422, error('ZZZ999')), 0)).toMatchObject({ fields: [{ text: expect.stringContaining('ZZZ999') }] });
  });

  const catalogue = new URL('../../../../shared/gateways/ird/derived/error-catalogue.json', import.meta.url);
  const absent = existsSync(catalogue) ? '' : ' (skipped: ../shared/gateways/ird is not beside this checkout)';
  test.skipIf(absent !== '')(`every published code of every operation has its meaning, and words that say what to do${absent}`, () => {
    const { operations } = JSON.parse(readFileSync(catalogue, 'utf8')) as { operations: Record<string, Record<string, { codes: Record<string, string> }>> };
    const published = Object.values(operations).flatMap((statuses) => Object.entries(statuses).flatMap(([status, { codes }]) => Object.keys(codes).map((code) => ({ status: Number(status), code }))));
    expect(published.length).toBeGreaterThan(50);
    const meant: Record<string, string> = { EV1020: 'signedOut', EV1021: 'signedOut', EV1022: 'forbidden', EU6001: 'unknown' };
    for (const { status, code } of published) {
      const fault = faultOf(reply(status, error(code)), 0);
      expect(fault?.kind, code).toBe(meant[code] ?? 'refused');
      // Two sentences: what it means, and what to do; never the words for a code that is not known.
      if (fault?.kind === 'refused') expect(fault.fields[0]?.text, code).toMatch(/^(?!.*refused this with code)[A-Z][^.]*\. [A-Z].*\.$/);
      if (fault?.kind === 'unknown') expect(fault.detail).toContain(code);
    }
    // Its samples of EV1022 are named 400, its definition says 403 (SPEC 14).
    expect(faultOf(reply(400, error('EV1022')), 0)).toMatchObject({ kind: 'forbidden' });
  });

  test('no answer at all, of any shape, throws', () => {
    fc.assert(fc.property(fc.nat(599), fc.oneof(fc.string(), fc.json()), fc.constantFrom(...effects), (status, text, effect) => void interpret(step(effect), reply(status, text), 0)));
  });

  test('waits as long as Retry-After says, in seconds or as a date, and half a minute where it does not', () => {
    expect(busyUntil(reply(429, '', { 'retry-after': '7' }), 1_000)).toBe(8_000);
    expect(busyUntil(reply(429, '', { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }), 0)).toBe(Date.UTC(2026, 9, 21, 7, 28));
    expect(busyUntil(reply(429), 1_000)).toBe(31_000);
    expect(busyUntil(reply(429, '', { 'retry-after': 'soon' }), 1_000)).toBe(31_000);
  });

  test('only the gateway\'s own OK opens the gate', () => {
    const connector = irdConnector(systemClock, { from: 'numbers', clientIds: [] });
    expect([reply(200, 'OK'), reply(200, '"OK"\n'), reply(200, '<html>OK</html>'), reply(200), reply(302, 'OK')].map((one) => connector.isStatusAnswer(one))).toEqual([true, true, false, false, false]);
    // Where there is no status, the refusal to read nobody proves as much; any other answer does not.
    expect([reply(400, error('CST404')), reply(400, error('EV2234')), reply(400, error('EV1020')), reply(404, error('CST404')), reply(400, 'no'), reply(200, '{"Customer":{}}')].map((one) => connector.isStatusAnswer(one))).toEqual([true, true, false, false, false, false]);
  });

  const samples = new URL('../../../../shared/gateways/ird/customer-services-suite/contact/samples/', import.meta.url);
  test.skipIf(!existsSync(samples))('every published sample answer is understood (skipped where ../shared is not beside the project)', () => {
    const files = readdirSync(samples).filter((name) => name.endsWith('_response.json'));
    expect(files.length).toBeGreaterThan(3);
    for (const name of files) {
      const [, method = '', status = '', rest = ''] = /^([A-Z]+)_(\d+)_(.*)_response\.json$/.exec(name) ?? [];
      const effect = effects[rest.includes('phone') ? 3 : method === 'DELETE' ? 2 : 0]!;
      const outcome = interpret(step(effect), reply(Number(status), readFileSync(new URL(name, samples), 'utf8')), 0);
      if (status === '200' || rest.includes('CST404')) expect(outcome, name).toMatchObject({ ok: true });
      else expect(outcome, name).toMatchObject({ ok: false, error: { kind: 'refused', code: /[A-Z]{2,3}\d+/.exec(rest)?.[0] } });
    }
  });
});

describe('merging a phone three ways', () => {
  test('one side changed: that side is taken; none changed: nothing is', () => {
    fc.assert(
      fc.property(validPhone, validPhone, fc.boolean(), (was, other, keepMine) => {
        expect(mergePhone(was, other, was, keepMine)).toEqual({ ok: true, value: other });
        expect(mergePhone(was, was, other, keepMine)).toEqual({ ok: true, value: other });
        expect(mergePhone(was, other, other, keepMine)).toEqual({ ok: true, value: other });
      }),
    );
  });

  test('a conflict names only fields that both changed, differently; keeping mine has none and loses none of mine', () => {
    fc.assert(
      fc.property(validPhone, validPhone, validPhone, (was, mine, theirs) => {
        const merged = mergePhone(was, mine, theirs, false);
        if (!merged.ok) for (const one of merged.error) expect(one.mine).not.toBe(one.theirs);
        const kept = mergePhone(was, mine, theirs, true);
        expect(kept.ok).toBe(true);
        if (kept.ok) for (const field of Object.keys(was) as (keyof NativePhone)[]) if (mine[field] !== was[field]) expect(kept.value[field]).toBe(mine[field]);
      }),
    );
  });

  test('country, area code and number are one thing: half of each is never put together', () => {
    const was = fieldsOf(phone('1'));
    const au = { ...was, Country: 'AU', AreaCode: '02', PhoneNumber: '93744000' };
    expect(mergePhone(was, au, { ...was, PhoneNumber: '0215550111' }, false)).toMatchObject({ ok: false });
    expect(mergePhone(was, au, { ...was, PhoneNumber: '0215550111' }, true)).toEqual({ ok: true, value: au });
  });
});

describe('planning', () => {
  const two = contact('1', { Phone: [phone('11'), phone('12', { PhoneNumber: '0215550100' })] });
  const edit = (...changes: Change[]): Intent => ({ type: 'edit', contact: '1', scope: customer, changes });
  const drop = (key: string, was: NativePhone = phone(key)): Change => ({ op: 'dropPhone', key, was: fieldsOf(was) });

  test('several changes of one edit each meet the contact as the one before leaves it', () => {
    const one = contact('1', { Phone: [phone('11')] });
    expect(plan(edit({ op: 'addPhone', phone: phone('new:2') }, drop('11')), [one], names())).toMatchObject({ ok: true, value: [{ effect: { type: 'addPhone' } }, { effect: { type: 'dropPhone' } }] });
    expect(plan(edit(drop('11'), { op: 'addPhone', phone: phone('new:2') }), [one], names())).toMatchObject({ ok: false, error: { kind: 'refused', code: 'CNT103' } });
  });

  test('a phone of our own that has never been seen at the gateway is not taken for removed', () => {
    expect(plan(edit(drop('new:9')), [two], names())).toMatchObject({ ok: false, error: { kind: 'conflict', gone: true } });
    expect(plan(edit(drop('new:9')), [two], names({ 'new:9': '99' }))).toEqual({ ok: true, value: [] });
  });

  test('what is already so needs no call', () => {
    expect(plan(edit({ op: 'set', field: 'Name', was: 'Other', to: two.doc.Name }), [two], names())).toEqual({ ok: true, value: [] });
    expect(plan({ type: 'remove', contact: '7', scope: customer, was: two.doc }, [two], names())).toEqual({ ok: true, value: [] });
    expect(plan(edit({ op: 'addPhone', phone: phone('12') }), [two], names())).toEqual({ ok: true, value: [] });
  });

  test('an id too large for a number is never sent as another', () => {
    const large = contact('99999999999999999999', { Phone: [phone('1')] });
    expect(() => plan({ type: 'remove', contact: large.key, scope: customer, was: large.doc }, [large], names())).toThrow(RangeError);
  });
});

describe('judging a lost reply', () => {
  const before = contact('1', { Name: 'A', Phone: [phone('11')] });
  const judged = (effect: IrdEffect, now: KeyedContact[], intent: Intent = { type: 'remove', contact: '1', scope: customer, was: before.doc }, sent: NativePhone = phone('x', { PhoneNumber: '0215550122' })) =>
    judge({ call: { method: 'POST', path: '/', body: { Phone: fieldsOf(sent) } }, effect }, intent, before, now, names()).outcome;
  const [create, rename, remove, add, , drop] = effects as [IrdEffect, IrdEffect, IrdEffect, IrdEffect, IrdEffect, IrdEffect];
  const set: IrdEffect = { type: 'setPhone', contact: '1', phone: '11' };
  const sent = phone('20', { PhoneNumber: '0215550122' });

  test.each<[string, string, IrdEffect, KeyedContact[]]>([
    ['a name as sent', 'happened', rename, [contact('1', { Name: 'B' })]],
    ['the old name', 'didNot', rename, [before]],
    ['a third name', 'cannotTell', rename, [contact('1', { Name: 'C' })]],
    ['no contact, after a removal', 'happened', remove, []],
    ['the contact, after a removal', 'didNot', remove, [before]],
    ['no contact, after anything else', 'cannotTell', rename, []],
    ['one new equal phone', 'happened', add, [contact('1', { Phone: [phone('11'), sent] })]],
    ['two new equal phones', 'cannotTell', add, [contact('1', { Phone: [phone('11'), sent, { ...sent, key: '21' }] })]],
    ['no new phone', 'didNot', add, [before]],
    ['a new phone of another number', 'cannotTell', add, [contact('1', { Phone: [phone('11'), phone('20')] })]],
    ['the phone as sent', 'happened', set, [contact('1', { Phone: [{ ...sent, key: '11' }] })]],
    ['the phone as it was', 'didNot', set, [before]],
    ['the phone with a third number', 'cannotTell', set, [contact('1', { Phone: [phone('11', { PhoneNumber: '09' })] })]],
    ['the phone gone, after a change', 'cannotTell', set, [contact('1', { Phone: [] })]],
    ['the phone gone, after its removal', 'happened', { ...drop, phone: '11' } as IrdEffect, [contact('1', { Phone: [] })]],
    ['the phone there, after its removal', 'didNot', { ...drop, phone: '11' } as IrdEffect, [before]],
  ])('%s: %s', (_, outcome, effect, now) => {
    expect(judged(effect, now)).toBe(outcome);
  });

  test('a contact of the type is ours only when every field is', () => {
    const doc = { ContactType: 'PRIMRY', Name: 'N', Phone: [phone('new:2'), phone('new:3', { PhoneNumber: '09' })] };
    const intent: Intent = { type: 'create', contact: 'new:1', scope: customer, doc };
    const there = (over: Partial<KeyedContact['doc']>) => judged(create, [contact('5', { ...doc, ...over })], intent);
    expect(there({ Phone: [phone('8', { PhoneNumber: '09' }), phone('9')] })).toBe('happened');
    expect(there({ Name: 'M' })).toBe('cannotTell');
    expect(there({ Phone: [phone('9')] })).toBe('cannotTell');
    expect(there({ ContactType: 'SCNDRY' })).toBe('didNot');
    expect(judged(create, [], intent)).toBe('didNot');
  });

  test('phones of a new contact are paired one to one, equal ones too', () => {
    expect(pairPhones([phone('new:1'), phone('new:2'), phone('new:3', { PhoneNumber: '09' })], [phone('7'), phone('8')])).toEqual([{ kind: 'phone', local: 'new:1', remote: '7' }, { kind: 'phone', local: 'new:2', remote: '8' }]);
  });
});
