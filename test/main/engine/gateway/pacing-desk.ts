import type { Clock } from '../../../../main/engine/clock.ts';
import type { HttpReply } from '../../../../main/engine/gateway/connector.ts';
import { Pacing, type PacingParts, type Urgency } from '../../../../main/engine/gateway/pacing.ts';
import type { Fault } from '../../../../shared/faults.ts';
import { ok, type Result } from '../../../../shared/result.ts';
import type { RatePolicy } from '../../../../shared/systems.ts';
import { handClock } from '../hand-clock.ts';

export const good: HttpReply = { status: 200, headers: {}, text: '' };
export const tooMany: HttpReply = { status: 429, headers: {}, text: '' };
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const told = { limit: 'x-limit', remaining: 'x-remaining', reset: 'x-reset' };
export const rolling: RatePolicy = { sharedBy: 'all keys', kind: 'rolling', limit: 6, windowMs: 60_000, reserve: 2, headers: told };
export const fixed: RatePolicy = { sharedBy: 'all tokens', kind: 'fixed', limit: 10, windowMs: 3_600_000, reserve: 2, headers: told };

/** What is kept between two of them, as a file would. */
const keptIn = (held: { text: string | null }): PacingParts['kept'] => ({ read: () => held.text, write: (text) => (held.text = text) });

export interface Desk {
  pacing: Pacing;
  clock: Clock & { pass(ms: number): void };
  /** Asks to send; answers at once as said, and notes that it has gone. */
  ask: (name: string, urgency?: Urgency, answer?: Result<HttpReply, Fault> | (() => Result<HttpReply, Fault>)) => Promise<void>;
  gone: string[];
}

export function desk(policies: RatePolicy[], { clock = handClock(), held = { text: null }, callsAtOnce = 5 }: { clock?: Desk['clock']; held?: { text: string | null }; callsAtOnce?: number } = {}): Desk {
  const pacing = new Pacing({ clock, callsAtOnce, policies, kept: keptIn(held), random: () => 0 });
  const gone: string[] = [];
  const ask: Desk['ask'] = async (name, urgency = 'change', answer = ok(good)) => {
    void pacing.send(urgency, async () => {
      gone.push(name);
      return typeof answer === 'function' ? answer() : answer;
    });
    await turn();
    await turn();
  };
  return { pacing, clock, ask, gone };
}

export const headers = (limit: number, remaining: number, reset: number, date?: number): Result<HttpReply, Fault> =>
  ok({ ...good, headers: { 'x-limit': String(limit), 'x-remaining': String(remaining), 'x-reset': String(Math.floor(reset / 1000)), ...(date === undefined ? {} : { date: new Date(date).toUTCString() }) } });

export async function after({ clock }: Desk, ms: number): Promise<void> {
  clock.pass(ms);
  for (let n = 0; n < 20; n += 1) await turn();
}
