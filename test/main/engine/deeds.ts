import { ulid } from 'ulid';
import type { KeyedContact, KeyedPhone, NativePhone, ScopeRef } from '../../../shared/contacts.ts';
import type { Intent } from '../../../shared/edits.ts';
import type { ContactRecord } from '../../../main/sandbox/ird/wire.ts';
import type { ClientDetail, LevelDetail, QueueRow, ShownContact } from '../../../shared/views.ts';
import * as edits from '../../../shared/inland-revenue/edits.ts';
import type { World } from './world.ts';

/** What a person does, in a person's words, on a world. Each answers the id of the edit queued. */

export const mobile = (number: string): NativePhone => ({ PhoneType: 'CELL', Country: 'NZ', AreaCode: '', PhoneNumber: number, Extension: '' });
export const keyed = (phone: NativePhone): KeyedPhone => ({ ...phone, key: `new:${ulid()}` });

export function queue(world: World, clientId: string, intent: Intent): string {
  const editId = ulid();
  const answer = world.engine.requests['edits.queue']({ editId, clientId, intent });
  if (!answer.ok) throw new Error(answer.error.map((issue) => `${issue.field}: ${issue.text}`).join('; '));
  return editId;
}

export const level = (detail: ClientDetail, kind: LevelDetail['kind']): LevelDetail | undefined => detail.levels.find((candidate) => candidate.kind === kind && candidate.locked === '');

export interface Aim {
  clientId: string;
  scope: ScopeRef;
  contact: ShownContact;
}

/** The first contact of a client at a level. */
export function aimAt(detail: ClientDetail, kind: LevelDetail['kind']): Aim {
  const found = detail.levels.filter((candidate) => candidate.kind === kind).find((candidate) => candidate.contacts.length > 0);
  const contact = found?.contacts[0];
  if (!found || !contact) throw new Error(`${detail.id} has no ${kind} contact`);
  return { clientId: detail.id, scope: found.scope, contact };
}

/** The same contact as it is shown now. */
export function seen(world: World, aim: Pick<Aim, 'clientId' | 'scope'>, key: string): ShownContact | undefined {
  const found = world.detail(aim.clientId).levels.find((candidate) => candidate.scope.key === aim.scope.key);
  return found?.contacts.find((contact) => contact.key === key);
}

const asKeyed = (world: World, aim: Aim): KeyedContact => edits.keyedContact(seen(world, aim, aim.contact.key) ?? aim.contact, aim.scope);

export const rename = (world: World, aim: Aim, to: string): string => queue(world, aim.clientId, edits.renameContact(asKeyed(world, aim), to));
export const remove = (world: World, aim: Aim): string => queue(world, aim.clientId, edits.removeContact(asKeyed(world, aim)));

export function addPhone(world: World, aim: Aim, phone: NativePhone): string {
  return queue(world, aim.clientId, edits.addPhone(asKeyed(world, aim), keyed(phone)));
}

export function changePhone(world: World, aim: Aim, key: string, to: NativePhone): string {
  const contact = asKeyed(world, aim);
  const was = contact.doc.Phone.find((phone) => phone.key === key);
  if (!was) throw new Error('no such phone');
  return queue(world, aim.clientId, edits.changePhone(contact, was, to));
}

export function removePhone(world: World, aim: Aim, key: string): string {
  const contact = asKeyed(world, aim);
  const was = contact.doc.Phone.find((phone) => phone.key === key);
  if (!was) throw new Error('no such phone');
  return queue(world, aim.clientId, edits.removePhone(contact, was));
}

export function addContact(world: World, clientId: string, scope: ScopeRef, type: string, name: string, phones: NativePhone[]): Aim {
  const key = `new:${ulid()}`;
  queue(world, clientId, edits.addContact({ key, scope, doc: { ContactType: type, Name: name, Phone: phones.map(keyed) } }));
  const contact = seen(world, { clientId, scope }, key);
  if (!contact) throw new Error('a queued contact is not shown');
  return { clientId, scope, contact };
}

/** Back in reach of the gateway, everything sent that can be. */
export async function comeOnline(world: World): Promise<void> {
  await world.control.online();
  world.engine.requests['sync.now']({});
  await world.engine.atRest();
}

export async function goOffline(world: World): Promise<void> {
  await world.control.offline();
  world.engine.requests['sync.now']({});
  await world.engine.atRest();
}

/** What the agent's own edits did at the gateway, as `METHOD path`. */
export async function effectsOf(world: World): Promise<string[]> {
  return (await world.control.effects()).filter((effect) => effect.actor !== 'other').map((effect) => `${effect.method} ${effect.path.replace('/gateway/contact/', '')}`);
}

/** Sends, reads back and waits until nothing more can happen by itself; rests of single lanes are cut short, not waited for. */
export async function settle(world: World): Promise<void> {
  let before = '';
  for (let round = 0; round < 30; round += 1) {
    world.engine.requests['sync.now']({});
    await world.engine.atRest();
    const { connection, waiting, sending, checking, needsYou } = world.engine.status();
    const now = `${connection.state} ${waiting} ${sending} ${checking} ${needsYou}`;
    if (waiting + sending + checking === 0 || (now === before && connection.state !== 'online')) return;
    if (now === before && sending + checking === 0) return;
    before = now;
  }
}

/** An edit as the queue shows it, wherever in the queue it is. */
export function rowOf(world: World, editId: string): QueueRow {
  const { rows } = world.engine.requests['queue.list']({ states: ['needsYou', 'checking', 'sending', 'waiting', 'sent'], start: 0, count: 1_000 });
  const row = rows.find((candidate) => candidate.editId === editId);
  if (!row) throw new Error(`no row for ${editId}`);
  return row;
}

/** Clients, in name order, whose contacts we may change, as they are shown now. */
export async function changeable(world: World): Promise<ClientDetail[]> {
  const { rows } = world.engine.requests['clients.list']({ query: '', view: 'all', start: 0, count: 1_000 });
  const { rows: links } = await world.control.clients(0, 1_000);
  const full = new Set(links.filter((client) => client.link?.access === 'FULL' && client.link.master).map((client) => client.client));
  return rows.filter((row) => full.has(row.id)).map((row) => world.detail(row.id));
}

/** A level where nothing is yet and contacts may be added. */
export const emptyLevel = (detail: ClientDetail, kind: LevelDetail['kind']): LevelDetail | undefined =>
  detail.levels.find((candidate) => candidate.kind === kind && candidate.locked === '' && candidate.contacts.length === 0);

/** What was applied to one client: by us, or by somebody else. */
export async function appliedTo(world: World, clientId: string, actor: 'caller' | 'other' = 'caller'): Promise<string[]> {
  const effects = await world.control.effects();
  return effects.filter((effect) => effect.client === clientId && effect.actor === actor).map((effect) => `${effect.method} ${effect.path.replace('/gateway/contact/', '')}`);
}

/** The contact as the gateway has it, whoever may see it. */
export async function atGateway(world: World, aim: Pick<Aim, 'clientId' | 'scope'>, type: string): Promise<ContactRecord | undefined> {
  const client = await world.control.client(aim.clientId);
  const id = aim.scope.key.slice(aim.scope.key.indexOf(':') + 1);
  const contacts = aim.scope.level === 'ird.customer' ? client?.Customer.Contact : client?.Accounts.find((account) => account.ID === id)?.Contact;
  return contacts?.find((contact) => contact.ContactType === type);
}
