import fc from 'fast-check';
import type { KeyedContact, KeyedPhone, ScopeRef } from '../../../shared/contacts.ts';
import type { Intent } from '../../../shared/edits.ts';
import * as edits from '../../../shared/inland-revenue/edits.ts';
import { contactsAfter } from '../../../shared/inland-revenue/project.ts';
import { validateIntent } from '../../../shared/inland-revenue/rules.ts';

/** Small worlds of one place and what somebody does there, for planning without a gateway. */

export const scope: ScopeRef = { level: 'ird.customer', key: 'IRD:136410132' };
export const phone = (key: string, number: number): KeyedPhone => ({ key, PhoneType: 'CELL', Country: 'NZ', AreaCode: '', PhoneNumber: `021${number}`, Extension: '' });
export const contact = (key: string, type: string, phones: number): KeyedContact => ({ key, scope, doc: { ContactType: type, Name: `Name ${key}`, Phone: Array.from({ length: phones }, (_, at) => phone(`${key}.${at}`, 100 + at)) } });

/** What a person does who sees the screen: small numbers, so that values come back to what they were. */
export interface Deed {
  what: 'rename' | 'addPhone' | 'changePhone' | 'removePhone' | 'remove' | 'create';
  which: number;
  value: number;
}
export const deed: fc.Arbitrary<Deed> = fc.record({ what: fc.constantFrom<Deed['what']>('rename', 'addPhone', 'addPhone', 'changePhone', 'removePhone', 'removePhone', 'remove', 'create'), which: fc.nat(7), value: fc.nat(2) });
export const start: fc.Arbitrary<KeyedContact[]> = fc.tuple(fc.nat(5), fc.nat(5)).map(([first, second]) => [...(first ? [contact('1', 'PRIMRY', first)] : []), ...(second ? [contact('2', 'SCNDRY', second)] : [])]);

function intentOf({ what, which, value }: Deed, shown: readonly KeyedContact[], n: number): Intent | null {
  if (what === 'create') return edits.addContact({ key: `new:c${n}`, scope, doc: { ContactType: which % 2 ? 'PRIMRY' : 'SCNDRY', Name: `N${value}`, Phone: [phone(`new:c${n}p`, value)] } });
  const on = shown[which % Math.max(1, shown.length)];
  if (!on) return null;
  const one = on.doc.Phone[which % on.doc.Phone.length]!;
  switch (what) {
    case 'rename': return on.doc.Name === `N${value}` ? null : edits.renameContact(on, value === 2 ? `Name ${on.key}` : `N${value}`);
    case 'remove': return edits.removeContact(on);
    case 'addPhone': return edits.addPhone(on, phone(`new:p${n}`, value));
    case 'changePhone': return edits.changePhone(on, one, edits.fieldsOf(phone('', value === 2 ? 100 : value)));
    case 'removePhone': return edits.removePhone(on, one);
  }
}

/** Edits as the desk would take them in: each legal after those before it. */
export function queued(from: readonly KeyedContact[], deeds: readonly Deed[]): { id: string; intent: Intent }[] {
  const taken: { id: string; intent: Intent }[] = [];
  deeds.forEach((one, n) => {
    const shown = contactsAfter(from, taken);
    const intent = intentOf(one, shown, n);
    if (intent && validateIntent(intent, shown).length === 0) taken.push({ id: `E${n}`, intent });
  });
  return taken;
}
