import fc from 'fast-check';
import { addContact, addPhone, changePhone, mobile, remove, removePhone, rename, type Aim } from './deeds.ts';
import type { World } from './world.ts';

/** A random run of edits on one client by someone who sees the screen. */
export type Deed = { what: 'rename' | 'addPhone' | 'changePhone' | 'removePhone' | 'remove' | 'create'; which: number; number: number };
export const deed: fc.Arbitrary<Deed> = fc.record({
  what: fc.constantFrom<Deed['what']>('rename', 'addPhone', 'addPhone', 'changePhone', 'removePhone', 'removePhone', 'remove', 'create'),
  which: fc.nat(20),
  number: fc.integer({ min: 1_000, max: 9_999 }),
});

/** Does it as the screen allows; what the rules refuse on the spot is not queued. Answers whether it was. */
export function perform(world: World, clientId: string, { what, which, number }: Deed, levelIndex = 0): boolean {
  const level = world.detail(clientId).levels[levelIndex]!;
  const shown = level.contacts.filter((contact) => !contact.removed);
  const phone = mobile(`021555${number}`);
  try {
    if (what === 'create') addContact(world, clientId, level.scope, which % 2 ? 'PRIMRY' : 'SCNDRY', `New ${number}`, [phone]);
    if (what === 'create') return true;
    const contact = shown[which % Math.max(1, shown.length)];
    if (!contact) return false;
    const aim: Aim = { clientId, scope: level.scope, contact };
    const phones = contact.phones.filter((one) => !one.removed);
    const key = phones[which % phones.length]?.key ?? '';
    if (what === 'rename') rename(world, aim, `Named ${number}`);
    else if (what === 'remove') remove(world, aim);
    else if (what === 'addPhone') addPhone(world, aim, phone);
    else if (what === 'changePhone') changePhone(world, aim, key, phone);
    else removePhone(world, aim, key);
    return true;
  } catch {
    return false;
  }
}
