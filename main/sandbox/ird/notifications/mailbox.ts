import type { Principal } from '../../tokens.ts';

/** A number with what kind it is: LSTID, CLTLID, IRD, CST, ACC. */
export interface Numbered {
  id: string;
  idType: string;
}

/** Something that happened to a link or an account, before it is put into the words of the Notifications service. */
export interface Notice {
  /** Unique, rising. */
  key: number;
  /** Epoch milliseconds. */
  at: number;
  type: 'ACCLNK' | 'ACCDLK' | 'ACCREG' | 'ACCCLS';
  /** Whose notification it is: what a query asks by. */
  recipient: Numbered;
  /** The account it is about, or the customer where the link is to the whole of it. */
  subject: Numbered;
}

/** What a profile has to notify. */
export interface Mailbox {
  /** Epoch milliseconds. */
  now(): number;
  /** Notices for this recipient, oldest first; for everything the caller may see where `asked` is null. null: not theirs to ask. */
  notices(asked: Numbered | null, principal: Principal): readonly Notice[] | null;
}
