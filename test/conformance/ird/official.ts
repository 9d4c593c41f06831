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

interface Swagger {
  paths: Record<string, Record<string, { responses: Record<string, { schema?: { $ref: string } }> }>>;
}

export type Api = 'contact' | 'customer' | 'account';

const definitions: Record<Api, string> = { contact: 'Contact', customer: 'Customer', account: 'Account' };
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
const loaded = new Map<Api, Swagger>();

function swagger(api: Api): Swagger {
  const known = loaded.get(api);
  if (known !== undefined) return known;
  const read = parse(readFileSync(join(suite, api, `${definitions[api]} 2021-09-14.yaml`), 'utf8')) as Swagger;
  ajv.addSchema(read, api);
  loaded.set(api, read);
  return read;
}

/** Why this answer is not what the published definition promises; '' when it is. `path`: `contact/phone`. */
export function objection(method: string, path: string, status: number, text: string): string {
  const [api, service] = path.split('/') as [Api, string];
  const operation = swagger(api).paths[`/${service}`]?.[method.toLowerCase()];
  if (operation === undefined) return `${method} ${path} is not in the definition`;
  const reference = operation.responses[String(status)]?.schema?.$ref;
  // PUT and DELETE have no 200 entry: success is an empty body (SPEC 3).
  if (reference === undefined) return status === 200 && method !== 'POST' && text === '' ? '' : `${method} ${path} does not answer ${status} with "${text}"`;
  const validate: ValidateFunction | undefined = ajv.getSchema(`${api}${reference}`);
  if (validate === undefined) return `${reference} is missing from the definition`;
  return validate(JSON.parse(text)) ? '' : ajv.errorsText(validate.errors);
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
