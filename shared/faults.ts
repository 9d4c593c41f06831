/**
 * Everything that can go wrong between the outbox and a gateway, as one union of plain values.
 * Classified by HTTP status and error code, never by message text (Inland Revenue SPEC section 10).
 */
export type Fault =
  /** Proved not sent: no connection was made, so nothing can have happened at the gateway. */
  | { kind: 'offline'; detail: string }
  /** The gateway did not accept the token (Inland Revenue: 400 EV1020 or EV1021; elsewhere 401). */
  | { kind: 'signedOut' }
  /** The gateway asked us to wait. `until` is epoch milliseconds. */
  | { kind: 'busy'; until: number }
  /** The request left, and no answer that can be trusted came back: it may or may not have been applied. `until`: asked to wait until then, epoch milliseconds. */
  | { kind: 'unknown'; detail: string; until?: number }
  /** The gateway's rules refuse this edit; sending it again as it is cannot succeed. */
  | { kind: 'refused'; code: string; fields: FieldIssue[]; answer?: GatewayAnswer }
  /** This client (or account) is not ours to change: 403 EV1022. */
  | { kind: 'forbidden'; answer?: GatewayAnswer }
  /** Someone changed the same field, or the record is gone. */
  | { kind: 'conflict'; conflicts: Conflict[]; gone: boolean }
  /** An answer nobody documented, or a fault of ours. */
  | { kind: 'broken'; incident: string; answer?: GatewayAnswer };

/** Until when the gateway asked us to wait, epoch milliseconds; undefined where it did not. */
export const askedToWait = (fault: Fault): number | undefined => (fault.kind === 'busy' || fault.kind === 'unknown' ? fault.until : undefined);

/** What the gateway said, kept for *Details*: shown and copyable, never interpreted a second time. */
export interface GatewayAnswer {
  status: number;
  code?: string;
  body: string;
}

/** One thing wrong with one field. `field` is a path into the form, such as `name` or `phones.0.number`. */
export interface FieldIssue {
  field: string;
  code: string;
  text: string;
}

/** The three sides of one field: what we last read, what the person wants, what the gateway has now. */
export interface Conflict {
  field: string;
  was: string;
  mine: string;
  theirs: string;
  /** When theirs was last changed at the gateway, epoch ms, where it says. Who did is never said. */
  theirsAt?: number | null;
}

/** What a person answers to one field of a conflict. `value` counts with `other` only. */
export interface ConflictChoice {
  field: string;
  take: 'mine' | 'theirs' | 'other';
  value: string;
}
