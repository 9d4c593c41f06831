import { isNewKey, type KeyedPhone, type NativePhone, type ScopeRef } from '../../../../shared/contacts.ts';
import { fieldsOf } from '../../../../shared/inland-revenue/edits.ts';
import type { HttpCall } from '../../gateway/connector.ts';
import { newZealandTime } from './nz-time.ts';

/**
 * The calls of Inland Revenue's Contact, Customer, Account and Notification APIs (SPEC 7 to 9, 11): reads are POSTs, and a DELETE carries a body. A phone
 * always goes out with all five fields, because what leaving one out does is not published (SPEC 7.5).
 */

export const statusCall: HttpCall = { method: 'GET', path: '/gateway/contact/status' };

/**
 * Where there is no status ("might not be available" in the mock, SPEC 3): reads a customer that cannot exist, because the number is below
 * the range of IRD numbers (SPEC 6). That it is refused in the gateway's own words proves as much.
 */
export const nobodyCall: HttpCall = { method: 'POST', path: '/gateway/customer/customer', body: { CustomerID: '000000000', CustomerIDType: 'IRD' } };

/** `IRD:136410132` → the pair of fields that names a customer. */
export const customerId = (key: string): { CustomerID: string; CustomerIDType: string } => ({ CustomerID: key.slice(4), CustomerIDType: key.slice(0, 3) });
export const accountId = (key: string): { AccountID: string; AccountIDType: string } => {
  const [type = '', id = ''] = key.split(':');
  return { AccountID: id, AccountIDType: type };
};

export const readCustomer = (key: string): HttpCall => ({ method: 'POST', path: '/gateway/customer/customer', body: customerId(key) });
export const listAccounts = (key: string): HttpCall => ({ method: 'POST', path: '/gateway/account/list', body: customerId(key) });
export const readAccount = (key: string): HttpCall => ({ method: 'POST', path: '/gateway/account/account', body: accountId(key) });

/** Notifications from a moment (epoch ms) on, for every recipient that the sign-in may see or for one client list. */
export const notificationList = (since: number, list: { id: string; idType: string } | null): HttpCall => ({
  method: 'POST',
  path: '/gateway/notification/list',
  body: { ...(list ? { QueryIDType: list.idType, QueryID: list.id } : {}), FromDateTime: newZealandTime(since) },
});

const scopeFields = (scope: ScopeRef): Record<string, string> => (scope.level === 'ird.customer' ? customerId(scope.key) : accountId(scope.key));

export const addContact = (scope: ScopeRef, contactType: string, name: string, phones: readonly KeyedPhone[]): HttpCall => ({
  method: 'POST',
  path: '/gateway/contact/contact',
  // Name is optional and has no minimum length here (SPEC 7.1): left out when there is none.
  body: { ...scopeFields(scope), Contact: { ContactType: contactType, ...(name ? { Name: name } : {}), Phone: phones.map(fieldsOf) } },
});

export const renameContact = (contact: string, name: string): HttpCall => ({
  method: 'PUT',
  path: '/gateway/contact/contact',
  body: { ContactID: numeric(contact), Contact: { Name: name } },
});

export const removeContact = (contact: string): HttpCall => ({ method: 'DELETE', path: '/gateway/contact/contact', body: { ContactID: numeric(contact) } });

export const addPhone = (contact: string, phone: NativePhone): HttpCall => ({
  method: 'POST',
  path: '/gateway/contact/phone',
  body: { ContactID: numeric(contact), Phone: fieldsOf(phone) },
});

export const setPhone = (id: string, phone: NativePhone): HttpCall => ({
  method: 'PUT',
  path: '/gateway/contact/phone',
  body: { PhoneID: numeric(id), Phone: fieldsOf(phone) },
});

export const dropPhone = (id: string): HttpCall => ({ method: 'DELETE', path: '/gateway/contact/phone', body: { PhoneID: numeric(id) } });

/** Ids are int64 JSON numbers (SPEC 3); the largest published has 13 digits. Beyond 2^53 a double would be another id: refuse. */
function numeric(id: string): number {
  const value = Number(id);
  if (isNewKey(id) || !Number.isSafeInteger(value)) throw new RangeError(`not a gateway id: ${id}`);
  return value;
}
