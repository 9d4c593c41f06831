import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../../../main/sandbox/sandbox.ts';
import type { Sandbox } from '../../../main/sandbox/sandbox.ts';
import { listRequest } from '../../main/sandbox/ird/soap-desk.ts';
import { present, whyNot } from './official.ts';
import { recordingGateway } from './recording-gateway.ts';
import type { RecordingGateway } from './recording-gateway.ts';

let sandbox: Sandbox | undefined;
let gateway: RecordingGateway | undefined;
beforeAll(async () => {
  if (!present) return;
  sandbox = await startSandbox({ system: 'ird', profile: 'practice', clients: 20, seed: 7, port: 0 });
  gateway = await recordingGateway(sandbox.url);
});
afterAll(async () => {
  await gateway?.close();
  await sandbox?.close();
});

const json = 'application/json; charset=utf-8';
const soapXml = 'application/soap+xml; charset=utf-8';

async function send(method: string, path: string, body: string, headers: Record<string, string> = {}): Promise<string[]> {
  gateway!.violations.length = 0;
  const all = { authorization: `Bearer ${sandbox!.credentials.token}`, ...(body === '' ? {} : { 'content-type': json }), ...headers };
  const sent = Object.entries(all).filter(([, value]) => value !== '');
  await fetch(gateway!.url + path, { method, headers: [...sent], ...(body === '' ? {} : { body }) }).then((reply) => reply.text());
  return [...gateway!.violations];
}

const read = '{"CustomerID":"128225773","CustomerIDType":"IRD"}';
const phone = { PhoneType: 'CELL', Country: 'NZ', AreaCode: '', PhoneNumber: '0215550199', Extension: '' };

/** fetch adds these by itself. */
const added = /header (accept-language|sec-fetch-mode)$/;
const objections = async (...call: Parameters<typeof send>): Promise<string[]> => (await send(...call)).filter((one) => !added.test(one));

describe.skipIf(!present)(`The recording gateway${whyNot}`, () => {
  it('passes what is as published', async () => {
    expect(await objections('POST', '/gateway/customer/customer', read)).toEqual([]);
    expect(await objections('POST', '/gateway/customer/customer', '{"CustomerID":"049091850","CustomerIDType":"IRD"}')).toEqual([]);
    expect(await objections('GET', '/gateway/contact/status', '')).toEqual([]);
    expect(await objections('POST', '/gateway/notification/list', '{"FromDateTime":"2026-01-01T00:00:00"}')).toEqual([]);
    expect(await objections('POST', '/gateway/gws/intermediation/', listRequest(sandbox!.credentials.agency), { 'content-type': soapXml })).toEqual([]);
    expect(gateway!.seen.get('RetrieveClientList')).toBe(1);
    expect(gateway!.passed.map((one) => one.status)).toEqual([200, 400, 200, 200, 200]);
  });

  it.each([
    ['a property that is not in the definition', 'POST', '/gateway/customer/customer', read.replace('}', ',"Extra":1}'), {}],
    ['an unknown property deep inside', 'POST', '/gateway/contact/phone', JSON.stringify({ ContactID: 1, Phone: { ...phone, Note: 'x' } }), {}],
    ['a missing property', 'PUT', '/gateway/contact/phone', '{"Phone":{}}', {}],
    ['an id in quotes', 'DELETE', '/gateway/contact/phone', '{"PhoneID":"1"}', {}],
    ['a body that is no JSON', 'POST', '/gateway/customer/customer', '{', {}],
    ['another content type', 'POST', '/gateway/customer/customer', read, { 'content-type': 'application/json' }],
    ['a path that is not there', 'POST', '/gateway/customer/customers', read, {}],
    ['a path in other letters', 'POST', '/gateway/Customer/customer', read, {}],
    ['a query', 'POST', '/gateway/customer/customer?a=1', read, {}],
    ['another method', 'PUT', '/gateway/customer/customer', read, {}],
    ['a cookie', 'POST', '/gateway/customer/customer', read, { cookie: 'a=1' }],
    ['a header of its own', 'POST', '/gateway/customer/customer', read, { 'x-client': '1' }],
    ['no token', 'POST', '/gateway/customer/customer', read, { authorization: '' }],
    ['a body on a status', 'POST', '/gateway/contact/status', '{}', {}],
    ['a SOAP call as text/xml', 'POST', '/gateway/gws/intermediation/', listRequest('101362999'), { 'content-type': 'text/xml; charset=utf-8' }],
    ['a SOAP call that fails the schema', 'POST', '/gateway/gws/intermediation/', listRequest('101362999', { type: 'gst' }), { 'content-type': soapXml }],
    ['a SOAP call with another action', 'POST', '/gateway/gws/intermediation/', listRequest('101362999').replace('Intermediation/RetrieveClientList<', 'Intermediation/Link<'), { 'content-type': soapXml }],
  ])('objects to %s', async (_what, method, path, body, headers) => expect(await objections(method, path, body, headers)).not.toEqual([]));
});
