import { rmSync } from 'node:fs';
import type { ClientState, Control } from '../../main/sandbox/control-client.ts';
import type { ContactRecord } from '../../main/sandbox/ird/wire.ts';
import { randomFrom, type Random } from '../../main/sandbox/random.ts';
import type { NativePhone } from '../../shared/contacts.ts';
import type { ClientDetail, LevelDetail, QueueRow } from '../../shared/views.ts';
import { compare, markStuck, type Finding, type RunHistory } from './compare.ts';
import { decide } from './decisions.ts';
import { Desk } from './desk.ts';
import { happen } from './happenings.ts';
import type { Lab } from './lab.ts';
import { faultOfCall, type Played } from './played.ts';
import type { SabotageName } from './sabotage.ts';

export interface RunResult {
  seed: number;
  edits: number;
  /** Faults that were played: at the gateway, on the line, on the engine's process, on tokens and links. */
  faults: number;
  /** Edits that went in one call with others, or came to nothing with them. */
  merged: number;
  played: Played;
  killedAt: ReadonlyMap<string, number>;
  findings: Finding[];
  /** What happened, one line each, with its place in the run. */
  diary: string[];
}

export interface RunWish {
  seed: number;
  /** Only these happenings, by their place in the run; null for all. */
  only: readonly number[] | null;
  sabotage: SabotageName | null;
}

const clientsPerRun = 4;
const decisions = 12;

function chosen(random: Random, pool: readonly string[]): string[] {
  const left = [...pool];
  return Array.from({ length: Math.min(clientsPerRun, left.length) }, () => left.splice(random.whole(0, left.length - 1), 1)[0] ?? '');
}

/** Everything is well again; then so long until nothing more happens by itself, the person deciding about most of what needs them. */
async function heal(desk: Desk, random: Random): Promise<void> {
  await desk.control.calm();
  await desk.control.online();
  for (const file of ['ledger', 'cache'] as const) await desk.engine.ask('fill', { file, full: false });
  for (const clientId of desk.clients) await desk.control.link(clientId);
  await desk.signIn();
  await desk.engine.ask('sync.refresh', {});
  await desk.engine.ask('settle', {});
  for (let left = random.chance(0.9) ? decisions : 0; left > 0; left -= 1) {
    const { needsYou } = await desk.engine.ask('status.get', {});
    if (needsYou === 0) break;
    await decide(desk, random);
    await desk.engine.ask('settle', {});
  }
}

async function readAgain(desk: Desk): Promise<void> {
  await desk.engine.ask('sync.refresh', {});
  for (let left = 20; left > 0; left -= 1) {
    const { reading } = await desk.engine.ask('settle', {});
    await desk.engine.ask('rest', {});
    if (reading === null) return;
  }
}

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

async function historyOf(desk: Desk): Promise<RunHistory> {
  const untouched = desk.clients.filter((id) => !desk.touched.has(id));
  const before = await shownBeside(desk, desk.control, 'as confirmed', untouched);
  await readAgain(desk);
  const after = await shownBeside(desk, desk.control, 'read again', desk.clients);
  const { rows }: { rows: QueueRow[] } = await desk.engine.ask('queue.list', { states: ['waiting', 'sending', 'checking', 'needsYou', 'sent'], start: 0, count: 10_000 });
  await desk.remember();
  await desk.engine.ask('close', {});
  const ledger = markStuck(await desk.engine.ask('ledger', desk.options));
  const { told, meant, accepted } = desk;
  return { loss: { told, meant }, accepted, takenBack: [...desk.takenBack], ledger, queue: rows, effects: await desk.control.effects(), shown: [...before, ...after] };
}

/** One run from its seed: things happen, everything heals, and what was promised is compared with what is. */
export async function run(lab: Lab, { seed, only, sabotage }: RunWish): Promise<RunResult> {
  await lab.control.calm();
  await lab.control.online();
  await lab.control.reset();
  const desk = new Desk(lab, chosen(randomFrom(seed, 0), lab.clients), sabotage);
  let findings: Finding[];
  let inOrder = false;
  let merged = 0;
  try {
    await desk.open();
    await happen(desk, seed, only ? new Set(only) : null);
    await heal(desk, randomFrom(seed, 3));
    const history = await historyOf(desk);
    findings = [...desk.findings, ...compare(history)];
    merged = history.ledger.filter((edit) => edit.state === 'done' && (edit.merged || (edit.group?.length ?? 0) > 1)).length;
    inOrder = true;
  } catch (error) {
    // An engine that throws or does not answer hides from the person whatever it was asked about.
    findings = [{ wrong: 'hidden', text: `the run could not be finished: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}` }];
  }
  const met = (await lab.control.requests()).flatMap((line) => faultOfCall(line) ?? []);
  for (const fault of met) desk.plays(fault);
  await (inOrder ? lab.stable.giveBack(desk.engine) : desk.engine.kill());
  rmSync(desk.options.folder, { recursive: true, force: true });
  const { faults, played, killedAt, diary } = desk;
  return { seed, edits: desk.accepted.length, faults, merged, played, killedAt, findings, diary };
}
