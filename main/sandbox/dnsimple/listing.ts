import type { Contact } from './contact.ts';

const sortable = ['id', 'label', 'email'] as const;
type Sortable = (typeof sortable)[number];

interface Order {
  field: Sortable;
  descending: boolean;
}

/** `label:asc,id:desc`; null where it names something else (SPEC 5). */
function ordersOf(sort: string): Order[] | null {
  const orders: Order[] = [];
  for (const part of sort.split(',').map((one) => one.trim()).filter((one) => one !== '')) {
    const [name, direction = 'asc'] = part.split(':');
    const field = sortable.find((one) => one === name);
    if (field === undefined || (direction !== 'asc' && direction !== 'desc')) return null;
    orders.push({ field, descending: direction === 'desc' });
  }
  return orders;
}

const compared = (a: Contact, b: Contact, { field, descending }: Order): number => {
  const [x, y] = [a[field], b[field]];
  const order = x === y ? 0 : x < y ? -1 : 1;
  return descending ? -order : order;
};

const whole = (text: string | null, otherwise: number): number => (text !== null && /^\d{1,9}$/.test(text) && Number(text) > 0 ? Number(text) : otherwise);

export interface Page {
  data: Contact[];
  pagination: { current_page: number; per_page: number; total_entries: number; total_pages: number };
}

/**
 * One page, as `sort`, `page` and `per_page` ask (SPEC 5); null where `sort` makes no sense.
 * What comes of a page number that is none, or more than 100 a page, is not published (inferred: the default, and 100).
 */
export function pageOf(contacts: Contact[], query: URLSearchParams): Page | null {
  const orders = ordersOf(query.get('sort') ?? '');
  if (orders === null) return null;
  const all: Order[] = [...orders, { field: 'id', descending: false }];
  const sorted = contacts.toSorted((a, b) => all.reduce((order, one) => order || compared(a, b, one), 0));
  const [current_page, per_page] = [whole(query.get('page'), 1), Math.min(whole(query.get('per_page'), 30), 100)];
  const pagination = { current_page, per_page, total_entries: sorted.length, total_pages: Math.max(1, Math.ceil(sorted.length / per_page)) };
  return { data: sorted.slice((current_page - 1) * per_page, current_page * per_page), pagination };
}
