import { XMLParser } from 'fast-xml-parser';
import { answerCall } from '../../../../main/sandbox/ird/gateway.ts';
import type { Profile } from '../../../../main/sandbox/ird/profile.ts';
import type { Authenticated } from '../../../../main/sandbox/tokens.ts';

const names = { service: 'https://services.ird.govt.nz/GWS/Intermediation/', types: 'urn:www.ird.govt.nz/GWS:types/Intermediation.v1', common: 'urn:www.ird.govt.nz/GWS:types/Common.v2' };

export const owner: Authenticated = { logon: 'ngata.owner', role: 'owner', via: 'browser' };

/** An envelope as the samples have it, put together in another way than they are, and than the app does it. */
export function envelope(operation: 'RetrieveClientList' | 'RetrieveClient', agency: string, inside: string): string {
  const inner = operation.charAt(0).toLowerCase() + operation.slice(1);
  return `<?xml version="1.0" encoding="utf-8"?>
<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope">
  <env:Header><Action xmlns="http://www.w3.org/2005/08/addressing">${names.service}Intermediation/${operation}</Action></env:Header>
  <env:Body><${operation} xmlns="${names.service}"><${operation}RequestMsg><${operation}RequestWrapper xmlns="${names.service}:types/${operation}Request">
    <${inner}Request xmlns="${names.types}" xmlns:c="${names.common}">
      <c:softwareProviderData><c:softwareProvider>Ngāio &amp; Co</c:softwareProvider><c:softwarePlatform>desk</c:softwarePlatform><c:softwareRelease>1</c:softwareRelease></c:softwareProviderData>
      <c:identifier IdentifierValueType="${agency.length === 9 ? 'IRD' : 'CST'}">${agency}</c:identifier>
      ${inside}
    </${inner}Request>
  </${operation}RequestWrapper></${operation}RequestMsg></${operation}></env:Body>
</env:Envelope>`;
}

export const listRequest = (agency: string, filters: { type?: string; list?: string } = {}): string =>
  envelope(
    'RetrieveClientList', agency,
    `${filters.type === undefined ? '' : `<filterAccountType>${filters.type}</filterAccountType>`}${filters.list === undefined ? '' : `<filterClientListID>${filters.list}</filterClientListID>`}`,
  );

export const clientRequest = (agency: string, id: string, idType: string, type = ''): string =>
  envelope('RetrieveClient', agency, `<client><clientID IdentifierValueType="${idType}">${id}</clientID>${type === '' ? '' : `<clientAccountType>${type}</clientAccountType>`}</client>`);

export interface SoapReply {
  http: number;
  contentType: string;
  text: string;
  /** NaN where the answer carries no status. */
  status: number;
  lists: { id: string; idType: string; type: string; refund: boolean; clients: { id: string; idType: string; account: string; status: string }[] }[];
  links: { list: string; listType: string; account: string; master: boolean }[];
}

type Node = Record<string, unknown>;
const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', removeNSPrefix: true, parseTagValue: false, isArray: (name) => ['clientList', 'client', 'link'].includes(name) });

const word = (value: unknown): string => (typeof value === 'string' ? value : '');
const attribute = (node: unknown, name: string): string => (typeof node === 'object' && node !== null ? word((node as Node)[name === '' ? '#text' : `@${name}`]) : '');
const textOf = (node: unknown): string => (typeof node === 'object' ? attribute(node, '') : word(node));

/** The answer in plain words. */
export function readReply(http: number, contentType: string, text: string): SoapReply {
  const reply: SoapReply = { http, contentType, text, status: NaN, lists: [], links: [] };
  const body = ((parser.parse(text) as Node)['Envelope'] as Node | undefined)?.['Body'] as Node | undefined;
  const operation = ['RetrieveClientList', 'RetrieveClient'].find((name) => body?.[`${name}Response`] !== undefined);
  if (body === undefined || operation === undefined) return reply;
  const result = (body[`${operation}Response`] as Record<string, Record<string, Record<string, Node>>>)[`${operation}Result`]?.[`${operation}ResponseWrapper`];
  const inner = result?.[`${operation.charAt(0).toLowerCase()}${operation.slice(1)}Response`] ?? {};
  reply.status = Number((inner['statusMessage'] as Node)['statusCode']);
  const agency = inner['agency'] as { clientList?: Node[] } | undefined;
  reply.lists = (agency?.clientList ?? []).map((list) => ({
    id: attribute(list, 'clientListID'), idType: attribute(list, 'clientListIDType'), type: attribute(list, 'clientListType'), refund: attribute(list, 'hasRefundAccount') === 'true',
    clients: ((list['client'] ?? []) as Node[]).map((one) => ({
      id: textOf(one['clientID']), idType: attribute(one['clientID'], 'IdentifierValueType'), account: textOf(one['clientAccountType']), status: attribute(one, 'status'),
    })),
  }));
  reply.links = ((inner['link'] ?? []) as Node[]).map((one) => ({
    list: textOf(one['clientListID']), listType: attribute(one['clientListID'], 'IdentifierValueType'), account: attribute(one, 'clientAccount'), master: attribute(one, 'customerMaster') === 'true',
  }));
  return reply;
}

/** One call to the Intermediation service of a profile, by somebody. */
export function soap(profile: Profile, body: string, principal: Authenticated = owner, contentType?: string): SoapReply {
  const answer = answerCall(profile, { method: 'POST', path: '/gateway/gws/intermediation/', principal, body, ...(contentType === undefined ? {} : { contentType }) });
  return readReply(answer.status, answer.headers['content-type'] ?? '', answer.body);
}
