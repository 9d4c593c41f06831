import type { Budget } from '../../shared/systems.ts';
import type { Status } from '../../shared/views.ts';
import { clockTime, count, counted, momentWords } from './time-words.ts';

/** How the one truth of the connection is coloured; the words carry the meaning. */
export type Tone = 'calm' | 'active' | 'warn' | 'alarm';

/** Edits sent in one go: `sent` of `total`. Kept from status to status, because a status only says what is left. */
export interface Batch {
  total: number;
  sent: number;
}

export const noBatch: Batch = { total: 0, sent: 0 };

/** What the last status left to send, now that `status` has come. A batch starts with the first edit on its way and ends with none left. */
export function nextBatch(batch: Batch, status: Status): Batch {
  const left = status.waiting + status.sending + status.checking;
  if (left === 0) return noBatch;
  if (batch.total === 0) return status.sending === 0 ? noBatch : { total: left, sent: 0 };
  const total = Math.max(batch.total, batch.sent + left);
  return { total, sent: total - left };
}

const timeOf = (at: number, now: number): string => (Math.abs(now - at) < 20 * 3_600_000 ? clockTime(at) : momentWords(at, now));

/** Exactly one sentence about the connection (design: the status bar's words). `many`: what the rows of the list are. */
export function connectionWords(status: Status, batch: Batch, now: number, many = 'clients'): { text: string; tone: Tone } {
  const { connection } = status;
  switch (connection.state) {
    case 'offline': {
      const next = connection.nextTryAt === null ? '' : `, next try ${timeOf(connection.nextTryAt, now)}`;
      return { text: `Offline since ${timeOf(connection.since, now)}${next}`, tone: 'warn' };
    }
    case 'signedOut':
      return { text: status.waiting > 0 ? `Sign in to send ${counted(status.waiting, 'edit')}` : 'Signed out', tone: 'alarm' };
    case 'busy':
      return { text: `Gateway busy, next try ${timeOf(connection.until, now)}`, tone: 'warn' };
    case 'portal':
      return { text: 'This network wants a sign-in page', tone: 'warn' };
    case 'paused':
      return { text: 'Working offline, as you asked', tone: 'warn' };
    case 'connecting':
      return { text: 'Connecting', tone: 'active' };
    case 'online':
      return onlineWords(status, batch, now, many);
  }
}

function onlineWords(status: Status, batch: Batch, now: number, many: string): { text: string; tone: Tone } {
  // Between two calls of a batch nothing is on its way for a moment: it is still being sent. What waits behind an edit that needs a person is not.
  if (status.sending > 0 || (batch.total > 0 && status.waiting > 0 && status.needsYou === 0)) {
    const total = Math.max(batch.total, status.sending);
    return { text: `Sending ${Math.min(batch.sent + 1, total)} of ${total}`, tone: 'active' };
  }
  if (status.checking > 0) return { text: `Checking ${counted(status.checking, 'edit')}`, tone: 'warn' };
  if (status.reading !== null) return { text: status.upToDateAt === null ? `Reading your ${many}` : 'Reading again', tone: 'active' };
  if (status.upToDateAt === null || status.waiting > 0) return { text: 'Connected', tone: 'calm' };
  return { text: `Up to date at ${timeOf(status.upToDateAt, now)}`, tone: 'calm' };
}

/** What waits, beside the connection: `3 edits waiting`. '' when nothing does. */
export const waitingWords = (status: Status): string =>
  status.waiting > 0 && status.connection.state !== 'signedOut' ? `${counted(status.waiting, 'edit')} waiting` : '';

/** `2 need you`; '' when none does. */
export const needsYouWords = (needsYou: number): string => (needsYou === 0 ? '' : `${needsYou} ${needsYou === 1 ? 'needs' : 'need'} you`);

/** `41 of 60 calls left`, with `, more at 14:03` where none is. */
export const budgetWords = ({ limit, left, moreAt }: Budget, now: number): string =>
  `${count(left)} of ${counted(limit, 'call')} left${moreAt === null ? '' : `, more at ${timeOf(moreAt, now)}`}`;

/** Whether the budget is worth a place on the desk: less than a quarter of the limit is left, or calls wait for more. */
export const isShort = ({ limit, left, moreAt }: Budget): boolean => moreAt !== null || left * 4 < limit;
