import type { Effect } from '../../record.ts';
import type { Link } from '../profile.ts';
import type { ContactRecord, PhoneFields, PhoneRecord } from '../wire.ts';

/** A change with every id and value already decided, so that replaying it can only give the same state. */
export type Act =
  | { do: 'addContact'; client: string; account: string; contact: ContactRecord }
  | { do: 'renameContact'; contactId: number; name: string }
  | { do: 'removeContact'; contactId: number }
  | { do: 'addPhone'; contactId: number; phone: PhoneRecord }
  | { do: 'changePhone'; phoneId: number; phone: PhoneFields }
  | { do: 'removePhone'; phoneId: number };

export type PracticeEffect = Effect<Act>;

/** One line of the journal. Links and accounts are no effects: they are not something a caller sent. `at` is missing in journals of earlier versions. */
export type Entry =
  | { kind: 'effect'; effect: PracticeEffect }
  | { kind: 'link'; client: string; link: Link | null; at?: number }
  | { kind: 'account'; client: string; type: string; at: number }
  | { kind: 'closed'; account: string; at: number };
