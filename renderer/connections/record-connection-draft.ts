import type { ProxySettings, RecordSettings } from '../../shared/connection-settings.ts';
import type { FieldIssue } from '../../shared/faults.ts';
import type { SystemFacts } from '../../shared/systems.ts';

/** What the form of a connection to a record system holds: text by the path that an issue names it by, `settings.address`, `secrets.token`. */
export interface ConnectionDraft {
  values: Readonly<Record<string, string>>;
  /** Names of secrets in the keychain, where the connection is there already. */
  held: readonly string[];
}

export const otherAddress = 'other';

/** Secrets of the way there, which any system may have. */
export const waySecrets = ['authorities', 'proxyPassword'] as const;

/** Addresses that a system has by itself; one that is '' has to be typed. */
export const knownAddresses = ({ connect }: SystemFacts): SystemFacts['connect']['addresses'] => connect.addresses.filter(({ address }) => address !== '');

export function newConnection(facts: SystemFacts): ConnectionDraft {
  const [first] = knownAddresses(facts);
  // Where nothing live is left, only an address of one's own makes sense.
  const known = facts.lifecycle.state === 'live' ? first : undefined;
  return {
    values: { 'settings.choice': known?.address ?? otherAddress, 'settings.address': known?.address ?? '', 'settings.proxy.kind': 'system' },
    held: [],
  };
}

export function connectionDraftOf(settings: RecordSettings, held: readonly string[], facts: SystemFacts): ConnectionDraft {
  const known = knownAddresses(facts).some(({ address }) => address === settings.address);
  return {
    values: {
      'settings.choice': known ? settings.address : otherAddress,
      'settings.address': settings.address,
      'settings.scope': settings.scope,
      'settings.name': settings.name,
      'settings.reserve': settings.reserve === null ? '' : String(settings.reserve),
      'settings.proxy.kind': settings.proxy.kind,
      'settings.proxy.address': settings.proxy.address,
      'settings.proxy.user': settings.proxy.user,
    },
    held,
  };
}

export const valueOf = ({ values }: ConnectionDraft, path: string): string => values[path] ?? '';

/** The choice of an address fills it in; *another address* keeps what is there only when it was typed. */
export function chooseAddress(draft: ConnectionDraft, choice: string): ConnectionDraft {
  const typed = valueOf(draft, 'settings.choice') === otherAddress ? valueOf(draft, 'settings.address') : valueOf(draft, 'settings.typed');
  const values = { ...draft.values, 'settings.choice': choice, 'settings.typed': typed, 'settings.address': choice === otherAddress ? typed : choice };
  return { ...draft, values };
}

/** What is missing before anybody is asked, field by field. */
export function missingIn(draft: ConnectionDraft, facts: SystemFacts): FieldIssue[] {
  const issues: FieldIssue[] = [];
  const need = (field: string, text: string): void => {
    if (valueOf(draft, field).trim() === '') issues.push({ field, code: 'lacking', text });
  };
  need('settings.address', 'Type the address of the system.');
  if (facts.connect.scope !== null) need('settings.scope', `Type the ${facts.connect.scope.label.toLowerCase()}.`);
  for (const { name, label, required } of facts.connect.secrets) if (required && !draft.held.includes(name)) need(`secrets.${name}`, `Paste the ${label}.`);
  const reserve = valueOf(draft, 'settings.reserve').trim();
  if (reserve !== '' && !/^\d{1,6}$/.test(reserve)) issues.push({ field: 'settings.reserve', code: 'lacking', text: 'Type a whole number of calls, or nothing for the usual.' });
  if (/^(fixed|script)$/.test(valueOf(draft, 'settings.proxy.kind'))) need('settings.proxy.address', 'Type the address.');
  return issues;
}

/** What is sent when the form is handed in. */
export function connectionRequest(draft: ConnectionDraft, facts: SystemFacts): { settings: RecordSettings; secrets: Record<string, string> } {
  const text = (path: string): string => valueOf(draft, path).trim();
  const reserve = text('settings.reserve');
  const names = [...facts.connect.secrets.map(({ name }) => name), ...waySecrets];
  return {
    settings: {
      system: facts.id,
      name: text('settings.name'),
      address: text('settings.address'),
      scope: text('settings.scope'),
      proxy: { kind: (text('settings.proxy.kind') || 'system') as ProxySettings['kind'], address: text('settings.proxy.address'), user: text('settings.proxy.user') },
      reserve: reserve === '' ? null : Number(reserve),
    },
    secrets: Object.fromEntries(names.map((name) => [name, name === 'proxyPassword' ? valueOf(draft, `secrets.${name}`) : text(`secrets.${name}`)])),
  };
}

/** The words for one field; '' when it is right. */
export const problemOf = (issues: readonly FieldIssue[], path: string): string => issues.filter(({ field }) => field === path).map(({ text }) => text).join(' ');

/** Every field that shows, by its path. */
export const shownFields = (facts: SystemFacts): string[] => [
  'settings.address', ...(facts.connect.scope === null ? [] : ['settings.scope']), ...facts.connect.secrets.map(({ name }) => `secrets.${name}`),
  'settings.name', 'settings.reserve', 'settings.proxy.kind', 'settings.proxy.address', 'settings.proxy.user', 'secrets.proxyPassword', 'secrets.authorities',
];

/** The words for what has no field that shows. */
export const wholeProblem = (issues: readonly FieldIssue[], facts: SystemFacts): string =>
  issues.filter(({ field }) => !shownFields(facts).includes(field)).map(({ text }) => text).join(' ');

/** The reserve as the system's facts have it, for a hint: `15 of 60 calls each minute are left to other programs.`; '' where it has no limit. */
export function reserveWords({ pacing }: SystemFacts): string {
  const [policy] = pacing.filter(({ kind, reserve }) => kind !== 'courtesy' && reserve > 0);
  if (policy === undefined) return '';
  const window = policy.windowMs === 60_000 ? 'minute' : policy.windowMs === 3_600_000 ? 'hour' : `${Math.round(policy.windowMs / 1_000)} s`;
  return `Left empty, ${policy.reserve} of ${policy.limit} calls each ${window} are left to other programs: the limit is shared by ${policy.sharedBy}.`;
}
