import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An element with its namespace found out. `text` is what stands in it besides other elements. */
export interface Element {
  namespace: string;
  name: string;
  /** Those with a prefix under `{namespace}name`; declarations of namespaces are not among them. */
  attributes: ReadonlyMap<string, string>;
  children: Element[];
  text: string;
}

type Raw = Record<string, unknown>;

const parser = new XMLParser({
  preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', parseTagValue: false, parseAttributeValue: false, trimValues: false, processEntities: false,
});

const isText = (raw: Raw): boolean => Object.hasOwn(raw, '#text');
const nameOf = (raw: Raw): string => Object.keys(raw).find((key) => key !== ':@') ?? '';

const isInstruction = (raw: Raw): boolean => nameOf(raw).startsWith('?');

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The five that XML has without a document type, and numbers. */
const readable = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return named[name] ?? whole;
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });

function scopeOf(attributes: Record<string, string>, outer: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const declared = Object.entries(attributes).filter(([key]) => key === 'xmlns' || key.startsWith('xmlns:'));
  if (declared.length === 0) return outer;
  return new Map([...outer, ...declared.map(([key, value]) => [key === 'xmlns' ? '' : key.slice(6), value] as const)]);
}

/** Throws a SyntaxError for a prefix that nobody declared. */
function resolved(name: string, scope: ReadonlyMap<string, string>): { namespace: string; name: string } {
  const colon = name.indexOf(':');
  const prefix = colon < 0 ? '' : name.slice(0, colon);
  const namespace = scope.get(prefix);
  if (namespace === undefined && prefix !== '') throw new SyntaxError(`Prefix ${prefix} is not declared`);
  return { namespace: namespace ?? '', name: name.slice(colon + 1) };
}

/** A default namespace is not for attributes. */
function attributeName(key: string, scope: ReadonlyMap<string, string>): string {
  if (!key.includes(':')) return key;
  const { namespace, name } = resolved(key, scope);
  return `{${namespace}}${name}`;
}

function elementOf(raw: Raw, outer: ReadonlyMap<string, string>): Element {
  const tag = nameOf(raw);
  const given = (raw[':@'] ?? {}) as Record<string, string>;
  const scope = scopeOf(given, outer);
  const inside = raw[tag] as Raw[];
  const own = Object.entries(given).filter(([key]) => key !== 'xmlns' && !key.startsWith('xmlns:'));
  return {
    ...resolved(tag, scope),
    attributes: new Map(own.map(([key, value]) => [attributeName(key, scope), readable(value)])),
    children: inside.filter((one) => !isText(one) && !isInstruction(one)).map((one) => elementOf(one, scope)),
    text: readable(inside.filter(isText).map((one) => String(one['#text'])).join('')),
  };
}

/** The root of a document. null where it is not well-formed, declares a document type, or uses a prefix that it does not declare. */
export function parsedXml(text: string): Element | null {
  if (/<!(DOCTYPE|ENTITY)/i.test(text) || XMLValidator.validate(text) !== true) return null;
  try {
    const roots = (parser.parse(text) as Raw[]).filter((raw) => !isText(raw) && !isInstruction(raw));
    const [root] = roots;
    return root === undefined || roots.length > 1 ? null : elementOf(root, new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]));
  } catch (reason) {
    if (reason instanceof SyntaxError) return null;
    throw reason;
  }
}

export const is = (element: Element | undefined, namespace: string, name: string): boolean => element?.namespace === namespace && element.name === name;
export const childOf = (element: Element | undefined, namespace: string, name: string): Element | undefined =>
  element?.children.find((child) => is(child, namespace, name));
