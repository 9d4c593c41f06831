import type { ClientLink, Directory, ListedClients, Refused } from '../intermediation/directory.ts';
import type { ClientAsk, Identified, ListAsk } from '../intermediation/request.ts';
import type { Mailbox } from '../notifications/mailbox.ts';
import { personas } from './personas.ts';

/** The numbers in Inland Revenue's samples of RetrieveClientList and RetrieveClient. */
export const agency = '132261132';
const payroll = { id: '132280722', idType: 'LSTID' } as const;
const second = { id: '132261660', idType: 'LSTID' } as const;
const sampleClient = '077415807';

const employer = (id: string): ListedClients['clients'][number] => ({ id, idType: 'ACCIRD', accountType: 'EMP', status: '' });

/** Ours: the personas as a tax agent's whole customers, on the other list that the samples name, so that an app has somebody to show. */
const lists: readonly ListedClients[] = [
  {
    ...second, type: 'TAXCLI', hasRefundAccount: false,
    clients: [
      ...personas.filter((one) => one.id !== '123023153').map((one) => ({ id: one.id, idType: one.idType, accountType: '', status: '' })),
      employer(sampleClient),
    ],
  },
  { ...payroll, type: 'PAYCLI', hasRefundAccount: true, clients: ['132260753', '132260806', sampleClient].map(employer) },
];

const link = (list: ClientLink['list'], accountType: string, redirects = false): ClientLink => ({ list, accountType, redirectMail: redirects, redirectDisbursements: redirects });
const other = (id: string): ClientLink['list'] => ({ id, idType: 'CLTLID' });

/** The sample client's five links, in the sample's order. */
const sampleLinks: readonly ClientLink[] = [link(second, 'EMP'), link(payroll, 'EMP', true), link(other('1039039'), 'EMP'), link(other('1089042'), 'EMP'), link(other('1039040'), 'EMP')];

function linksOf({ id }: Identified): readonly ClientLink[] {
  if (id === sampleClient) return sampleLinks;
  return lists.flatMap((list) => list.clients.filter((one) => one.id === id).map((one) => link({ id: list.id, idType: list.idType }, one.accountType)));
}

/** Any other number than the sample's agency is a persona, which is no intermediary, or nobody's delegation. */
function refusalFor(asked: Identified): Refused | null {
  if (asked.id === agency && asked.idType === 'IRD') return null;
  return { status: personas.some((one) => one.id === asked.id) ? 101 : 4 };
}

/** Static, and the same for every logon: delegation is not emulated (SPEC 14). */
export const linkedClients: Directory = {
  lists(ask: ListAsk) {
    const refused = refusalFor(ask.agency);
    if (refused !== null) return refused;
    const wanted = lists.filter((list) => ask.list === '' || list.id === ask.list);
    if (wanted.length === 0) return { status: 105 };
    const found = wanted
      .map((list) => ({ ...list, clients: list.clients.filter((one) => ask.accountType === '' || one.accountType === ask.accountType) }))
      .filter((list) => list.clients.length > 0);
    return found.length === 0 ? { status: 103 } : { agency: ask.agency, lists: found };
  },
  links(ask: ClientAsk) {
    const refused = refusalFor(ask.agency);
    if (refused !== null) return refused;
    const found = linksOf(ask.client).filter((one) => ask.accountType === '' || one.accountType === ask.accountType);
    return found.length === 0 ? { status: 103 } : { links: found };
  },
};

/** Nothing ever changes here, so there is nothing to notify. */
export const noNotices = (now: () => number): Mailbox => ({ now, notices: () => [] });
