import type { CheckLine } from '../../../../shared/connection-settings.ts';
import type { Fault } from '../../../../shared/faults.ts';
import type { Ask, RecordSystem } from './record-system.ts';

/** The places whose contacts can be worked with, or why that cannot be told. */
export async function accessLine(system: RecordSystem, ask: Ask, chosen: string): Promise<CheckLine> {
  const places = await system.scopes(ask, chosen);
  if (!places.ok) return wrong(places.error.kind, 'settings.scope', troubleWords(system, places.error));
  const { length } = places.value;
  if (length === 0) return wrong('noPlace', 'settings.scope', `There is no ${system.facts.scopeWord.toLowerCase()} whose contacts could be read.`);
  const names = places.value.slice(0, 5).map(({ title }) => title).join(', ');
  return { what: 'clients', outcome: 'ok', code: '', field: '', text: `Contacts of ${names}${length > 5 ? ` and ${length - 5} more` : ''} can be worked with.` };
}

const wrong = (code: string, field: string, text: string): CheckLine => ({ what: 'clients', outcome: 'wrong', code, field, text });

function troubleWords({ facts: { name, scopeWord } }: RecordSystem, fault: Fault): string {
  if (fault.kind === 'refused') return fault.fields.map(({ text }) => text).join(' ');
  if (fault.kind === 'forbidden' || fault.kind === 'conflict') return `${name} does not let this key see this ${scopeWord.toLowerCase()}. Check what was typed for it, and the rights of the key.`;
  return `${name} did not say which contacts can be read. Try again later.`;
}
