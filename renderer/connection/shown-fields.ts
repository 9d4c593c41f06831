import type { Draft } from './draft.ts';
import { environmentOf, methodOf } from './draft.ts';
import type { Field } from './fields.ts';

/** Sign-in in the browser, with a client that was registered. */
export const usesBrowser = (draft: Draft): boolean => methodOf(draft) === 'native' || methodOf(draft) === 'cloud';
const isMachine = (draft: Draft): boolean => methodOf(draft) === 'machine';
const hasCertificate = (draft: Draft): boolean => draft.certificateKind !== 'none';
const hasProxy = ({ values }: Draft): boolean => values['settings.proxy.kind'] === 'fixed' || values['settings.proxy.kind'] === 'script';
const asksWhoYouAre = ({ values }: Draft): boolean => values['settings.proxy.kind'] !== 'none';

type Rule = (draft: Draft) => boolean;

/** Fields that show only in some cases; all others always do. */
const shownWhen: Readonly<Partial<Record<Field, Rule>>> = {
  'settings.signInHost': usesBrowser,
  // A machine's token is not for the Intermediation service (SPEC 4.3): its clients are typed in.
  'settings.intermediation': (draft) => !isMachine(draft),
  'settings.agency': (draft) => !isMachine(draft),
  'settings.softwarePlatform': (draft) => !isMachine(draft),
  'settings.signIn.clientId': usesBrowser,
  'settings.signIn.redirectPorts': usesBrowser,
  'settings.signIn.accessSeconds': (draft) => methodOf(draft) !== 'token',
  'settings.signIn.refreshSeconds': (draft) => methodOf(draft) === 'cloud',
  'settings.signIn.machine.issuer': isMachine,
  'settings.signIn.machine.logon': isMachine,
  'settings.signIn.machine.algorithm': isMachine,
  'settings.signIn.clientNumbers': isMachine,
  'settings.proxy.address': hasProxy,
  'settings.proxy.user': asksWhoYouAre,
  'secrets.token': (draft) => methodOf(draft) === 'token',
  'secrets.clientSecret': usesBrowser,
  'secrets.machineKey': isMachine,
  'secrets.machineCertificate': isMachine,
  'secrets.certificateKey': (draft) => draft.certificateKind === 'pem',
  'secrets.certificatePassPhrase': hasCertificate,
  'secrets.proxyPassword': asksWhoYouAre,
};

export const isShown = (draft: Draft, field: Field): boolean => shownWhen[field]?.(draft) ?? true;

const always: Rule = () => true;

/** Fields that must be filled in, where they show. A relay or a sandbox may know no platform value. */
const neededWhen: Readonly<Partial<Record<Field, Rule>>> = {
  'settings.gateway': always,
  'settings.signInHost': always,
  'settings.intermediation': always,
  'settings.agency': always,
  'settings.softwarePlatform': (draft) => environmentOf(draft) !== 'other',
  'settings.signIn.clientId': always,
  'settings.signIn.machine.issuer': always,
  'settings.proxy.address': always,
  'secrets.token': always,
  'secrets.clientSecret': always,
  'secrets.machineKey': always,
  'secrets.machineCertificate': always,
  'secrets.certificate': hasCertificate,
};

export const isNeeded = (draft: Draft, field: Field): boolean => isShown(draft, field) && (neededWhen[field]?.(draft) ?? false);
