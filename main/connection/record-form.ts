import type { RecordSettings } from '../../shared/connection-settings.ts';
import type { FieldIssue } from '../../shared/faults.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { SystemFacts } from '../../shared/systems.ts';
import { isThisComputer, readSystemAddress } from './gateway-address.ts';
import { readProxy } from './proxy-settings.ts';
import { wayKeys, type SystemKeys } from './record-keys.ts';

/** Settings and secrets of a record system as they will be used. */
export interface FilledRecords {
  settings: RecordSettings;
  secrets: SystemKeys;
  facts: SystemFacts;
  /** As of `Connection`. */
  places?: readonly string[] | undefined;
}

/** What is wrong stands beside each field, all at once. Secrets not given are those held. */
export function readRecordForm(typed: RecordSettings, given: SystemKeys, held: SystemKeys, systems: readonly SystemFacts[]): Result<FilledRecords, FieldIssue[]> {
  const facts = systems.find(({ id, rows }) => id === typed.system && rows === 'contacts');
  if (facts === undefined) return err([{ field: 'settings.system', code: 'unknownSystem', text: 'This version of Agentbook does not know that system. Choose one of the list.' }]);
  const issues: FieldIssue[] = [];
  const wrong = (field: string, text: string): string => (issues.push({ field, code: field, text }), '');
  const example = facts.connect.addresses[0]?.address || 'https://contacts.example/api';
  const address = readSystemAddress(typed.address, example);
  const settings: RecordSettings = {
    ...typed,
    name: typed.name.trim() === '' ? facts.name : typed.name.trim(),
    address: address.ok ? address.value : wrong('settings.address', address.error),
    scope: typed.scope.split('\n').map((line) => line.trim()).filter((line) => line !== '').join('\n'),
    proxy: proxyOf(typed.proxy, wrong),
  };
  const secrets = secretsOf(facts, given, held, wrong);
  if (facts.connect.scope !== null && settings.scope === '') wrong('settings.scope', `Enter the ${facts.connect.scope.label}.`);
  if (facts.connect.scope?.several === false && settings.scope.includes('\n')) wrong('settings.scope', `Enter one ${facts.scopeWord.toLowerCase()} only. Another one takes a connection of its own.`);
  if (facts.lifecycle.state === 'retired' && address.ok && !isThisComputer(address.value)) wrong('settings.address', `${facts.lifecycle.note} Only a sandbox on this computer can be connected.`);
  return issues.length === 0 ? ok({ settings, secrets, facts }) : err(issues);
}

function proxyOf(typed: RecordSettings['proxy'], wrong: (field: string, text: string) => string): RecordSettings['proxy'] {
  const read = readProxy(typed);
  return read.ok ? read.value : { ...typed, address: wrong('settings.proxy.address', read.error) };
}

/** A key is one line of printable characters; what was pasted with a line break in it is put together. Own authorities and the proxy's password stay as they are. */
function secretsOf(facts: SystemFacts, given: SystemKeys, held: SystemKeys, wrong: (field: string, text: string) => string): SystemKeys {
  const secrets: Record<string, string> = {};
  for (const name of wayKeys) secrets[name] = given[name] || held[name] || '';
  for (const { name, label, required } of facts.connect.secrets) {
    const typed = (given[name] ?? '').replace(/\s+/g, '');
    const secret = typed === '' ? (held[name] ?? '') : typed;
    secrets[name] = secret;
    if (secret === '' && required) wrong(`secrets.${name}`, `Enter the ${label}.`);
    else if (!/^[\x21-\x7e]*$/.test(secret)) wrong(`secrets.${name}`, `The ${label} holds characters that no key has. Copy it again.`);
  }
  return secrets;
}

/** Whose contacts a connection shows: another address or another account is another world, with other contacts under the same ids. `places`: where the system tells them. */
export const recordHome = ({ system, address, scope }: RecordSettings, places: readonly string[] = []): string => `${system} ${address} ${scope}${places.join(' ')}`;

/** Held secrets that may go on being used: none is shown to an address that the person has only just typed. */
export function stillUsableKeys(held: SystemKeys, before: RecordSettings, typed: RecordSettings): SystemKeys {
  const same = before.system === typed.system && plain(before.address) === plain(typed.address);
  const sameProxy = before.proxy.kind === typed.proxy.kind && before.proxy.address.trim() === typed.proxy.address.trim();
  return Object.fromEntries(Object.entries(held).filter(([name]) => (name === 'proxyPassword' ? sameProxy : same)));
}

const plain = (address: string): string => address.trim().replace(/\/+$/, '');
