import type { CheckLine } from '../../../shared/connection-settings.ts';

/** Tokens are refused, and certificates seem expired, when the clock is further off than this. */
const tolerableMs = 5 * 60_000;

const units: readonly [number, string][] = [[86_400_000, 'day'], [3_600_000, 'hour'], [60_000, 'minute']];

function spell(ms: number): string {
  const [size, name] = units.find(([unit]) => ms >= unit * 1.5) ?? [60_000, 'minute'];
  const count = Math.round(ms / size);
  return count === 1 ? `1 ${name}` : `${count} ${name}s`;
}

/** Compares this computer's clock with the gateway's `Date` header (to the second; RFC 9110 6.6.1). null: the gateway does not say. Pure. */
export function clockLine(date: string | undefined, now: number): CheckLine | null {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) return null;
  const ahead = now - theirs;
  if (Math.abs(ahead) <= tolerableMs) return { what: 'clock', outcome: 'ok', code: '', field: '', text: 'The clock of this computer agrees with the gateway\'s.' };
  const text = `The clock of this computer is ${spell(Math.abs(ahead))} ${ahead > 0 ? 'ahead of' : 'behind'} the gateway's. Put it right (date, time and time zone): sign-ins and certificates depend on it.`;
  return { what: 'clock', outcome: 'wrong', code: 'clockSkew', field: '', text };
}
