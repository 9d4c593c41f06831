import type { AnyIntent } from '../../shared/edits.ts';
import { grouped, type LedgerEdit } from './compare.ts';

/** An edit, and what was done at the gateway of each of its calls. */
export interface Matched<Meant extends AnyIntent, Done> {
  edit: LedgerEdit<Meant>;
  tokens: { token: string; effects: Done[] }[];
}

/** How one system's edits and effects are put in the same words. A token that is alike at the same place is the same thing done. */
export interface Language<Meant extends AnyIntent, Done> {
  /** `edits`: in the order in which they come by what was done, those without calls left out. */
  ofEdits: (edits: readonly LedgerEdit<Meant>[]) => (edit: LedgerEdit<Meant>) => { token: string; place: string }[];
  placeOf: (effect: Done) => string;
}

/**
 * Gives each effect to the edit it belongs to. Where several edits bring the same, as one that has something back may, each gets one: those
 * that say they were done first, then what else was sent, then what was found to be so and never sent by itself. Among those that get one, what began to be sent earlier
 * gets the earlier. What is left over goes to the last of them, who then has too many. Pure.
 */
export function claimed<Meant extends AnyIntent, Done>(ledger: readonly LedgerEdit<Meant>[], effects: readonly Done[], { ofEdits, placeOf }: Language<Meant, Done>): Matched<Meant, Done>[] {
  const inTurn = [...ledger].sort((a, b) => rank(a) - rank(b));
  const callsOf = ofEdits(inTurn.filter(({ merged }) => !merged));
  const claims = new Map<string, { edit: LedgerEdit<Meant>; own: Done[] }[]>();
  const matched = inTurn.map((edit): Matched<Meant, Done> => ({
    edit,
    tokens: (edit.merged ? [] : callsOf(edit)).map(({ token, place }) => {
      const own: Done[] = [];
      claims.set(place, [...(claims.get(place) ?? []), { edit, own }]);
      return { token, effects: own };
    }),
  }));
  for (const [place, those] of grouped(effects, placeOf)) {
    const getting = (claims.get(place) ?? []).slice(0, those.length).sort((a, b) => began(a.edit) - began(b.edit));
    for (const [index, effect] of those.entries()) (getting[index] ?? getting.at(-1))?.own.push(effect);
  }
  const order = new Map(ledger.map((edit, index) => [edit, index]));
  return matched.sort((a, b) => (order.get(a.edit) ?? 0) - (order.get(b.edit) ?? 0));
}

function rank(edit: LedgerEdit<AnyIntent>): number {
  if (edit.state === 'done') return foundSo(edit) ? 2 : 0;
  return Number.isFinite(edit.beganAt ?? Infinity) ? 1 : 3;
}

/** Those that never began come last, in their order. */
const began = ({ beganAt }: LedgerEdit<AnyIntent>): number => Math.min(beganAt ?? Infinity, Number.MAX_SAFE_INTEGER);

/** It was so before anything was sent for it. */
const foundSo = ({ life = [] }: LedgerEdit<AnyIntent>): boolean => life.some((event) => event.startsWith('done alreadySo')) && !life.includes('sending');
