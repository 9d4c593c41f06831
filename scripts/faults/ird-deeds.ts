import type { Random } from '../../main/sandbox/random.ts';
import type { KeyedContact, KeyedPhone, NativePhone } from '../../shared/contacts.ts';
import type { Change, Intent } from '../../shared/edits.ts';
import { addContact, addPhone, changePhone, describeIntent, keyedContact, removeContact, removePhone, renameContact } from '../../shared/inland-revenue/edits.ts';
import type { ClientDetail, LevelDetail } from '../../shared/views.ts';
import type { Contents } from './contents.ts';
import type { Desk } from './desk.ts';
import type { Meant, Wish } from './ways.ts';

const deeds = ['rename', 'addPhone', 'addPhone', 'changePhone', 'changePhone', 'removePhone', 'remove'] as const;
type Deed = (typeof deeds)[number] | 'several';

/** There is no guard at the gateway against a phone that is added twice. */
const deedOf: Record<Wish, Deed> = { simple: 'rename', several: 'several', hardest: 'addPhone' };

const mobile = (number: string): NativePhone => ({ PhoneType: 'CELL', Country: 'NZ', AreaCode: '', PhoneNumber: number, Extension: '' });

export async function meantOfClient(desk: Desk, random: Random, clientId: string, wish: Wish | null): Promise<Meant | null> {
  const detail = await desk.engine.ask('clients.open', { clientId });
  const intent = detail && randomIntent(random, detail, desk.contents, () => desk.newKey(), wish && deedOf[wish]);
  return detail && intent && { clientId: detail.id, intent, words: describeIntent(intent).title };
}

/** Away from the line, one contact goes down to one phone or up to five, and over it: each call alone must be legal (F21). */
export async function toTheLimits(desk: Desk, random: Random): Promise<void> {
  const clientId = random.pick(desk.clients);
  const up = random.chance(0.5);
  desk.note(`${clientId} ${up ? 'up' : 'down'}`);
  desk.meets('F21');
  await desk.control.offline();
  for (let left = random.whole(3, 9); left > 0; left -= 1) {
    const level = (await desk.engine.ask('clients.open', { clientId }))?.levels.find(({ locked, contacts }) => locked === '' && contacts.some(({ removed }) => !removed));
    const contact = level?.contacts.find(({ removed }) => !removed);
    if (!level || !contact) break;
    const keyed = keyedContact(contact, level.scope);
    const { length } = keyed.doc.Phone;
    const [first] = keyed.doc.Phone;
    const adds = length <= 1 || (length < 5 && random.chance(up ? 0.8 : 0.2));
    await desk.queue(clientId, adds || !first ? addPhone(keyed, { ...mobile(desk.contents.number()), key: desk.newKey() }) : removePhone(keyed, first));
  }
  await desk.control.online();
  await desk.engine.ask('sync.now', {});
}

/** A random edit by somebody who sees this client on the screen; null: there is nothing here to do that to. */
function randomIntent(random: Random, detail: ClientDetail, contents: Contents, newKey: () => string, wish: Deed | null): Intent | null {
  const open = detail.levels.filter((level) => level.locked === '');
  if (open.length === 0) return null;
  const level = random.pick(open);
  const phone = (): KeyedPhone => ({ ...mobile(contents.number()), key: newKey() });
  if (!wish && random.chance(0.12)) return creation(random, level, contents, newKey, phone);
  const contact = level.contacts.filter((one) => !one.removed)[random.whole(0, 1)] ?? level.contacts.find((one) => !one.removed);
  if (!contact) return creation(random, level, contents, newKey, phone);
  const keyed = keyedContact(contact, level.scope);
  const held = keyed.doc.Phone[random.whole(0, 4) % Math.max(1, keyed.doc.Phone.length)];
  const what = wish ?? random.pick(deeds);
  if (what === 'several' || (!wish && random.chance(0.1))) return several(random, keyed, held, contents, phone);
  if (what === 'rename') return renameContact(keyed, contents.name());
  if (what === 'addPhone') return addPhone(keyed, phone());
  if (what === 'remove') return random.chance(0.4) ? removeContact(keyed) : null;
  if (!held) return null;
  return what === 'changePhone' ? changePhone(keyed, held, { ...mobile(contents.number()) }) : removePhone(keyed, held);
}

/** One form, saved once: a name, a phone more and another changed, in some order. */
function several(random: Random, contact: KeyedContact, held: KeyedPhone | undefined, contents: Contents, phone: () => KeyedPhone): Intent {
  const parts = [renameContact(contact, contents.name()), addPhone(contact, phone()), ...(held ? [changePhone(contact, held, mobile(contents.number()))] : [])];
  const changes = parts.flatMap((part) => (part.type === 'edit' ? part.changes : []));
  const first = random.whole(0, changes.length - 1);
  return { type: 'edit', contact: contact.key, scope: contact.scope, changes: [...changes.slice(first), ...changes.slice(0, first)].slice(0, random.whole(2, changes.length)) };
}

function creation(random: Random, level: LevelDetail, contents: Contents, newKey: () => string, phone: () => KeyedPhone): Intent {
  const taken = new Set(level.contacts.filter((one) => !one.removed).map((one) => one.type));
  const type = ['PRIMRY', 'SCNDRY'].find((one) => !taken.has(one)) ?? 'PRIMRY';
  const phones = Array.from({ length: random.whole(1, 3) }, phone);
  return addContact({ key: newKey(), scope: level.scope, doc: { ContactType: type, Name: contents.name(), Phone: phones } });
}

/** The same edit with every name and number typed anew. */
export function correctedAtClient(intent: Intent, contents: Contents): Intent {
  if (intent.type === 'remove') return intent;
  if (intent.type === 'create') return { ...intent, doc: { ...intent.doc, Name: contents.name(), Phone: intent.doc.Phone.map((phone) => ({ ...phone, PhoneNumber: contents.number() })) } };
  const changes = intent.changes.map((change): Change => {
    if (change.op === 'set') return { ...change, to: contents.name() };
    if (change.op === 'addPhone') return { ...change, phone: { ...change.phone, PhoneNumber: contents.number() } };
    return change.op === 'setPhone' ? { ...change, to: { ...change.to, PhoneNumber: contents.number() } } : change;
  });
  return { ...intent, changes };
}
