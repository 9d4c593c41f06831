import { describe, expect, it } from 'vitest';
import { XmlDocument } from 'libxml2-wasm';
import { answerSoap } from '../../../main/sandbox/ird/intermediation/intermediation.ts';
import { IrdPack } from '../../../main/sandbox/ird/pack/pack.ts';
import { Practice } from '../../../main/sandbox/ird/practice/practice.ts';
import { randomFrom } from '../../../main/sandbox/random.ts';
import { clientRequest, listRequest, owner, readReply, soap } from '../../main/sandbox/ird/soap-desk.ts';
import { soapObjection, soapPresent, soapSample, soapSamples, whyNoSoap } from './official-xml.ts';

const pack = new IrdPack(Date.now);
const office = new Practice({ seed: 7, clients: 300, clock: Date.now, journal: null });
const spaceless = (xml: string): string => xml.replace(/>\s+</g, '><').trim();
/** The same document whatever its prefixes and spaces: what canonical XML keeps, with every name in full. */
function facts(xml: string): string[] {
  const document = XmlDocument.fromString(spaceless(xml));
  const told = document.find('//*').map((node) => {
    const element = node as import('libxml2-wasm').XmlElement;
    const attributes = element.attrs.map((one) => `${one.namespaceUri}|${one.name}=${one.value}`).sort();
    const text = element.firstChild === null || element.find('*').length > 0 ? '' : element.content;
    return `${element.namespaceUri}|${element.name} ${attributes.join(' ')} ${text}`;
  });
  document.dispose();
  return told;
}

describe.skipIf(!soapPresent)(`The Intermediation samples${whyNoSoap}`, () => {
  it.each([['RetriveClientList'], ['RetrieveClient']])('%s is answered as the sample says, element by element', (name) => {
    const answer = answerSoap(pack.directory, { principal: owner, body: soapSample(`${name}-request.xml`) });
    expect(answer.status).toBe(200);
    expect(facts(answer.body)).toEqual(facts(soapSample(`${name}-response.xml`)));
  });

  it('hold against their own definition, but for the one that is known not to (SPEC 11)', () => {
    expect(soapSamples().filter((name) => soapObjection(soapSample(name)) !== '')).toEqual(['Update-response.xml']);
    expect(soapSamples()).toHaveLength(10);
  });
});

const requests = (agency: string): string[] => [
  listRequest(agency), listRequest(agency, { type: 'INC' }), listRequest(agency, { list: agency }), listRequest(agency, { type: 'TOD' }), listRequest(agency, { type: 'ZZZ' }),
  listRequest(agency, { list: '1' }), listRequest('049091850'), listRequest('bad'), clientRequest(agency, '128225773', 'IRD'), clientRequest(agency, '125190421', 'ACCIRD', 'INC'),
  clientRequest(agency, '132243158', 'IRD'), clientRequest(agency, '049091850', 'IRD'), clientRequest(agency, '', 'IRD'), clientRequest('049091850', '1', 'IRD'),
];

describe.skipIf(!soapPresent).each([['ird-pack', pack], ['practice', office]] as const)(`Every answer of the Intermediation service on %s is as the definition says${whyNoSoap}`, (_name, profile) => {
  it('to the owner, to a user, to a restricted user, and to nobody', () => {
    const seen = new Set<number>();
    for (const principal of [owner, { logon: 'ngata.nolists', role: 'user', via: 'browser' }, { logon: 'ngata.restricted', role: 'restricted', via: 'browser' }, 'absent', 'invalid'] as const)
      for (const body of requests(profile.agency)) {
        const reply = soap(profile, body, principal);
        expect(soapObjection(reply.text), reply.text.slice(0, 2000)).toBe('');
        seen.add(reply.status);
      }
    for (const code of [0, 1, 2, 4, 21, 103, 105]) expect([...seen]).toContain(code);
  });

  it('to every client there is', () => {
    for (const { client } of profile.clients(0, 400).rows) {
      const reply = soap(profile, clientRequest(profile.agency, client.slice(4), client.slice(0, 3)));
      expect(soapObjection(reply.text)).toBe('');
      expect([0, 103]).toContain(reply.status);
    }
  });
});

/** Ways to spoil, or only to change, a request. */
const changes: readonly ((xml: string, pick: <T>(list: readonly T[]) => T) => string)[] = [
  (xml, pick) => xml.replace(new RegExp(pick(['<c:softwareRelease>1</c:softwareRelease>', '<c:identifier[^>]*>\\d+</c:identifier>', '<filterAccountType>\\w+</filterAccountType>', ' IdentifierValueType="\\w+"'])), ''),
  (xml, pick) => xml.replace(pick(['Common.v2', 'Intermediation.v1']), 'Other.v9'),
  (xml, pick) => xml.replace(pick(['>desk<', '>1<', '>INC<', '>101362999<', '"IRD"']), pick(['><', '> <', `>${'x'.repeat(50)}<`, `>${'ā'.repeat(51)}<`, '>inc<', '> GST\n<', '"ACCIRD7"', '"  IRD "', '>\t<'])),
  (xml, pick) => xml.replace(pick(['<filterAccountType>', '<c:identifier ', '<clientAccountType>', '<c:softwareProvider>']), (tag) => `${pick(['<extra/>', '<!-- a comment -->', 'words', '<c:accountType>INC</c:accountType>', '<?an instruction?>'])}${tag}`),
  (xml, pick) => xml.replace(pick(['<client>', '<c:softwareProviderData>', '<filterAccountType>', '<c:identifier ']), (tag) => tag.replace(/[ >]$/, (end) => ` ${pick(['status="APPROVED"', 'status=""', 'more="1"', 'xmlns:q="urn:q" q:more="1"', 'status="far too long a word"'])}${end}`)),
  (xml) => xml.replace(/(<c:identifier.*<\/c:identifier>)/, '$1<c:accountType>EMP</c:accountType>'),
  (xml) => xml.replace(/(<c:softwareProvider>.*<\/c:softwareProvider>)(<c:softwarePlatform>.*<\/c:softwarePlatform>)/, '$2$1'),
  (xml) => xml.replace(/>desk</, '><![CDATA[desk & chair]]><'),
  (xml) => xml.replace(/>desk</, '>&#100;&#x65;sk &lt;&apos;<'),
];

describe.skipIf(!soapPresent)(`A request is accepted where the definition accepts it, and only there${whyNoSoap}`, () => {
  it('over a thousand changed requests', () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const random = randomFrom(seed);
    const bases = [listRequest(office.agency, { type: 'INC', list: office.agency }), listRequest(office.agency), clientRequest(office.agency, '128225773', 'IRD', 'INC')];
    let [accepted, refused] = [0, 0];
    for (let n = 0; n < 1500; n += 1) {
      let xml = random.pick(bases);
      for (let times = random.whole(1, 2); times > 0; times -= 1) xml = random.pick(changes)(xml, (list) => random.pick(list));
      const objection = soapObjection(xml);
      const answer = answerSoap(office.directory, { principal: owner, body: xml });
      const { status } = readReply(answer.status, '', answer.body);
      // Beyond the schema, an agency's number has to be one.
      const isRefused = Number.isNaN(status) || status === 20 || (status === 21 && /Type="(IRD|CST)">\d{9,10}<\/c:identifier>/.test(xml));
      if (objection === '' ? isRefused : !(isRefused || status === 21)) throw new Error(`Seed ${seed}, request ${n}: the definition says "${objection}", the sandbox ${status}:\n${xml}`);
      if (objection === '') accepted += 1;
      else refused += 1;
    }
    expect(Math.min(accepted, refused)).toBeGreaterThan(100);
  });
});
