/**
 * client.listed: on a client list of the agency, by a link that is in force. client.refused_at: when the gateway last refused to let it be
 * read; null since it was
 * read. client.linked, which lists and the outbox go by, is the first without the second.
 * link: the links themselves, as the client lists gave them; no row until a list has been read.
 * linked_on: when a customer or an account was linked, where an event has told.
 */
export const links = `
  ALTER TABLE client ADD COLUMN listed INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE client ADD COLUMN refused_at INTEGER;
  UPDATE client SET listed = linked;
  CREATE INDEX client_refused ON client (refused_at) WHERE refused_at IS NOT NULL;

  CREATE TABLE link (client TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE linked_on (scope TEXT PRIMARY KEY, day TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;
