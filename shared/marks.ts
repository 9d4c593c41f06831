/**
 * One vocabulary of states for list, detail, queue, status bar and screen reader (design: "Words for states").
 * Colour is never the only sign, so each has a symbol and a word.
 */
export type Mark = 'upToDate' | 'waiting' | 'sending' | 'checking' | 'needsYou' | 'notLinked' | 'notRead';

export const markWords: Record<Mark, { symbol: string; word: string; meaning: string }> = {
  upToDate: { symbol: '✓', word: 'Up to date', meaning: 'Same as the gateway said when it was last read' },
  waiting: { symbol: '◔', word: 'Waiting', meaning: 'Kept here, not sent yet; can be undone' },
  sending: { symbol: '◑', word: 'Sending', meaning: 'A request is on its way' },
  checking: { symbol: '?', word: 'Checking', meaning: 'The reply was lost; reading back before anything is repeated' },
  needsYou: { symbol: '!', word: 'Needs you', meaning: 'Refused, in conflict, or could not be confirmed' },
  notLinked: { symbol: '⊘', word: 'Not linked', meaning: 'The client is no longer linked to you; edits are kept, not sent' },
  notRead: { symbol: '…', word: 'Not read yet', meaning: 'Known from the client list; details are still being read' },
};

/** From calm to urgent; the mark of a whole is the most urgent mark of its parts. */
const urgency: readonly Mark[] = ['upToDate', 'notRead', 'waiting', 'sending', 'checking', 'notLinked', 'needsYou'];

export const mostUrgent = (marks: readonly Mark[]): Mark =>
  marks.reduce<Mark>((worst, mark) => (urgency.indexOf(mark) > urgency.indexOf(worst) ? mark : worst), 'upToDate');
