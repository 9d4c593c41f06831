import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import type { FaultOrder } from './faults.ts';
import type { Link } from './ird/profile.ts';
import { roles } from './logons.ts';
import type { Role } from './logons.ts';
import type { Lifetimes } from './oauth/lifetimes.ts';

/** A change by the second actor. `on` is the last part of the path: `contact` or `phone`. */
export interface ActOrder {
  method: 'POST' | 'PUT' | 'DELETE';
  on: 'contact' | 'phone';
  body: unknown;
}

export interface LinkOrder {
  client: string;
  /** Left out: full access to the whole customer. */
  link?: Link;
}

/** `logon`: whom the token speaks for; the first when left out. */
export interface TokenOrder {
  logon?: string;
}

export interface RoleOrder {
  logon: string;
  role: Role;
}

/** Another certificate, PEM, whose JWTs are taken from then on. */
export interface MachineOrder {
  issuer: string;
  certificate: string;
}

const ajv = new Ajv({ allErrors: false, allowUnionTypes: true });
const text = { type: 'string' };
const yesNo = { type: 'boolean' };
const whole = { type: 'integer', minimum: 0 };

const orderOf = (fault: string, more: Record<string, unknown> = {}, required: string[] = []): object => ({
  type: 'object',
  required: ['fault', ...required],
  additionalProperties: false,
  properties: {
    fault: { const: fault },
    match: { type: 'object', additionalProperties: false, properties: { method: text, path: text } },
    skip: whole,
    count: { type: ['integer', 'null'], minimum: 1 },
    ...more,
  },
});

const faultSchemas: Readonly<Record<FaultOrder['fault'], object>> = {
  latency: orderOf('latency', { ms: whole }, ['ms']),
  answer: orderOf('answer', { status: { type: 'integer', minimum: 200, maximum: 599 }, body: text, headers: { type: 'object', additionalProperties: text }, applied: yesNo }, ['status']),
  dropReply: orderOf('dropReply'),
  halfBody: orderOf('halfBody'),
  lag: orderOf('lag', { longestMs: whole }),
  cutBefore: orderOf('cutBefore'),
  stall: orderOf('stall', { applied: yesNo }),
  expireToken: orderOf('expireToken'),
  outage: orderOf('outage', { status: { enum: [200, 500, 502, 503, 504] } }, ['status']),
  portal: orderOf('portal', { redirect: yesNo }),
};

const link = {
  type: 'object',
  required: ['access', 'master', 'accounts'],
  additionalProperties: false,
  properties: { access: { enum: ['FULL', 'VIEW'] }, master: yesNo, accounts: { type: 'array', items: text }, list: whole, pending: yesNo },
};

const validators = new Map<object, ValidateFunction>();

function parsedBy<T>(schema: object, value: unknown): T {
  const validate = validators.get(schema) ?? ajv.compile(schema);
  validators.set(schema, validate);
  if (!validate(value)) throw new TypeError(ajv.errorsText(validate.errors, { dataVar: 'order' }));
  return value as T;
}

/** Throws a TypeError that says what is wrong. */
export function faultOrder(value: unknown): FaultOrder {
  const kind = (value as { fault?: unknown } | null)?.fault;
  if (typeof kind !== 'string' || !Object.hasOwn(faultSchemas, kind)) throw new TypeError(`order.fault must be one of ${Object.keys(faultSchemas).join(', ')}`);
  return parsedBy<FaultOrder>(faultSchemas[kind as FaultOrder['fault']], value);
}

const actSchema = { type: 'object', required: ['method', 'on', 'body'], properties: { method: { enum: ['POST', 'PUT', 'DELETE'] }, on: { enum: ['contact', 'phone'] } } };
const linkSchema = { type: 'object', required: ['client'], additionalProperties: false, properties: { client: text, link } };

export const actOrder = (value: unknown): ActOrder => parsedBy<ActOrder>(actSchema, value);
export const linkOrder = (value: unknown): LinkOrder => parsedBy<LinkOrder>(linkSchema, value);

const exactly = (properties: Record<string, object>, required = Object.keys(properties)): object => ({ type: 'object', required, additionalProperties: false, properties });
const seconds = { type: 'integer', minimum: 1 };
const tokenSchema = exactly({ logon: text }, []);
const roleSchema = exactly({ logon: text, role: { enum: [...roles] } });
const machineSchema = exactly({ issuer: text, certificate: text });
const registerSchema = exactly({ client: text, type: { type: 'string', pattern: '^[A-Z]{3}$' } });
const closeSchema = exactly({ account: text });
const lifetimesSchema = exactly({ codeSeconds: seconds, accessSeconds: seconds, refreshSeconds: seconds, consentSeconds: seconds }, []);

export const tokenOrder = (value: unknown): TokenOrder => parsedBy<TokenOrder>(tokenSchema, value);
export const roleOrder = (value: unknown): RoleOrder => parsedBy<RoleOrder>(roleSchema, value);
export const machineOrder = (value: unknown): MachineOrder => parsedBy<MachineOrder>(machineSchema, value);
export const registerOrder = (value: unknown): { client: string; type: string } => parsedBy(registerSchema, value);
export const closeOrder = (value: unknown): { account: string } => parsedBy(closeSchema, value);
export const lifetimesOrder = (value: unknown): Partial<Lifetimes> => parsedBy<Partial<Lifetimes>>(lifetimesSchema, value);
