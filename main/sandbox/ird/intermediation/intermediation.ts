import type { Authenticated } from '../../tokens.ts';
import { plainly } from '../answers.ts';
import type { Answer } from '../answers.ts';
import type { Directory } from './directory.ts';
import * as names from './names.ts';
import type { SoapOperation } from './names.ts';
import { clientReply, fault, listReply, refusal } from './replies.ts';
import { clientAskOf, isAsTheSchemaSays, listAskOf, requestIn } from './request.ts';
import type { Identified } from './request.ts';
import type { StatusCode } from './status-codes.ts';
import { childOf, is, parsedXml } from './xml-tree.ts';
import type { Element } from './xml-tree.ts';

export interface SoapCall {
  principal: Authenticated;
  body: string;
  /** The header as it came; undefined where nobody looked. */
  contentType?: string;
}

const operationOf = (element: Element): SoapOperation | undefined => names.operations.find((name) => is(element, names.service, name));

/** Missing token, then a wrong one; a machine's own JWT is not for this service (SPEC 4.3, 11). */
function tokenStatus(principal: Authenticated): StatusCode {
  if (principal === 'absent') return 2;
  return principal === 'invalid' || principal.via === 'machine' ? 1 : 0;
}

/** Nine digits, or ten for a customer id (SPEC 6, 11). */
const isNumber = ({ id, idType }: Identified): boolean => (idType === 'IRD' && /^\d{9}$/.test(id)) || (idType === 'CST' && /^\d{10}$/.test(id));

function performed(directory: Directory, operation: SoapOperation, call: SoapCall, request: Element): Answer {
  if (typeof call.principal === 'string') return refusal(operation, 1);
  if (operation === 'RetrieveClientList') {
    const ask = listAskOf(request);
    const found = isNumber(ask.agency) ? directory.lists(ask, call.principal) : { status: 21 as const };
    return 'status' in found ? refusal(operation, found.status) : listReply(found.agency, found.lists);
  }
  const ask = clientAskOf(request);
  const found = isNumber(ask.agency) ? directory.links(ask, call.principal) : { status: 21 as const };
  return 'status' in found ? refusal(operation, found.status) : clientReply(ask.client, found.links);
}

/** The order of SPEC 10 and 11: what cannot be read at all, the operation, the token, the schema, then what the profile knows. */
export function answerSoap(directory: Directory, call: SoapCall): Answer {
  if (call.contentType !== undefined && !/^application\/soap\+xml *(;|$)/i.test(call.contentType)) return plainly(415, 'Unsupported Media Type');
  const root = parsedXml(call.body);
  // Faults for malformed XML are not wrapped in XML (SPEC 11).
  if (root === null) return plainly(400, 'Bad Request');
  const body = is(root, names.soap, 'Envelope') ? childOf(root, names.soap, 'Body') : undefined;
  const [element] = body?.children ?? [];
  const operation = element === undefined ? undefined : operationOf(element);
  const action = childOf(childOf(root, names.soap, 'Header'), names.addressing, 'Action')?.text.trim() ?? '';
  if (element === undefined || operation === undefined || action !== names.actionOf(operation))
    return fault('ActionNotSupported', 'The message cannot be processed at the receiver: its action, or the operation in its body, is not known here');
  const status = tokenStatus(call.principal);
  if (status !== 0) return refusal(operation, status);
  const request = requestIn(operation, element);
  if (request === undefined) return refusal(operation, 20);
  return isAsTheSchemaSays(operation, request) ? performed(directory, operation, call, request) : refusal(operation, 21);
}
