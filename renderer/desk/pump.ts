/** How long to wait before a question that failed is asked again. Milliseconds. */
const breath = 1_000;

/** Calls `work` until it succeeds: a question is lost when the engine starts anew, and what it was about still has to come to the screen. */
export function untilDone(work: () => Promise<void>): void {
  void work().catch(() => setTimeout(() => untilDone(work), breath));
}

/**
 * Runs one asynchronous job at a time and once more if it was asked for meanwhile: a burst of news becomes two reads, never a backlog,
 * and the last answer is never older than the last news.
 */
export function pump(job: () => Promise<boolean | void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let again = false;
  const run = async (): Promise<void> => {
    do {
      again = false;
      // The job may answer true: there is more to do now.
      if ((await job()) === true) again = true;
    } while (again);
  };
  return () => {
    if (running !== null) {
      again = true;
      return running;
    }
    running = run().finally(() => {
      running = null;
    });
    return running;
  };
}
