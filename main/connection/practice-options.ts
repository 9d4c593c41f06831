/** Clients of a practice office and the seed they are invented from: the same people on every machine. */
export const practiceSeed = 7;
const usualClients = 400;

/** How many clients to invent; AGENTBOOK_PRACTICE_CLIENTS asks for more in a bench. */
export function practiceClients(env: NodeJS.ProcessEnv): number {
  const asked = Number(env['AGENTBOOK_PRACTICE_CLIENTS'] ?? '');
  return Number.isInteger(asked) && asked > 0 && asked <= 1_000_000 ? asked : usualClients;
}
