import type { CheckLine } from '../../../../shared/connection-settings.ts';
import type { Fault } from '../../../../shared/faults.ts';
import { byRight } from './reading.ts';
import type { Ask, RecordScope, RecordSystem } from './record-system.ts';

/** The places whose contacts can be worked with, or what stands in the way; the first of that, where it is more. */
export async function accessLine(system: RecordSystem, ask: Ask, chosen: string): Promise<CheckLine> {
  const places = await system.scopes(ask, chosen);
  if (!places.ok) return atPlace(places.error.kind, troubleWords(system, places.error));
  const [seen, denied] = byRight(places.value);
  if (seen.length === 0) return atPlace('noPlace', `There is no ${system.facts.scopeWord.toLowerCase()} whose contacts could be read.`);
  const line = (await placeTrouble(system, ask, seen)) ?? (await rightsLine(system, ask, `Contacts of ${namesOf(seen)}`));
  const told = system.facts.connect.scope === null ? { ...line, places: seen.map(({ scope }) => scope.key) } : line;
  return denied.length === 0 ? told : { ...told, text: `${line.text} Those of ${namesOf(denied)} may not be seen with this key.` };
}

type Clients = Pick<CheckLine, 'outcome' | 'code' | 'text'>;

const clients = (line: Clients): CheckLine => ({ what: 'clients', field: '', ...line });
const wrong = (what: CheckLine['what'], code: string, field: string, text: string): CheckLine => ({ what, outcome: 'wrong', code, field, text });
const atPlace = (code: string, text: string): CheckLine => wrong('clients', code, 'settings.scope', text);

function namesOf(places: readonly RecordScope[]): string {
  const names = places.slice(0, 5).map(({ title }) => title).join(', ');
  return `${names}${places.length > 5 ? ` and ${places.length - 5} more` : ''}`;
}

/** null: nothing is wrong with any of the places that were typed. */
async function placeTrouble(system: RecordSystem, ask: Ask, places: readonly RecordScope[]): Promise<CheckLine | null> {
  for (const { scope } of system.whyNot ? places : []) {
    const why = await system.whyNot?.(ask, scope);
    if (why?.ok === false) return atPlace(why.error.kind, troubleWords(system, why.error));
    if (why !== undefined && why.value !== '') return atPlace('notThisPlace', why.value);
  }
  return null;
}

/**
 * Where changes take a secret of their own, it is tried by a call that changes nothing. Without the right it is refused for that, and does not get as far
 * as not finding what it is about (inferred).
 */
async function rightsLine({ writing, facts }: RecordSystem, ask: Ask, contacts: string): Promise<CheckLine> {
  const canAll = clients({ outcome: 'ok', code: '', text: `${contacts} can be worked with.` });
  if (writing === undefined) return canAll;
  const tried = await ask(writing.call);
  if (tried.ok || tried.error.kind === 'conflict') return canAll;
  const fault = tried.error;
  const [label, field] = [facts.connect.secrets.find(({ name }) => name === writing.secret)?.label ?? '', `secrets.${writing.secret}`];
  if (fault.kind === 'refused' && fault.code === 'read-only-connection') return clients({ outcome: 'ok', code: '', text: `${contacts} can be read. There is no ${label}, so nothing can be changed.` });
  if (fault.kind === 'signedOut') return wrong('token', 'tokenRefused', field, `${facts.name} did not accept the ${label}. Check that the whole of it was copied.`);
  if (fault.kind === 'forbidden') return wrong('token', 'forbidden', field, `${facts.name} does not let the ${label} change contacts. Choose a key that has the right.`);
  return clients({ outcome: 'skipped', code: 'writeNotTried', text: `${contacts} can be read. Whether the ${label} is taken could not be told just now; the first change shows it.` });
}

function troubleWords({ facts: { name, scopeWord } }: RecordSystem, fault: Fault): string {
  if (fault.kind === 'refused') return fault.fields.map(({ text }) => text).join(' ');
  if (fault.kind === 'forbidden' || fault.kind === 'conflict') return `${name} does not let this key see this ${scopeWord.toLowerCase()}. Check what was typed for it, and the rights of the key.`;
  return `${name} did not say which contacts can be read. Try again later.`;
}
