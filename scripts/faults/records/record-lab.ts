import { startContactSandbox, type ContactSystemName } from '../../../main/sandbox/contact-sandbox.ts';
import { contactControlOf } from '../../../main/sandbox/contact-system/control.ts';
import { directly } from '../../../main/transport/access.ts';
import { faster, type Pace } from '../conversation.ts';
import { labAt, type Lab } from '../lab.ts';
import { recordWays } from './record-ways.ts';

/** How much faster time goes, so that a limit's window is over soon. */
const times: Record<ContactSystemName, number> = { dnsimple: 200, cleartax: 20, '8x8': 60 };
const contacts = 24;

/** One of the systems whose contacts are records, with an engine that has read all of it once. */
export async function openRecordLab(system: ContactSystemName): Promise<Lab> {
  const pace: Pace = { from: Date.now(), times: times[system] };
  const now = (): number => faster(pace);
  const sandbox = await startContactSandbox({ system, contacts, seed: 7, port: 0, clock: now });
  const control = contactControlOf(sandbox.control);
  const { scope, secrets } = sandbox.keys();
  const { rows } = await control.contacts(0, 1_000);
  const scopes = new Set(rows.map((row) => row.scope).filter((one) => system !== 'dnsimple' || one === '1010' || one === '2020'));
  const clients = rows.filter((row) => scopes.has(row.scope)).map((row) => `${row.scope}/${row.id}`);
  const authorization = async (): Promise<string> => JSON.stringify(sandbox.keys().secrets);
  return labAt({
    access: {
      gateway: { baseUrl: sandbox.address, network: directly, clients: { from: 'numbers', clientIds: [] }, system: { id: system, scope, reserve: null }, callsAtOnce: 3 },
      authorization: JSON.stringify(secrets),
      renewable: false,
    },
    pace,
    ways: async () => ({ clients, ways: recordWays({ system, control, scopes, original: new Set(clients), authorization, now }) }),
    close: () => sandbox.close(),
  });
}
