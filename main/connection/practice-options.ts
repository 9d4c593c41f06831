import type { SystemFacts } from '../../shared/systems.ts';

/** Clients of a practice office and the seed they are invented from: the same people on every machine. */
export const practiceSeed = 7;
const usualClients = 400;
/** Enough to scroll and to search; a system's own limits make reading thousands slow. */
const usualContacts = 120;

/** How many to invent for a system; AGENTBOOK_PRACTICE_CLIENTS asks for more clients in a bench. */
export function practiceCount(env: NodeJS.ProcessEnv, rows: SystemFacts['rows']): number {
  if (rows === 'contacts') return usualContacts;
  const asked = Number(env['AGENTBOOK_PRACTICE_CLIENTS'] ?? '');
  return Number.isInteger(asked) && asked > 0 && asked <= 1_000_000 ? asked : usualClients;
}

/** What its connection is called until somebody gives it another name. */
export const practiceName = ({ rows, name }: Pick<SystemFacts, 'rows' | 'name'>): string => (rows === 'clients' ? 'Practice office' : `${name} for practice`);
