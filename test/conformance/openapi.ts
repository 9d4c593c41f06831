import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';

/** Definitions and samples that are not ours to keep in the project: read where they lie beside it. */
const gateways = resolve(import.meta.dirname, '../../../shared/gateways');

export interface Official {
  present: boolean;
  /** Ends a suite's name where it is skipped: the runner's report then gives the reason. */
  whyNot: string;
  path(...parts: string[]): string;
  text(...parts: string[]): string;
}

export function officialOf(folder: string): Official {
  const place = join(gateways, folder);
  const present = existsSync(place);
  if (!present) console.log(`SKIPPED conformance with ${folder}: ../shared/gateways/${folder} is not beside this checkout`);
  const path = (...parts: string[]): string => join(place, ...parts);
  return { present, whyNot: present ? '' : ` (skipped: ../shared/gateways/${folder} is not beside this checkout)`, path, text: (...parts) => readFileSync(path(...parts), 'utf8') };
}

type Node = Record<string, unknown>;

const pointer = (parts: readonly string[]): string => parts.map((part) => `/${encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('');

/** An OpenAPI definition that says what is wrong with a request or an answer. */
export class OpenApi {
  readonly #root: Node;
  readonly #ajv: Ajv;
  /** What stands before the paths of the definition, such as `/v2`. */
  readonly #base: string;

  constructor(text: string, base: string) {
    this.#root = parse(text) as Node;
    this.#base = base;
    const options = { strict: false, validateFormats: false, allErrors: true };
    this.#ajv = String(this.#root['openapi']).startsWith('3.1') ? (new Ajv2020(options)) : new Ajv(options);
    this.#ajv.addSchema(this.#root, 'api');
  }

  /** Why this answer is not what the definition promises; '' when it is. */
  answer(method: string, path: string, status: number, text: string): string {
    const operation = this.#operation(method, path);
    if (operation === null) return `${method} ${path} is not in the definition`;
    const place = this.#follow([...operation, 'responses', String(status)]) ?? this.#follow([...operation, 'responses', 'default']);
    if (place === null) return `${method} ${path} does not answer ${status}`;
    return this.#against(place, text);
  }

  /** Why this request is not what the definition asks for; '' when it is. */
  request(method: string, path: string, text: string): string {
    const operation = this.#operation(method, path);
    if (operation === null) return `${method} ${path} is not in the definition`;
    const place = this.#follow([...operation, 'requestBody']);
    return place === null ? (text === '' ? '' : `${method} ${path} takes no body`) : this.#against(place, text);
  }

  #against(place: string[], text: string): string {
    const schema = [...place, 'content', 'application/json', 'schema'];
    if (this.#at(schema) === undefined) return text === '' || this.#at([...place, 'content']) === undefined ? '' : `no content is promised, but "${text}" came`;
    const validate = this.#ajv.getSchema(`api#${pointer(schema)}`);
    if (validate === undefined) return `${schema.join('/')} cannot be read`;
    if (text === '') return 'content is promised, but none came';
    return validate(JSON.parse(text)) === true ? '' : this.#ajv.errorsText(validate.errors);
  }

  /** Where the operation stands in the definition. */
  #operation(method: string, path: string): string[] | null {
    if (!path.startsWith(this.#base)) return null;
    const asked = path.slice(this.#base.length).split('?')[0]?.split('/') ?? [];
    const fits = (template: string): boolean => {
      const parts = template.split('/');
      return parts.length === asked.length && parts.every((part, n) => part === asked[n] || /^\{.+\}$/.test(part));
    };
    const exact = (template: string): number => (template.includes('{') ? 1 : 0);
    const [template] = Object.keys(this.#root['paths'] as Node).filter(fits).sort((a, b) => exact(a) - exact(b));
    if (template === undefined) return null;
    const place = ['paths', template, method.toLowerCase()];
    return this.#at(place) === undefined ? null : place;
  }

  #at(place: readonly string[]): unknown {
    return place.reduce<unknown>((node, part) => (typeof node === 'object' && node !== null ? (node as Node)[part] : undefined), this.#root);
  }

  /** The place itself, or the one its reference names; null when there is none. */
  #follow(place: string[]): string[] | null {
    const node = this.#at(place);
    if (node === undefined) return null;
    const reference = (node as Node)['$ref'];
    return typeof reference === 'string' ? reference.replace('#/', '').split('/') : place;
  }
}
