import { writeFile } from 'node:fs/promises';
import { monitorEventLoopDelay, type Histogram } from 'node:perf_hooks';

/**
 * For the bench only: with AGENTBOOK_MEASURE_LOOP=<file>, how late the shell's event loop ran, written every second and
 * at the end; SIGUSR2 begins a new count, so that a stretch of work can be measured without the start before it. All figures are
 * milliseconds and include the timer's own resolution of 1 ms.
 */
export interface LoopMeasure {
  stop(): Promise<void>;
}

const ms = (nanoseconds: number): number => Math.round(nanoseconds / 1_000) / 1_000;

export const loopFigures = (histogram: Histogram, startedAt: number, now: number): Record<string, number> => ({
  resolutionMs: 1,
  seconds: Math.round((now - startedAt) / 100) / 10,
  count: histogram.count,
  min: ms(histogram.min),
  mean: histogram.count === 0 ? 0 : ms(histogram.mean),
  p50: ms(histogram.percentile(50)),
  p90: ms(histogram.percentile(90)),
  p99: ms(histogram.percentile(99)),
  p999: ms(histogram.percentile(99.9)),
  max: ms(histogram.max),
});

export function measureLoop(file: string | undefined): LoopMeasure {
  if (file === undefined || file === '') return { stop: () => Promise.resolve() };
  const histogram = monitorEventLoopDelay({ resolution: 1 });
  let startedAt = Date.now();
  const write = (): Promise<void> =>
    writeFile(file, `${JSON.stringify(loopFigures(histogram, startedAt, Date.now()))}\n`).catch(() => undefined);
  const again = (): void => {
    histogram.reset();
    startedAt = Date.now();
  };
  histogram.enable();
  const timer = setInterval(() => void write(), 1_000);
  if (process.platform !== 'win32') process.on('SIGUSR2', again);
  return {
    async stop() {
      clearInterval(timer);
      histogram.disable();
      await write();
    },
  };
}
