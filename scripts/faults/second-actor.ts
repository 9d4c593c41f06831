import type { ClientState, Control } from '../../main/sandbox/control-client.ts';
import type { ActOrder } from '../../main/sandbox/control-orders.ts';
import type { ContactRecord } from '../../main/sandbox/ird/wire.ts';
import type { Random } from '../../main/sandbox/random.ts';
import type { Contents } from './contents.ts';

/** What was there before the run: somebody else removes only that, never what the desk has just made and may still be in doubt about. */
export interface Original {
  contacts: ReadonlySet<number>;
  phones: ReadonlySet<number>;
}

export const contactsOf = (state: ClientState): ContactRecord[] => [state.Customer, ...state.Accounts].flatMap((level) => level.Contact ?? []);

/** Somebody else changes something of this client at the gateway, with every right. What the rules refuse them is no matter. */
export async function actOfAnother(control: Control, random: Random, clientId: string, contents: Contents, original: Original): Promise<void> {
  const state = await control.client(clientId);
  const contacts = state ? contactsOf(state) : [];
  const order = contacts.length === 0 || random.chance(0.08) ? addition(clientId, random, contents) : change(random.pick(contacts), random, contents, original);
  if (order) await control.act(order);
}

const phoneWith = (number: string): Record<string, string> => ({ PhoneType: 'CELL', Country: 'NZ', AreaCode: '', PhoneNumber: number, Extension: '' });

function addition(clientId: string, random: Random, contents: Contents): ActOrder {
  const [CustomerIDType, CustomerID] = clientId.split(':');
  return { method: 'POST', on: 'contact', body: { CustomerID, CustomerIDType, Contact: { ContactType: random.pick(['PRIMRY', 'SCNDRY']), Name: contents.name(), Phone: [phoneWith(contents.number())] } } };
}

function change(contact: ContactRecord, random: Random, contents: Contents, original: Original): ActOrder | null {
  const { ContactID } = contact;
  const phone = random.pick(contact.Phone);
  const number = contents.number();
  switch (random.pick(['rename', 'add', 'add', 'number', 'extension', 'drop', 'remove'] as const)) {
    case 'rename':
      return { method: 'PUT', on: 'contact', body: { ContactID, Contact: { Name: contents.name() } } };
    case 'add':
      return { method: 'POST', on: 'phone', body: { ContactID, Phone: phoneWith(number) } };
    case 'number':
      return { method: 'PUT', on: 'phone', body: { PhoneID: phone.PhoneID, Phone: phoneWith(number) } };
    case 'extension': {
      const { PhoneID, ...fields } = phone;
      const takes = fields.PhoneType !== 'CELL' && fields.PhoneType !== 'HOM';
      return takes ? { method: 'PUT', on: 'phone', body: { PhoneID, Phone: { ...fields, Extension: String(random.whole(1, 999)) } } } : null;
    }
    case 'drop':
      return original.phones.has(phone.PhoneID) ? { method: 'DELETE', on: 'phone', body: { PhoneID: phone.PhoneID } } : null;
    case 'remove':
      return original.contacts.has(ContactID) && random.chance(0.5) ? { method: 'DELETE', on: 'contact', body: { ContactID } } : null;
  }
}
