import { parsedJson } from '../json.ts';
import { fullName, plainFields } from './contact.ts';
import type { Contact, ListName } from './contact.ts';
import type { Directory } from './directory.ts';
import { refuse } from './errors.ts';
import type { Refused } from './errors.ts';
import { FilterError, parsedFilter } from './fiql.ts';
import { checkFields, matches } from './matching.ts';
import { readView } from './views.ts';

interface Order {
  field: string;
  descending: boolean;
}

const mostRows = 1000;

const detailLists: Readonly<Record<string, ListName>> = { TAG: 'tags', ADDRESS: 'addresses', PHONE: 'phones', EMAIL: 'emails', EXTENSION: 'extensions' };

const isRefused = (value: unknown): value is Refused => typeof value === 'object' && value !== null && 'wrongs' in value;

/** PICTURE is of an older version and adds nothing (SPEC 4). */
function detailsOf(query: URLSearchParams): ListName[] | Refused {
  const names = (query.get('details') ?? '').split(',').map((one) => one.trim()).filter((one) => one !== '' && one !== 'PICTURE');
  const unknown = names.find((name) => !Object.hasOwn(detailLists, name));
  if (unknown !== undefined) return refuse(400, 'VALIDATION_ERROR', `details must be of ${Object.keys(detailLists).join(', ')}`, 'details');
  return names.map((name) => detailLists[name] as ListName);
}

/** `id,ASC`, several in one parameter or in several of them (SPEC 4; more than one field: inferred). */
function ordersOf(query: URLSearchParams): Order[] | Refused {
  const orders: Order[] = [];
  for (const part of query.getAll('sort').flatMap((one) => one.split(',')).map((one) => one.trim()).filter((one) => one !== '')) {
    const last = orders.at(-1);
    if (/^(asc|desc)$/i.test(part) && last !== undefined) last.descending = /^desc$/i.test(part);
    else if (plainFields.includes(part)) orders.push({ field: part, descending: false });
    else return refuse(400, 'VALIDATION_ERROR', `Unknown sort field ${part}`, 'sort');
  }
  return orders;
}

type Key = (string | number | boolean | null)[];

const keyOf = (one: Contact, orders: readonly Order[]): Key => orders.map(({ field }) => (field === 'name' ? fullName(one) : ((one[field] ?? null) as Key[number])));

/** Nothing comes before something (inferred). */
function compared(a: Key, b: Key, orders: readonly Order[]): number {
  for (const [n, { descending }] of orders.entries()) {
    const [x = null, y = null] = [a[n], b[n]];
    if (x === y) continue;
    const order = x === null || (y !== null && x < y) ? -1 : 1;
    return descending ? -order : order;
  }
  return 0;
}

function whole(query: URLSearchParams, name: string, otherwise: number, least: number): number | Refused {
  const text = query.get(name) ?? '';
  if (text === '') return otherwise;
  return /^\d{1,9}$/.test(text) && Number(text) >= least ? Number(text) : refuse(400, 'VALIDATION_ERROR', `${name} must be a number from ${least}`, name);
}

const scrollIdOf = (key: Key): string => Buffer.from(JSON.stringify(key)).toString('base64');

function keyFrom(scrollId: string, orders: readonly Order[]): Key | Refused {
  const key = parsedJson(Buffer.from(scrollId, 'base64').toString('utf8'));
  return Array.isArray(key) && key.length === orders.length ? (key as Key) : refuse(400, 'VALIDATION_ERROR', 'scrollId is not one of ours', 'scrollId');
}

/** Whether the directory shows it: by its extensions, or by its own flag where it has none (inferred). */
function isDisplayed(one: Contact): boolean {
  const extensions = one.extensions ?? [];
  return extensions.length === 0 ? one['displayWhenNoExtension'] !== false : extensions.some((each) => each['displayInDirectory'] === true);
}

interface Keyed {
  one: Contact;
  key: Key;
}

function found(contacts: readonly Contact[], query: URLSearchParams): Contact[] | Refused {
  const text = query.get('filter') ?? '';
  const displayed = query.get('filterByDisplayFlag') === 'true';
  try {
    const filter = text === '' ? null : parsedFilter(text);
    if (filter !== null) checkFields(filter);
    return contacts.filter((one) => (!displayed || isDisplayed(one)) && (filter === null || matches(one, filter)));
  } catch (reason) {
    if (reason instanceof FilterError) return refuse(400, 'BAD_REQUEST', reason.message, 'filter');
    throw reason;
  }
}

interface Window {
  orders: Order[];
  size: number;
  page: number;
  /** null: not scrolling. '' : the first page of a scroll. */
  scrollId: string | null;
}

function windowOf(query: URLSearchParams, defaultSize: number): Window | Refused {
  const [asked, size, page] = [ordersOf(query), whole(query, 'size', defaultSize, 1), whole(query, 'page', 0, 0)];
  for (const one of [asked, size, page]) if (isRefused(one)) return one;
  const orders = asked as Order[];
  const scrolling = query.get('useScrollId') === 'true';
  const sorted = orders.some((one) => one.field === 'id');
  if (scrolling && !sorted) return refuse(400, 'CONFLICTING_QUERY_PARAMETER', 'sort must contain id when useScrollId is true', 'sort');
  if (scrolling && page !== 0) return refuse(400, 'CONFLICTING_QUERY_PARAMETER', 'page must be 0 when useScrollId is true', 'page');
  return { orders: sorted ? orders : [...orders, { field: 'id', descending: false }], size: Math.min(size as number, mostRows), page: page as number, scrollId: scrolling ? (query.get('scrollId') ?? '') : null };
}

/** Searches one directory. The last one's rows are kept in their order, for the next page of a long scroll. */
export class Search {
  readonly #directory: Directory;
  #last: { of: string; rows: Keyed[] } = { of: '', rows: [] };

  constructor(directory: Directory) {
    this.#directory = directory;
  }

  /** One page (SPEC 4). A scroll goes on after the last row's own values, so that changes in between shift nothing. */
  page(query: URLSearchParams, defaultSize: number): object | Refused {
    const [details, window] = [detailsOf(query), windowOf(query, defaultSize)];
    if (isRefused(details)) return details;
    if (isRefused(window)) return window;
    const { orders, size, page, scrollId } = window;
    const [rows, after] = [this.#sorted(query, orders), scrollId === null || scrollId === '' ? null : keyFrom(scrollId, orders)];
    if (isRefused(rows)) return rows;
    if (isRefused(after)) return after;
    const from = after === null ? page * size : firstAfter(rows, after, orders);
    const shown = rows.slice(from, from + size);
    const hasMore = from + shown.length < rows.length;
    const last = shown.at(-1);
    return { data: shown.map(({ one }) => readView(one, details)), meta: { hasMore, scrollId: scrollId !== null && hasMore && last !== undefined ? scrollIdOf(last.key) : null } };
  }

  #sorted(query: URLSearchParams, orders: readonly Order[]): Keyed[] | Refused {
    const of = JSON.stringify([this.#directory.version, query.get('filter'), query.get('filterByDisplayFlag'), orders]);
    if (this.#last.of === of) return this.#last.rows;
    const rows = found(this.#directory.all(), query);
    if (isRefused(rows)) return rows;
    const keyed = rows.map((one) => ({ one, key: keyOf(one, orders) })).sort((a, b) => compared(a.key, b.key, orders));
    this.#last = { of, rows: keyed };
    return keyed;
  }
}

/** The place of the first row that comes after those values; how many there are where none does. */
function firstAfter(rows: readonly Keyed[], after: Key, orders: readonly Order[]): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compared((rows[middle] as Keyed).key, after, orders) > 0) high = middle;
    else low = middle + 1;
  }
  return low;
}
