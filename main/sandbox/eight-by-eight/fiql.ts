/** A filter as a tree (SPEC 4). */
export type Filter = { all: Filter[] } | { any: Filter[] } | Comparison;

export interface Comparison {
  field: string;
  operator: Operator;
  values: string[];
}

export type Operator = '==' | '!=' | '>' | '>=' | '<' | '<=' | '=in=' | '=out=';

const operators: readonly (readonly [string, Operator])[] = [
  ['==', '=='], ['!=', '!='], ['=gt=', '>'], ['=ge=', '>='], ['=lt=', '<'], ['=le=', '<='], ['=in=', '=in='], ['=out=', '=out='], ['>=', '>='], ['<=', '<='], ['>', '>'], ['<', '<'],
];

/** Why a filter cannot be read. */
export class FilterError extends Error {}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): Filter {
    const filter = this.#any();
    if (this.#at < this.#text.length) throw new FilterError(`Unexpected "${this.#text.slice(this.#at)}" at position ${this.#at}`);
    return filter;
  }

  #any(): Filter {
    const parts = [this.#all()];
    while (this.#takes(',')) parts.push(this.#all());
    return parts.length === 1 ? (parts[0] as Filter) : { any: parts };
  }

  #all(): Filter {
    const parts = [this.#one()];
    while (this.#takes(';')) parts.push(this.#one());
    return parts.length === 1 ? (parts[0] as Filter) : { all: parts };
  }

  #one(): Filter {
    this.#spaces();
    if (!this.#takes('(')) return this.#comparison();
    const inner = this.#any();
    this.#needs(')');
    return inner;
  }

  #comparison(): Comparison {
    const field = this.#match(/[A-Za-z][A-Za-z0-9_.]*/y, 'a field');
    this.#spaces();
    const operator = operators.find(([text]) => this.#takes(text))?.[1];
    if (operator === undefined) throw new FilterError(`Expected an operator at position ${this.#at}`);
    this.#spaces();
    return { field, operator, values: operator === '=in=' || operator === '=out=' ? this.#list() : [this.#value()] };
  }

  #list(): string[] {
    this.#needs('(');
    const values = [this.#value()];
    while (this.#takes(',')) values.push(this.#value());
    this.#needs(')');
    return values;
  }

  #value(): string {
    this.#spaces();
    const quote = this.#text[this.#at];
    if (quote !== "'" && quote !== '"') return this.#match(/[^\s"'(),;=<>!~]+/y, 'a value').trim();
    const quoted = this.#match(quote === "'" ? /'(?:[^'\\]|\\.)*'/y : /"(?:[^"\\]|\\.)*"/y, 'the end of a quoted value');
    return quoted.slice(1, -1).replace(/\\(.)/g, '$1');
  }

  #match(pattern: RegExp, what: string): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) throw new FilterError(`Expected ${what} at position ${this.#at}`);
    this.#at += found.length;
    return found;
  }

  #takes(text: string): boolean {
    this.#spaces();
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #needs(text: string): void {
    if (!this.#takes(text)) throw new FilterError(`Expected "${text}" at position ${this.#at}`);
  }

  #spaces(): void {
    while (this.#text[this.#at] === ' ') this.#at += 1;
  }
}

/** `;` binds closer than `,`. Throws a FilterError that says where it went wrong. */
export const parsedFilter = (text: string): Filter => new Reader(text).whole();
