import type { Environment } from '../../shared/connection-settings.ts';
import { published } from '../../shared/connection-settings.ts';
import type { Draft } from './draft.ts';
import { environmentOf } from './draft.ts';
import type { Field } from './fields.ts';

export type AddressField = 'settings.gateway' | 'settings.signInHost' | 'settings.intermediation';
type Addresses = Record<AddressField, string>;

export const addressFields: readonly AddressField[] = ['settings.gateway', 'settings.signInHost', 'settings.intermediation'];

const publishedFor = (environment: Environment): Addresses => ({
  'settings.gateway': published[environment].gateway,
  'settings.signInHost': published[environment].signInHost,
  'settings.intermediation': published[environment].intermediation,
});

/** Where a relay or a sandbox has the other two: sign-in at the same origin, the client list below it. */
export function derived(gateway: string): Omit<Addresses, 'settings.gateway'> {
  const text = gateway.trim();
  const origin = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text).origin : text.replace(/\/+$/, '');
  return { 'settings.signInHost': origin, 'settings.intermediation': origin === '' ? '' : `${origin}/gateway/gws/intermediation/` };
}

const without = (list: readonly Field[], gone: readonly Field[]): Field[] => list.filter((field) => !gone.includes(field));

/** Fills in what follows from the gateway's address, where the person has not said otherwise. */
function follow(draft: Draft): Draft {
  const following = derived(draft.values['settings.gateway']);
  const moved = (['settings.signInHost', 'settings.intermediation'] as const).filter((field) => !draft.typed.includes(field) && draft.values[field] !== following[field]);
  if (moved.length === 0) return draft;
  return { ...draft, values: { ...draft.values, ...Object.fromEntries(moved.map((field) => [field, following[field]])) } };
}

/** An address typed. At *another address* the other two follow the gateway's until they are typed; emptied, they follow again. */
export function typeAddress(draft: Draft, field: AddressField, text: string): Draft {
  const typed = text.trim() === '' ? without(draft.typed, [field]) : [...without(draft.typed, [field]), field];
  const next: Draft = { ...draft, values: { ...draft.values, [field]: text }, typed };
  return environmentOf(draft) === 'other' && field === 'settings.gateway' ? follow(next) : next;
}

/** Leaving an emptied address at *another address* fills it in from the gateway's again. */
export const settleAddresses = (draft: Draft): Draft => (environmentOf(draft) === 'other' ? follow(draft) : draft);

/** Addresses that the person typed and that are not what is published for where the form stands. */
function typedAddresses(draft: Draft): Partial<Addresses> {
  const known = publishedFor(environmentOf(draft));
  return Object.fromEntries(
    addressFields.filter((field) => draft.typed.includes(field) && draft.values[field].trim() !== '' && draft.values[field] !== known[field]).map((field) => [field, draft.values[field]]),
  );
}

/**
 * Another environment: its published addresses are filled in. What the person typed is kept aside and offered back, and comes back by itself
 * with *another address*. The sign-in follows too until it is chosen: a token for a relay or a sandbox, the browser elsewhere.
 */
export function chooseEnvironment(draft: Draft, environment: Environment): Draft {
  if (environment === environmentOf(draft)) return draft;
  const mine = { ...draft.replaced, ...typedAddresses(draft) };
  const values = { ...draft.values, ...publishedFor(environment), 'settings.environment': environment };
  if (!draft.typed.includes('settings.signIn.method')) values['settings.signIn.method'] = environment === 'other' ? 'token' : 'native';
  const typed = without(draft.typed, addressFields);
  const replaced = Object.keys(mine).length === 0 ? null : mine;
  const next: Draft = { ...draft, values, typed, replaced };
  return environment === 'other' ? follow(replaced === null ? next : putBack(next)) : next;
}

/** The addresses that the choice of an environment replaced, back in their fields. */
export function putBack(draft: Draft): Draft {
  const mine = draft.replaced ?? {};
  const typed = [...without(draft.typed, addressFields), ...addressFields.filter((field) => mine[field] !== undefined)];
  return { ...draft, values: { ...draft.values, ...mine }, typed, replaced: null };
}

/** True where an address is not the published one of its environment. */
export const differs = (draft: Draft): boolean => {
  const environment = environmentOf(draft);
  if (environment === 'other') return false;
  const known = publishedFor(environment);
  return addressFields.some((field) => draft.values[field].trim() !== known[field]);
};

/** The published addresses again, instead of what was typed. */
export function usePublished(draft: Draft): Draft {
  const mine = typedAddresses(draft);
  return { ...draft, values: { ...draft.values, ...publishedFor(environmentOf(draft)) }, typed: without(draft.typed, addressFields), replaced: Object.keys(mine).length === 0 ? null : mine };
}
