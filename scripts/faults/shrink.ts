/**
 * The fewest of `all` with which it still fails, as far as so many tries can tell: halves first, then ever smaller parts, then one by one.
 * `fails` may be asked twice for the same, because a kill falls where the machine lets it.
 */
export async function shrink(all: readonly number[], fails: (some: readonly number[]) => Promise<boolean>, tries: number): Promise<number[]> {
  let kept = [...all];
  let left = tries;
  for (let parts = 2; kept.length > 1 && left > 0; ) {
    const size = Math.ceil(kept.length / parts);
    let smaller: number[] | null = null;
    for (let from = 0; from < kept.length && left > 0 && !smaller; from += size) {
      const without = [...kept.slice(0, from), ...kept.slice(from + size)];
      left -= 1;
      if (await fails(without)) smaller = without;
    }
    if (smaller) {
      kept = smaller;
      parts = Math.max(2, parts - 1);
    } else if (size === 1) break;
    else parts = Math.min(kept.length, parts * 2);
  }
  return kept;
}
