import type { Random } from '../../main/sandbox/random.ts';
import type { KeyedPhone, NativePhone } from '../../shared/contacts.ts';
import type { Intent } from '../../shared/edits.ts';
import { addContact, addPhone, changePhone, keyedContact, removeContact, removePhone, renameContact } from '../../shared/inland-revenue/edits.ts';
import type { ClientDetail, LevelDetail } from '../../shared/views.ts';

/** Gives each name and each number away once in a run, so that an effect at the gateway belongs to one edit. */
export class Contents {
  #count = 0;
  readonly #who: string;

  constructor(who: string) {
    this.#who = who;
  }

  name(): string {
    this.#count += 1;
    return `${this.#who} ${this.#count}`;
  }

  number(): string {
    this.#count += 1;
    return `${this.#who === 'Desk' ? '021555' : '022555'}${String(this.#count).padStart(4, '0')}`;
  }
}

const mobile = (number: string): NativePhone => ({ PhoneType: 'CELL', Country: 'NZ', AreaCode: '', PhoneNumber: number, Extension: '' });

/** A random edit by somebody who sees this client on the screen; null: there is nothing here to do that to. */
export function randomIntent(random: Random, detail: ClientDetail, contents: Contents, newKey: () => string): Intent | null {
  const open = detail.levels.filter((level) => level.locked === '');
  if (open.length === 0) return null;
  const level = random.pick(open);
  const phone = (): KeyedPhone => ({ ...mobile(contents.number()), key: newKey() });
  if (random.chance(0.12)) return creation(random, level, contents, newKey, phone);
  const contact = level.contacts.filter((one) => !one.removed)[random.whole(0, 1)] ?? level.contacts.find((one) => !one.removed);
  if (!contact) return creation(random, level, contents, newKey, phone);
  const keyed = keyedContact(contact, level.scope);
  const held = keyed.doc.Phone[random.whole(0, 4) % Math.max(1, keyed.doc.Phone.length)];
  const what = random.pick(['rename', 'addPhone', 'addPhone', 'changePhone', 'changePhone', 'removePhone', 'remove'] as const);
  if (what === 'rename') return renameContact(keyed, contents.name());
  if (what === 'addPhone') return addPhone(keyed, phone());
  if (what === 'remove') return random.chance(0.4) ? removeContact(keyed) : null;
  if (!held) return null;
  return what === 'changePhone' ? changePhone(keyed, held, { ...mobile(contents.number()) }) : removePhone(keyed, held);
}

function creation(random: Random, level: LevelDetail, contents: Contents, newKey: () => string, phone: () => KeyedPhone): Intent {
  const taken = new Set(level.contacts.filter((one) => !one.removed).map((one) => one.type));
  const type = ['PRIMRY', 'SCNDRY'].find((one) => !taken.has(one)) ?? 'PRIMRY';
  const phones = Array.from({ length: random.whole(1, 3) }, phone);
  return addContact({ key: newKey(), scope: level.scope, doc: { ContactType: type, Name: contents.name(), Phone: phones } });
}
