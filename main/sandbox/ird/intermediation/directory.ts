import type { Principal } from '../../tokens.ts';
import type { ClientAsk, Identified, ListAsk } from './request.ts';
import type { StatusCode } from './status-codes.ts';

/** What a profile knows of an agency's client lists, in the words of the Intermediation service (SPEC 11). */
export interface ListedClient extends Identified {
  /** '' for a link to the whole customer. */
  accountType: string;
  /** `APPROVED` or `PENDING`, on the lists that have it; otherwise ''. */
  status: string;
}

export interface ListedClients {
  id: string;
  idType: 'LSTID' | 'CLTLID' | 'IRD';
  type: 'TAXCLI' | 'BKPCLI' | 'OTHCLI' | 'PRBCLI' | 'PAYCLI';
  hasRefundAccount: boolean;
  clients: readonly ListedClient[];
}

export interface ClientLink {
  list: { id: string; idType: ListedClients['idType'] };
  /** '' for a link to the whole customer. */
  accountType: string;
  redirectMail: boolean;
  redirectDisbursements: boolean;
}

export type Refused = { status: Exclude<StatusCode, 0> };

export interface Directory {
  lists(ask: ListAsk, principal: Principal): Refused | { agency: Identified; lists: readonly ListedClients[] };
  links(ask: ClientAsk, principal: Principal): Refused | { links: readonly ClientLink[] };
}
