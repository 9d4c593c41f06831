export type Operation = 'whoami' | 'listAccounts' | 'listContacts' | 'createContact' | 'getContact' | 'updateContact' | 'deleteContact' | 'checkRegistrantChange';

export type Route =
  | { found: 'operation'; operation: Operation; account: number | null; contact: string }
  | { found: 'otherMethods'; allow: string }
  | { found: 'nothing' };

interface Pattern {
  path: RegExp;
  methods: Readonly<Record<string, Operation>>;
  allow: string;
}

/** The one published refusal of a method names all of them, whichever path it was (SPEC 3). */
const onContacts = 'DELETE, GET, HEAD, PATCH, POST';

const patterns: readonly Pattern[] = [
  { path: /^\/v2\/whoami$/, methods: { GET: 'whoami' }, allow: 'GET, HEAD' },
  { path: /^\/v2\/accounts$/, methods: { GET: 'listAccounts' }, allow: 'GET, HEAD' },
  { path: /^\/v2\/(\d{1,15})\/contacts$/, methods: { GET: 'listContacts', POST: 'createContact' }, allow: onContacts },
  { path: /^\/v2\/(\d{1,15})\/contacts\/([^/]+)$/, methods: { GET: 'getContact', PATCH: 'updateContact', DELETE: 'deleteContact' }, allow: onContacts },
  { path: /^\/v2\/(\d{1,15})\/registrar\/registrant_changes\/check$/, methods: { POST: 'checkRegistrantChange' }, allow: 'POST' },
];

/** HEAD is asked as GET. */
export function routeOf(method: string, path: string): Route {
  for (const one of patterns) {
    const match = one.path.exec(path);
    if (match === null) continue;
    const operation = Object.hasOwn(one.methods, method) ? one.methods[method] : undefined;
    if (operation === undefined) return { found: 'otherMethods', allow: one.allow };
    return { found: 'operation', operation, account: match[1] === undefined ? null : Number(match[1]), contact: decoded(match[2] ?? '') };
  }
  return { found: 'nothing' };
}

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};
