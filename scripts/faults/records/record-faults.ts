import type { ContactSystemName } from '../../../main/sandbox/contact-sandbox.ts';
import type { FaultOrder, Match } from '../../../main/sandbox/faults.ts';
import type { Random } from '../../../main/sandbox/random.ts';
import type { RequestLine } from '../../../main/sandbox/record.ts';
import type { FaultName } from '../played.ts';
import type { GatewayFaults } from '../ways.ts';

/** How one system words what is wrong, in its own shape. */
interface Wording {
  /** Beginning of the paths of all calls about contacts. */
  path: string;
  methods: readonly string[];
  creates: string;
  broken: string;
  refusals: readonly { status: number; body: string }[];
  tooMany: { body: string; headers: Record<string, string>[] };
}

const json = (body: unknown): string => JSON.stringify(body);
const cleartaxSays = (code: string, field: string): string => json({ errors: { 1: { code, message: 'As it is worded.' } }, error_sources: { contact: { [field]: { error_refs: ['1'] } } } });
const eightSays = (code: string, field: string): string => json({ title: 'As it is worded', errors: [{ field, code, message: 'As it is worded.' }] });

const wordings: Record<ContactSystemName, Wording> = {
  dnsimple: {
    path: '/v2/1010/contacts', methods: ['POST', 'PATCH', 'DELETE'], creates: 'POST', broken: json({ message: 'Internal Server Error' }),
    refusals: [{ status: 400, body: json({ message: 'Validation failed', errors: { city: ["can't be blank"] } }) }, { status: 402, body: json({ message: 'Unpaid' }) }, { status: 403, body: json({ message: 'Permission Denied' }) }],
    tooMany: { body: json({ message: 'quota exceeded' }), headers: [{ 'retry-after': '20' }] },
  },
  cleartax: {
    path: '/api/v0.1/businesses/', methods: ['PUT'], creates: 'PUT', broken: cleartaxSays('500', 'id'),
    refusals: [{ status: 400, body: cleartaxSays('BAD_REQUEST_ATTR', 'gstin') }, { status: 200, body: cleartaxSays('BAD_REQUEST_ATTR', 'state') }, { status: 400, body: json({ code: 400, message: 'Cannot deserialize' }) }, { status: 403, body: cleartaxSays('403', 'id') }],
    tooMany: { body: '', headers: [{ 'retry-after': '5' }] },
  },
  '8x8': {
    path: '/directory-contacts/', methods: ['POST', 'PUT', 'DELETE'], creates: 'POST', broken: eightSays('UNKNOWN', ''),
    refusals: [{ status: 400, body: eightSays('VALIDATION_ERROR', 'emails[0].email') }, { status: 409, body: eightSays('CONFLICT', '') }, { status: 403, body: eightSays('FORBIDDEN', '') }],
    tooMany: { body: eightSays('TOO_MANY_REQUESTS', ''), headers: [{ 'retry-after': '10' }] },
  },
};

const page = '<html><body>Bad Gateway</body></html>';
const html = { 'content-type': 'text/html' };
const hostile = ['<html>fine</html>', 'null', '[]', '{"id":{}}', '{"data":[]}', '{"data":{"id":[]}}', '{"data":null,"meta":7}', '{"__proto__":{"id":1}}', `${'['.repeat(3_000)}${']'.repeat(3_000)}`, '\u0000\uFFFF'];

/** Faults of the line and of the gateway; those that may leave an edit in doubt come more often. */
function troubles({ broken, tooMany }: Wording): FaultOrder[] {
  return [
    ...[{ fault: 'dropReply' }, { fault: 'dropReply' }, { fault: 'halfBody' }, { fault: 'cutBefore' }] as FaultOrder[],
    { fault: 'answer', status: 504, body: 'late', applied: true },
    { fault: 'answer', status: 502, body: page, headers: html, applied: true },
    { fault: 'answer', status: 502, body: page, headers: html },
    { fault: 'answer', status: 500, body: broken },
    { fault: 'answer', status: 500, body: broken, applied: true },
    ...tooMany.headers.map((headers): FaultOrder => ({ fault: 'answer', status: 429, body: tooMany.body, headers })),
    { fault: 'answer', status: 503, headers: { 'retry-after': '10' } },
    { fault: 'outage', status: 502, count: 2 },
    { fault: 'outage', status: 200, count: 1 },
    { fault: 'portal', count: 2 },
    { fault: 'portal', redirect: true, count: 1 },
    { fault: 'expireToken' },
  ];
}

/** Which fault of the design a call met. */
function met({ creates }: Wording, { fault, method, status }: RequestLine): FaultName | null {
  const lost = method === 'GET' ? 'F18' : method === creates ? 'F2' : 'F3';
  switch (fault) {
    case '':
    case 'latency':
      return status === 429 ? 'F12' : null;
    case 'portal':
      return 'F13';
    case 'expireToken':
      return 'F10';
    case 'outage':
      return 'F12';
    case 'lag':
      return 'F2';
    case 'answer':
      if (status === 429 || status === 503) return 'F12';
      if (status === 400 || status === 402 || status === 403 || status === 409) return 'F14';
      return status === 500 || status === 502 || status === 504 ? lost : 'F19';
    default:
      return lost;
  }
}

/** Too many calls, and no word when there may be more: all of the limit's window has to pass. */
export const tooManyUntold = (system: ContactSystemName, random: Random): FaultOrder => ({ fault: 'answer', status: 429, body: wordings[system].tooMany.body, match: { method: random.pick(wordings[system].methods), path: wordings[system].path } });

export function recordFaults(system: ContactSystemName): GatewayFaults {
  const wording = wordings[system];
  const { path, methods, creates, broken, refusals } = wording;
  const all = troubles(wording);
  const changing = (random: Random): Match => ({ method: random.pick(methods), path });
  return {
    random: (random) => {
      const order = random.chance(0.015) ? ({ fault: 'stall', applied: random.chance(0.5) } as const) : random.pick(all);
      return { ...order, skip: random.whole(0, 4), ...(random.chance(0.75) ? { match: changing(random) } : {}) };
    },
    refusal: (random) => ({ fault: 'answer', ...random.pick(refusals), skip: random.whole(0, 2), match: changing(random) }),
    poison: (random) => ({ fault: 'answer', status: 500, body: broken, count: null, match: changing(random) }),
    hostility: (random) => ({ fault: 'answer', status: random.pick([200, 200, 200, 201, 404, 418]), body: random.pick(hostile), applied: random.chance(0.5), skip: random.whole(0, 3), match: { path } }),
    lag: (random, longestMs) => ({ fault: 'lag', longestMs, match: { method: 'GET', path }, skip: random.whole(0, 1), count: random.whole(1, 3) }),
    hanging: (random) => ({ fault: 'stall', applied: random.chance(0.6), match: changing(random) }),
    changing,
    hardest: { method: creates, path },
    met: (line) => met(wording, line),
  };
}
