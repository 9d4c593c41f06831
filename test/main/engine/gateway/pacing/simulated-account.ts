import type { Clock } from '../../../../../main/engine/clock.ts';
import type { HttpReply } from '../../../../../main/engine/gateway/connector.ts';
import { Pacing } from '../../../../../main/engine/gateway/pacing.ts';
import { Quota } from '../../../../../main/sandbox/eight-by-eight/quota.ts';
import { ok } from '../../../../../shared/result.ts';
import type { RatePolicy } from '../../../../../shared/systems.ts';

/** Time that passes only from one thing that happens to the next, so that an hour takes a moment. */
export function eventClock(start = 1_780_000_000_000): Clock & { run: () => Promise<void> } {
  let passed = 0;
  let events: { at: number; callback: () => void }[] = [];
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    now: () => start + passed,
    elapsed: () => passed,
    after(ms, callback) {
      const event = { at: passed + ms, callback };
      events.push(event);
      return () => void (events = events.filter((one) => one !== event));
    },
    /** Until nothing more is to happen. */
    async run() {
      for (await turn(); events.length > 0; await turn()) {
        const next = events.reduce((a, b) => (b.at < a.at ? b : a));
        events = events.filter((one) => one !== next);
        passed = Math.max(passed, next.at);
        next.callback();
      }
    },
  };
}

export interface Account {
  policy: RatePolicy;
  edits: number;
  /** Milliseconds a call takes there, and its answer back. */
  there: () => number;
  back: () => number;
  callsAtOnce: number;
  /** What other programs of the account do: calls a minute from the start. */
  othersPerMinute: number;
  /** And once, at the start. */
  othersBurst?: number;
  /** When Agentbook is killed, half a second before it is opened again; milliseconds from the start. */
  killedAt?: readonly number[];
  /** Told every answer in headers, as a sibling does. */
  rateHeaders: boolean;
}

/**
 * So many edits of as many contacts, each read for and then changed, against the sandbox's own count of the last 60 seconds. Answers when
 * our calls arrived, and what became of ours and theirs.
 */
export async function simulate(account: Account) {
  const { policy, edits, there, back, callsAtOnce } = account;
  const clock = eventClock();
  const quota = new Quota();
  const { limit } = policy;
  const held = { text: null as string | null };
  const open = (): { pacing: Pacing; die: () => void } => {
    const life = { dead: false };
    const kept = { read: () => held.text, write: (text: string) => void (life.dead || (held.text = text)) };
    const opened = new Pacing({ clock, callsAtOnce, policies: [policy], kept, random: () => 0 });
    // What a killed one had not written down it writes no more; what waited in it is asked for anew by the next.
    return { pacing: opened, die: () => ((life.dead = true), opened.close()) };
  };
  let running: ReturnType<typeof open> | null = open();
  const arrivals: number[] = [];
  const refusals: number[] = [];
  const waits: number[] = [];
  const wait = (ms: number): Promise<void> => new Promise((resolve) => clock.after(ms, resolve));
  quota.steady(account.othersPerMinute, limit, clock.now());
  quota.burst(account.othersBurst ?? 0, limit, clock.now());
  const call = async (): Promise<HttpReply> => {
    await wait(there());
    const taken = quota.take(limit, Math.floor(clock.now()));
    arrivals.push(Math.floor(clock.now()));
    if (!taken) refusals.push(clock.now());
    const { inWindow } = quota.traffic(limit, Math.floor(clock.now()));
    const headers = account.rateHeaders ? { [policy.headers!.limit]: String(limit), [policy.headers!.remaining]: String(Math.max(0, limit - inWindow)), [policy.headers!.reset]: String(Math.ceil(quota.freeAt(clock.now()) / 1000)) } : {};
    await wait(back());
    return { status: taken ? 200 : 429, headers: headers, text: '' };
  };
  const sent = async (urgency: 'edit' | 'change'): Promise<number> => {
    for (;;) {
      while (!running) await wait(100);
      const reply = await running.pacing.send(urgency, async () => ok(await call()));
      if (reply.ok && reply.value.status === 200) return clock.elapsed();
    }
  };
  for (const at of account.killedAt ?? [])
    clock.after(at, () => {
      if (!running) return;
      running.die();
      running = null;
      clock.after(500, () => (running = open()));
    });
  const all = Promise.all(Array.from({ length: edits }, async () => {
    const read = await sent('edit');
    waits.push((await sent('change')) - read);
  }));
  await clock.run();
  await all;
  const traffic = quota.traffic(limit, Math.floor(clock.now()));
  return { arrivals, refusals, traffic, waits };
}
