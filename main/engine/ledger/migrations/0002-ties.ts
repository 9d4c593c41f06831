/**
 * ties: which contacts of this connection are tied to others, as the agent has said (decision 18). `tie` is a ULID; contacts of any
 * connection that have one in common are the same person. Nothing of another connection's contacts is ever written here.
 */
export const ties = `
  CREATE TABLE ties (
    client  TEXT NOT NULL,
    contact TEXT NOT NULL,
    tie     TEXT NOT NULL,
    PRIMARY KEY (client, contact, tie)
  ) STRICT;
`;
