import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { parsedFilter } from '../../../../main/sandbox/eight-by-eight/fiql.ts';
import type { Filter } from '../../../../main/sandbox/eight-by-eight/fiql.ts';
import { desk, path, somebody } from './desk.ts';
import type { Desk } from './desk.ts';

let one: Desk;
beforeEach(() => (one = desk()));

/** Texts and numbers alike; '' for anything else. */
const told = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
const ids = (rows: { id: string }[]): string[] => rows.map((row) => row.id);
const all = (): Record<string, unknown>[] => one.find('');

describe('A filter', () => {
  it.each([
    ['firstName==Priya', { field: 'firstName', operator: '==', values: ['Priya'] }],
    ['a==1;b==2,c==3', { any: [{ all: [{ field: 'a', operator: '==', values: ['1'] }, { field: 'b', operator: '==', values: ['2'] }] }, { field: 'c', operator: '==', values: ['3'] }] }],
    ['a=gt=1;(b==2,c=in=(x,y))', { all: [{ field: 'a', operator: '>', values: ['1'] }, { any: [{ field: 'b', operator: '==', values: ['2'] }, { field: 'c', operator: '=in=', values: ['x', 'y'] }] }] }],
    [`a == 'it\\'s, (here)'`, { field: 'a', operator: '==', values: ["it's, (here)"] }],
    [`tag.value=="two words"`, { field: 'tag.value', operator: '==', values: ['two words'] }],
    ['a>=1', { field: 'a', operator: '>=', values: ['1'] }],
    ['a=out=(1)', { field: 'a', operator: '=out=', values: ['1'] }],
    ["a==''", { field: 'a', operator: '==', values: [''] }],
  ])('%s is read as a tree', (text, tree) => expect(parsedFilter(text)).toEqual(tree));

  it.each(['', 'a', 'a==', '==x', 'a==1;', 'a==1)', '(a==1', 'a=in=x', 'a=in=()', "a=='x", 'a=~1', 'a==x y', 'a==(1)'])('that makes no sense is refused: %s', (text) => {
    expect(() => parsedFilter(text)).toThrow(/position \d+/);
    if (text !== '') expect(one.ask('GET', `${path}?filter=${encodeURIComponent(text)}`)).toMatchObject({ status: 400, json: { errors: [{ field: 'filter' }] } });
  });

  it.each(['shoeSize==9', 'phone.colour==red', 'fax.fax==1', 'phone.phone.phone==1', 'phones.phone==1'])('by a field that is none is refused: %s', (text) => {
    expect(desk(0).ask('GET', `${path}?filter=${text}`).status).toBe(400);
  });

  it('finds as a plain search over all contacts would (random filters)', () => {
    const rows = desk(120).find('');
    const texts = (field: string): string[] => [...new Set(rows.map((row) => told((row as Record<string, unknown>)[field])))].filter((text) => text !== '');
    const leaf = fc.oneof(
      ...['firstName', 'department', 'contactType', 'companyName'].map((field) => fc.record({ field: fc.constant(field), operator: fc.constantFrom('==' as const, '!=' as const), values: fc.tuple(fc.constantFrom(...texts(field))) })),
      fc.record({ field: fc.constant('updatedTimestamp'), operator: fc.constantFrom('>' as const, '>=' as const, '<' as const, '<=' as const), values: fc.tuple(fc.constantFrom(...texts('updatedTimestamp'))) }),
      fc.record({ field: fc.constant('firstName'), operator: fc.constantFrom('=in=' as const, '=out=' as const), values: fc.uniqueArray(fc.constantFrom(...texts('firstName')), { minLength: 1, maxLength: 3 }) }),
    );
    const tree: fc.Arbitrary<Filter> = fc.letrec<{ node: Filter }>((tie) => ({
      node: fc.oneof({ maxDepth: 3 }, leaf, fc.record({ all: fc.array(tie('node'), { minLength: 2, maxLength: 3 }) }), fc.record({ any: fc.array(tie('node'), { minLength: 2, maxLength: 3 }) })),
    })).node;
    const text = (filter: Filter): string => {
      if ('all' in filter) return `(${filter.all.map(text).join(';')})`;
      if ('any' in filter) return `(${filter.any.map(text).join(',')})`;
      const values = filter.values.map((value) => `'${value.replaceAll("'", "\\'")}'`);
      return `${filter.field}${filter.operator}${filter.operator.includes('n=') || filter.operator === '=out=' ? `(${values.join(',')})` : values[0]}`;
    };
    const holds = (row: Record<string, unknown>, filter: Filter): boolean => {
      if ('all' in filter) return filter.all.every((part) => holds(row, part));
      if ('any' in filter) return filter.any.some((part) => holds(row, part));
      const [held, value] = [row[filter.field], filter.values[0]!];
      if (['==', '=in='].includes(filter.operator)) return filter.values.includes(told(held));
      if (['!=', '=out='].includes(filter.operator)) return !filter.values.includes(told(held));
      const [x, y] = [Number(held), Number(value)];
      return filter.operator === '>' ? x > y : filter.operator === '>=' ? x >= y : filter.operator === '<' ? x < y : x <= y;
    };
    const many = desk(120);
    fc.assert(fc.property(tree, (filter) => { expect(ids(many.find(text(filter))).sort()).toEqual(ids(rows.filter((row) => holds(row, filter))).sort()); }), { numRuns: 100 });
  });

  it('takes stars at either end, and nowhere else', () => {
    one.ask('POST', path, { ...somebody(one.customerId), firstName: 'Anahera', nickName: 'a*b' });
    const count = (filter: string): number => one.find(`${filter};lastName==Ashdown;nickName=='a*b'`).length;
    expect(['firstName==Ana*', 'firstName==*hera', "firstName=='*nah*'", 'firstName==*', 'firstName==An*ra', 'firstName==ana*', 'firstName!=Ana*'].map(count)).toEqual([1, 1, 1, 1, 0, 0, 0]);
  });

  it('looks into lists by their singular name: any row will do, and for "not" none may', () => {
    one.ask('POST', path, somebody(one.customerId));
    const count = (filter: string): number => one.find(`${filter};firstName==Mereana;lastName==Ashdown`).length;
    expect(['email.email==mereana@example.com', 'phone.phone==+18005550124', "tag.name==customField1;tag.value==gold", 'phone.primary==false', 'phone.phone!=+18005550124', 'address.city==Wellington', 'extension.extension==1'].map(count)).toEqual([1, 1, 1, 1, 0, 1, 0]);
  });

  it('finds what has changed since a time', () => {
    const before = one.time.now;
    one.time.now += 1000;
    const { id } = one.ask('POST', path, somebody(one.customerId)).json;
    expect(ids(one.find(`updatedTimestamp=ge=${before}`))).toEqual([id]);
    expect(one.find(`updatedTimestamp=gt=${one.time.now}`)).toEqual([]);
  });

  it('with a plus that was not encoded is one with a space, as in any query', () => {
    one.ask('POST', path, somebody(one.customerId));
    expect(one.ask('GET', `${path}?filter=phone.phone==+18005550123`).json.data ?? []).toEqual([]);
  });
});

describe('A scroll', () => {
  const page = (more: string): { data: { id: string }[]; meta: { hasMore: boolean; scrollId: string | null } } => one.ask('GET', `${path}?useScrollId=true&size=7&${more}`).json;

  function scrolled(sort: string, between: () => void = () => undefined): string[] {
    const seen: string[] = [];
    let at = page(`sort=${sort}`);
    for (;;) {
      seen.push(...ids(at.data));
      if (!at.meta.hasMore) return seen;
      between();
      at = page(`sort=${sort}&page=0&scrollId=${encodeURIComponent(at.meta.scrollId!)}`);
    }
  }

  it.each(['id,ASC', 'id,DESC', 'lastName,ASC,id,ASC', 'department,DESC,id,ASC', 'updatedTimestamp,DESC,id,DESC', 'nickName,ASC,id,ASC', 'id, ASC'])('sees everybody once, sorted by %s', (sort) => {
    const seen = scrolled(sort);
    expect([seen.length, new Set(seen).size]).toEqual([60, 60]);
    const [field, direction] = sort.split(',').map((part) => part.trim()) as [string, string];
    const values = new Map(all().map((row) => [row['id'] as string, told(row[field])]));
    const sorted = seen.map((id) => values.get(id)!);
    const inOrder = sorted.every((value, n) => n === 0 || (direction === 'DESC' ? value <= sorted[n - 1]! : value >= sorted[n - 1]!));
    expect(inOrder).toBe(true);
  });

  it('shifts by nothing that is added or removed before its place', () => {
    const before = ids(all() as { id: string }[]).sort();
    const gone = before.filter((id) => one.system.contact(one.customerId, id)!.contactType === 'company');
    const seen = scrolled('id,ASC', () => {
      const first = gone.shift();
      if (first !== undefined) one.ask('DELETE', `${path}/${first}`);
    });
    expect(new Set(seen).size).toBe(seen.length);
    for (const id of before) if (one.system.contact(one.customerId, id) !== null) expect(seen).toContain(id);
  });

  it('ends with no place to go on from, and needs the id in its order', () => {
    expect(one.ask('GET', `${path}?useScrollId=true&size=1000&sort=id,ASC`).json.meta).toEqual({ hasMore: false, scrollId: null });
    expect(one.ask('GET', `${path}?useScrollId=true&sort=lastName,ASC`)).toMatchObject({ status: 400, json: { errors: [{ field: 'sort', code: 'CONFLICTING_QUERY_PARAMETER' }] } });
    for (const more of ['sort=id,ASC&scrollId=nonsense', 'sort=id,ASC&page=2', 'sort=colour', 'size=0', 'size=x']) expect(one.ask('GET', `${path}?useScrollId=true&${more}`).status).toBe(400);
  });

  it('has an id that is a list in base64, as the published ones are', () => {
    const { scrollId } = page('sort=id,ASC').meta;
    expect(JSON.parse(Buffer.from(scrollId!, 'base64').toString('utf8'))).toEqual([expect.any(String)]);
  });
});

it('Pages without a scroll are counted from 0', () => {
  const ask = (query: string): { data: { id: string }[]; meta: unknown } => one.ask('GET', `${path}?sort=id,ASC&${query}`).json;
  const pages = [0, 1, 2].map((page) => ask(`size=25&page=${page}`));
  expect(pages.map(({ data }) => data.length)).toEqual([25, 25, 10]);
  expect(pages.flatMap(({ data }) => ids(data))).toEqual(ids(ask('size=60').data));
  expect([pages[0]!.meta, pages[2]!.meta]).toEqual([{ hasMore: true, scrollId: null }, { hasMore: false, scrollId: null }]);
});
