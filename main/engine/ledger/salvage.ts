import type { Sqlite } from '../database.ts';
import type { Anatomy, Identity } from '../gateway/connector.ts';
import { advance, begun, type EditEvent, type EditRecord } from '../outbox/transitions.ts';

/** What could be read of a damaged ledger. */
export interface Salvaged {
  events: number;
  edits: number;
  /** Positions up to the last one known at which nothing could be read. */
  missing: number;
}

interface EventRow {
  seq: number;
  at: number;
  edit: string;
  kind: string;
  body: string;
}
interface EditRow {
  seq: number;
  id: string;
  lane: string;
  client: string;
  at: number;
  state: string;
  record: string;
}

/** Rows that are asked for beyond the last one found, where nobody has written down how many there were. */
const mostUnknown = 2_000;

/** Row by row, because a damaged page takes down every statement that comes across it. Stops after so many in vain. */
function readable<Row>(from: Sqlite, table: string, position: number): Row[] {
  const rows: Row[] = [];
  let inVain = 0;
  for (let seq = 1; seq <= position || inVain < mostUnknown; seq += 1) {
    const row = rowOf<Row>(from, table, seq);
    inVain = row ? 0 : inVain + 1;
    if (row) rows.push(row);
  }
  return rows;
}

function rowOf<Row>(from: Sqlite, table: string, rowid: number): Row | null {
  try {
    return from.prepare<[number], Row>(`SELECT * FROM ${table} WHERE rowid = ?`).get(rowid) ?? null;
  } catch {
    return null;
  }
}

/** An edit of which only its events are left. A gap among them leaves it where it was before; whoever salvages knows that there is one. */
function retold(id: string, events: readonly EventRow[], anatomy: Anatomy): EditRecord | null {
  let record: EditRecord | null = null;
  for (const { seq, at, kind, body } of events) {
    const event = { kind, ...(JSON.parse(body) as object) } as EditEvent;
    try {
      if (event.kind === 'queued') record = begun(seq, id, at, event);
      else if (record) record = advance(record, event, at, anatomy);
    } catch {
      // What came between is lost.
    }
  }
  return record;
}

const rowOfRecord = (record: EditRecord): EditRow => ({ seq: record.seq, id: record.id, lane: record.lane, client: record.clientId, at: record.at, state: record.state, record: JSON.stringify(record) });

/** Every edit there is a row of, or else at least the beginning of its story. */
function editsOf(rows: readonly EditRow[], events: readonly EventRow[], anatomy: Anatomy): EditRow[] {
  const known = new Set(rows.map((row) => row.id));
  const told = new Map<string, EventRow[]>();
  for (const event of events) if (event.edit !== '' && !known.has(event.edit)) told.set(event.edit, [...(told.get(event.edit) ?? []), event]);
  return [...rows, ...[...told].flatMap(([id, ofEdit]) => retold(id, ofEdit, anatomy) ?? []).map(rowOfRecord)];
}

/** Which gateway ids our keys got stands in the events too. */
function identitiesOf(rows: readonly Identity[], events: readonly EventRow[]): Identity[] {
  const told = events.filter(({ kind }) => kind === 'done' || kind === 'answered').flatMap(({ body }) => (JSON.parse(body) as { identities?: Identity[] }).identities ?? []);
  return [...rows, ...told.filter((identity) => identity.local.startsWith('new:'))];
}

/**
 * Takes whatever can be read of a damaged ledger into a new one, in one transaction. `position`: how far the old one is known to have got;
 * 0 where nobody knows.
 */
export function salvage(from: Sqlite, into: Sqlite, position: number, anatomy: Anatomy): Salvaged {
  const events = readable<EventRow>(from, 'events', position);
  const edits = editsOf(readable<EditRow>(from, 'edits', position), events, anatomy);
  const identities = identitiesOf(readable<Identity>(from, 'identities', 0), events);
  const ties = readable<{ client: string; contact: string; tie: string }>(from, 'ties', 0);
  const unpaired = readable<{ phone: string; contact: string; body: string }>(from, 'unpaired', 0);
  into.transaction(() => {
    for (const row of events) into.prepare('INSERT INTO events (seq, at, edit, kind, body) VALUES (@seq, @at, @edit, @kind, @body)').run(row);
    for (const row of edits) into.prepare('INSERT OR IGNORE INTO edits (seq, id, lane, client, at, state, record) VALUES (@seq, @id, @lane, @client, @at, @state, @record)').run(row);
    for (const row of identities) into.prepare('INSERT OR IGNORE INTO identities (local, kind, remote) VALUES (@local, @kind, @remote)').run(row);
    for (const row of unpaired) into.prepare('INSERT OR IGNORE INTO unpaired (phone, contact, body) VALUES (@phone, @contact, @body)').run(row);
    for (const row of ties) into.prepare('INSERT OR IGNORE INTO ties (client, contact, tie) VALUES (@client, @contact, @tie)').run(row);
  })();
  const last = Math.max(position, events.at(-1)?.seq ?? 0);
  return { events: events.length, edits: edits.length, missing: last - events.length };
}
