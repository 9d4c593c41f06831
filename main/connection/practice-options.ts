/** Clients of a practice office and the seed they are invented from: the same people on every machine. */
export const practiceSeed = 7;
const usualClients = 400;
/** Enough to scroll and to search; a system's own limits make reading thousands slow. */
const usualContacts = 120;

/** How many to invent for a system; AGENTBOOK_PRACTICE_CLIENTS asks Inland Revenue's office for more in a bench. */
export function practiceCount(env: NodeJS.ProcessEnv, system: string): number {
  if (system !== practiceOffice) return usualContacts;
  const asked = Number(env['AGENTBOOK_PRACTICE_CLIENTS'] ?? '');
  return Number.isInteger(asked) && asked > 0 && asked <= 1_000_000 ? asked : usualClients;
}

/** The system of the practice office that comes with the app. */
export const practiceOffice = 'ird';
