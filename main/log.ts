import { appendFile, rename, stat } from 'node:fs/promises';

/**
 * What happened to the processes, for someone who has to find out why Agentbook stopped. Only fixed words, codes and numbers:
 * the types leave no room for a name, a phone number, an address or a token.
 */
export type LogEvent =
  | 'started' | 'stopped' | 'second-start' | 'engine-opened' | 'engine-trouble' | 'engine-died' | 'engine-given-up'
  | 'engine-slow-close' | 'practice-started' | 'practice-failed' | 'practice-died' | 'vault-trouble' | 'page-gone' | 'refused-sender'
  | 'refused-navigation' | 'locked' | 'unlocked' | 'connection-removed';

export type Log = (event: LogEvent, numbers?: Record<string, number>) => void;

const limit = 256 * 1024;

/** One line: time, event, numbers. */
export const logLine = (at: Date, event: LogEvent, numbers: Record<string, number>): string =>
  `${[at.toISOString(), event, ...Object.entries(numbers).map(([name, value]) => `${name}=${value}`)].join(' ')}\n`;

/** Appends in order; a log that cannot be written is not worth stopping for. The file is begun anew past 256 kB, keeping one older. */
export function createLog(file: string): Log {
  let writing: Promise<unknown> = stat(file)
    .then((held) => (held.size > limit ? rename(file, `${file}.old`) : undefined))
    .catch(() => undefined);
  return (event, numbers = {}) => {
    const line = logLine(new Date(), event, numbers);
    writing = writing.then(() => appendFile(file, line, { mode: 0o600 })).catch(() => undefined);
  };
}
