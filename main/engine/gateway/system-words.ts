/** Sentences of the queue, the history and the list in which a system's own ways show: what happened and what to do next. */
export interface SystemWords {
  /** What a row of the list is. */
  row: 'client' | 'contact';
  /** The sign-in may not do this. */
  denied: string;
  /** What the edit is about is not there any more. */
  gone: string;
  /** Somebody else has made what was to be made. */
  taken: string;
  /** The same as a refusal of every answer but theirs. */
  onlyTheirs: string;
  changedThere: string;
  mayNotLook: string;
  /** A contact was to be changed or made where there is no place for it any more. */
  otherPlace: string;
  check: CheckWords;
  list: ListWords;
}

/** What *Test connection* says of the system that answers. */
export interface CheckWords {
  itIs: string;
  accepted: string;
  notIt: string;
  notAccepted: string;
  denied: string;
  notSignedIn: string;
  /** Where the rows come from cannot be reached, often at another address than the gateway. */
  outOfReach: string;
  /** Of the form: where its address is typed. */
  addressField: string;
  /** What else may be behind a 400; '' for nothing. */
  badRequest: string;
}

/** Why the list of rows could not be read. */
export interface ListWords {
  denied: string;
  notAccepted: string;
  silent: string;
  /** After any of the others that passes by itself. */
  meanwhile: string;
  /** Rows that cannot be shown, by the kinds of their numbers; '' for none. */
  strange(kinds: readonly string[]): string;
  /** Places whose contacts were seen before and may not be seen now, by their names; '' for none. */
  unseen(places: readonly string[]): string;
}
