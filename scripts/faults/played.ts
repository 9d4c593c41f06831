import type { RequestLine } from '../../main/sandbox/record.ts';

/** The faults of the design, and the words of the table that a run ends with. */
const words = {
  F1: 'killed',
  F2: 'an answer to an addition lost, or a reading that lags',
  F3: 'an answer to a change or removal lost',
  F4: 'handed in twice',
  F5: 'edits of what was made here',
  F6: 'the clock jumps',
  F7: 'no room on the disk',
  F8: 'files damaged or gone',
  F9: 'no token to be had',
  F10: 'the token ends',
  F11: 'somebody else changes the same client',
  F12: 'asked to wait, or an outage',
  F13: 'a captive portal',
  F14: 'refused by the gateway',
  F15: 'fails for ever',
  F16: 'files of another version, or a start cut short',
  F17: 'a second engine',
  F18: 'the line flaps, or works one way only',
  F19: 'hostile answers',
  F20: 'no longer linked',
  F21: 'one phone, or five, on the way',
} as const;

export type FaultName = keyof typeof words;
export const faultNames = Object.keys(words) as FaultName[];

/** How often each was played. */
export type Played = Record<FaultName, number>;
export const nonePlayed = (): Played => Object.fromEntries(faultNames.map((name) => [name, 0])) as Played;

export function addPlayed(total: Played, more: Played): void {
  for (const name of faultNames) total[name] += more[name];
}

/** Which fault a call met; null for none. */
export function faultOfCall({ fault, method, path, status }: RequestLine): FaultName | null {
  const changes = path.startsWith('/gateway/contact/');
  const lost = !changes ? 'F18' : method === 'POST' ? 'F2' : 'F3';
  switch (fault) {
    case '':
    case 'latency':
      return null;
    case 'portal':
      return 'F13';
    case 'expireToken':
      return 'F10';
    case 'outage':
      return 'F12';
    case 'lag':
      return 'F2';
    case 'answer':
      if (status === 429 || status === 503) return 'F12';
      if (status === 400 || status === 403) return 'F14';
      return status === 500 || status === 504 ? lost : 'F19';
    default:
      return lost;
  }
}

/** For people: one line a fault. */
export const tableOf = (played: Played): string => faultNames.map((name) => `  ${name.padEnd(4)}${String(played[name]).padStart(7)}  ${words[name]}`).join('\n');
