import type { Answer } from '../answers.ts';
import type { ClientLink, ListedClient, ListedClients } from './directory.ts';
import * as names from './names.ts';
import type { SoapOperation } from './names.ts';
import type { Identified } from './request.ts';
import { statusTexts } from './status-codes.ts';
import type { StatusCode } from './status-codes.ts';

const headers = { 'content-type': 'application/soap+xml; charset=utf-8' };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '&quot;');

const envelope = (action: string, body: string): string =>
  `<s:Envelope xmlns:s="${names.soap}"><s:Header><a:Action xmlns:a="${names.addressing}" s:mustUnderstand="1">${action}</a:Action></s:Header><s:Body>${body}</s:Body></s:Envelope>`;

/** Put together as text: a large office's list is tens of megabytes, and a tree of it many times that. */
function reply(operation: SoapOperation, status: StatusCode, content: string): Answer {
  const name = `${names.inner(operation)}Response`;
  const says = statusTexts[status];
  const message = `<statusMessage xmlns="${names.common}"><statusCode>${status}</statusCode>${says === '' ? '<errorMessage/>' : `<errorMessage>${says}</errorMessage>`}</statusMessage>`;
  const wrapped = `<w:${operation}ResponseWrapper><${name} xmlns="${names.types}">${message}${content}</${name}></w:${operation}ResponseWrapper>`;
  const result = `<${operation}Result xmlns:w="${names.wrapperOf(operation, 'Response')}">${wrapped}</${operation}Result>`;
  const body = `<${operation}Response xmlns="${names.service}">${result}</${operation}Response>`;
  return { status: 200, headers, body: envelope(names.actionOf(`${operation}Response`), body) };
}

/** A refusal travels with HTTP 200 and its status in the body (SPEC 11, inferred from the samples). */
export const refusal = (operation: SoapOperation, status: StatusCode): Answer => reply(operation, status, '');

const clientXml = (client: ListedClient): string =>
  `<client${client.status === '' ? '' : ` status="${escaped(client.status)}"`}><clientID IdentifierValueType="${client.idType}">${escaped(client.id)}</clientID>${
    client.accountType === '' ? '' : `<clientAccountType>${escaped(client.accountType)}</clientAccountType>`}</client>`;

const listXml = (list: ListedClients): string =>
  `<clientList clientListID="${escaped(list.id)}" clientListIDType="${list.idType}" clientListType="${list.type}" hasRefundAccount="${list.hasRefundAccount}">${list.clients
    .map(clientXml)
    .join('')}</clientList>`;

export const listReply = (agency: Identified, lists: readonly ListedClients[]): Answer =>
  reply('RetrieveClientList', 0, `<agency agencyID="${escaped(agency.id)}" agencyIDType="${escaped(agency.idType)}">${lists.map(listXml).join('')}</agency>`);

/** A link to the whole customer is marked as such and names no account (Intermediation.v1.xsd). */
const linkXml = ({ list, accountType, redirectMail, redirectDisbursements }: ClientLink): string =>
  `<link${accountType === '' ? ' customerMaster="true"' : ` clientAccount="${escaped(accountType)}"`}><clientListID IdentifierValueType="${list.idType}">${escaped(list.id)}</clientListID>` +
  `<redirectMail>${redirectMail}</redirectMail><redirectDisbursements>${redirectDisbursements}</redirectDisbursements></link>`;

export const clientReply = (client: Identified, links: readonly ClientLink[]): Answer =>
  reply('RetrieveClient', 0, `<clientID IdentifierValueType="${escaped(client.idType)}">${escaped(client.id)}</clientID>${links.map(linkXml).join('')}`);

/** A fault of SOAP's own, for what never reached an operation. HTTP 400 for the sender's mistakes is SOAP 1.2's binding, not Inland Revenue's word. */
export const fault = (subcode: string, reason: string): Answer => ({
  status: 400,
  headers,
  body: envelope(
    'http://www.w3.org/2005/08/addressing/fault',
    `<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value xmlns:a="${names.addressing}">a:${subcode}</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang="en-NZ">${escaped(reason)}</s:Text></s:Reason></s:Fault>`,
  ),
});
