import type { Effect } from '../../record.ts';
import { answered, done, refused } from '../answers.ts';
import type { Answer } from '../answers.ts';
import { isIrdNumber } from '../check-digit.ts';
import { phoneIsWrong } from '../phone-rules.ts';
import type { Mailbox } from '../notifications/mailbox.ts';
import type { Caller, ClientSummary, Profile } from '../profile.ts';
import type { Bodies, ContactGiven, CustomerAsk, Operation, PhoneGiven } from '../wire.ts';
import { agency, linkedClients, noNotices } from './linked-clients.ts';
import * as known from './personas.ts';

type Step = Answer | null;

const personaOf = (ask: CustomerAsk): (typeof known.personas)[number] | undefined =>
  known.personas.find((one) => one.id === ask.CustomerID && one.idType === ask.CustomerIDType);

/** SPEC 14, trap 1: the persona is matched before the check digit. */
function customerFault(ask: CustomerAsk): Step {
  if (known.noAccessCustomers.includes(ask.CustomerID)) return refused('EV1022');
  if (personaOf(ask) !== undefined) return null;
  if (ask.CustomerIDType === 'IRD' && !isIrdNumber(ask.CustomerID)) return refused('EV2234');
  return refused('CST404');
}

const everyAccount = (): string[] => known.personas.flatMap((one) => [...one.accounts, ...one.unlisted]);

function accountFault(accountId: string): Step {
  if (known.noAccessAccounts.includes(accountId)) return refused('EV1022');
  const wellFormed = /^\d{9}[A-Z]{3}\d{3}$/.test(accountId);
  if (wellFormed && !known.isEligible(accountId)) return refused('ACT100');
  return everyAccount().includes(accountId) ? null : refused('CST404');
}

function idFault(id: number, mine: readonly number[], others: readonly number[]): Step {
  if (others.includes(id)) return refused('EV1022');
  return mine.includes(id) ? null : refused('CST404');
}

const contactFault = (id: number): Step => idFault(id, known.contactIds, known.noAccessContacts);
const phoneFault = (id: number): Step => idFault(id, known.phoneIds, known.noAccessPhones);

/** The mock does not hold extensions to business numbers (SPEC 7.7). */
const phoneRules = (phone: PhoneGiven | undefined): Step => {
  if (phone === undefined) return refused('EV1100', 'Phone');
  return phoneIsWrong(phone, false) ? refused('CNT102') : null;
};

function addContactFault(body: ContactGiven): Step {
  const onCustomer = body.CustomerID !== undefined && body.CustomerID !== '';
  const level = onCustomer
    ? customerFault({ CustomerID: body.CustomerID ?? '', CustomerIDType: body.CustomerIDType ?? '' })
    : accountFault(body.AccountID ?? '');
  if (level !== null) return level;
  const { ContactType, Phone } = body.Contact;
  if (!onCustomer && body.AccountID === known.takenAccount) return refused('CNT101');
  if (onCustomer && body.CustomerID === known.takenPrimary && ContactType === 'PRIMRY') return refused('CNT101');
  if (Phone.length < 1 || Phone.length > 5) return refused('CNT103');
  return Phone.some((phone) => phoneIsWrong(phone, false)) ? refused('CNT102') : null;
}

const accountsOf = (ask: CustomerAsk): Answer =>
  answered({ Accounts: (personaOf(ask)?.accounts ?? []).map((ID) => ({ ID, IDType: 'ACC' })) });

const customerOf = (ask: CustomerAsk): Answer => {
  const persona = personaOf(ask);
  return persona === undefined ? refused('CST404') : answered({ Customer: known.customerDocument(persona) });
};

/** What is wrong, and what is answered when nothing is. */
const operations: { [O in Operation]: { fault(body: Bodies[O]): Step; answer(body: Bodies[O]): Answer } } = {
  readCustomer: { fault: customerFault, answer: customerOf },
  listAccounts: { fault: customerFault, answer: accountsOf },
  readAccount: { fault: (body) => accountFault(body.AccountID), answer: (body) => answered({ Account: known.accountDocument(body.AccountID) }) },
  addContact: { fault: addContactFault, answer: () => answered({ ContactID: known.createdContact }) },
  renameContact: { fault: (body) => contactFault(body.ContactID), answer: () => done },
  removeContact: { fault: (body) => contactFault(body.ContactID), answer: () => done },
  addPhone: { fault: (body) => contactFault(body.ContactID) ?? phoneRules(body.Phone), answer: () => answered({ PhoneID: known.createdPhone }) },
  changePhone: { fault: (body) => phoneFault(body.PhoneID) ?? phoneRules(body.Phone), answer: () => done },
  // CNT103 is not emulated on phones (SPEC 14).
  removePhone: { fault: (body) => phoneFault(body.PhoneID), answer: () => done },
};

const writes: readonly Operation[] = ['addContact', 'renameContact', 'removeContact', 'addPhone', 'changePhone', 'removePhone'];

/** Inland Revenue's own mock: static, the same answer in any order, any number of times. */
export class IrdPack implements Profile {
  readonly agency = agency;
  readonly directory = linkedClients;
  readonly mailbox: Mailbox;
  readonly #clock: () => number;
  #effects: Effect[] = [];

  constructor(clock: () => number) {
    this.#clock = clock;
    this.mailbox = noNotices(clock);
  }

  perform<O extends Operation>(operation: O, body: Bodies[O], caller: Caller): Answer {
    const { fault, answer } = operations[operation];
    const wrong = fault(body);
    if (wrong !== null) return wrong;
    if (writes.includes(operation)) this.#note(body, caller);
    return answer(body);
  }

  /** Nothing changes, yet what would have been applied is counted. */
  #note(body: unknown, caller: Caller): void {
    const { CustomerID, CustomerIDType, AccountID, ContactID, PhoneID } = body as Partial<ContactGiven> & { ContactID?: number; PhoneID?: number };
    this.#effects.push({
      n: this.#effects.length + 1, at: this.#clock(), actor: caller.actor, method: caller.method, path: caller.path, body,
      client: CustomerID === undefined || CustomerID === '' ? '' : `${CustomerIDType}:${CustomerID}`,
      account: AccountID ?? '',
      ids: { ...(ContactID === undefined ? {} : { contactId: ContactID }), ...(PhoneID === undefined ? {} : { phoneIds: [PhoneID] }) },
      act: null,
    });
  }

  effects(): readonly Effect[] {
    return this.#effects;
  }

  client(id: string): unknown {
    const persona = known.personas.find((one) => `${one.idType}:${one.id}` === id || one.id === id);
    if (persona === undefined) return null;
    return { client: `${persona.idType}:${persona.id}`, Customer: known.customerDocument(persona), Accounts: persona.accounts.filter(known.isEligible).map(known.accountDocument) };
  }

  clients(start: number, count: number): { total: number; rows: ClientSummary[] } {
    const rows = known.personas.slice(start, start + count).map((one) => ({
      client: `${one.idType}:${one.id}`, name: one.name, entityType: one.entityType, link: { access: 'FULL' as const, master: true, accounts: [] },
      accounts: one.accounts.length, contacts: one.contacts.length,
    }));
    return { total: known.personas.length, rows };
  }

  setLink(): boolean {
    return false;
  }

  registerAccount(): null {
    return null;
  }

  closeAccount(): boolean {
    return false;
  }

  reset(): void {
    this.#effects = [];
  }

  close(): void {}
}
