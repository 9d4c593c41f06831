import { describe, expect, it } from 'vitest';
import { putContact } from '../../../../../main/engine/connectors/cleartax/calls.ts';
import { contactIdOf } from '../../../../../main/engine/connectors/cleartax/contact-id.ts';
import { cleartaxFacts } from '../../../../../main/engine/connectors/cleartax/facts.ts';
import { cleartax } from '../../../../../main/engine/connectors/cleartax/system.ts';
import { gstinCheck, isPan, looksLikeGstin } from '../../../../../main/engine/connectors/cleartax/tax-numbers.ts';
import { somebody } from '../../../sandbox/cleartax/desk.ts';

const scope = { level: 'cleartax.business', key: 'b 1' };
const issues = (more: object): string[] => cleartax.check({ ...somebody('c1'), ...more }, 'edit').map(({ field, severity }) => `${severity} ${field}`);

describe('Tax numbers', () => {
  it('are told by their form and their check character', () => {
    // Made up: the check character is worked out by hand from the published rule.
    expect(['AAAPA1234A', 'AAAPA0000A', 'AAAXA1234A', 'AAAPA1234AA', 'aaapa1234a'].map(isPan)).toEqual([true, false, false, false, false]);
    const fourteen = '29AAAPA1234A1Z';
    const good = fourteen + gstinCheck(fourteen);
    expect([looksLikeGstin(good), looksLikeGstin(good.slice(0, 14)), looksLikeGstin('369296450896540')]).toEqual([true, false, false]);
    expect([issues({ gstin: good }), issues({ gstin: `${fourteen}${good.endsWith('A') ? 'B' : 'A'}` })]).toEqual([[], ['warning /gstin']]);
    expect(issues({ gstin: `00${good.slice(2)}` })).toEqual(['warning /gstin']);
  });

  it('and everything else that looks wrong only warn', () => {
    expect(issues({})).toEqual([]);
    expect(issues({ gstin: 'x', pan_number: 'y', email: 'z', state: 'KARNATKA' }).sort()).toEqual(['warning /email', 'warning /gstin', 'warning /pan_number', 'warning /state']);
    expect(issues({ gstin: null, pan_number: '', email: null, state: 'Uttar Pradesh' })).toEqual([]);
  });
});

describe('A contact made here', () => {
  it('has an id that follows from our own key, so that a repeat is the same contact', () => {
    const id = contactIdOf('b1', 'new:01J0000000000000000000000A');
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(contactIdOf('b1', 'new:01J0000000000000000000000A')).toBe(id);
    expect(new Set([id, contactIdOf('b1', 'new:01J0000000000000000000000B'), contactIdOf('b2', 'new:01J0000000000000000000000A')]).size).toBe(3);
    const call = cleartax.createCall(scope, { business_name: 'Blue Lotus' }, 'new:1');
    expect(cleartax.idFor?.(scope, 'new:1')).toBe((call.body as { id: string }).id);
    expect([call.path.split('/').at(-1), call.path.split('/')[3]]).toEqual([(call.body as { id: string }).id, 'b%201']);
  });

  it('is written with all fifteen fields, those that nobody knows, and not the vendor’s flag', () => {
    const { body } = putContact(scope, 'c1', { id: 'other', business_name: 'Blue Lotus', nick_name: null, state: 'uttar pradesh', udyam: ['x'], system_generated: true });
    const { udyam, ...rest } = body as Record<string, unknown>;
    expect([udyam, Object.keys(rest).length, rest['id'], rest['nick_name'], rest['zip_code'], rest['state']]).toEqual([['x'], 15, 'c1', '', '', 'UTTARPRADESH']);
  });

  it('cannot be deleted: the facts say why, and there is no such call', () => {
    expect(cleartaxFacts.cannot.remove).toContain('no way to delete');
    expect(() => cleartax.removeCall(scope, 'c1')).toThrow('no call');
  });
});

describe('A contact is shown', () => {
  it('by its business, else by whatever there is, with its kind', () => {
    expect(['business_name', 'contact_person_name', 'nick_name', 'email', 'gstin'].map((name) => cleartax.title({ id: 'c1', [name]: name }))).toEqual(['business_name', 'contact_person_name', 'nick_name', 'email', 'gstin']);
    expect([cleartax.title({ id: 'c1' }), cleartax.title({})]).toEqual(['Contact c1', 'Contact']);
    expect(['COMPANY', 'INDIVIDUAL', 'TRUST', ''].map((organization_type) => cleartax.kind({ organization_type }))).toEqual(['Company', 'Individual', 'TRUST', '']);
    expect([cleartax.updatedAt({}), cleartax.locked({})]).toEqual([null, '']);
  });
});

describe('The facts', () => {
  it('say that it is retired, name each field once, and go over to other processes', () => {
    expect(cleartaxFacts.lifecycle.state).toBe('retired');
    expect(new Set(cleartaxFacts.fields.map(({ path }) => path)).size).toBe(cleartaxFacts.fields.length);
    expect(structuredClone(cleartaxFacts)).toEqual(cleartaxFacts);
    expect(cleartaxFacts.fields.find(({ path }) => path === '/state')?.options).toHaveLength(38);
  });

  it('give the token to a call, and nothing to a call without one', () => {
    const call = cleartax.statusCall('b1\nb2');
    expect(call.path).toContain('/businesses/b1/contacts');
    expect(cleartax.headers({ token: 'abc' }, call)).toMatchObject({ 'x-cleartax-auth-token': 'abc' });
    expect(cleartax.headers({}, call)).toBeNull();
  });

  it('take every business that was typed, once', async () => {
    const scopes = await cleartax.scopes(async () => { throw new Error('asks nobody'); }, ' b1\nb2, b1\n1fde8896-b288-4d0d-a037-9f3cd3447852 ');
    expect(scopes.ok && scopes.value.map(({ title }) => title)).toEqual(['Business b1', 'Business b2', 'Business 1fde8896…']);
  });
});
