import type { FaultControl } from '../../main/sandbox/fault-control.ts';
import type { FaultOrder, Match } from '../../main/sandbox/faults.ts';
import type { Random } from '../../main/sandbox/random.ts';
import type { RequestLine } from '../../main/sandbox/record.ts';
import type { AnyIntent } from '../../shared/edits.ts';
import type { Finding } from './compare.ts';
import type { Contents } from './contents.ts';
import type { Desk } from './desk.ts';
import type { FaultName } from './played.ts';

export type Happening = (desk: Desk, random: Random) => Promise<void>;
export type Deck = Readonly<Record<string, readonly [weight: number, happening: Happening]>>;

/** What kind of edit is wanted: one that comes together with others, one of several changes, or the one whose lost answer is the hardest to judge. */
export type Wish = 'simple' | 'several' | 'hardest';

/** Something a person has typed. */
export interface Meant {
  clientId: string;
  intent: AnyIntent;
  words: string;
}

/** What goes wrong at one system's gateway and on the line to it. */
export interface GatewayFaults {
  random: (random: Random) => FaultOrder;
  /** Refused outright, though the rules, as we know them, would have let it through. */
  refusal: (random: Random) => FaultOrder;
  /** One kind of call fails for ever, or until somebody clears it. */
  poison: (random: Random) => FaultOrder;
  hostility: (random: Random) => FaultOrder;
  lag: (random: Random, longestMs: number) => FaultOrder;
  /** A changing call that gets no answer, and may have been carried out. */
  hanging: (random: Random) => FaultOrder;
  /** Calls that change something. */
  changing: (random: Random) => Match;
  /** The call of `Wish` hardest. */
  hardest: { method: string; path: string };
  /** Which fault of the design a call met; null for none. */
  met: (line: RequestLine) => FaultName | null;
}

/** What is special about one system: how a person edits there, what somebody else does meanwhile, how its gateway fails, and what there is to compare. */
export interface Ways {
  control: FaultControl;
  faults: GatewayFaults;
  /** What happens at this system only. */
  deck: Deck;
  /** What a person types who sees this client as it is now; null: there is nothing here to do that to. */
  meant: (desk: Desk, random: Random, clientId: string, wish: Wish | null) => Promise<Meant | null>;
  /** The same edit with every content typed anew. */
  corrected: (intent: AnyIntent, contents: Contents) => AnyIntent;
  /** A third answer to a conflict at this field; null: there is only mine and theirs. */
  other: (field: string, contents: Contents) => string | null;
  /** Somebody else changes something of this client at the gateway. */
  another: (desk: Desk, random: Random, clientId: string, contents: Contents) => Promise<void>;
  /** Fresh, as the engine is handed it. */
  authorization: () => Promise<string>;
  /** All that was handed out stops working. */
  expire: () => Promise<void>;
  /** A new run. */
  begin: () => void;
  /** Whatever the `deck` did is made good. */
  heal: (desk: Desk) => Promise<void>;
  /** What was promised beside what is, once nothing happens any more. Closes the engine. */
  compared: (desk: Desk) => Promise<Compared>;
}

export interface Compared {
  findings: Finding[];
  /** Edits that went in one call with others, or came to nothing with them. */
  merged: number;
}
