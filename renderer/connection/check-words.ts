import type { CheckLine } from '../../shared/connection-settings.ts';

export const whatWords: Readonly<Record<CheckLine['what'], string>> = {
  settings: 'Settings',
  certificate: 'Client certificate',
  network: 'Network',
  clock: 'Clock',
  gateway: 'Gateway',
  signIn: 'Sign-in',
  machineKey: 'Signing key',
  token: 'Access',
  clients: 'Client list',
};

export const outcomeWords: Readonly<Record<CheckLine['outcome'], string>> = { ok: 'In order', wrong: 'Wrong', skipped: 'Not looked at yet' };

/** One sentence for all the lines, read out when they come. */
export function summaryWords(lines: readonly CheckLine[]): string {
  const wrong = lines.filter(({ outcome }) => outcome === 'wrong').map(({ what }) => whatWords[what].toLowerCase());
  if (wrong.length > 0) return `Something is wrong: ${[...new Set(wrong)].join(', ')}.`;
  const skipped = lines.filter(({ outcome }) => outcome === 'skipped').length;
  if (skipped === 0) return 'Everything is in order.';
  return `Nothing is wrong; ${skipped === 1 ? 'one thing' : `${skipped} things`} could not be looked at yet.`;
}
