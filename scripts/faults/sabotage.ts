import type { Sabotage } from '../../main/engine/engine.ts';
import { ok } from '../../shared/result.ts';
import { watchedLedger } from './watched-ledger.ts';

export type SabotageName = 'skip-sending' | 'blind-resend' | 'ignore-base' | 'drop-on-400';

/**
 * The engine broken on purpose, to prove that the checker notices. These live here and not in the engine: the app ships none of them, and
 * what switches them on is a function, which no message of the shell can carry.
 */
export const sabotages: Record<SabotageName, Sabotage> = {
  /** The `sending` mark is not on the disk before the first byte leaves: after a kill nobody knows that something was being sent. */
  'skip-sending': { ledgerFile: (file) => watchedLedger(file, { skips: (kind) => kind === 'sending' }) },
  /** An answer that was lost counts as a call that never arrived: it is sent again without looking. */
  'blind-resend': { connector: (whole) => ({ ...whole, judge: () => ({ outcome: 'didNot' }) }) },
  /** What somebody else has changed since the person looked is taken for what they saw. */
  'ignore-base': {
    connector: (whole) => ({
      ...whole,
      plan: (intent, fresh, names) => {
        const there = fresh.find((contact) => contact.key === intent.contact);
        return whole.plan(there ? whole.rebase(intent, there) : intent, fresh, names);
      },
    }),
  },
  /** A refusal counts as sent. */
  'drop-on-400': {
    connector: (whole) => ({
      ...whole,
      interpret: (step, reply) => {
        const outcome = whole.interpret(step, reply);
        return !outcome.ok && outcome.error.kind === 'refused' ? ok([]) : outcome;
      },
    }),
  },
};

export const sabotageNames = Object.keys(sabotages) as SabotageName[];
