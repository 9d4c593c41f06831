import { describe, expect, it } from 'vitest';
import { desk as newDesk, everyDetail, path, somebody, withoutRowIds } from '../../main/sandbox/eight-by-eight/desk.ts';
import type { Desk } from '../../main/sandbox/eight-by-eight/desk.ts';
import type { Told } from '../../main/sandbox/contact-caller.ts';
import { officialOf, OpenApi } from '../openapi.ts';

const official = officialOf('8x8');
const definition = official.present ? new OpenApi(official.text('openapi.derived.yaml'), '/directory-contacts/api/v3') : null;
const sample = (name: string): Told['json'] => JSON.parse(official.text('samples', `${name}.json`));

const rowsOf = (told: Record<string, { id: number }[]>): number[] => ['addresses', 'emails', 'phones', 'tags'].flatMap((list) => (told[list] ?? []).map((row) => row.id));

/** A corporate contact becomes the one of a sample, but for its id. */
function planted(one: Desk, contact: Record<string, unknown>): string {
  const { id, ...last } = one.first('corporate');
  const nothing = Object.fromEntries(Object.keys(last).map((name) => [name, null]));
  one.order('plant', { contact: id, fields: { ...nothing, ...contact } });
  return id;
}

describe.skipIf(!official.present)(`8x8 as it publishes itself${official.whyNot}`, () => {
  it('answers its samples of writes with their replies, but for the ids', () => {
    const one = newDesk(0);
    const [create, update] = ['create', 'update'].map((what) => {
      const { id: _id, ...sent } = { ...sample(`${what}-request`), customerId: one.customerId };
      return { sent, reply: { ...sample(`${what}-200`), customerId: one.customerId } };
    }) as [{ sent: object; reply: Told['json'] }, { sent: object; reply: Told['json'] }];
    const made = one.ask('POST', path, create.sent);
    expect([made.status, made.json.id.length]).toEqual([200, create.reply.id.length]);
    expect(JSON.stringify(withoutRowIds({ ...made.json, id: '' }))).toBe(JSON.stringify(withoutRowIds({ ...create.reply, id: '' })));
    const replaced = one.ask('PUT', `${path}/${made.json.id}`, { id: made.json.id, ...update.sent });
    expect(JSON.stringify(withoutRowIds({ ...replaced.json, id: '' }))).toBe(JSON.stringify(withoutRowIds({ ...update.reply, id: '' })));
    // An email that did not change has another id: as in the samples.
    expect(create.reply.emails[0].email === update.reply.emails[0].email && create.reply.emails[0].id !== update.reply.emails[0].id).toBe(true);
    expect(rowsOf(made.json).filter((id) => rowsOf(replaced.json).includes(id))).toEqual([]);
  });

  it.each(['search-200-single-page', 'contact-object-full'])('shows the contact of its sample as it is: %s', (name) => {
    const one = newDesk(60);
    const contact = name === 'contact-object-full' ? sample(name) : sample(name).data[0];
    const id = planted(one, contact);
    const reply = one.ask('GET', `${path}?${everyDetail}&filter=id==${id}`);
    expect(JSON.stringify(reply.json)).toBe(JSON.stringify({ data: [{ ...contact, id }], meta: sample('search-200-single-page').meta }));
  });

  it('tells the next page as its sample does', () => {
    const { meta } = newDesk(60).ask('GET', `${path}?useScrollId=true&size=10&sort=id,ASC`).json;
    const published = sample('search-200-page-meta').meta;
    expect([Object.keys(meta), meta.hasMore]).toEqual([Object.keys(published), true]);
    const decoded = (text: string): unknown => JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
    expect([decoded(meta.scrollId), decoded(published.scrollId)]).toEqual([[expect.any(String)], [expect.any(String)]]);
  });

  it('answers everything as its derived definition says', () => {
    const one = newDesk(120);
    const seen = new Set<string>();
    const asked = (method: string, at: string, body?: unknown, headers?: Record<string, string>): Told => {
      const reply = one.ask(method, at, body, headers);
      seen.add(`${method} ${reply.status}`);
      // Their own sample of a search has this purpose, and their table does not (SPEC 3).
      const text = reply.body.replaceAll('"purposeType":"BUSINESS"', '"purposeType":"WORK"');
      expect(definition!.answer(method, at, reply.status, text), `${method} ${at} → ${reply.status} ${text.slice(0, 300)}`).toBe('');
      return reply;
    };
    for (const row of asked('GET', `${path}?${everyDetail}`).json.data as (Record<string, unknown> & { id: string })[]) {
      const { createdTimestamp: _c, updatedTimestamp: _u, ...sent } = row;
      asked('PUT', `${path}/${row.id}`, { ...sent, department: 'x' });
      if (row['contactType'] === 'company') asked('PUT', `${path}/${row.id}`, { ...sent, department: 'x'.repeat(101) });
      // That a contact of the directory cannot be deleted is answered with 403: the definition does not have it.
      if (row['contactType'] === 'company') asked('DELETE', `${path}/${row.id}`);
    }
    asked('POST', path, somebody(one.customerId));
    asked('POST', path, {});
    asked('DELETE', `${path}/nobody`);
    asked('PUT', `${path}/nobody`, somebody(one.customerId));
    asked('GET', `${path}?filter=x`);
    asked('GET', path, undefined, { 'x-api-key': '' });
    one.order('switches', { limit: 0 });
    asked('GET', path);
    asked('POST', path, {});
    expect([...seen].sort()).toEqual(['DELETE 200', 'DELETE 404', 'GET 200', 'GET 400', 'GET 401', 'GET 429', 'POST 200', 'POST 400', 'POST 429', 'PUT 200', 'PUT 400', 'PUT 403', 'PUT 404']);
    expect(definition!.request('POST', path, JSON.stringify(somebody('x')))).toBe('');
    expect(definition!.answer('GET', path, 200, '{"data":[{"id":1}],"meta":{}}')).toContain('hasMore');
  });
});
