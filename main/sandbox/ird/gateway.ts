import type { Actor } from '../record.ts';
import type { Authenticated } from '../tokens.ts';
import { answerSoap } from './intermediation/intermediation.ts';
import { answerNotifications } from './notifications/notifications.ts';
import { plainly, refused } from './answers.ts';
import type { Answer } from './answers.ts';
import type { Profile } from './profile.ts';
import { schemaFault } from './request-schemas.ts';
import { isOfTheSuite, routeOf } from './routes.ts';
import type { Bodies, Operation } from './wire.ts';

export interface Call {
  method: string;
  path: string;
  /** Who the Authorization header says calls. */
  principal: Authenticated;
  body: string;
  /** The Content-Type header; undefined where nobody looked. */
  contentType?: string;
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** From the schema onwards: everything that is the same for the caller and for the second actor. */
function perform(profile: Profile, operation: Operation, call: Call, actor: Actor): Answer {
  const body = parsed(call.body);
  if (body === undefined) return refused('EV1100');
  const field = schemaFault(operation, body);
  if (field !== null) return refused('EV1100', field);
  const principal = actor === 'other' || typeof call.principal === 'string' ? null : call.principal;
  return profile.perform(operation, body as Bodies[Operation], { actor, principal, method: call.method, path: call.path });
}

/** The order of checks of SPEC 10: transport, token, schema, then what the profile knows. */
export function answerCall(profile: Profile, call: Call): Answer {
  const route = routeOf(call.method, call.path);
  if (route.found === 'nothing') return plainly(404, 'Not Found');
  if (route.found === 'otherMethods') return plainly(405, 'Method Not Allowed', { allow: route.allow });
  // It says in its own words what is wrong with a token.
  if (route.operation === 'soap') return answerSoap(profile.directory, call);
  if (call.principal === 'absent') return refused('EV1021');
  if (call.principal === 'invalid') return refused('EV1020');
  if (route.operation === 'status') return plainly(200, 'OK');
  if (route.operation === 'notifications') return answerNotifications(profile.mailbox, call.principal, parsed(call.body));
  return perform(profile, route.operation, call, 'caller');
}

/** A change by somebody else, with every right and no token: same schema, same rules. */
export function answerOther(profile: Profile, method: string, path: string, body: unknown): Answer {
  const route = routeOf(method, path);
  if (route.found !== 'operation' || !isOfTheSuite(route.operation)) return plainly(404, 'Not Found');
  return perform(profile, route.operation, { method, path, principal: 'absent', body: JSON.stringify(body ?? null) }, 'other');
}
