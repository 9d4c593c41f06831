import { newZealandTime } from '../../nz-time.ts';
import { answered, done, refused } from '../answers.ts';
import type { Answer } from '../answers.ts';
import { isIrdNumber } from '../check-digit.ts';
import { phoneIsWrong } from '../phone-rules.ts';
import type { Caller } from '../profile.ts';
import { phoneFields } from '../wire.ts';
import type { Bodies, ContactGiven, ContactRecord, CustomerAsk, Operation, PhoneGiven } from '../wire.ts';
import { mayRead, mayWrite } from './access.ts';
import type { Act } from './acts.ts';
import { accountView, customerView, isEligible } from './views.ts';
import type { FoundContact, FoundLevel, Office } from './office.ts';
import { clientKey } from './party.ts';
import type { Party } from './party.ts';

type Handlers = { [O in Operation]: (body: Bodies[O], caller: Caller) => Answer };

/** Makes a decision last and carries it out. `body` is what was sent. */
export type Commit = (act: Act, level: FoundLevel, body: unknown, caller: Caller) => void;

/** The stateful rules of SPEC 7 to 9 on an office. What they decide is handed to `commit`; nothing is changed here. */
export class Calls {
  readonly #office: Office;
  readonly #clock: () => number;
  readonly #commit: Commit;

  constructor(office: Office, clock: () => number, commit: Commit) {
    this.#office = office;
    this.#clock = clock;
    this.#commit = commit;
  }

  perform<O extends Operation>(operation: O, body: Bodies[O], caller: Caller): Answer {
    return this.#handlers[operation](body, caller);
  }

  readonly #handlers: Handlers = {
    readCustomer: (body, caller) => this.#onCustomer(body, (party) => (mayRead(party, null, caller) ? answered({ Customer: customerView(party) }) : refused('EV1022'))),
    listAccounts: (body, caller) => this.#onCustomer(body, (party) => this.#accountList(party, caller)),
    readAccount: (body, caller) => this.#readAccount(body.AccountID, body.AccountIDType, caller),
    addContact: (body, caller) => this.#addContact(body, caller),
    renameContact: (body, caller) =>
      this.#onContact(body.ContactID, body, caller, () => ({ do: 'renameContact', contactId: body.ContactID, name: body.Contact.Name })),
    removeContact: (body, caller) => this.#onContact(body.ContactID, body, caller, () => ({ do: 'removeContact', contactId: body.ContactID })),
    addPhone: (body, caller) => this.#onContact(body.ContactID, body, caller, ({ contact }) => this.#phoneToAdd(contact, body.Phone)),
    changePhone: (body, caller) =>
      this.#onPhone(body.PhoneID, body, caller, () => {
        const wrong = this.#phoneFault(body.Phone);
        return wrong ?? { do: 'changePhone', phoneId: body.PhoneID, phone: phoneFields(body.Phone as PhoneGiven) };
      }),
    removePhone: (body, caller) =>
      this.#onPhone(body.PhoneID, body, caller, ({ contact }) => (contact.Phone.length < 2 ? refused('CNT103') : { do: 'removePhone', phoneId: body.PhoneID })),
  };

  /** Check digit, then lookup (SPEC 10). */
  #onCustomer(ask: CustomerAsk, then: (party: Party) => Answer): Answer {
    if (ask.CustomerIDType === 'IRD') {
      if (!/^\d{9}$/.test(ask.CustomerID)) return refused('EV1100', 'CustomerID');
      if (!isIrdNumber(ask.CustomerID)) return refused('EV2234');
    }
    const party = this.#office.find(`${ask.CustomerIDType}:${ask.CustomerID}`);
    return party === null ? refused('CST404') : then(party);
  }

  #accountList(party: Party, caller: Caller): Answer {
    if (!mayRead(party, null, caller)) return refused('EV1022');
    const seen = party.accounts.filter((account) => mayRead(party, account, caller));
    return answered({ Accounts: seen.map(({ id }) => ({ ID: id, IDType: 'ACC' })) });
  }

  #readAccount(id: string, type: string, caller: Caller): Answer {
    const found = type === 'ACC' ? this.#office.findAccount(id) : null;
    if (found?.account == null) return refused('CST404');
    if (!mayRead(found.party, found.account, caller)) return refused('EV1022');
    if (!isEligible(found.account)) return refused('ACT100');
    return answered({ Account: accountView(found.party, found.account) });
  }

  #addContact(body: ContactGiven, caller: Caller): Answer {
    if (body.AccountID === undefined || body.AccountID === '') {
      const ask = { CustomerID: body.CustomerID ?? '', CustomerIDType: body.CustomerIDType ?? '' };
      return this.#onCustomer(ask, (party) => this.#addTo({ party, account: null, contacts: party.contacts }, body, caller));
    }
    const level = this.#office.findAccount(body.AccountID);
    return level === null ? refused('CST404') : this.#addTo(level, body, caller);
  }

  #addTo(level: FoundLevel, body: ContactGiven, caller: Caller): Answer {
    const { party, account, contacts } = level;
    const { ContactType, Name, Phone } = body.Contact;
    if (!mayWrite(party, account, caller)) return refused('EV1022');
    if (!isEligible(account)) return refused('ACT100');
    if (contacts.some((contact) => contact.ContactType === ContactType)) return refused('CNT101');
    if (Phone.length < 1 || Phone.length > 5) return refused('CNT103');
    if (Phone.some((phone) => phoneIsWrong(phone, true))) return refused('CNT102');
    const firstPhone = this.#office.newPhoneId();
    const contact: ContactRecord = {
      ContactID: this.#office.newContactId(), ContactType, Name: Name ?? '', Updated: newZealandTime(this.#clock()),
      Phone: Phone.map((phone, place) => ({ PhoneID: firstPhone + place, ...phoneFields(phone) })),
    };
    this.#commit({ do: 'addContact', client: clientKey(party), account: account?.id ?? '', contact }, level, body, caller);
    return answered({ ContactID: contact.ContactID });
  }

  #phoneFault(phone: PhoneGiven | undefined): Answer | null {
    if (phone === undefined) return refused('EV1100', 'Phone');
    return phoneIsWrong(phone, true) ? refused('CNT102') : null;
  }

  #phoneToAdd(contact: ContactRecord, phone: PhoneGiven | undefined): Act | Answer {
    const wrong = this.#phoneFault(phone);
    if (wrong !== null) return wrong;
    if (contact.Phone.length >= 5) return refused('CNT103');
    return { do: 'addPhone', contactId: contact.ContactID, phone: { PhoneID: this.#office.newPhoneId(), ...phoneFields(phone as PhoneGiven) } };
  }

  #onContact(id: number, body: unknown, caller: Caller, decide: (found: FoundContact) => Act | Answer): Answer {
    return this.#decide(this.#office.findContact(id), body, caller, decide);
  }

  #onPhone(id: number, body: unknown, caller: Caller, decide: (found: FoundContact) => Act | Answer): Answer {
    return this.#decide(this.#office.findPhone(id), body, caller, decide);
  }

  /** Lookup, access, then the rules; the answer follows from what was done. */
  #decide(found: FoundContact | null, body: unknown, caller: Caller, decide: (found: FoundContact) => Act | Answer): Answer {
    if (found === null) return refused('CST404');
    if (!mayWrite(found.party, found.account, caller)) return refused('EV1022');
    const decided = decide(found);
    if ('status' in decided) return decided;
    this.#commit(decided, found, body, caller);
    return decided.do === 'addPhone' ? answered({ PhoneID: decided.phone.PhoneID }) : done;
  }
}
