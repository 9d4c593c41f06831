import { isObject } from '../json.ts';
import { readOnly, writableLists } from './contact.ts';
import type { Child, Contact } from './contact.ts';

export interface Made {
  id: string;
  createdTimestamp: number;
  updatedTimestamp: number;
  /** A number that no row of any list has had. */
  childId: () => number;
}

const stamped = new Set(['id', 'createdTimestamp', 'updatedTimestamp', ...readOnly, ...writableLists]);

const kept = (record: Record<string, unknown>): [string, unknown][] => Object.entries(record).filter(([, value]) => value !== null && value !== undefined);

/** Rows come without ids or with old ones: each gets a new one at every write (SPEC 2). */
function childOf(list: string, row: Record<string, unknown>, id: number): Child {
  const source = list === 'phones' ? { source: 'EXTERNAL' } : {};
  return { ...source, ...Object.fromEntries(kept(row)), id };
}

/** The whole contact anew: what was not sent, or sent as null, is gone (SPEC 2). The body has been checked. */
export function storedFrom(body: Record<string, unknown>, { id, createdTimestamp, updatedTimestamp, childId }: Made): Contact {
  const plain = kept(body).filter(([name]) => !stamped.has(name));
  const rows = writableLists.map((list) => {
    const sent = body[list];
    return [list, Array.isArray(sent) ? sent.filter(isObject).map((row) => childOf(list, row, childId())) : []] as const;
  });
  return { ...Object.fromEntries(plain), contactType: 'company', customerId: String(body['customerId']), ...Object.fromEntries(rows), id, createdTimestamp, updatedTimestamp };
}
