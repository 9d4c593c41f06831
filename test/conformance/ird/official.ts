import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import { parse } from 'yaml';

/** Inland Revenue's own files, which are not ours to keep in the project: read where they lie beside it. */
const suite = resolve(import.meta.dirname, '../../../../shared/gateways/ird/customer-services-suite');

export const present = existsSync(suite);
/** Ends a suite's name where it is skipped: the runner's report then gives the reason. */
export const whyNot = present ? '' : ' (skipped: ../shared/gateways/ird is not beside this checkout)';
if (!present) console.log('SKIPPED conformance with Inland Revenue: ../shared/gateways/ird is not beside this checkout');

interface Operation {
  consumes?: string[];
  parameters: { in: string; schema?: { $ref: string } }[];
  responses: Record<string, { schema?: { $ref: string } }>;
}

interface Swagger {
  paths: Record<string, Record<string, Operation>>;
}

const files = {
  contact: join(suite, 'contact', 'Contact 2021-09-14.yaml'),
  customer: join(suite, 'customer', 'Customer 2021-09-14.yaml'),
  account: join(suite, 'account', 'Account 2021-09-14.yaml'),
  notification: resolve(suite, '..', 'notifications', 'Notifications 20230331.yaml'),
};
type Api = keyof typeof files;
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
const loaded = new Map<Api, Swagger>();

/** The same definition with no room for properties that it does not name. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inside = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return 'properties' in inside && inside['type'] === 'object' ? { ...inside, additionalProperties: false } : inside;
}

function swagger(api: Api): Swagger {
  const known = loaded.get(api);
  if (known !== undefined) return known;
  const read = parse(readFileSync(files[api], 'utf8')) as Swagger;
  ajv.addSchema(read, api);
  ajv.addSchema(closed(read) as object, `closed-${api}`);
  loaded.set(api, read);
  return read;
}

function operationOf(method: string, path: string): { api: Api; operation: Operation } | null {
  const [api = '', service] = path.split('/');
  if (!Object.hasOwn(files, api)) return null;
  const operation = swagger(api as Api).paths[`/${service}`]?.[method.toLowerCase()];
  return operation === undefined ? null : { api: api as Api, operation };
}

function schemaObjection(reference: string, text: string): string {
  const validate: ValidateFunction | undefined = ajv.getSchema(reference);
  if (validate === undefined) return `${reference} is missing from the definition`;
  return validate(JSON.parse(text)) ? '' : ajv.errorsText(validate.errors);
}

/** Why this answer is not what the published definition promises; '' when it is. `path`: `contact/phone`. */
export function objection(method: string, path: string, status: number, text: string): string {
  const found = operationOf(method, path);
  if (found === null) return `${method} ${path} is not in the definition`;
  const reference = found.operation.responses[String(status)]?.schema?.$ref;
  if (reference !== undefined) return schemaObjection(`${found.api}${reference}`, text);
  // PUT and DELETE have no 200 entry: success is an empty body; a status answers OK (SPEC 3).
  const isFine = status === 200 && (method === 'GET' ? text === 'OK' : method !== 'POST' && text === '');
  return isFine ? '' : `${method} ${path} does not answer ${status} with "${text}"`;
}

/** Why this request is not as the published definition wants it, down to the content type, with no property that is not named there; '' when it is. */
export function requestObjection(method: string, path: string, contentType: string, text: string): string {
  const found = operationOf(method, path);
  if (found === null) return `${method} ${path} is not in the definition`;
  const { api, operation } = found;
  const reference = operation.parameters.find((one) => one.in === 'body')?.schema?.$ref;
  if (reference === undefined) return text === '' ? '' : `${method} ${path} takes no body`;
  if (contentType !== operation.consumes?.[0]) return `content type "${contentType}" instead of "${operation.consumes?.[0]}"`;
  try {
    return schemaObjection(`closed-${api}${reference}`, text);
  } catch (reason) {
    if (reason instanceof SyntaxError) return `no JSON: ${reason.message}`;
    throw reason;
  }
}

export interface Sample {
  /** Folder and file, for the test's name. */
  name: string;
  method: string;
  path: string;
  body: string;
  /** '' for success. */
  code: string;
  /** The answer that came with it, where there is one. */
  response: unknown;
}

const service = (folder: string, name: string): string => {
  if (folder === 'customer') return 'customer/customer';
  if (folder === 'account') return name.includes('_list_') ? 'account/list' : 'account/account';
  return /phone/i.test(name) ? 'contact/phone' : 'contact/contact';
};

function samplesIn(folder: string, samples: string): Sample[] {
  const place = join(suite, folder, samples);
  return readdirSync(place)
    .filter((file) => /request/i.test(file))
    .sort()
    .map((file) => {
      const answer = join(place, file.replace('Request', 'Response').replace('_request.json', '_response.json'));
      return {
        name: `${basename(folder)}/${samples}/${file}`,
        method: file.split('_')[0] ?? '',
        path: service(folder, file),
        body: readFileSync(join(place, file), 'utf8'),
        code: /[A-Z]{2,3}\d{3,4}/.exec(file.replace(/_(200|400)_/, '_'))?.[0] ?? '',
        response: existsSync(answer) ? (JSON.parse(readFileSync(answer, 'utf8')) as unknown) : null,
      };
    });
}

/** Every sample request, current and historical. */
export const samples = (): Sample[] =>
  present ? [...samplesIn('contact', 'samples'), ...samplesIn('contact', 'samples-historical-8456afa'), ...samplesIn('customer', 'samples'), ...samplesIn('account', 'samples')] : [];
