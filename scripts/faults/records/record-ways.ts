import type { ContactSystemName } from '../../../main/sandbox/contact-sandbox.ts';
import type { ContactControl } from '../../../main/sandbox/contact-system/control.ts';
import type { Random } from '../../../main/sandbox/random.ts';
import type { Contents } from '../contents.ts';
import type { Desk } from '../desk.ts';
import { edit } from '../person.ts';
import type { Deck, Happening, Ways } from '../ways.ts';
import { recordsCompared } from './record-compared.ts';
import { correctedRecord, meantOfRecord } from './record-deeds.ts';
import type { PastTheGateway as Past } from './record-compare.ts';
import { recordFaults, tooManyUntold } from './record-faults.ts';
import { recordForms, typed } from './record-forms.ts';
import { lookForNew, meetOwn } from './met-there.ts';
import { changeByAnother, makeByAnother } from './somebody-else.ts';

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
    await control.tell('traffic', system === 'dnsimple' ? { account: 1010, calls: random.whole(50, 300) } : { calls: random.whole(5, 60), ...(random.chance(0.3) ? { perMinute: random.whole(0, 30) } : {}) });
  };
  return { 'others call': [1.5, burst] };
}

/** What happens to records that no call does; kept, for the comparison. */
class PastTheGateway {
  deeds: Past[] = [];
  readonly #office: RecordOffice;

  constructor(office: RecordOffice) {
    this.#office = office;
  }

  note(clientId: string, removed: unknown): void {
    const [scope, id] = partsOf(clientId);
    this.deeds.push({ scope, id, at: this.#office.now(), removed });
  }

  /** Something is on a record that nobody here knows, and that no call could have put there. */
  plant: Happening = async (desk, random) => {
    const clientId = random.pick(desk.clients);
    const [scope, contact] = partsOf(clientId);
    const { system, control } = this.#office;
    if (!(await control.contact(scope, contact))) return;
    desk.touched.add(clientId);
    await control.tell('plant', { ...(system === 'dnsimple' ? { account: Number(scope), contact: Number(contact) } : { business: scope, contact }), fields: { pronouns: desk.contents.name() } });
    this.note(clientId, null);
  };

  /** DNSimple keeps a contact that a domain is registered to. */
  inUse: Happening = async (desk, random) => {
    const [account, contact] = partsOf(random.pick(desk.clients));
    if (await this.#office.control.contact(account, contact)) await this.#office.control.tell('inUse', { account: Number(account), contact: Number(contact), because: random.pick(['registrant', 'registrantChange', null]) });
  };
}

function partsOf(clientId: string): [scope: string, id: string] {
  const at = clientId.indexOf('/');
  return [clientId.slice(0, at), clientId.slice(at + 1)];
}

/** What is new: made here, made there, and what is made here as it is met there. */
const newOnes = ({ system, control }: RecordOffice): Deck => ({
  'somebody new': [3, (desk, random) => edit(desk, random, random.pick(desk.clients), 'hardest')],
  'look for new': [3, lookForNew],
  'meet own': [3, (desk, random) => meetOwn(desk, random, system, control)],
});

/** A contact in the place of another. */
async function makeAnother({ system, control }: RecordOffice, theirs: Set<string>, random: Random, clientId: string, contents: Contents): Promise<void> {
  const [scope] = partsOf(clientId);
  const id = await makeByAnother(control, system, random, scope, contents);
  if (id !== '') theirs.add(`${scope}/${id}`);
}

export function recordWays(office: RecordOffice): Ways {
  const { system, control, scopes, original, authorization } = office;
  const form = recordForms[system];
  const past = new PastTheGateway(office);
  const theirs = new Set<string>();
  return {
    ...{ control, authorization, faults: recordFaults(system) },
    deck: { plant: [2, past.plant], 'too many': [0.4, (desk, random) => desk.order(tooManyUntold(system, random))], ...trafficOf(office), ...(system === 'dnsimple' ? { 'in use': [1, past.inUse] as const } : {}), ...newOnes(office) },
    meant: (desk, random, clientId, wish) => meantOfRecord(form, desk, random, clientId, wish),
    corrected: (intent, contents) => correctedRecord(form, intent, contents),
    other: (field, contents) => {
      const kind = form.fields[field.slice(1)];
      return kind ? typed(kind, contents) : null;
    },
    another: async (_desk, random, clientId, contents) => {
      if (random.chance(0.1)) return makeAnother(office, theirs, random, clientId, contents);
      if (!original.has(clientId) && !theirs.has(clientId)) return;
      const removed = await changeByAnother(control, system, random, partsOf(clientId), contents, original.has(clientId));
      if (removed) past.note(clientId, removed);
    },
    expire: () => control.expireCredentials(),
    begin: () => {
      past.deeds = [];
      theirs.clear();
    },
    heal: async () => {
      if (system === '8x8') await control.tell('traffic', { perMinute: 0 });
    },
    compared: (desk) => recordsCompared(desk, control, form, scopes, past.deeds),
  };
}
