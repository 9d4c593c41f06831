import { XMLBuilder } from 'fast-xml-parser';
import type { ClientId } from '../../../../../shared/contacts.ts';
import type { ClientSource } from '../../../host-contract.ts';
import type { HttpCall } from '../../../gateway/connector.ts';
import { addressingNamespace, commonNamespace, serviceNamespace, soapNamespace, typesNamespace, type Operation } from './names.ts';

/** How the Intermediation service is reached, and as whom. */
export type Intermediation = Extract<ClientSource, { from: 'intermediation' }>;

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', suppressBooleanAttributes: false });

/** Every linked client of the agency, on all its client lists: no filter is sent. */
export const clientListCall = (service: Intermediation): HttpCall => callOf(service, 'RetrieveClientList', {});

/** The links of one client (SPEC 11). Without an account type: inferred to mean all of them. */
export function clientCall(service: Intermediation, clientId: ClientId): HttpCall {
  const [type = '', id = ''] = clientId.split(':');
  return callOf(service, 'RetrieveClient', { 't:client': { 't:clientID': { '@IdentifierValueType': type, '#text': id } } });
}

/** An IRD number has nine digits, a customer id ten (SPEC 6). */
const identifierType = (number: string): string => (number.length === 10 ? 'CST' : 'IRD');

/** Parts of softwareProviderData have one to fifty characters (SPEC 11). */
const fifty = (text: string): string => [...text].slice(0, 50).join('');

function callOf({ address, agency, software }: Intermediation, operation: Operation, asked: Record<string, unknown>): HttpCall {
  const inner = `${operation.charAt(0).toLowerCase()}${operation.slice(1)}Request`;
  const request = {
    '@xmlns:t': typesNamespace,
    '@xmlns:c': commonNamespace,
    'c:softwareProviderData': {
      'c:softwareProvider': fifty(software.provider),
      'c:softwarePlatform': fifty(software.platform),
      'c:softwareRelease': fifty(software.release),
    },
    'c:identifier': { '@IdentifierValueType': identifierType(agency), '#text': agency },
    ...asked,
  };
  const wrapped = { [`w:${operation}RequestWrapper`]: { '@xmlns:w': `${serviceNamespace}:types/${operation}Request`, [`t:${inner}`]: request } };
  const envelope = {
    's:Envelope': {
      '@xmlns:s': soapNamespace,
      's:Header': { 'a:Action': { '@xmlns:a': addressingNamespace, '#text': `${serviceNamespace}Intermediation/${operation}` } },
      's:Body': { [`i:${operation}`]: { '@xmlns:i': serviceNamespace, [`i:${operation}RequestMsg`]: wrapped } },
    },
  };
  return { method: 'POST', path: '', at: address, soap: builder.build(envelope) };
}
