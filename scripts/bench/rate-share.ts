/** The most calls in any window, counted as 8x8's is: what is exactly as old as the window is out. Moments in milliseconds. */
export function mostInWindow(arrivals: readonly number[], windowMs: number): number {
  const times = [...arrivals].sort((a, b) => a - b);
  let [most, from] = [0, 0];
  times.forEach((at, n) => {
    while ((times[from] ?? at) <= at - windowMs) from += 1;
    most = Math.max(most, n - from + 1);
  });
  return most;
}

/** The least time in which so many calls can be made, over the time they took: 1 is the whole of what is allowed. */
export function shareUsed(arrivals: readonly number[], allowed: number, windowMs: number): number {
  const times = [...arrivals].sort((a, b) => a - b);
  return (Math.floor((times.length - 1) / allowed) * windowMs) / ((times.at(-1) ?? 0) - (times[0] ?? 0));
}
