/** Named figures of one run; a unit is part of the name. */
export type Figures = Record<string, number | string>;

export interface Bench {
  /** Number of the metric: `P2`. */
  id: string;
  title: string;
  /** How many records where nothing is asked for. */
  size: number;
  run(size: number): Promise<Figures>;
}

/** The value below which a share `p` (0 to 1) of the samples lie. */
export function percentile(samples: readonly number[], p: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN;
}

export const round = (value: number, digits = 3): number => Number(value.toFixed(digits));

/** A small seeded generator, so that two runs ask the same questions (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
