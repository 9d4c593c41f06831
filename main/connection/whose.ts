import { noSecrets, type ConnectionSecrets, type ConnectionSettings } from '../../shared/connection-settings.ts';
import type { FieldIssue } from '../../shared/faults.ts';

/** Whose clients a connection shows: another environment, gateway or agency is another world, with other clients under the same numbers. */
export const homeOf = ({ environment, gateway, agency }: ConnectionSettings): string => `${environment} ${gateway} ${agency}`;

/** Whether a sign-in made for one holds for the other. */
export const sameSignIn = (one: ConnectionSettings, other: ConnectionSettings): boolean =>
  one.signInHost === other.signInHost && one.gateway === other.gateway && one.signIn.method === other.signIn.method && one.signIn.clientId === other.signIn.clientId;

/** Whether a token may be shown to every address of the other, because it was given for just those. */
export const sameAddresses = (one: ConnectionSettings, other: ConnectionSettings): boolean => sameSignIn(one, other) && one.intermediation === other.intermediation;

/**
 * Edits meant for one agency's clients never go out as another's, nor what was tried in test to production; and a doubt about a call is only
 * settled where the call was made. `unsent`: edits that are not confirmed; null where the files are not open, so that nobody knows.
 */
export function strandedEdits(before: ConnectionSettings, after: ConnectionSettings, unsent: number | null): FieldIssue[] {
  if (unsent === 0 || homeOf(before) === homeOf(after)) return [];
  const field = before.environment !== after.environment ? 'settings.environment' : before.gateway !== after.gateway ? 'settings.gateway' : 'settings.agency';
  const edits = unsent === null ? 'Whether edits wait cannot be told while the files are not open.' : unsent === 1 ? '1 edit is not settled yet.' : `${unsent} edits are not settled yet.`;
  return [{ field, code: 'unsentEdits', text: `${edits} What was meant for one gateway and agency is never sent to another: send or discard it first, then change this.` }];
}

/** Held secrets that may go on being used: none is shown to an address that the person has only just typed. */
export function stillUsable(held: ConnectionSecrets, before: ConnectionSettings | null, typed: ConnectionSettings): ConnectionSecrets {
  if (before === null) return noSecrets;
  const address = (text: string): string => text.trim().replace(/\/+$/, '');
  const same = (name: 'gateway' | 'signInHost'): boolean => address(before[name]) === address(typed[name]);
  return {
    ...held,
    token: same('gateway') && address(before.intermediation) === address(typed.intermediation) ? held.token : '',
    clientSecret: same('signInHost') ? held.clientSecret : '',
    machineKey: same('gateway') ? held.machineKey : '',
    proxyPassword: before.proxy.address.trim() === typed.proxy.address.trim() && before.proxy.kind === typed.proxy.kind ? held.proxyPassword : '',
  };
}
