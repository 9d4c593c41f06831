import type { Effect } from '../../main/sandbox/record.ts';
import type { LedgerEdit } from './compare.ts';
import { idsOf, placeOf, tokenOfEffect, tokensOf } from './tokens.ts';

/** An edit, and what was done at the gateway of each of its calls. */
export interface Matched {
  edit: LedgerEdit;
  tokens: { token: string; effects: Effect[] }[];
}

/**
 * Gives each effect to the edit it belongs to. Where several edits bring the same, as one that has something back may, each gets one: those
 * that say they were done first, in order. What is left over goes to the last of them, who then has too many. Pure.
 */
export function claimed(ledger: readonly LedgerEdit[], effects: readonly Effect[]): Matched[] {
  const inTurn = [...ledger.filter(({ state }) => state === 'done'), ...ledger.filter(({ state }) => state !== 'done')];
  const ids = idsOf(inTurn.filter(({ merged }) => !merged), effects);
  const left = new Map<string, Effect[]>();
  for (const effect of effects.filter(({ actor }) => actor === 'caller')) {
    const place = placeOf(effect.client, tokenOfEffect(effect));
    left.set(place, [...(left.get(place) ?? []), effect]);
  }
  const last = new Map<string, Effect[]>();
  const matched = inTurn.map((edit): Matched => ({
    edit,
    tokens: (edit.merged ? [] : tokensOf(edit.intent, ids)).map((token) => {
      const place = placeOf(edit.clientId, token);
      const own = left.get(place)?.splice(0, 1) ?? [];
      if (own.length > 0) last.set(place, own);
      return { token, effects: own };
    }),
  }));
  for (const [place, more] of left) last.get(place)?.push(...more);
  const order = new Map(ledger.map((edit, index) => [edit, index]));
  return matched.sort((a, b) => (order.get(a.edit) ?? 0) - (order.get(b.edit) ?? 0));
}
