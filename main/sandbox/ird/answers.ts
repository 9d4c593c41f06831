import type { Answer } from '../answer.ts';

/** SPEC 3 (conventions) and 10 (error model, exact texts). */
export type { Answer };

const json = { 'content-type': 'application/json; charset=utf-8' };
const plain = { 'content-type': 'text/plain; charset=utf-8' };

export const answered = (value: unknown): Answer => ({ status: 200, body: JSON.stringify(value), headers: json });

/** PUT and DELETE answer 200 with nothing in it (SPEC 3). */
export const done: Answer = { status: 200, body: '', headers: json };

export const plainly = (status: number, body: string, headers: Record<string, string> = {}): Answer => ({
  status,
  body,
  headers: { ...plain, ...headers },
});

const catalogue = {
  ACT100: [400, 'validation', 'This account type is not eligible to be used in this service.'],
  CNT101: [400, 'validation', 'There is an existing contact of this type.'],
  CNT102: [400, 'validation', 'The phone number provided is invalid.'],
  CNT103: [400, 'validation', 'There must be between 1 and 5 phone numbers on a contact.'],
  CST404: [400, 'validation', 'A record could not be located for the given identifier.'],
  EV1100: [400, 'validation', 'Invalid input parameters. Please check documentation'],
  EV2234: [400, 'validation', 'IR number failed check digit'],
  EV1020: [400, 'security', 'Authentication failure means the token (JWT or OAuth) provided is not valid'],
  EV1021: [400, 'security', 'No OAuth or JWT token is present as an HTTP header'],
  EV1022: [403, 'security', 'Access is not permitted for the requester to perform this operation for the submitted identifier'],
  // The next four are the Notifications service's (Notifications 20230331.yaml).
  EV2302: [400, 'validation', 'The To date field cannot be before the From date field'],
  KS0113: [400, 'validation', 'Future dated field. This field must be today or in the past.'],
  NOT001: [400, 'validation', 'The number of notifications retrieved exceeds the maximum limit of notifications.  Please filter your criteria.'],
  NOT002: [400, 'validation', 'A query ID and query ID type are required.'],
  EU6001: [500, 'server', 'Unexpected error occurred'],
} as const satisfies Record<string, readonly [number, string, string]>;

export type ErrorCode = keyof typeof catalogue;

/** `field` is the dotted path that EV1100 carries after its text; '' for none. */
export function refused(code: ErrorCode, field = ''): Answer {
  const [status, type, text] = catalogue[code];
  const message = field === '' ? text : `${text}: ${field}`;
  return { status, body: JSON.stringify({ errors: [{ code, type, message }] }), headers: json };
}
