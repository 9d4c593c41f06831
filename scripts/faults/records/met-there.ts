import { setTimeout as waited } from 'node:timers/promises';
import type { ContactSystemName } from '../../../main/sandbox/contact-sandbox.ts';
import type { ContactControl } from '../../../main/sandbox/contact-system/control.ts';
import type { Random } from '../../../main/sandbox/random.ts';
import { textOf } from '../../../shared/systems.ts';
import { decide } from '../decisions.ts';
import type { Desk } from '../desk.ts';
import { edit } from '../person.ts';
import { readWhile } from '../read-again.ts';
import { changeOf } from './somebody-else.ts';

/** A field by which nobody would tell a contact from another. */
const untelling: Readonly<Record<ContactSystemName, string>> = { dnsimple: 'city', cleartax: 'city', '8x8': 'department' };

const most = 1_000;

/** Rows that a list has brought, under their id there: the person works on some of them from now on. */
async function editMet(desk: Desk, random: Random): Promise<void> {
  const known = new Set(desk.clients);
  const { rows } = await desk.engine.ask('clients.list', { query: '', view: 'all', start: 0, count: most });
  const met = rows.map(({ id }) => id).filter((id) => !known.has(id) && !id.includes('/new:'));
  for (let left = Math.min(2, met.length); left > 0; left -= 1) {
    const clientId = random.pick(met);
    if (!desk.clients.includes(clientId)) desk.clients.push(clientId);
    for (let more = random.whole(1, 2); more > 0; more -= 1) await edit(desk, random, clientId);
  }
}

/** Whoever reads the list finds what others have made. */
export async function lookForNew(desk: Desk, random: Random): Promise<void> {
  await readWhile(desk);
  await editMet(desk, random);
}

/**
 * What the desk has made itself, as a list shows it before anybody here knows that it is that: the answer is lost, and half the time somebody
 * changes it before it is looked for. Then the desk asks, may set it back, and looks once more.
 */
export async function meetOwn(desk: Desk, random: Random, system: ContactSystemName, control: ContactControl): Promise<void> {
  const after = (await control.effects()).at(-1)?.n ?? 0;
  await desk.order(random.chance(0.5) ? { fault: 'stall', applied: true, match: desk.ways.faults.hardest } : { fault: 'dropReply', match: desk.ways.faults.hardest });
  await edit(desk, random, random.pick(desk.clients), 'hardest');
  await desk.engine.ask('sync.now', {});
  const made = await newest(control, after);
  if (made) desk.metOwn.add(`${made.scope}/${made.id}`);
  const field = untelling[system];
  const changed = made !== null && random.chance(0.5);
  if (changed) {
    desk.touched.add(`${made.scope}/${made.id}`);
    await changeOf(control, system, made, { [field]: desk.contents.name() });
  }
  if (changed || random.chance(0.5)) await desk.control.calm();
  if (changed) await askedAbout(desk);
  await lookForNew(desk, random);
  if (!changed) return;
  if (random.chance(0.8)) await changeOf(control, system, made, { [field]: textOf(made.doc[field]) });
  await lookAgain(desk, random, `${made.scope}/${made.id}`);
}

/** What is looked for is found, or waits for the person, after a short while. */
async function askedAbout(desk: Desk): Promise<void> {
  for (let looks = 100; looks > 0; looks -= 1) {
    const { sending, checking } = await desk.engine.ask('status.get', {});
    if (sending + checking === 0) return;
    await waited(5);
  }
}

/** Edits of the row it was met in wait for the line while its making is looked for once more: they go on in the row it was made in. */
async function lookAgain(desk: Desk, random: Random, met: string): Promise<void> {
  const away = random.chance(0.7);
  if (away) {
    await desk.control.offline();
    desk.plays('F18');
    await desk.engine.ask('sync.now', {});
  }
  for (let left = random.whole(1, 3); left > 0; left -= 1) await edit(desk, random, met);
  await decide(desk, random, 'checkAgain');
  if (away) await desk.control.online();
  await desk.engine.ask('sync.now', {});
}

interface Made {
  scope: string;
  id: string;
  doc: Record<string, string>;
}

/** What our own calls have made since; null: nothing yet, after a short while. */
async function newest(control: ContactControl, after: number): Promise<Made | null> {
  for (let looks = 20; looks > 0; looks -= 1) {
    const made = (await control.effects(after)).find(({ actor, before }) => actor === 'caller' && before === null);
    if (made) return { scope: made.scope, id: made.id, doc: made.after as Made['doc'] };
    await waited(4);
  }
  return null;
}
