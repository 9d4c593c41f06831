/**
 * events: append-only, what happened to every edit, in order. Nothing is ever updated or deleted here.
 * edits: the outbox, a projection of the events written in the same transaction.
 * identities: which gateway id our own keys turned into; never forgotten, because later edits and history name our key.
 * unpaired: phones sent inside a new contact, whose ids the gateway only tells on the next read (SPEC 7.1).
 */
export const eventsEditsIdentities = `
  CREATE TABLE events (
    seq  INTEGER PRIMARY KEY,
    at   INTEGER NOT NULL,
    edit TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX events_of_edit ON events (edit, seq);

  CREATE TABLE edits (
    seq        INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    lane       TEXT NOT NULL,
    client     TEXT NOT NULL,
    at         INTEGER NOT NULL,
    state      TEXT NOT NULL,
    record     TEXT NOT NULL
  ) STRICT;
  CREATE INDEX edits_open ON edits (seq) WHERE state IN ('queued', 'sending', 'unknown', 'parked');
  CREATE INDEX edits_done ON edits (seq) WHERE state = 'done';

  CREATE TABLE identities (
    local  TEXT PRIMARY KEY,
    kind   TEXT NOT NULL,
    remote TEXT NOT NULL,
    UNIQUE (kind, remote)
  ) STRICT;

  CREATE TABLE unpaired (
    phone   TEXT PRIMARY KEY,
    contact TEXT NOT NULL,
    body    TEXT NOT NULL
  ) STRICT;
`;
