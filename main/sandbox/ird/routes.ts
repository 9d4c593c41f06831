import type { Operation } from './wire.ts';

/** What is no call of the suite's own: a status, the Notifications and Intermediation services. */
export type Beside = 'status' | 'notifications' | 'soap';

/** Paths and methods (SPEC 2, 3 and 11). Every read is a POST; DELETE carries a body. */
const routes: Readonly<Record<string, Readonly<Record<string, Operation | Beside>>>> = {
  '/gateway/contact/contact': { POST: 'addContact', PUT: 'renameContact', DELETE: 'removeContact' },
  '/gateway/contact/phone': { POST: 'addPhone', PUT: 'changePhone', DELETE: 'removePhone' },
  '/gateway/contact/status': { GET: 'status' },
  '/gateway/customer/customer': { POST: 'readCustomer' },
  '/gateway/customer/status': { GET: 'status' },
  '/gateway/account/account': { POST: 'readAccount' },
  '/gateway/account/list': { POST: 'listAccounts' },
  '/gateway/account/status': { GET: 'status' },
  '/gateway/notification/list': { POST: 'notifications' },
  '/gateway/notification/status': { GET: 'status' },
  '/gateway/gws/intermediation/': { POST: 'soap' },
};

export type Route = { found: 'operation'; operation: Operation | Beside } | { found: 'otherMethods'; allow: string } | { found: 'nothing' };

/** Paths are lower case and exact (SPEC 2). */
export function routeOf(method: string, path: string): Route {
  const methods = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (methods === undefined) return { found: 'nothing' };
  const operation = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (operation === undefined) return { found: 'otherMethods', allow: Object.keys(methods).join(', ') };
  return { found: 'operation', operation };
}

const beside: readonly string[] = ['status', 'notifications', 'soap'] satisfies Beside[];
export const isOfTheSuite = (operation: Operation | Beside): operation is Operation => !beside.includes(operation);
