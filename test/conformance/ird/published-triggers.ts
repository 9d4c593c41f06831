import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const place = resolve(import.meta.dirname, '../../../../shared/gateways/ird');

/** A cell of Inland Revenue's table of triggers: this error, of this operation, is said to be provoked so. */
export interface Trigger {
  /** `POST /contact/phone` */
  operation: string;
  code: string;
  /** The words of the cell. */
  how: string;
}

const ours = ['Contact', 'Customer', 'Account'];

/** Every filled cell of the rows for Contact, Customer and Account in the published Test Details. */
export function publishedTriggers(): Trigger[] {
  const lines = readFileSync(join(place, 'customer-services-suite/TestDetails-test-data.md'), 'utf8').split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const head = lines.find((cells) => cells.includes('ACT100')) ?? [];
  return lines
    .filter(([, api = '']) => ours.includes(api))
    .flatMap((cells) => {
      const [, api = '', service = '', method = ''] = cells;
      const operation = `${method} /${api.toLowerCase()}/${service.toLowerCase()}`;
      return cells.slice(5).flatMap((how, at) => (how === '' ? [] : [{ operation, code: head[at + 5] ?? '', how: how.replaceAll('<br/>', ' ') }]));
    });
}

export type Catalogue = Record<string, Record<string, { codes: Record<string, string>; types: string[] }>>;

/** Codes with their exact texts, by operation and HTTP status: our own extract of the published definitions. */
export const catalogue = (): Catalogue => (JSON.parse(readFileSync(join(place, 'derived/error-catalogue.json'), 'utf8')) as { operations: Catalogue }).operations;
