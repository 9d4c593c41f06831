import type { UtilityProcess } from 'electron';

/**
 * Asks a process to close, waits until it says that it has (or has ended), then ends it. Killing comes after the word: a process
 * that has closed its files has nothing to lose. Answers false where `withinMs` passed first.
 */
export async function finish(process: UtilityProcess, ask: unknown, word: string | null, withinMs: number): Promise<boolean> {
  let gone = false;
  const ended = new Promise<void>((resolve) =>
    process.once('exit', () => {
      gone = true;
      resolve();
    }),
  );
  const inTime = await within(withinMs, Promise.race([ended, said(process, word)]), () => process.postMessage(ask));
  if (!gone) {
    process.kill();
    await within(1_000, ended, () => undefined);
  }
  return inTime;
}

const said = (process: UtilityProcess, word: string | null): Promise<void> =>
  new Promise((resolve) => {
    process.on('message', (message: { type?: string }) => {
      if (word !== null && message.type === word) resolve();
    });
  });

async function within(ms: number, promise: Promise<void>, begin: () => void): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  begin();
  const inTime = await Promise.race([promise.then(() => true), late]);
  clearTimeout(timer);
  return inTime;
}
