import { describe, expect, it } from 'vitest';
import { stateKeys } from '../../../main/sandbox/cleartax/states.ts';
import { gstinCheck, looksLikeGstin } from '../../../main/sandbox/cleartax/tax-numbers.ts';
import { desk, somebody } from '../../main/sandbox/cleartax/desk.ts';
import type { Told } from '../../main/sandbox/contact-caller.ts';
import { officialOf, OpenApi } from '../openapi.ts';

const official = officialOf('cleartax');
const definition = official.present ? new OpenApi(official.text('openapi.derived.yaml'), '/api') : null;
const sample = (name: string): Told['json'] => JSON.parse(official.text('samples', `${name}.json`));

describe.skipIf(!official.present)(`ClearTax as it was published${official.whyNot}`, () => {
  it('answers the sample of a write with the fields of its reply, in their order', () => {
    const one = desk();
    const sent = sample('put-request');
    const reply = one.ask('PUT', one.at(sent.id), sent);
    expect([reply.status, Object.keys(reply.json)]).toEqual([200, Object.keys(sample('put-200'))]);
    expect(reply.json).toEqual(sent);
    // The reply of the page belongs to another request than the one beside it: written, it comes back as it is.
    const other = sample('put-200');
    expect(one.ask('PUT', one.at(other.id), other).body).toBe(JSON.stringify(other));
  });

  it('answers its samples of reads as they are', () => {
    const one = desk(0);
    const [read, [row]] = [sample('get-200'), sample('list-200')];
    for (const { system_generated, ...contact } of [read, row]) {
      expect(one.ask('PUT', one.at(contact.id), contact).status).toBe(200);
      one.system.orders['plant']!({ business: one.businesses[0], contact: contact.id, fields: { system_generated } });
    }
    expect(one.ask('GET', one.at(read.id)).body).toBe(JSON.stringify(read));
    expect(one.ask('GET', `${one.at()}?contact_id=${row.id}`).body).toBe(JSON.stringify([row]));
  });

  it('answers its samples of refusals as they are', () => {
    const one = desk();
    expect(one.ask('PUT', one.at('x'), { ...somebody('x'), business_name: '' }).body).toBe(JSON.stringify(sample('put-400-business-name-empty')));
    expect(one.ask('GET', one.at('x')).body).toBe(JSON.stringify(sample('get-400-customer-not-exist')));
    const { errors } = sample('sibling-bill-of-supply-400-3');
    expect(one.ask('PUT', one.at('x'), { ...somebody('x'), state: 'KARNATKA' }).json.errors).toEqual(errors);
    expect(Object.keys(one.ask('GET', `${one.at()}?start=x`).json)).toEqual(Object.keys(sample('sibling-bill-of-supply-400-1')));
  });

  it('answers everything as its derived definition says', () => {
    const one = desk(90);
    const asked = (method: string, path: string, body?: unknown): Told => {
      const reply = one.ask(method, path, body);
      expect(definition!.answer(method, path, reply.status, reply.body), `${method} ${path} → ${reply.status} ${reply.body.slice(0, 300)}`).toBe('');
      return reply;
    };
    for (const row of asked('GET', `${one.at()}?override_pagination=true`).json as { id: string }[]) {
      const { json } = asked('GET', one.at(row.id));
      asked('PUT', one.at(row.id), { ...json, city: 'Kochi' });
      asked('PUT', one.at(row.id), { ...json, state: '', organization_type: '' });
      asked('PUT', one.at(row.id), { ...json, state: 'nowhere' });
      asked('PUT', one.at('another'), json);
    }
    asked('GET', one.at('nobody'));
    asked('GET', `${one.at()}?limit=x`);
    expect(definition!.request('PUT', one.at('x'), JSON.stringify(somebody('x')))).toBe('');
    expect(definition!.answer('GET', one.at('x'), 200, '{"id":1}')).toContain('must be string');
  });

  it('has the states of its master', () => {
    const { states } = JSON.parse(official.text('states.json')) as { states: { key: string }[] };
    expect(states.map((state) => state.key).sort()).toEqual([...stateKeys].sort());
  });

  it('has GSTINs as its vectors have them', () => {
    const vectors = JSON.parse(official.text('gstin-pan-vectors.json')) as { valid: { gstin: string }[]; invalidChecksum: string[]; invalidFormat: string[]; acceptedByClearTaxSandboxesButInvalid: { failChecksum: string[]; passChecksum: string[] } };
    const passes = (gstin: string): boolean => gstinCheck(gstin.slice(0, 14)) === gstin[14];
    const { failChecksum, passChecksum } = vectors.acceptedByClearTaxSandboxesButInvalid;
    const good = [...vectors.valid.map((one) => one.gstin), ...passChecksum];
    expect(good.map((gstin) => [looksLikeGstin(gstin), passes(gstin)])).toEqual(good.map(() => [true, true]));
    const bad = [...vectors.invalidChecksum, ...failChecksum];
    expect(bad.map((gstin) => [looksLikeGstin(gstin), passes(gstin)])).toEqual(bad.map(() => [true, false]));
    expect(vectors.invalidFormat.map(looksLikeGstin)).toEqual(vectors.invalidFormat.map(() => false));
  });
});
