import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';

/** Elements that may come once or many times, or not at all. */
const repeated = new Set(['agency', 'clientList', 'client', 'link']);

/**
 * Names without prefixes, whatever prefixes the answer chose; every value stays text, so that `077415807` keeps its zero. Only XML's own
 * five entities are replaced: an answer that brings a document type, and with it entities of its own, is not SOAP.
 */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (name) => repeated.has(name),
});

const text = z.union([z.string(), z.looseObject({ '#text': z.string().catch('') }).transform((element) => element['#text'])]).catch('');
const identifier = z.looseObject({ '@IdentifierValueType': z.string().catch(''), '#text': z.string().catch('') });

const client = z.looseObject({ '@status': z.string().catch(''), clientID: identifier, clientAccountType: text });
/** An element without a number, or without its kind. */
const unreadable = { '@status': '', clientID: { '@IdentifierValueType': '', '#text': '' }, clientAccountType: '' };
const clientList = z.looseObject({
  '@clientListID': z.string(),
  '@clientListIDType': z.string().catch(''),
  '@clientListType': z.string().catch(''),
  // One that cannot be read must not take the others of its list with it: they would count as delinked.
  client: z.array(client.catch(unreadable)).catch([]),
});

export const clientListContent = z.looseObject({ agency: z.array(z.looseObject({ clientList: z.array(clientList).optional() })).optional() });
export const clientContent = z.looseObject({ link: z.array(z.looseObject({ clientListID: identifier })).optional() });

const statusMessage = z.looseObject({ statusCode: text, errorMessage: text });

/** A SOAP answer: what the service says of the request, and what stands beside that; or a fault of SOAP's own. */
export type SoapAnswer = { kind: 'status'; code: string; message: string; content: unknown } | { kind: 'fault' } | { kind: 'other' };

const element = (parent: unknown, name: string): unknown => (typeof parent === 'object' && parent !== null && Object.hasOwn(parent, name) ? (parent as Record<string, unknown>)[name] : undefined);
const path = (parent: unknown, ...names: string[]): unknown => names.reduce(element, parent);

/**
 * Reads the answer to an operation. `other`: not the service's, such as a page in HTML, JSON, half an answer or no answer at all.
 * Never throws.
 */
export function readAnswer(operation: string, body: string): SoapAnswer {
  const envelope = element(parseXml(body), 'Envelope');
  const soapBody = element(envelope, 'Body');
  if (element(soapBody, 'Fault') !== undefined) return { kind: 'fault' };
  const content = path(soapBody, `${operation}Response`, `${operation}Result`, `${operation}ResponseWrapper`, `${operation.charAt(0).toLowerCase()}${operation.slice(1)}Response`);
  const status = statusMessage.safeParse(element(content, 'statusMessage'));
  if (!status.success || status.data.statusCode === '') return { kind: 'other' };
  return { kind: 'status', code: status.data.statusCode, message: status.data.errorMessage, content };
}

/** Undefined for anything that is not a whole and well-formed document: the parser itself would read half of one. */
function parseXml(body: string): unknown {
  try {
    if (/<!doctype/i.test(body) || XMLValidator.validate(body) !== true) return undefined;
    return parser.parse(body);
  } catch {
    return undefined;
  }
}
