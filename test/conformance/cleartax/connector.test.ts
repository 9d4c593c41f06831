import { describe, expect, it } from 'vitest';
import { faultOf, recordIn, recordsIn } from '../../../main/engine/connectors/cleartax/answers.ts';
import { allContacts, anyContact, pageFrom, putContact, readContact } from '../../../main/engine/connectors/cleartax/calls.ts';
import { states } from '../../../main/engine/connectors/cleartax/states.ts';
import { gstinCheck, isPan, looksLikeGstin } from '../../../main/engine/connectors/cleartax/tax-numbers.ts';
import { cleartax } from '../../../main/engine/connectors/cleartax/system.ts';
import type { HttpCall, HttpReply } from '../../../main/engine/gateway/connector.ts';
import { startContactSandbox } from '../../../main/sandbox/contact-sandbox.ts';
import { askingOver, right } from '../../main/engine/connectors/asking.ts';
import { somebody } from '../../main/sandbox/cleartax/desk.ts';
import { officialOf, OpenApi } from '../openapi.ts';

const official = officialOf('cleartax');
const definition = official.present ? new OpenApi(official.text('openapi.derived.yaml'), '/api') : null;
const text = (name: string): string => official.text('samples', `${name}.json`);
const reply = (status: number, name: string): HttpReply => ({ status, headers: {}, text: text(name) });
const scope = { level: 'cleartax.business', key: 'b1' };
const [read, put, all] = [readContact(scope, 'c1'), putContact(scope, 'c1', {}), allContacts(scope)];
const said = ({ method, path, body }: HttpCall): [string, string, string] => [method, `/api${path}`, body === undefined ? '' : JSON.stringify(body)];

describe.skipIf(!official.present)(`What ClearTax published, read by the connector${official.whyNot}`, () => {
  it('samples of contacts are read as they are', () => {
    expect([faultOf(reply(200, 'get-200'), 0, read), faultOf(reply(200, 'put-200'), 0, put), faultOf(reply(200, 'list-200'), 0, all)]).toEqual([null, null, null]);
    expect(recordIn(reply(200, 'get-200'))).toEqual(JSON.parse(text('get-200')));
    expect(recordIn(reply(200, 'put-200'))).toEqual(JSON.parse(text('put-200')));
    expect(recordsIn(reply(200, 'list-200'))).toEqual(JSON.parse(text('list-200')));
  });

  it('samples of refusals are told by their codes, beside their fields', () => {
    expect(faultOf(reply(400, 'put-400-business-name-empty'), 0, put)).toMatchObject({ kind: 'refused', code: 'BAD_REQUEST_ATTR', fields: [{ field: '/business_name' }] });
    expect(faultOf(reply(400, 'get-400-customer-not-exist'), 0, read)).toEqual({ kind: 'conflict', conflicts: [], gone: true });
    expect(faultOf(reply(400, 'sibling-bill-of-supply-400-1'), 0, all)).toMatchObject({ kind: 'refused', code: '400', fields: [{ field: '' }] });
    expect(faultOf(reply(400, 'sibling-bill-of-supply-400-2'), 0, put)).toMatchObject({ kind: 'refused', code: '400', fields: [{ field: '' }] });
    expect(faultOf(reply(400, 'sibling-bill-of-supply-400-3'), 0, put)).toMatchObject({ kind: 'refused', code: '400', fields: [{ field: '/state' }] });
  });

  it('a write has the fields of its sample, and the sample comes out of it as it went in', () => {
    const sample = JSON.parse(text('put-request')) as Record<string, string>;
    const { body } = putContact(scope, sample['id'] ?? '', sample);
    expect(body).toEqual(sample);
    expect(Object.keys(body as object).sort()).toEqual(Object.keys(sample).sort());
  });

  it('states and tax numbers are those of the published lists', () => {
    const published = (JSON.parse(official.text('states.json')) as { states: { name: string; key: string }[] }).states;
    expect([...states].sort((a, b) => (a.value < b.value ? -1 : 1))).toEqual(published.map(({ name, key }) => ({ value: key, label: name })).sort((a, b) => (a.value < b.value ? -1 : 1)));
    const vectors = JSON.parse(official.text('gstin-pan-vectors.json')) as {
      valid: { gstin: string }[]; invalidChecksum: string[]; invalidFormat: string[]; acceptedByClearTaxSandboxesButInvalid: { failChecksum: string[]; passChecksum: string[] }; pan: { valid: string[]; invalid: string[] };
    };
    const fits = (gstin: string): boolean => looksLikeGstin(gstin) && gstinCheck(gstin.slice(0, 14)) === gstin[14];
    const { failChecksum, passChecksum } = vectors.acceptedByClearTaxSandboxesButInvalid;
    expect([...vectors.valid.map(({ gstin }) => gstin), ...passChecksum].filter((gstin) => !fits(gstin))).toEqual([]);
    expect([...vectors.invalidChecksum, ...vectors.invalidFormat, ...failChecksum].filter(fits)).toEqual([]);
    expect(failChecksum.filter((gstin) => !looksLikeGstin(gstin))).toEqual([]);
    expect(failChecksum.map((gstin) => cleartax.check({ ...somebody('x'), gstin }, 'edit').map(({ severity }) => severity))).toEqual(failChecksum.map(() => ['warning']));
    expect([vectors.pan.valid.filter(isPan), vectors.pan.invalid.filter(isPan)]).toEqual([vectors.pan.valid, []]);
  });

  it('the derived definition allows every call, whatever is in the contact', async () => {
    const whole = { ...somebody('c1'), pan_number: null, udyam: { a: 1 }, system_generated: true, zip_code: 560_001 };
    for (const call of [read, all, anyContact('b1'), pageFrom(scope, 20), putContact(scope, 'c1', whole), cleartax.createCall(scope, { ...whole, organization_type: 'INDIVIDUAL' }, 'new:1')])
      expect(definition!.request(...said(call)), JSON.stringify(call)).toBe('');
    const sandbox = await startContactSandbox({ system: 'cleartax', contacts: 90, seed: 11, port: 0 });
    const desk = askingOver(cleartax, sandbox.address, { token: sandbox.credentials.token });
    const [place] = right(await cleartax.scopes(desk.ask, sandbox.credentials.businesses.join('\n')));
    for (const doc of right(await cleartax.list(desk.ask, place!.scope))) right(await desk.ask(cleartax.changeCall(place!.scope, cleartax.idOf(doc), { ...doc, city: 'Kochi' }, ['/city'])));
    right(await cleartax.candidates(desk.ask, place!.scope, {}, 'new:1'));
    for (const { method, path, body } of desk.sent) expect(definition!.request(method, `/api${path}`, body), `${method} ${path} ${body}`).toBe('');
    expect(desk.sent.length).toBeGreaterThan(60);
    await desk.close();
    await sandbox.close();
  });
});
