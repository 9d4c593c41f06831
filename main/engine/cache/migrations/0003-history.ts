/**
 * history: an index of the ledger's edits for searching, made again from the ledger where it is missing. `text` is folded as in `search`.
 * Written as far as `history-position` in meta says.
 */
export const history = `
  CREATE TABLE history (
    seq    INTEGER PRIMARY KEY,
    edit   TEXT NOT NULL,
    client TEXT NOT NULL,
    state  TEXT NOT NULL,
    text   TEXT NOT NULL
  ) STRICT;
  CREATE INDEX history_of_client ON history (client, seq);
`;
