import { gramTokenizer } from '../grams.ts';

/**
 * client: one slim row per client, standing in the table in the order of the list: `rank` is a number with gaps between neighbours
 * (name-order.ts), so that a slice of the list is a run of neighbouring rows and the search index answers in list order by itself.
 * document: what the gateway said of a client; no row until it has been read.
 * contact: the gateway's contacts, one row each, in its own documents.
 * gram: under each client's rank, the distinct runs of one to three characters of the words it can be found by (grams.ts).
 */
export const clientsContactsSearch = `
  CREATE TABLE client (
    rank    INTEGER PRIMARY KEY,
    id      TEXT NOT NULL UNIQUE,
    linked  INTEGER NOT NULL DEFAULT 1,
    name    TEXT NOT NULL DEFAULT '',
    sort    TEXT NOT NULL,
    entity  TEXT NOT NULL DEFAULT '',
    read_at INTEGER,
    folded  TEXT NOT NULL DEFAULT ''
  ) STRICT;
  CREATE INDEX client_sort ON client (sort, id);
  CREATE INDEX client_read ON client (read_at) WHERE linked = 1;
  CREATE INDEX client_not_linked ON client (rank) WHERE linked = 0;

  CREATE TABLE document (
    client   TEXT PRIMARY KEY,
    doc      TEXT NOT NULL,
    accounts TEXT NOT NULL
  ) STRICT;

  CREATE TABLE contact (
    key      TEXT NOT NULL,
    client   TEXT NOT NULL,
    scope    TEXT NOT NULL,
    position INTEGER NOT NULL,
    body     TEXT NOT NULL,
    PRIMARY KEY (client, scope, key)
  ) STRICT, WITHOUT ROWID;

  CREATE VIRTUAL TABLE gram USING fts5 (grams, content = '', contentless_delete = 1, detail = none, tokenize = ${gramTokenizer});

  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;
