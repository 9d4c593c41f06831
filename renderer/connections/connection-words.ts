import type { ConnectionRow } from '../../shared/ipc-contract.ts';
import type { SystemFacts } from '../../shared/systems.ts';
import { counted } from '../desk/time-words.ts';

/** What a system is called in a sentence; a plain word until its facts have come. */
export const systemName = (facts: Pick<SystemFacts, 'name'> | null): string => facts?.name ?? 'the system';

/** Beside the name of a system that its vendor has retired; '' for all others. */
export const retiredWords = (facts: Pick<SystemFacts, 'lifecycle'> | null): string => (facts?.lifecycle.state === 'retired' ? 'retired, practice only' : '');

/** Two letters by which a connection is known beside its colour: `NC` of `Ngata & Co`, `Do` of `Domains`. */
export function initialsOf(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const [first = '?', second] = words;
  return second === undefined ? [...first].slice(0, 2).join('') : `${[...first][0] ?? ''}${[...second][0] ?? ''}`.toUpperCase();
}

/** How a connection stands, in a word or two; '' where all is well. */
export function standingWords({ trouble, status }: Pick<ConnectionRow, 'trouble' | 'status'>): string {
  if (trouble !== '') return 'Not open';
  if (status === null) return 'Opening';
  switch (status.connection.state) {
    case 'offline': return 'Offline';
    case 'signedOut': return 'Signed out';
    case 'busy': return 'Busy';
    case 'portal': return 'Sign-in page';
    case 'paused': return 'Working offline';
    case 'connecting': return 'Connecting';
    case 'online': return status.reading !== null && status.upToDateAt === null ? 'Reading' : '';
  }
}

/** What waits there: `2 need you`, `3 unsent`; '' where nothing does. What needs a person comes first. */
export function leftWords({ unsent, status }: Pick<ConnectionRow, 'unsent' | 'status'>): string {
  const needs = status?.needsYou ?? 0;
  if (needs > 0) return `${needs} ${needs === 1 ? 'needs' : 'need'} you`;
  return unsent === 0 ? '' : `${unsent} unsent`;
}

/** Everything that a row says, for a screen reader: name, system, whether that is retired, what it holds, how it stands and what waits. */
export function connectionName(row: ConnectionRow, facts: SystemFacts | null): string {
  const unsent = row.unsent === 0 ? '' : `${counted(row.unsent, 'edit')} not sent`;
  const needs = row.status === null || row.status.needsYou === 0 ? '' : leftWords(row);
  return [row.name, systemName(facts), retiredWords(facts), row.practice ? 'practice data' : '', standingWords(row), unsent, needs].filter((part) => part !== '').join(', ');
}
