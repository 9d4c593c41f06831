import type { Fault } from '../../../../../shared/faults.ts';

/**
 * Status codes of the Intermediation service (SPEC 11) that have to do with reading client lists, in words that say what to do next.
 * Codes about linking and delinking cannot come back here; were one to, or one that nobody has published, it is shown as it is.
 */
const words: Readonly<Record<string, string>> = {
  '3': 'Inland Revenue says this logon may not see the agency\'s client lists (code 3). Check the agency\'s number in Settings, and ask whoever looks after your firm\'s myIR logons to give this one access.',
  '4': 'Inland Revenue says this logon may not act for the agency (code 4). Ask whoever looks after your firm\'s myIR logons to give this one access to the client lists.',
  '5': 'Inland Revenue does not let this software ask for client lists here (code 5). Check the software platform in Settings against what Inland Revenue issued.',
  '7': 'Inland Revenue does not know the account type that was asked for (code 7). Copy the details and tell us; nothing was changed.',
  '101': 'Inland Revenue says the agency\'s number is not that of an intermediary (code 101). Check the agency\'s number in Settings.',
  '102': 'Inland Revenue has no client lists for this logon (code 102). Check the agency\'s number in Settings, and ask whoever looks after your firm\'s myIR logons to give this one a client list.',
  '105': 'Inland Revenue does not know the client list that was asked for (code 105). Refresh to read the lists again.',
  '108': 'Inland Revenue says this logon has too little access to the client list (code 108). Ask whoever looks after your firm\'s myIR logons to give it more.',
};

/** Which field of the form a code is about, where that is another than the agency's number. */
const fields: Readonly<Record<string, string>> = { '5': 'settings.softwarePlatform' };

const unknownWords = (code: string): string => `Inland Revenue did not give the client lists (code ${code}). Try again later; if it stays, ask Inland Revenue about this code.`;

/** The service lists clients, and there is none: inferred from its words, because we never send the filters the code also speaks of (SPEC 11). */
export const noneFound = '103';

/**
 * What a status code other than 0 and 103 means, by the code alone. 1 and 2: the token. 20 and 21: our request was not understood. -1 and
 * 100: a trouble of theirs, tried again. All others are answers that trying again does not change; `message` is kept for Details.
 */
export function faultOfStatus(code: string, message: string): Fault {
  if (code === '1' || code === '2') return { kind: 'signedOut' };
  if (code === '-1' || code === '100') return { kind: 'unknown', detail: `Inland Revenue could not put the client lists together (code ${code}).` };
  if (code === '20' || code === '21') return { kind: 'broken', incident: `Inland Revenue could not read the request for the client lists (code ${code}). Check the agency\'s number and the software platform in Settings.`, answer: { status: 200, code, body: message } };
  return { kind: 'refused', code, fields: [{ field: fields[code] ?? 'settings.agency', code, text: words[code] ?? unknownWords(code) }], answer: { status: 200, code, body: message } };
}
