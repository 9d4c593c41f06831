/** Records in the gateway's own field names (Contact, Customer and Account 2021-09-14.yaml; SPEC 7 to 9). */
export interface PhoneFields {
  PhoneType: string;
  Country: string;
  AreaCode: string;
  PhoneNumber: string;
  Extension: string;
}

export interface PhoneRecord extends PhoneFields {
  PhoneID: number;
}

export interface ContactRecord {
  ContactID: number;
  ContactType: string;
  Name: string;
  Updated: string;
  Phone: PhoneRecord[];
}

export interface CustomerAsk {
  CustomerID: string;
  CustomerIDType: string;
}

export interface AccountAsk {
  AccountID: string;
  AccountIDType: string;
}

export interface PhoneGiven {
  PhoneType: string;
  Country: string;
  PhoneNumber: string;
  AreaCode?: string;
  Extension?: string;
}

export interface ContactGiven extends Partial<CustomerAsk>, Partial<AccountAsk> {
  Contact: { ContactType: string; Name?: string; Phone: PhoneGiven[] };
}

export interface RenameGiven {
  ContactID: number;
  Contact: { Name: string };
}

export interface PhoneOnContact {
  ContactID: number;
  Phone?: PhoneGiven;
}

export interface PhoneChange {
  PhoneID: number;
  Phone?: PhoneGiven;
}

/** Every call of the suite that carries a body, with what its body looks like once it has passed the schema. */
export interface Bodies {
  readCustomer: CustomerAsk;
  listAccounts: CustomerAsk;
  readAccount: AccountAsk;
  addContact: ContactGiven;
  renameContact: RenameGiven;
  removeContact: { ContactID: number };
  addPhone: PhoneOnContact;
  changePhone: PhoneChange;
  removePhone: { PhoneID: number };
}

export type Operation = keyof Bodies;

/** Unset text comes back as '' (SPEC 8). */
export const phoneFields = (given: PhoneGiven): PhoneFields => ({
  PhoneType: given.PhoneType,
  Country: given.Country,
  AreaCode: given.AreaCode ?? '',
  PhoneNumber: given.PhoneNumber,
  Extension: given.Extension ?? '',
});
