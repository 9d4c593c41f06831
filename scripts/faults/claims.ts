import type { AnyIntent } from '../../shared/edits.ts';
import type { LedgerEdit } from './compare.ts';

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
 * that say they were done first, in order; of these last what was found to be so and never sent. What is left over goes to the last of them, who then has too many. Pure.
 */
export function claimed<Meant extends AnyIntent, Done>(ledger: readonly LedgerEdit<Meant>[], effects: readonly Done[], { ofEdits, placeOf }: Language<Meant, Done>): Matched<Meant, Done>[] {
  const done = ledger.filter(({ state }) => state === 'done');
  const inTurn = [...done.filter((edit) => !foundSo(edit)), ...done.filter(foundSo), ...ledger.filter(({ state }) => state !== 'done')];
  const callsOf = ofEdits(inTurn.filter(({ merged }) => !merged));
  const left = new Map<string, Done[]>();
  for (const effect of effects) left.set(placeOf(effect), [...(left.get(placeOf(effect)) ?? []), effect]);
  const last = new Map<string, Done[]>();
  const matched = inTurn.map((edit): Matched<Meant, Done> => ({
    edit,
    tokens: (edit.merged ? [] : callsOf(edit)).map(({ token, place }) => {
      const own = left.get(place)?.splice(0, 1) ?? [];
      if (own.length > 0) last.set(place, own);
      return { token, effects: own };
    }),
  }));
  for (const [place, more] of left) last.get(place)?.push(...more);
  const order = new Map(ledger.map((edit, index) => [edit, index]));
  return matched.sort((a, b) => (order.get(a.edit) ?? 0) - (order.get(b.edit) ?? 0));
}

/** It was so before anything was sent for it. */
const foundSo = ({ life = [] }: LedgerEdit<AnyIntent>): boolean => life.some((event) => event.startsWith('done alreadySo')) && !life.includes('sending');
