import type { ContactSystemName } from '../../../main/sandbox/contact-sandbox.ts';
import type { ContactControl } from '../../../main/sandbox/contact-system/control.ts';
import type { Random } from '../../../main/sandbox/random.ts';
import type { Desk } from '../desk.ts';
import { edit } from '../person.ts';
import type { Deck, Ways } from '../ways.ts';
import { recordsCompared } from './record-compared.ts';
import { correctedRecord, meantOfRecord } from './record-deeds.ts';
import type { RecordHistory } from './record-compare.ts';
import { recordFaults } from './record-faults.ts';
import { recordForms, typed } from './record-forms.ts';
import { changeByAnother } from './somebody-else.ts';

export interface RecordOffice {
  system: ContactSystemName;
  control: ContactControl;
  /** The places that the connection reaches. */
  scopes: ReadonlySet<string>;
  /** Records that were there before any run, as `scope/id`. */
  original: ReadonlySet<string>;
  authorization: () => Promise<string>;
  /** Epoch milliseconds of the sandbox. */
  now: () => number;
}

/** Other programs of the same account use up its limit. */
function trafficOf({ system, control }: RecordOffice): Deck {
  if (system === 'cleartax') return {};
  const burst = async (desk: Desk, random: Random): Promise<void> => {
    desk.plays('F12');
    await control.tell('traffic', system === 'dnsimple' ? { account: 1010, calls: random.whole(100, 2_500) } : { calls: random.whole(5, 60), ...(random.chance(0.3) ? { perMinute: random.whole(0, 30) } : {}) });
  };
  return { 'others call': [1.5, burst] };
}

export function recordWays(office: RecordOffice): Ways {
  const { system, control, scopes, original, authorization, now } = office;
  const form = recordForms[system];
  const faults = recordFaults(system);
  let vanished: RecordHistory['vanished'][number][] = [];

  async function another(_desk: Desk, random: Random, clientId: string, contents: Desk['contents']): Promise<void> {
    const at = clientId.indexOf('/');
    const record = [clientId.slice(0, at), clientId.slice(at + 1)] as const;
    const removed = await changeByAnother(control, system, random, record, contents, original.has(clientId));
    if (removed && system === 'cleartax') vanished.push({ scope: record[0], id: record[1], at: now() });
  }

  /** Something is on a record that nobody here knows, and that no call could have put there. */
  async function plant(desk: Desk, random: Random): Promise<void> {
    const clientId = random.pick(desk.clients);
    const at = clientId.indexOf('/');
    const [scope, contact] = [clientId.slice(0, at), clientId.slice(at + 1)];
    if (!(await control.contact(scope, contact))) return;
    desk.touched.add(clientId);
    await control.tell('plant', { ...(system === 'dnsimple' ? { account: Number(scope), contact: Number(contact) } : { business: scope, contact }), fields: { pronouns: desk.contents.name() } });
  }

  async function inUse(desk: Desk, random: Random): Promise<void> {
    const [account, contact] = random.pick(desk.clients).split('/').map(Number);
    if (contact && (await control.contact(String(account), String(contact)))) await control.tell('inUse', { account, contact, because: random.pick(['registrant', 'registrantChange', null]) });
  }

  return {
    control,
    faults,
    deck: { plant: [2, plant], ...trafficOf(office), ...(system === 'dnsimple' ? { 'in use': [1, inUse] as const } : {}), 'somebody new': [3, (desk, random) => edit(desk, random, random.pick(desk.clients), 'hardest')] },
    meant: (desk, random, clientId, wish) => meantOfRecord(form, desk, random, clientId, wish),
    corrected: (intent, contents) => correctedRecord(form, intent, contents),
    other: (field, contents) => {
      const kind = form.fields[field.slice(1)];
      return kind ? typed(kind, contents) : null;
    },
    another,
    authorization,
    expire: () => control.expireCredentials(),
    begin: () => {
      vanished = [];
    },
    heal: async () => {
      if (system === '8x8') await control.tell('traffic', { perMinute: 0 });
    },
    compared: (desk) => recordsCompared(desk, control, form, scopes, vanished),
  };
}
