/**
 * client: one row per linked client; `doc` and `accounts` are what the gateway said, null until read.
 * contact: the gateway's contacts, one row each, in its own documents.
 * search: trigrams over the folded text of what is shown, kept beside the row by the code that writes it.
 */
export const clientsContactsSearch = `
  CREATE TABLE client (
    row      INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    linked   INTEGER NOT NULL DEFAULT 1,
    name     TEXT NOT NULL DEFAULT '',
    sort     TEXT NOT NULL DEFAULT '',
    entity   TEXT NOT NULL DEFAULT '',
    doc      TEXT,
    accounts TEXT NOT NULL DEFAULT '[]',
    read_at  INTEGER,
    folded   TEXT NOT NULL DEFAULT ''
  ) STRICT;
  CREATE INDEX client_sort ON client (sort, row);
  CREATE INDEX client_unread ON client (row) WHERE read_at IS NULL;

  CREATE TABLE contact (
    key      TEXT NOT NULL,
    client   TEXT NOT NULL,
    scope    TEXT NOT NULL,
    position INTEGER NOT NULL,
    body     TEXT NOT NULL,
    PRIMARY KEY (client, scope, key)
  ) STRICT, WITHOUT ROWID;

  CREATE VIRTUAL TABLE search USING fts5 (folded, content = 'client', content_rowid = 'row', tokenize = 'trigram case_sensitive 1');

  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;
