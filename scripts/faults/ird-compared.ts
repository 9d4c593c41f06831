import type { ClientState, Control } from '../../main/sandbox/control-client.ts';
import type { ContactRecord } from '../../main/sandbox/ird/wire.ts';
import type { NativePhone } from '../../shared/contacts.ts';
import type { Intent } from '../../shared/edits.ts';
import type { ClientDetail, LevelDetail, QueueRow } from '../../shared/views.ts';
import { compare, markStuck, mergedIn, type RunHistory } from './compare.ts';
import type { Desk } from './desk.ts';
import { readAgain } from './read-again.ts';
import type { Compared } from './ways.ts';

const phoneWords = (phone: NativePhone): string => `${phone.PhoneType} ${phone.Country} ${phone.AreaCode} ${phone.PhoneNumber} ${phone.Extension}`.trim();
const contactWords = (type: string, name: string, phones: readonly NativePhone[]): string => `${type} ${name}: ${phones.map(phoneWords).sort().join(', ')}`;

function onDesk(levels: readonly LevelDetail[], { linked }: ClientDetail): string[] {
  const contacts = levels.flatMap((level) => level.contacts.map((contact) => `${level.accountId} ${contactWords(contact.type, contact.name, contact.phones)}`));
  return [linked ? 'linked' : 'not linked', ...contacts.sort()];
}

function atGateway(levels: readonly LevelDetail[], state: ClientState | null): string[] {
  const recordsOf = (level: LevelDetail): ContactRecord[] => (level.kind === 'customer' ? state?.Customer.Contact : state?.Accounts.find((account) => account.ID === level.accountId)?.Contact) ?? [];
  return ['linked', ...levels.flatMap((level) => recordsOf(level).map((record) => `${level.accountId} ${contactWords(record.ContactType, record.Name, record.Phone)}`)).sort()];
}

/** What is shown of clients with nothing open must be what the gateway has. */
async function shownBeside(desk: Desk, control: Control, when: string, clients: readonly string[]): Promise<RunHistory['shown']> {
  const { rows } = await desk.engine.ask('queue.list', { states: ['waiting', 'sending', 'checking', 'needsYou'], start: 0, count: 10_000 });
  const busy = new Set(rows.map((row) => row.clientId));
  const shown: RunHistory['shown'] = [];
  for (const clientId of clients.filter((id) => !busy.has(id))) {
    const detail = await desk.engine.ask('clients.open', { clientId });
    const open = detail?.levels.filter((level) => level.locked === '') ?? [];
    if (detail) shown.push({ clientId, when, desk: onDesk(open, detail), gateway: atGateway(open, await control.client(clientId)) });
  }
  return shown;
}

async function historyOf(desk: Desk, control: Control): Promise<RunHistory> {
  const untouched = desk.clients.filter((id) => !desk.touched.has(id));
  const before = await shownBeside(desk, control, 'as confirmed', untouched);
  await readAgain(desk);
  const after = await shownBeside(desk, control, 'read again', desk.clients);
  const { rows }: { rows: QueueRow[] } = await desk.engine.ask('queue.list', { states: ['waiting', 'sending', 'checking', 'needsYou', 'sent'], start: 0, count: 10_000 });
  await desk.remember();
  await desk.engine.ask('close', {});
  const ledger = markStuck(await desk.engine.ask('ledger', desk.options));
  const { told, accepted } = desk;
  const meant = desk.meant.map((one) => ({ ...one, intent: one.intent as Intent }));
  return { loss: { told, meant }, accepted, takenBack: [...desk.takenBack], ledger, queue: rows, effects: await control.effects(), shown: [...before, ...after] };
}

export async function irdCompared(desk: Desk, control: Control): Promise<Compared> {
  const history = await historyOf(desk, control);
  return { findings: compare(history), merged: mergedIn(history.ledger) };
}
