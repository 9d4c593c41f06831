import * as names from './names.ts';
import type { SoapOperation } from './names.ts';
import { childOf, is } from './xml-tree.ts';
import type { Element } from './xml-tree.ts';

/** A number with what kind it is: IRD, CST, ACCIRD, ACC. */
export interface Identified {
  id: string;
  idType: string;
}

export interface ListAsk {
  agency: Identified;
  /** '' for every type. */
  accountType: string;
  /** '' for every list. */
  list: string;
}

export interface ClientAsk {
  agency: Identified;
  client: Identified;
  /** '' for every link of the client. */
  accountType: string;
}

interface Rule {
  namespace: string;
  name: string;
  optional?: true;
  /** Whether what stands inside is as the schema wants it. */
  holds: (element: Element) => boolean;
}

const plain = (element: Element): boolean => element.children.length === 0;
/** Where the schema lies may be said anywhere. */
const schemaLocation = '{http://www.w3.org/2001/XMLSchema-instance}schemaLocation';
const onlyAttributes = (element: Element, ...allowed: string[]): boolean =>
  [...element.attributes.keys()].every((key) => key === schemaLocation || allowed.includes(key));

/** The parts of Intermediation.v1.xsd and Common.v2.xsd that these two requests use, in our own words. */
const collapsed = (text: string): string => text.replace(/[ \t\r\n]+/g, ' ').trim();
const words = (element: Element): boolean => plain(element) && onlyAttributes(element) && element.text.length >= 1 && [...element.text].length <= 50;
const accountType = (element: Element): boolean => plain(element) && onlyAttributes(element) && /^[A-Z]{3}$/.test(collapsed(element.text));
const identifierText = (element: Element): boolean => plain(element) && element.text.length >= 1 && [...element.text].length <= 30;
const identifier = (element: Element): boolean => {
  const type = element.attributes.get('IdentifierValueType');
  return identifierText(element) && onlyAttributes(element, 'IdentifierValueType') && type !== undefined && [...collapsed(type)].length <= 6;
};

/** Elements in the order of the rules, each once, none besides. */
function sequence(element: Element, rules: readonly Rule[]): boolean {
  if (element.text.trim() !== '') return false;
  const left = [...element.children];
  for (const { namespace, name, optional, holds } of rules) {
    const [next] = left;
    if (next !== undefined && is(next, namespace, name)) {
      if (!holds(next)) return false;
      left.shift();
    } else if (optional === undefined) return false;
  }
  return left.length === 0;
}

const ofCommon = (name: string, holds: Rule['holds']): Rule => ({ namespace: names.common, name, holds });
const ofTypes = (name: string, holds: Rule['holds']): Rule => ({ namespace: names.types, name, holds });

const software = (element: Element): boolean =>
  onlyAttributes(element) && sequence(element, ['softwareProvider', 'softwarePlatform', 'softwareRelease'].map((name) => ofCommon(name, words)));

const header: readonly Rule[] = [ofCommon('softwareProviderData', software), ofCommon('identifier', identifier), { ...ofCommon('accountType', accountType), optional: true }];

/** A client's `status` (1 to 12 characters) belongs to answers, and yet the schema lets it stand here. */
const statusHolds = (element: Element): boolean => {
  const status = element.attributes.get('status');
  return onlyAttributes(element, 'status') && (status === undefined || (status.length >= 1 && [...status].length <= 12));
};
const client = (element: Element): boolean =>
  statusHolds(element) && sequence(element, [ofTypes('clientID', identifier), { ...ofTypes('clientAccountType', accountType), optional: true }]);

const filter = (element: Element): boolean => identifierText(element) && onlyAttributes(element);

const bodies: Readonly<Record<SoapOperation, readonly Rule[]>> = {
  RetrieveClientList: [...header, { ...ofTypes('filterAccountType', accountType), optional: true }, { ...ofTypes('filterClientListID', filter), optional: true }],
  RetrieveClient: [...header, ofTypes('client', client)],
};

/** Whether the request, which stands in the wrapper, is as the schema wants it. */
export const isAsTheSchemaSays = (operation: SoapOperation, request: Element): boolean => onlyAttributes(request) && sequence(request, bodies[operation]);

/** The request inside the operation's message and wrapper; undefined where one of them is missing or of another namespace. */
export function requestIn(operation: SoapOperation, element: Element): Element | undefined {
  const message = childOf(element, names.service, `${operation}RequestMsg`);
  const wrapper = childOf(message, names.wrapperOf(operation, 'Request'), `${operation}RequestWrapper`);
  return childOf(wrapper, names.types, `${names.inner(operation)}Request`);
}

const identifiedBy = (element: Element | undefined): Identified => ({ id: collapsed(element?.text ?? ''), idType: collapsed(element?.attributes.get('IdentifierValueType') ?? '') });
const textOf = (element: Element | undefined): string => collapsed(element?.text ?? '');

export const listAskOf = (request: Element): ListAsk => ({
  agency: identifiedBy(childOf(request, names.common, 'identifier')),
  accountType: textOf(childOf(request, names.types, 'filterAccountType')),
  list: textOf(childOf(request, names.types, 'filterClientListID')),
});

export function clientAskOf(request: Element): ClientAsk {
  const asked = childOf(request, names.types, 'client');
  return {
    agency: identifiedBy(childOf(request, names.common, 'identifier')),
    client: identifiedBy(childOf(asked, names.types, 'clientID')),
    accountType: textOf(childOf(asked, names.types, 'clientAccountType')),
  };
}
