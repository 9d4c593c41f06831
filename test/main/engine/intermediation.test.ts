import { XMLParser } from 'fast-xml-parser';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultOfStatus } from '../../../main/engine/connectors/ird/intermediation/refusals.ts';
import { readAnswer } from '../../../main/engine/connectors/ird/intermediation/answers.ts';
import { clientIdOf, contentOf, isOnAList, noMemory, retrieveClientList } from '../../../main/engine/connectors/ird/intermediation/linked-clients.ts';
import { clientCall, clientListCall, type Intermediation } from '../../../main/engine/connectors/ird/intermediation/requests.ts';
import type { HttpReply, Send } from '../../../main/engine/gateway/connector.ts';
import { soapObjection, soapPresent, soapSample, whyNoSoap } from '../../conformance/ird/official-xml.ts';

const service: Intermediation = { from: 'intermediation', address: 'http://127.0.0.1:1/gws/', agency: '132261132', software: { provider: 'Agentbook', platform: 'Desk & Co <1>', release: '1.0' } };
const reply = (text: string, status = 200): HttpReply => ({ status, text, headers: {} });
const sending = (text: string, status = 200): Send => async () => ({ ok: true, value: reply(text, status) });

/** An answer put together in other prefixes than the samples', as the namespaces allow. */
const answer = (operation: 'RetrieveClientList' | 'RetrieveClient', code: string, inside = ''): string => {
  const inner = `${operation.charAt(0).toLowerCase()}${operation.slice(1)}Response`;
  return `<?xml version="1.0"?><x:Envelope xmlns:x="http://www.w3.org/2003/05/soap-envelope"><x:Body><y:${operation}Response xmlns:y="https://services.ird.govt.nz/GWS/Intermediation/"><y:${operation}Result><z:${operation}ResponseWrapper xmlns:z="urn:z"><q:${inner} xmlns:q="urn:q"><c:statusMessage xmlns:c="urn:c"><c:statusCode>${code}</c:statusCode><c:errorMessage>As &amp; it is worded</c:errorMessage></c:statusMessage>${inside}</q:${inner}></z:${operation}ResponseWrapper></y:${operation}Result></y:${operation}Response></x:Body></x:Envelope>`;
};
const client = (id: string, type = 'IRD', account = '', status = ''): string => `<q:client${status && ` status="${status}"`}><q:clientID IdentifierValueType="${type}">${id}</q:clientID>${account && `<q:clientAccountType>${account}</q:clientAccountType>`}</q:client>`;
const list = (id: string, type: string, ...clients: string[]): string => `<q:agency agencyID="132261132" agencyIDType="IRD"><q:clientList clientListID="${id}" clientListIDType="LSTID" clientListType="${type}" hasRefundAccount="true">${clients.join('')}</q:clientList></q:agency>`;

/** Names with their namespaces, attributes and texts: what two documents in different prefixes have in common. */
function expanded(xml: string): unknown {
  type Node = Record<string, unknown> & { ':@'?: Record<string, string> };
  const walk = (nodes: Node[], scope: Record<string, string>): unknown[] =>
    nodes.flatMap((node): unknown[] => {
      const name = Object.keys(node).find((key) => key !== ':@') ?? '';
      if (name === '#text') return [String(node[name]).trim()].filter(Boolean);
      const attributes = Object.entries(node[':@'] ?? {});
      const here = { ...scope, ...Object.fromEntries(attributes.filter(([key]) => key.startsWith('xmlns')).map(([key, value]) => [key.slice(6), value])) };
      const [prefix, local] = name.includes(':') ? name.split(':') : ['', name];
      return [[`{${here[prefix!] ?? ''}}${local}`, attributes.filter(([key]) => !key.startsWith('xmlns')), walk(node[name] as Node[], here)]];
    });
  return walk(new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', parseTagValue: false }).parse(xml) as Node[], {});
}

describe('what is asked', () => {
  const asked = { list: clientListCall(service).soap ?? '', client: clientCall(service, 'IRD:077415807').soap ?? '' };

  test.skipIf(!soapPresent)(`has every name, namespace and order of the published samples${whyNoSoap}`, () => {
    const like = (name: string): string => soapSample(name).replaceAll('>softwareProvider<', '>Agentbook<').replaceAll('>softwarePlatform<', '>Desk &amp; Co &lt;1&gt;<');
    expect(expanded(asked.list)).toEqual(expanded(like('RetriveClientList-request.xml').replace(/<int1:filter.*>\s*/g, '')));
    // The sample names one account's link; we ask for all of the client's, by the client's own number.
    expect(expanded(asked.client)).toEqual(expanded(like('RetrieveClient-request.xml').replace('ACCIRD', 'IRD').replace(/<int1:clientAccountType.*>\s*/g, '')));
  });

  test.skipIf(!soapPresent)(`validates against the published schema, whatever is in the settings${whyNoSoap}`, () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 80, unit: 'grapheme' }).filter((text) => !/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(text) && text.trim() !== ''), fc.constantFrom('132261132', '1512100301'), (text, agency) => {
        const odd = { ...service, agency, software: { provider: text, platform: text, release: text } };
        expect(soapObjection(clientListCall(odd).soap ?? '')).toBe('');
        expect(soapObjection(clientCall(odd, 'CST:1512100301').soap ?? '')).toBe('');
      }),
      { numRuns: 100 },
    );
  });

  test('goes to the address of the service, and an agency without an IRD number is a customer id', () => {
    expect(clientListCall(service)).toMatchObject({ method: 'POST', at: 'http://127.0.0.1:1/gws/' });
    expect(asked.list).toContain('IdentifierValueType="IRD">132261132<');
    expect(clientListCall({ ...service, agency: '1512100301' }).soap).toContain('IdentifierValueType="CST">1512100301<');
    expect(asked.list).toContain('Desk &amp; Co &lt;1&gt;');
  });
});

describe('what is answered', () => {
  test.skipIf(!soapPresent)(`the published list is read whole, leading zeros too${whyNoSoap}`, async () => {
    const links = [{ list: { id: '132280722', idType: 'LSTID', type: 'PAYCLI' }, accountType: 'EMP', state: '' }];
    expect(await retrieveClientList(sending(soapSample('RetriveClientList-response.xml')), service, 0)).toEqual({
      ok: true,
      value: { strange: [], clients: ['IRD:132260753', 'IRD:132260806', 'IRD:077415807'].map((clientId) => ({ clientId, links })) },
    });
    expect(await isOnAList(sending(soapSample('RetrieveClient-response.xml')), service, 'IRD:077415807', 0)).toEqual({ ok: true, value: true });
  });

  test('a client on several lists, by several accounts, is one client with all its links', async () => {
    const text = answer('RetrieveClientList', '0', list('1', 'TAXCLI', client('136410132'), client('049091850', 'ACCIRD', 'GST'), client('1512100301', 'CST')) + list('2', 'OTHCLI', client('49091850', 'ACCIRD', 'INC', 'PENDING')));
    const found = await retrieveClientList(sending(text), service, 0);
    expect(found).toEqual({ ok: true, value: { strange: [], clients: [
      { clientId: 'IRD:136410132', links: [{ list: { id: '1', idType: 'LSTID', type: 'TAXCLI' }, accountType: '', state: '' }] },
      { clientId: 'IRD:049091850', links: [{ list: { id: '1', idType: 'LSTID', type: 'TAXCLI' }, accountType: 'GST', state: '' }, { list: { id: '2', idType: 'LSTID', type: 'OTHCLI' }, accountType: 'INC', state: 'PENDING' }] },
      { clientId: 'CST:1512100301', links: [{ list: { id: '1', idType: 'LSTID', type: 'TAXCLI' }, accountType: '', state: '' }] },
    ] } });
  });

  test('a list that equals the last one is not read again; a refusal in between does not make it forgotten', async () => {
    const memory = noMemory();
    const first = await retrieveClientList(sending(answer('RetrieveClientList', '0', list('1', 'TAXCLI', client('136410132')))), service, 0, memory);
    expect(await retrieveClientList(sending(answer('RetrieveClientList', '4')), service, 0, memory)).toMatchObject({ ok: false });
    const again = await retrieveClientList(sending(answer('RetrieveClientList', '0', list('1', 'TAXCLI', client('136410132')))), service, 0, memory);
    expect(first.ok && again.ok && first.value === again.value).toBe(true);
    expect(await retrieveClientList(sending(answer('RetrieveClientList', '103')), service, 0, memory)).toEqual({ ok: true, value: { clients: [], strange: [] } });
  });

  test('a kind of number nobody has documented is named, not guessed at', async () => {
    expect(await retrieveClientList(sending(answer('RetrieveClientList', '0', list('1', 'TAXCLI', client('136410132', 'NEWID'), client('136410132')))), service, 0)).toMatchObject({ ok: true, value: { strange: ['NEWID'], clients: [{ clientId: 'IRD:136410132' }] } });
    expect([clientIdOf('IRD', '49091850'), clientIdOf('ACCCST', '1512100301'), clientIdOf('IRD', 'x'), clientIdOf('constructor', '136410132')]).toEqual(['IRD:049091850', 'CST:1512100301', null, null]);
  });

  test('an account\'s number names its owner where that can be told, and covers accounts of its type only', async () => {
    expect([clientIdOf('ACC', '136410132GST001'), clientIdOf('ACC', '512100301INC003'), clientIdOf('ACC', '136410132'), clientIdOf('ACC', '136410132GST1')]).toEqual(['IRD:136410132', null, null, null]);
    const found = await retrieveClientList(sending(answer('RetrieveClientList', '0', list('1', 'TAXCLI', client('136410132GST001', 'ACC'), client('136410132INC002', 'ACC', 'INC'), client('512100301INC003', 'ACC')))), service, 0);
    expect(found).toMatchObject({ ok: true, value: { strange: ['ACC'], clients: [{ clientId: 'IRD:136410132', links: [{ accountType: 'GST' }, { accountType: 'INC' }] }] } });
  });

  test('an element that cannot be read leaves the others of its list linked', async () => {
    const odd = ['<q:client><q:clientID>049091850</q:clientID></q:client>', '<q:client><q:clientAccountType>GST</q:clientAccountType></q:client>', '<q:client/>'];
    const found = await retrieveClientList(sending(answer('RetrieveClientList', '0', list('1', 'TAXCLI', client('136410132'), ...odd, client('1512100301', 'CST')))), service, 0);
    expect(found).toMatchObject({ ok: true, value: { strange: ['none given'], clients: [{ clientId: 'IRD:136410132' }, { clientId: 'CST:1512100301' }] } });
  });

  test('an empty list is empty; so is the answer that no client was found; that there are no lists is a refusal', async () => {
    const none = { ok: true, value: { clients: [], strange: [] } };
    for (const text of [answer('RetrieveClientList', '0'), answer('RetrieveClientList', '0', list('1', 'TAXCLI')), answer('RetrieveClientList', '103')]) expect(await retrieveClientList(sending(text), service, 0)).toEqual(none);
    expect(await retrieveClientList(sending(answer('RetrieveClientList', '102')), service, 0)).toMatchObject({ ok: false, error: { kind: 'refused', code: '102' } });
    expect(await isOnAList(sending(answer('RetrieveClient', '103')), service, 'IRD:136410132', 0)).toEqual({ ok: true, value: false });
  });

  test('each status code is classified by itself, with words that say what to do; unknown ones are shown', () => {
    const kinds = Object.fromEntries(['-1', '1', '2', '3', '4', '5', '7', '20', '21', '100', '101', '102', '104', '105', '108', '122', '124', '777'].map((code) => [code, faultOfStatus(code, 'As worded').kind]));
    expect(kinds).toEqual({ '-1': 'unknown', '1': 'signedOut', '2': 'signedOut', '3': 'refused', '4': 'refused', '5': 'refused', '7': 'refused', '20': 'broken', '21': 'broken', '100': 'unknown', '101': 'refused', '102': 'refused', '104': 'refused', '105': 'refused', '108': 'refused', '122': 'refused', '124': 'refused', '777': 'refused' });
    for (const code of ['3', '4', '5', '7', '101', '102', '105', '108', '777']) {
      const fault = faultOfStatus(code, 'As worded');
      if (fault.kind === 'refused') expect(fault.fields[0]?.text).toMatch(new RegExp(`^Inland Revenue .*code ${code}\\).*\\. .*\\.$`));
      expect(fault).toMatchObject({ answer: { code, body: 'As worded' } });
    }
  });

  test('faults of SOAP are technical; a page, half an answer, JSON, nothing and entities of its own are not the service\'s', () => {
    const fault = '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code><s:Reason><s:Text xml:lang="en">UnAuthorised</s:Text></s:Reason></s:Fault></s:Body></s:Envelope>';
    for (const status of [200, 400, 500]) expect(contentOf('RetrieveClientList', reply(fault, status), 0)).toMatchObject({ ok: false, error: { kind: 'unknown' } });
    const good = answer('RetrieveClientList', '0');
    for (const text of ['', '<html><body>Sign in</body></html>', good.slice(0, -20), good.slice(0, good.length / 2), '{"clients":[]}', `<!DOCTYPE x [<!ENTITY y "z">]>${good.slice(21)}`, '<__proto__/>', answer('RetrieveClient', '0')])
      expect(contentOf('RetrieveClientList', reply(text), 0), text.slice(0, 60)).toMatchObject({ ok: false, error: { kind: 'unknown' } });
    expect(contentOf('RetrieveClientList', reply('{"errors":[{"code":"EV1020","type":"security","message":"m"}]}', 400), 0)).toEqual({ ok: false, error: { kind: 'signedOut' } });
    expect(contentOf('RetrieveClientList', reply('', 401), 0)).toEqual({ ok: false, error: { kind: 'signedOut' } });
    expect(contentOf('RetrieveClientList', reply('slow down', 429), 0)).toEqual({ ok: false, error: { kind: 'busy', until: 30_000 } });
  });

  test('no answer of any shape throws, and none becomes a list by accident', () => {
    const good = answer('RetrieveClientList', '0', list('1', 'TAXCLI', client('136410132')));
    const spoilt = fc.tuple(fc.nat(good.length), fc.nat(20), fc.string({ maxLength: 10 })).map(([at, cut, put]) => good.slice(0, at) + put + good.slice(at + cut));
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), spoilt), (text) => {
      const read = readAnswer('RetrieveClientList', text);
      if (read.kind === 'status') expect(read.code).not.toBe('');
    }), { numRuns: 500 });
  });
});
