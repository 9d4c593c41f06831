import { describe, expect, it } from 'vitest';
import { faultOf, pageIn, recordIn } from '../../../main/engine/connectors/eight-by-eight/answers.ts';
import { anyContact, createContact, newest, removeContact, replaceContact, searchPage } from '../../../main/engine/connectors/eight-by-eight/calls.ts';
import { eightByEightFacts } from '../../../main/engine/connectors/eight-by-eight/facts.ts';
import { eightByEight } from '../../../main/engine/connectors/eight-by-eight/system.ts';
import type { HttpCall, HttpReply } from '../../../main/engine/gateway/connector.ts';
import { startContactSandbox } from '../../../main/sandbox/contact-sandbox.ts';
import { contactControlOf } from '../../../main/sandbox/contact-system/control.ts';
import type { NativeDoc } from '../../../shared/contacts.ts';
import { askingOver, right } from '../../main/engine/connectors/asking.ts';
import { officialOf, OpenApi } from '../openapi.ts';

const official = officialOf('8x8');
const definition = official.present ? new OpenApi(official.text('openapi.derived.yaml'), '/directory-contacts/api/v3') : null;
const text = (name: string): string => official.text('samples', `${name}.json`);
const sample = (name: string): NativeDoc => JSON.parse(text(name)) as NativeDoc;
const reply = (name: string): HttpReply => ({ status: 200, headers: {}, text: text(name) });
const scope = { level: '8x8.customer', key: '0016C00000VM1BeQAL' };
const wrong = ({ method, path, body }: HttpCall): string => definition!.request(method, `/directory-contacts/api/v3${path}`, body === undefined ? '' : JSON.stringify(body));

describe.skipIf(!official.present)(`What 8x8 publishes, read by the connector${official.whyNot}`, () => {
  it('samples of searches are read as they are', () => {
    for (const name of ['search-200-single-page', 'search-200-page-meta']) expect(faultOf(reply(name), 0, searchPage('', '', 0))).toBeNull();
    const single = sample('search-200-single-page') as unknown as { data: NativeDoc[] };
    expect(pageIn(reply('search-200-single-page'))).toEqual({ contacts: single.data, scrollId: '' });
    expect(pageIn(reply('search-200-page-meta'))).toMatchObject({ contacts: [], scrollId: expect.stringMatching(/^WyI/) as string });
    const [one] = single.data;
    // A purpose that its table has not is kept; the row belongs to the phone system.
    expect([eightByEight.title(one!), eightByEight.kind(one!), eightByEight.updatedAt(one!), eightByEight.locked(one!) !== '']).toEqual(['James Edward Miller', 'User of the phone system', 1_678_182_231_575, true]);
    expect(eightByEight.idOf(sample('contact-object-full'))).toBe('2h_JNsaISleZWA36GRh3YQ');
  });

  it.each(['create', 'update'])('the sample of a write (%s) is what the connector sends for its answer, and is read as it is', (what) => {
    const answer = recordIn(reply(`${what}-200`))!;
    expect(answer).toEqual(sample(`${what}-200`));
    expect(eightByEight.locked(answer)).toBe('');
    const call = what === 'create' ? createContact(scope, answer) : replaceContact(scope, eightByEight.idOf(answer), answer);
    const sent = sample(`${what}-request`);
    // Their samples leave out where a phone comes from, and their answers say it: saying it again is allowed (SPEC 3).
    const phones = (sent['phones'] as NativeDoc[]).map((row) => ({ ...row, source: 'EXTERNAL' }));
    expect(call.body).toEqual({ ...sent, phones });
    expect(faultOf(reply(`${what}-200`), 0, call)).toBeNull();
  });

  it('every field of the definition that can be written is on the form, with its length', () => {
    const lengths = [...official.text('openapi.derived.yaml').matchAll(/^ {8}([A-Za-z]+): \{ type: string, maxLength: (\d+)/gm)].map(([, name, length]) => [name, Number(length)] as const);
    const rows = new Set(eightByEightFacts.fields.flatMap(({ item = [] }) => item.map(({ path, maxLength }) => `${path.slice(1)} ${maxLength ?? ''}`)));
    const plain = new Map(eightByEightFacts.fields.map(({ path, maxLength }) => [path.slice(1), maxLength]));
    expect(lengths.length).toBeGreaterThan(15);
    for (const [name, length] of lengths) if (name !== 'customerId') expect(plain.get(name!) === length || rows.has(`${name} ${length}`), `${name} ${length}`).toBe(true);
  });

  it('the derived definition allows every call, whatever is in the contact', async () => {
    const whole: NativeDoc = { ...sample('contact-object-full'), contactType: 'company', pronouns: ['ia'], nickName: null };
    for (const call of [anyContact, newest, searchPage("id=='x'", 'abc', 200), createContact(scope, whole), replaceContact(scope, 'c1', whole), removeContact('c1')]) expect(wrong(call), JSON.stringify(call)).toBe('');
    const sandbox = await startContactSandbox({ system: '8x8', contacts: 90, seed: 11, port: 0 });
    await contactControlOf(sandbox.control).tell('switches', { limit: 1_000_000 });
    const desk = askingOver(eightByEight, sandbox.address, { read: sandbox.credentials.readKey, write: sandbox.credentials.writeKey });
    for (const doc of right(await eightByEight.list(desk.ask, scope))) {
      if (eightByEight.locked(doc) !== '') continue;
      right(await desk.ask(eightByEight.changeCall(scope, eightByEight.idOf(doc), { ...doc, department: '' }, ['/department'])));
      right(await eightByEight.candidates(desk.ask, scope, doc, 'new:1'));
    }
    for (const { method, path, body } of desk.sent) expect(definition!.request(method, `/directory-contacts/api/v3${path}`, body), `${method} ${path} ${body}`).toBe('');
    expect(desk.sent.length).toBeGreaterThan(120);
    await desk.close();
    await sandbox.close();
  });
});
