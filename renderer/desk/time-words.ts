/** Times in words. Every time is epoch milliseconds; `now` is passed in so that a test can hold the clock. */

const minute = 60_000;
const hour = 60 * minute;

const clock = new Intl.DateTimeFormat('en-NZ', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dayAndMonth = new Intl.DateTimeFormat('en-NZ', { day: 'numeric', month: 'short' });
const fullDate = new Intl.DateTimeFormat('en-NZ', { day: 'numeric', month: 'short', year: 'numeric' });

/** `11:02` in local time. */
export const clockTime = (at: number): string => clock.format(at);

const sameDay = (a: number, b: number): boolean => new Date(a).toDateString() === new Date(b).toDateString();

/** `11:02` today, `yesterday 11:02`, `3 Nov 11:02`, `3 Nov 2025`. */
export function momentWords(at: number, now: number): string {
  if (sameDay(at, now)) return clockTime(at);
  if (sameDay(at, now - 24 * hour)) return `yesterday ${clockTime(at)}`;
  if (new Date(at).getFullYear() === new Date(now).getFullYear()) return `${dayAndMonth.format(at)} ${clockTime(at)}`;
  return fullDate.format(at);
}

/** `just now`, `5 min ago`, `2 h ago`, then the moment itself. A time ahead of the clock is `just now`. */
export function ageWords(at: number, now: number): string {
  const age = now - at;
  if (age < minute) return 'just now';
  if (age < hour) return `${Math.floor(age / minute)} min ago`;
  if (age < 12 * hour && sameDay(at, now)) return `${Math.floor(age / hour)} h ago`;
  return momentWords(at, now);
}

/** How long a read still takes: rounded so that it does not flicker, and never more exact than it can be. */
export function etaWords(ms: number | null): string {
  if (ms === null) return 'estimating the time left';
  if (ms < 10_000) return 'a few seconds left';
  if (ms < 50_000) return `about ${Math.ceil(ms / 10_000) * 10} s left`;
  if (ms < 50 * minute) return `about ${Math.max(1, Math.round(ms / minute))} min left`;
  const hours = Math.max(1, Math.round(ms / hour));
  return `about ${hours} ${hours === 1 ? 'hour' : 'hours'} left`;
}

const grouped = new Intl.NumberFormat('en-NZ');

/** `2,014`. */
export const count = (n: number): string => grouped.format(n);

/** `1 edit`, `3 edits`. */
export const counted = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`;
