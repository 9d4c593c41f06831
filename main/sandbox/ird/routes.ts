import type { Operation } from './wire.ts';

/** Paths and methods of the suite (SPEC 2 and 3). Every read is a POST; DELETE carries a body. */
const routes: Readonly<Record<string, Readonly<Record<string, Operation | 'status' | 'clientList'>>>> = {
  '/gateway/contact/contact': { POST: 'addContact', PUT: 'renameContact', DELETE: 'removeContact' },
  '/gateway/contact/phone': { POST: 'addPhone', PUT: 'changePhone', DELETE: 'removePhone' },
  '/gateway/contact/status': { GET: 'status' },
  '/gateway/customer/customer': { POST: 'readCustomer' },
  '/gateway/customer/status': { GET: 'status' },
  '/gateway/account/account': { POST: 'readAccount' },
  '/gateway/account/list': { POST: 'listAccounts' },
  '/gateway/account/status': { GET: 'status' },
  // Ours, not Inland Revenue's: stands in for the SOAP client list until that is built.
  '/practice/clients': { GET: 'clientList' },
};

export type Route = { found: 'operation'; operation: Operation | 'status' | 'clientList' } | { found: 'otherMethods'; allow: string } | { found: 'nothing' };

/** Paths are lower case and exact (SPEC 2). */
export function routeOf(method: string, path: string): Route {
  const methods = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (methods === undefined) return { found: 'nothing' };
  const operation = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (operation === undefined) return { found: 'otherMethods', allow: Object.keys(methods).join(', ') };
  return { found: 'operation', operation };
}
